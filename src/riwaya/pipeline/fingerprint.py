"""What the outcome of a document depends on beside the document: riwaya's own code and data, as one digest.

Work that another version left behind is not continued, and machines of a cluster must agree. The version's name alone
would not do: data is corrected between releases, and checkouts differ.
"""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import riwaya
from riwaya.gazetteer.own.tables import in_use

READING: Final = ("extract", "gazetteer", "lang", "model", "pipeline", "read", "text")
"""The packages that reading and extraction are made of, with their data."""
REASONING: Final = (*READING, "ledger", "reason", "scale", "workspace")
"""The packages that machines of a cluster use."""
_PASSED_OVER: Final = (".pyc", ".pyo", ".tmp")


@cache
def fingerprint(parts: tuple[str, ...] = READING) -> str:
    """Thirty-two hexadecimal digits over the version, every file of some packages, and own places (some 20 ms)."""
    root = Path(riwaya.__file__).parent
    digest = hashlib.blake2b(riwaya.__version__.encode(), digest_size=16)
    for part in parts:
        for file in _files(root / part):
            content = file.read_bytes()
            name = file.relative_to(root).as_posix()
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
    for table in in_use():
        digest.update(b"\0own places\0" + table.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(_PASSED_OVER):
                yield Path(place, name)

"""Reading gettext's `.po` files, as far as ours go: comments, contexts, plurals, texts over several lines.

Babel reads them, too, and tests compare the two; at a start it would take longer to load than a language itself.
"""

import json
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from riwaya.model.errors import DataError

_LINE: Final = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)?(?:\[(\d)\])?\s*(".*")')
_MAGIC: Final = 0x950412DE


def entries(file: Path) -> dict[str, str]:
    """The messages of a catalogue as an `.mo` file names them: a context ends with U+0004, forms are parted by NUL.

    DataError names the line that is none of a catalogue.
    """
    out: dict[str, str] = {}
    entry: dict[str, list[str]] = {}
    part = ""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            found = _LINE.fullmatch(text)
            try:
                said = json.loads(found[3], strict=False) if found is not None else None
            except ValueError:
                said = None
            if found is None or said is None or not (found[1] or part):
                raise DataError(file, number, "this is no line of a catalogue")
            if found[1]:
                part = found[1]
                if part in ("msgctxt", "msgid") and "msgstr" in entry:
                    _keep(entry, out)
                    entry = {}
            texts = entry.setdefault(part, [])
            if found[1]:
                texts.append(said)
            else:
                texts[-1] += said
    if "msgstr" in entry:
        _keep(entry, out)
    return out


def _keep(entry: Mapping[str, list[str]], out: dict[str, str]) -> None:
    context = "".join(f"{name}\x04" for name in entry.get("msgctxt", ()))
    key = context + "\0".join([*entry["msgid"], *entry.get("msgid_plural", ())])
    out[key] = "\0".join(entry["msgstr"])


def packed(messages: Mapping[str, str]) -> bytes:
    """Messages as an `.mo` file, which the standard library reads."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    start = 28 + 16 * len(pairs)
    keys, texts, blob = b"", b"", b""
    for column in (0, 1):
        table = b""
        for pair in pairs:
            table += struct.pack("<2I", len(pair[column]), start + len(blob))
            blob += pair[column] + b"\0"
        keys, texts = (table, texts) if column == 0 else (keys, table)
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + keys + texts + blob

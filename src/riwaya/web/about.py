"""What the pages are made of that others wrote: files, versions, licences."""

import json
from pathlib import Path
from typing import Final

import msgspec

_LICENCES: Final = Path(__file__).parent / "static/vendor/licences.json"


class Part(msgspec.Struct, frozen=True):
    """A package whose files are served: its name, version and licence."""

    name: str
    version: str
    licence: str


def vendored() -> list[Part]:
    """The packages whose files came with the build; none where it had none."""
    try:
        found = json.loads(_LICENCES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Part(str(one["name"]), str(one["version"]), str(one["licence"])) for one in found]

"""The brief's texts: `phrases.yaml` (both languages) and `events.yaml` (the wording of each event), strictly loaded."""

from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import yaml

from riwaya.lang.labels import Labels, Language, read_bilingual
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import EVENTS

_FOLDER: Final = Path(__file__).parent
UNWORDED: Final = frozenset({"command", "offer", "reject", "accusation", "statement", "other"})
"""Events that a brief leaves out: words about words, and what has no name."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one event is worded; see the head of `events.yaml`."""

    past: str
    inf: str
    noun: str
    ar: str
    bare: str
    try_: str | None = msgspec.field(default=None, name="try")


@cache
def phrases(language: Language) -> Labels:
    """Section to key to text in one language."""
    return read_bilingual(_FOLDER / "phrases.yaml")[language]


@cache
def wordings() -> dict[str, Wording]:
    """The wording of every event that a brief tells of; DataError unless it is exactly those."""
    file = _FOLDER / "events.yaml"
    try:
        found = msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), dict[str, Wording])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(file, None, " ".join(str(error).split())) from error
    if set(found) != EVENTS - UNWORDED:
        raise DataError(file, None, f"missing or unknown events: {sorted(set(found) ^ (EVENTS - UNWORDED))}")
    return found

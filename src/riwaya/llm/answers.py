"""What a model is asked to write, and reading what it wrote: strict about each reading, patient about the wrapping."""

import json
from typing import Any, Final

import msgspec

from riwaya.model.vocabulary import DENIALS, DENIED_PARTS, FAMILIES, STANCES

MOST: Final = 60
"""Readings of one passage that are looked at; no passage tells more, and a model that runs on repeats itself."""


class Proposal(msgspec.Struct, frozen=True):
    """One reading as a model gives it: every part but the closed lists' values in the words of the text.

    `disagrees_with`: the numbers of the readings shown to it that it holds to be wrong about this.
    """

    evidence: str
    event: str
    stance: str
    denial: str | None = None
    denies_what: str | None = None
    voices: tuple[str, ...] = ()
    cue: str | None = None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    time: str | None = None
    quantities: tuple[str, ...] = ()
    background: bool = False
    disagrees_with: tuple[int, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """The readings of one answer: as proposals, or (`str`) what is wrong with one. `whole`: it came to its end."""

    items: tuple[tuple[Proposal | str, Any], ...]
    whole: bool


def schema() -> dict[str, Any]:
    """The JSON schema of an answer. Every key is required, as servers with strict schemas want it."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    maybe = {"type": ["string", "null"]}
    events = sorted(event for family in FAMILIES.values() for event in family)
    fields: dict[str, Any] = {
        "evidence": text,
        "event": {"type": "string", "enum": events},
        "stance": {"type": "string", "enum": sorted(STANCES)},
        "denial": {"type": ["string", "null"], "enum": [*sorted(DENIALS), None]},
        "denies_what": {"type": ["string", "null"], "enum": [*sorted(DENIED_PARTS), None]},
        "voices": texts,
        "cue": maybe,
        "agents": texts,
        "targets": texts,
        "places": texts,
        "time": maybe,
        "quantities": texts,
        "background": {"type": "boolean"},
        "disagrees_with": {"type": "array", "items": {"type": "integer"}},
    }
    claim = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def read_answer(text: str) -> Answer | None:
    """What an answer holds; None where there is no list of claims in it.

    Text around the JSON is passed over, and of an answer that was cut off its whole readings count.
    """
    start = _list_of_claims(text)
    if start is None:
        return None
    decoder = json.JSONDecoder()
    items: list[tuple[Proposal | str, Any]] = []
    at = start + 1
    while True:
        at = _skip(text, at, " \t\r\n,")
        if at >= len(text):
            return Answer(tuple(items), whole=False)
        if text[at] == "]":
            return Answer(tuple(items), whole=True)
        try:
            raw, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            return Answer(tuple(items), whole=False)
        items.append((_proposal(raw), raw))


def _list_of_claims(text: str) -> int | None:
    """Where the list begins: behind "claims", or where the answer is a bare list."""
    name = text.find('"claims"')
    if name >= 0:
        at = _skip(text, name + len('"claims"'), " \t\r\n:")
        return at if text[at : at + 1] == "[" else None
    at = _skip(text, 0, " \t\r\n`jsonJSON")
    return at if text[at : at + 1] == "[" else None


def _skip(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _proposal(raw: Any) -> Proposal | str:
    try:
        return msgspec.convert(raw, Proposal)
    except msgspec.ValidationError as error:
        return str(error)

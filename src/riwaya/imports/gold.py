"""Gold YAML as claims: every string is found in the report's text, every name looked up in the gazetteer.

Gold has no offsets. Evidence is where its words first stand, a mention where its words stand nearest to the evidence.
Gold does not say which words give the time either: the evidence stands for them. A voice without a cue has itself for
one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from riwaya.evaluate.gold import GoldDocument, GoldError, gold_files, gold_problems
from riwaya.evaluate.values import number
from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.gazetteer.outlets import outlet_names
from riwaya.gazetteer.places import PlaceContext, PlaceRow, Places
from riwaya.lang.entries import Heads
from riwaya.lang.grammar import without_article
from riwaya.lang.load import read_entries
from riwaya.model import Claim, Published
from riwaya.model.vocabulary import VOICE_KINDS
from riwaya.reason.lenient import claim_of
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

_NUMBER: Final = re.compile(r"^\s*([~<>]?)\s*(\d[\d.,]*)(?:\s*-\s*(\d[\d.,]*))?\s*(.*)$")
_RELATIONS: Final = {"~": "about", ">": "at_least", "<": "at_most", "": "exactly"}

Values = dict[str, Any]


class Annotated(msgspec.Struct, frozen=True):
    """One gold file: its report, what it says of its publication, and its claims."""

    document: str
    outlet: str | None
    published: Published
    claims: tuple[Claim, ...]


def read(path: Path, text_of: Callable[[str], str]) -> Iterator[Annotated]:
    """The gold files of a folder, or one; `text_of` gives a report's text by its id.

    GoldError names every fault of a file (values that the guide does not list, strings that are not in the text).
    """
    for file in gold_files(path):
        try:
            record = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise GoldError([f"{file}: not YAML: {' '.join(str(error).split())}"]) from error
        if not isinstance(record, dict) or not isinstance(record.get("claims") or [], list) or "claims" not in record:
            continue
        if not isinstance(record.get("document"), str):
            raise GoldError([f"{file}: `document` is missing; give the text's path below the corpus, without .txt"])
        found = GoldDocument(file, text_of(record["document"]), record)
        if problems := gold_problems(found):
            raise GoldError(problems)
        yield Annotated(
            found.id,
            _outlet(record.get("outlet")),
            _published(record.get("published"), file),
            tuple(_Reading(found).claims()),
        )


def _outlet(given: object) -> str | None:
    if not isinstance(given, str) or not given.strip():
        return None
    if given.startswith("outlet:"):
        return given
    wanted = fold(given)
    return next((id for id, forms in outlet_names().items() if wanted in map(fold, forms)), None)


def _published(given: object, file: Path) -> Published:
    found = re.findall(r"\d{4}-\d{2}-\d{2}", str(given or ""))
    try:
        return Published(found[0], found[-1], "sidecar") if found else Published()
    except ValueError as error:
        raise GoldError([f"{file}: published {given!r}: {error}"]) from error


class _Reading:
    """The claims of one gold document."""

    def __init__(self, document: GoldDocument) -> None:
        self.document, self.text = document, document.text
        mentions = [text for raw in document.claims for text in raw.get("places") or []]
        rows = [found for text in mentions if len(found := _places(text)) == 1]
        self.context = PlaceContext(seen=frozenset(found[0].id for found in rows))

    def claims(self) -> Iterator[Claim]:
        """The claims in the order of the file."""
        for raw in self.document.claims:
            try:
                yield self._claim(raw)
            except ValueError as error:
                raise GoldError([f"{self.document.file} {raw.get('id')}: {error}"]) from error

    def _claim(self, raw: Mapping[str, Any]) -> Claim:
        at = self.text.index(raw["evidence"])
        evidence = self._span(raw["evidence"], at)
        voices = [self._span(text, at) | _voice(text) for text in raw.get("voices") or []]
        cue = self._span(raw["cue"], at) if raw.get("cue") else None
        if voices and cue is None:
            cue = {key: voices[0][key] for key in ("text", "start", "end")}
        values: Values = {
            "document": self.document.id,
            "evidence": evidence,
            "voices": voices,
            "cue": cue if voices else None,
            "stance": raw["stance"],
            "denial": raw.get("denial"),
            "denies_what": raw.get("denies_what"),
            "event": raw["event"],
            "agents": [self._span(text, at) | _actor(text) for text in raw.get("agents") or []],
            "targets": [self._span(text, at) | _actor(text) for text in raw.get("targets") or []],
            "places": [self._span(text, at) | self._place(text) for text in raw.get("places") or []],
            "time": _time(raw.get("time"), evidence),
            "extent": _extent(raw.get("extent")),
            "quantities": [found] if raw.get("quantity") and (found := _quantity(str(raw["quantity"]))) else [],
            "rules": ["imported:gold"],
        }
        return claim_of(values)

    def _span(self, words: str, near: int) -> Values:
        """Where the words stand nearest to a place in the text."""
        starts = [match.start() for match in re.finditer(re.escape(words), self.text)]
        start = min(starts, key=lambda one: (abs(one - near), one))
        return {"text": words, "start": start, "end": start + len(words)}

    def _place(self, text: str) -> Values:
        found = _places(text)
        row = found[0] if len(found) == 1 else Places.load().resolve(found, self.context)[0] if found else None
        if row is None:
            return {"precision": "unresolved"}
        position = {"lat": row.lat, "lon": row.lon, "precision": row.precision} if row.lat is not None else {}
        return {"name": row.name, "entity": row.id, "precision": "unresolved"} | position


def _places(text: str) -> tuple[PlaceRow, ...]:
    """The places of that name, whatever words for a kind of place stand before it."""
    keys = [token.key for token in tokenise(text) if token.kind == "word"]
    for i in range(min(3, len(keys))):
        match = Places.load().match(keys, i)
        if match is not None and i + match[0] == len(keys):
            return match[1]
    return ()


def _row(text: str) -> ActorRow | None:
    """The actor or voice that exactly these words name beyond doubt."""
    tokens = tokenise(text)
    match = actors().match(tokens, 0) if tokens else None
    if match is None or match.end != len(tokens) or match.ambiguous or len(match.rows) != 1:
        return None
    return match.rows[0]


def _actor(text: str) -> Values:
    row = _row(text)
    return {"name": row.name, "entity": row.id} if row is not None else {}


def _voice(text: str) -> Values:
    row = _row(text)
    if row is not None:
        kind = row.kind if row.kind in VOICE_KINDS else "unnamed"
        return {"name": row.name, "entity": row.id, "kind": kind}
    first = next((token.key for token in tokenise(text) if token.kind == "word"), "")
    heads = _voice_heads()
    return {"kind": heads.get(first) or heads.get(without_article(first)) or "unnamed"}


@cache
def _voice_heads() -> dict[str, str]:
    """Folded nouns that open the name of a voice, with the kind of voice."""
    out: dict[str, str] = {}
    for entry in read_entries("heads.yaml", Heads):
        if entry.voice in VOICE_KINDS:
            for words in entry.nouns:
                for word in words.split():
                    out.setdefault(fold(word), entry.voice)
    return out


def _time(given: object, evidence: Values) -> Values | None:
    days = re.findall(r"\d{4}-\d{2}-\d{2}", str(given or ""))
    return {"earliest": days[0], "latest": days[-1], "offset_days": None} | evidence if days else None


def _extent(given: object) -> Values | None:
    share = number(given) if given else None
    if share is None:
        return None
    low, high = (min(1.0, max(0.0, value)) for value in share)
    return {"text": str(given), "low": low, "high": high}


def _quantity(given: str) -> Values | None:
    match = _NUMBER.match(given)
    if match is None:
        interval = number(given)
        if interval is None:
            return None  # "large numbers": evaluation, too, passes over it
        unit = " ".join(given.split()[1:]) or None
        return {"text": given, "value": interval[0], "high": interval[1], "unit": unit, "relation": "exactly"}
    sign, low, high, unit = match.groups()
    value, top = _number(low), _number(high or low)
    return {"text": given, "value": value, "high": top, "unit": unit.strip() or None, "relation": _RELATIONS[sign]}


def _number(text: str) -> float:
    return float(text.replace(",", ""))

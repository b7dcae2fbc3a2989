"""What the page's script reads: documents, claims and names as compact tables, with UTF-16 offsets.

Names are interned: `who` lists the distinct voices and actors, `names` the forms in which they are mentioned, `spots`
the distinct places. A claim refers to them by index. Keys are short because there may be tens of thousands of claims.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from riwaya.extract.zones import zones
from riwaya.model import Actor, Claim, Document, Place, Voice
from riwaya.model.errors import RecordError
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF
from riwaya.report.days import claim_days
from riwaya.report.offsets import Utf16, printable
from riwaya.text.normalise import fold

TERRITORIAL: Final = frozenset(FAMILIES["gained"]) | frozenset(FAMILIES["kept_or_lost"])
"""Event types that say something about who is where: they order the places and make the rows of their strips."""

_AWAY: Final = frozenset({"withdrawal", "loss"})
_NEAR: Final = frozenset({"siege", "distance"})
_RTL: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_DIMMED: Final = frozenset({"furniture", "byline"})
_FORMS: Final = 12  # forms of a name kept for searching

Table = dict[str, Any]


class SetAsideLine(msgspec.Struct, frozen=True):
    """One input that was not read: the input as the user named it, a stable code for counting, and what is wrong."""

    source: str
    code: str
    message: str


def holders(claim: Claim) -> list[tuple[Actor | None, str]]:
    """Who is said to be where, as `(actor, role)`: `hold`, `away` (gone from there), `near` (around it), `other`.

    A territorial claim that names no one gives `(None, role)`; a claim about anything else `(None, "other")`.
    """
    if claim.event not in TERRITORIAL:
        return [(None, "other")]
    if claim.event == "handover":
        found = [(actor, "hold") for actor in claim.targets] + [(actor, "away") for actor in claim.agents]
        return [*found] or [(None, "hold")]
    role = "away" if claim.event in _AWAY else "near" if claim.event in _NEAR else "hold"
    return [(actor, role) for actor in claim.agents] or [(None, role)]


class _Names:
    """Distinct bearers of names and the forms that mention them, numbered in the order they come."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.mentions: dict[tuple[str, int, str], int] = {}
        self._forms: list[Counter[str]] = []
        self._also: list[dict[str, None]] = []
        self._latin: list[str | None] = []

    def mention(self, named: Voice | Actor | Place, tag: str) -> int:
        """The index of this form, with its `tag` (a voice's kind, a place's precision)."""
        key = named.entity or "=" + fold(named.name or named.text).strip()
        who = self.keys.setdefault(key, len(self.keys))
        if who == len(self._forms):
            self._forms.append(Counter())
            self._also.append({})
            self._latin.append(None)
        self._forms[who][named.text] += 1
        self._also[who].update(dict.fromkeys(named.also))
        self._latin[who] = self._latin[who] or named.name
        return self.mentions.setdefault((named.text, who, tag), len(self.mentions))

    def bearers(self) -> list[Table]:
        """Each bearer: `k` key, `t` its most frequent form, `n` display name if known, `f` other forms."""
        result = []
        for key, who in self.keys.items():
            forms = self._forms[who]
            best = min(forms, key=lambda form: (-forms[form], len(form), form))
            others = [form for form in dict.fromkeys([*sorted(forms), *self._also[who]]) if form != best][:_FORMS]
            result.append({"k": printable(key), "t": best, "n": self._latin[who], "f": others})
        return result

    def forms(self) -> list[list[object]]:
        """Each form: text, index of its bearer, tag."""
        return [[text, who, tag] for text, who, tag in self.mentions]


def build(documents: Sequence[Document], claims: Sequence[Claim], outlet_names: Mapping[str, tuple[str, str]]) -> Table:
    """The page's data. RecordError names the claim whose document is missing or whose characters are not there."""
    order = {document.id: number for number, document in enumerate(documents)}
    if len(order) != len(documents):
        raise RecordError("two documents of the report have the same id")
    maps = [Utf16(document.text) for document in documents]
    who, spots = _Names(), _Names()
    rules: dict[str, int] = {}
    records = []
    for claim in sorted(claims, key=lambda c: (order.get(c.document, -1), c.evidence.start, c.evidence.end, c.id)):
        if claim.document not in order:
            raise RecordError(f"claim {claim.id} is of {claim.document!r}, which is not among the report's documents")
        number = order[claim.document]
        claim.check_against(documents[number].text)
        records.append(_claim(claim, documents[number], number, maps[number], who, spots, rules))
    outlets = sorted({document.outlet for document in documents if document.outlet})
    return {
        "docs": [_document(document, at, outlets) for document, at in zip(documents, maps, strict=True)],
        "outlets": [_outlet(outlet, outlet_names) for outlet in outlets],
        "who": who.bearers(),
        "names": who.forms(),
        "spots": spots.bearers(),
        "spotNames": spots.forms(),
        "rules": list(rules),
        "families": FAMILY_OF,
        "territorial": sorted(TERRITORIAL),
        "claims": records,
    }


def _outlet(outlet: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    plain = outlet.partition(":")[2] or outlet
    arabic, english = names.get(outlet, (plain, plain))
    return [printable(outlet), printable(arabic), printable(english)]


def _document(document: Document, at: Utf16, outlets: list[str]) -> Table:
    published = document.published
    return {
        "i": printable(document.id),
        "h": printable(document.title) if document.title else None,
        "o": outlets.index(document.outlet) if document.outlet else -1,
        "u": document.url if document.url and document.url.startswith(("https://", "http://")) else None,
        "p": [published.earliest, published.latest, published.basis],
        "r": document.language in _RTL,
        "z": _furniture(document.text, at),
        "x": document.text,
    }


def _furniture(text: str, at: Utf16) -> list[list[int]]:
    """Where what is no part of the report stands (the page's furniture, bylines), as UTF-16 ranges."""
    return [[at(zone.start), at(zone.end)] for zone in zones(text) if zone.kind in _DIMMED]


def _claim(
    claim: Claim, document: Document, number: int, at: Utf16, who: _Names, spots: _Names, rules: dict[str, int]
) -> Table:
    def actor(named: Voice | Actor, tag: str = "") -> list[int]:
        return [who.mention(named, tag), at(named.start), at(named.end)]

    voices = [actor(voice, voice.kind) for voice in claim.voices]
    agents = [actor(agent) for agent in claim.agents]
    targets = [actor(target) for target in claim.targets]
    places = [[spots.mention(place, place.precision), at(place.start), at(place.end)] for place in claim.places]
    first, last, basis = claim_days(claim, document)
    record: Table = {
        "i": printable(claim.id),
        "d": number,
        "e": [at(claim.evidence.start), at(claim.evidence.end)],
        "v": voices,
        "c": [at(claim.cue.start), at(claim.cue.end)] if claim.cue is not None else None,
        "at": claim.attitude,
        "s": claim.stance,
        "t": claim.event,
        "a": agents,
        "g": targets,
        "p": places,
        "w": [first, last, basis],
        "h": [[-1 if one is None else who.mention(one, ""), role] for one, role in holders(claim)],
        "r": [rules.setdefault(rule, len(rules)) for rule in claim.rules],
        "q": round(claim.score, 3),
    }
    if claim.denial is not None:
        record["dn"] = [claim.denial, claim.denies_what]
    if claim.background:
        record["b"] = 1
    if claim.time is not None:
        record["ti"] = [at(claim.time.start), at(claim.time.end)]
        if claim.time.offset_days is not None:
            record["of"] = list(claim.time.offset_days)
    if claim.extent is not None:
        record["x"] = [claim.extent.text, claim.extent.low, claim.extent.high]
    if claim.quantities:
        record["n"] = [[q.text, q.value, q.high, q.unit, q.relation, q.of] for q in claim.quantities]
    return record

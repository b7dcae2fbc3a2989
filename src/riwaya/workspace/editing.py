"""Claims as forms: the fields of one as texts, and what a filled-in form changes.

Whoever fills it in gives words, not offsets: the words are looked for in the report, first where they stood before,
then as near as may be to the evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from riwaya.ledger.corrections import CORRECTABLE, as_json
from riwaya.ledger.decisions import Json
from riwaya.model import Claim, Document
from riwaya.model.errors import RecordError
from riwaya.model.vocabulary import NEGATIVE_STANCES

LISTS: Final = ("voices", "agents", "targets", "places")
"""The fields that are lists of mentions."""

_MENTION: Final[Json] = {"name": None, "entity": None, "also": []}
_SPARE: Final = 1
"""Empty rows that a form offers at the end of a list."""


class Unfit(RecordError):
    """A form that cannot be taken: `field` is the name of the input that is wrong.

    `message` is a message of the catalogues, whose gaps `values` fill.
    """

    def __init__(self, field: str, message: str, **values: str) -> None:
        self.field, self.message, self.values = field, message, values
        super().__init__(message % values)


Form = Mapping[str, str]


def form_of(claim: Claim) -> dict[str, str]:
    """The inputs of a claim's form, by name, filled in."""
    out = {
        "evidence": claim.evidence.text,
        "evidence.at": str(claim.evidence.start),
        "event": claim.event,
        "stance": claim.stance,
        "denial": claim.denial or "",
        "denies_what": claim.denies_what or "",
        "attitude": claim.attitude,
        "background": "yes" if claim.background else "",
        "cue": claim.cue.text if claim.cue else "",
        "cue.at": str(claim.cue.start) if claim.cue else "",
    }
    for name in LISTS:
        for n, mention in enumerate(getattr(claim, name)):
            out |= {f"{name}.{n}": mention.text, f"{name}.{n}.at": str(mention.start)}
            out[f"{name}.{n}.entity"] = mention.entity or ""
            if name == "voices":
                out[f"{name}.{n}.kind"] = mention.kind
    if claim.time is not None:
        out |= {"time": claim.time.text, "time.at": str(claim.time.start)}
        out |= {"time.earliest": claim.time.earliest or "", "time.latest": claim.time.latest or ""}
    if claim.extent is not None:
        share = {"extent.low": claim.extent.low, "extent.high": claim.extent.high}
        out |= {"extent": claim.extent.text, **{name: f"{value * 100:g}" for name, value in share.items()}}
    for n, one in enumerate(claim.quantities):
        out |= {f"quantities.{n}": one.text, f"quantities.{n}.value": f"{one.value:g}"}
        out |= {f"quantities.{n}.high": f"{one.high:g}", f"quantities.{n}.unit": one.unit or ""}
        out |= {f"quantities.{n}.relation": one.relation, f"quantities.{n}.of": one.of or ""}
    return out


def rows(form: Form, name: str) -> int:
    """How many rows the form shows for a list: those that are filled in, and some to spare."""
    return (
        next(n for n in range(1000) if not any(form.get(f"{name}.{m}", "").strip() for m in range(n, n + 4))) + _SPARE
    )


def changes(document: Document, claim: Claim, form: Form, known: Iterable[Claim] = ()) -> Json:
    """The fields of `claim` that the form sets to something else, as a correction takes them.

    A field whose inputs all stand as they were shown is as it was, to the last digit.
    """
    before, shown = as_json(claim), form_of(claim)
    after = read(document, form, claim, known)
    touched = {name for name in CORRECTABLE if _inputs(form, name) != _inputs(shown, name)}
    if after["stance"] != before["stance"]:
        touched |= {"denial", "denies_what"}
    if bool(after["voices"]) != bool(before["voices"]):
        touched.add("cue")
    return {name: after[name] for name in CORRECTABLE if name in touched and after[name] != before[name]}


def _inputs(form: Form, name: str) -> dict[str, str]:
    """The inputs of a field that say something."""
    own = ((key, value) for key, value in form.items() if key == name or key.startswith(f"{name}."))
    return {key: told for key, value in own if (told := value.replace("\r\n", "\n").strip())}


def read(document: Document, form: Form, claim: Claim | None = None, known: Iterable[Claim] = ()) -> Json:
    """The fields of a claim that a form holds; Unfit says which input is wrong.

    `claim` is the one that was shown; mentions whose words stay keep what is known of them. `known`: other claims of
    the document, from which a mention of the same words takes its entity.
    """
    evidence = _span(document, form, "evidence", near=claim.evidence.start if claim else 0)
    if evidence is None:
        raise Unfit("evidence", "a claim needs the words that it rests on")
    near = evidence["start"]
    event = form.get("event", "")
    stance = form.get("stance", "asserts")
    negative = stance in NEGATIVE_STANCES
    familiar = _familiar([*([claim] if claim else []), *known])
    voices = _mentions(document, form, "voices", near, familiar)
    cue = _span(document, form, "cue", near=near)
    if voices and cue is None:
        raise Unfit("cue", "who is credited is credited by some word: give it")
    return {
        "evidence": evidence,
        "voices": voices,
        "cue": cue if voices else None,
        "attitude": form.get("attitude", "neutral"),
        "stance": stance,
        "denial": (form.get("denial") or "rebuttal") if negative else None,
        "denies_what": (form.get("denies_what") or "event") if negative else None,
        "event": event,
        "background": form.get("background") == "yes",
        "agents": _mentions(document, form, "agents", near, familiar),
        "targets": _mentions(document, form, "targets", near, familiar),
        "places": _mentions(document, form, "places", near, familiar),
        "time": _time(document, form, near, claim),
        "extent": _extent(form),
        "quantities": _quantities(form),
    }


def _span(document: Document, form: Form, name: str, *, near: int) -> Json | None:
    """Where the words of an input stand: where they stood before, or as near to `near` as they do."""
    words = form.get(name, "").replace("\r\n", "\n").strip("\n\r ")
    if not words:
        return None
    text = document.text
    given = form.get(f"{name}.at", "")
    if given.isdecimal() and text.startswith(words, int(given)):
        start = int(given)
    else:
        found = _nearest(text, words, near)
        if found is None:
            raise Unfit(name, "“%(words)s” does not stand in this report, letter by letter", words=words)
        start = found
    return {"start": start, "end": start + len(words), "text": words}


def _nearest(text: str, words: str, near: int) -> int | None:
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - near)) if found else None


def _familiar(claims: Iterable[Claim]) -> dict[tuple[str, str], Json]:
    """What is known of the words of mentions, the first claim's first: by list (agents and targets alike) and words."""
    out: dict[tuple[str, str], Json] = {}
    for claim in claims:
        for name in LISTS:
            for mention in getattr(claim, name):
                value = msgspec.to_builtins(mention)
                kind = "actors" if name in ("agents", "targets") else name
                out.setdefault((kind, mention.text), {k: v for k, v in value.items() if k not in ("start", "end")})
    return out


def _mentions(
    document: Document, form: Form, name: str, near: int, familiar: Mapping[tuple[str, str], Json]
) -> list[Json]:
    out = []
    for n in range(rows(form, name)):
        field = f"{name}.{n}"
        span = _span(document, form, field, near=near)
        if span is None:
            continue
        kind = "actors" if name in ("agents", "targets") else name
        value = dict(familiar.get((kind, span["text"]), _unknown(name)))
        entity = form.get(f"{field}.entity", value["entity"] or "").strip() or None
        if entity != value["entity"]:
            value |= _chosen(field, name, entity)
        if name == "voices":
            value["kind"] = form.get(f"{field}.kind") or value["kind"]
        out.append(_ordered(name, value | span))
    return out


def _unknown(name: str) -> Json:
    if name == "places":
        return {**_MENTION, "lat": None, "lon": None, "precision": "unresolved"}
    return {**_MENTION, "kind": "unnamed"} if name == "voices" else dict(_MENTION)


_ORDER: Final[dict[str, Sequence[str]]] = {
    "voices": ("text", "start", "end", "name", "entity", "kind", "also"),
    "agents": ("text", "start", "end", "name", "entity", "also"),
    "targets": ("text", "start", "end", "name", "entity", "also"),
    "places": ("text", "start", "end", "name", "entity", "lat", "lon", "precision", "also"),
}


def _ordered(name: str, value: Json) -> Json:
    return {key: list(value[key]) if key == "also" else value[key] for key in _ORDER[name]}


def _chosen(field: str, name: str, entity: str | None) -> Json:
    """What the gazetteer knows of an entity that was chosen for a mention."""
    if entity is None:
        return _unknown(name) if name == "places" else {"entity": None, "name": None}
    if name == "places":
        from riwaya.gazetteer.places import Places

        row = Places.load().by_id(entity)
        if row is None:
            raise Unfit(f"{field}.entity", "the gazetteer knows no place %(entity)s", entity=entity)
        located = row.lat is not None
        precision = row.precision if located else "unresolved"
        return {"entity": row.id, "name": row.name, "lat": row.lat, "lon": row.lon, "precision": precision}
    from riwaya.gazetteer.actors import actors

    actor = actors().rows.get(entity)
    if actor is None:
        raise Unfit(f"{field}.entity", "the gazetteer knows no actor %(entity)s", entity=entity)
    return {"entity": actor.id, "name": actor.name}


def _time(document: Document, form: Form, near: int, claim: Claim | None) -> Json | None:
    span = _span(document, form, "time", near=near)
    if span is None:
        return None
    before = as_json(claim)["time"] if claim is not None and claim.time is not None else None
    earliest, latest = (form.get(f"time.{end}", "").strip() or None for end in ("earliest", "latest"))
    same = before is not None and before["text"] == span["text"]
    offset = before["offset_days"] if before is not None and same else None
    return {"earliest": earliest, "latest": latest or earliest, "offset_days": offset, **_text_first(span)}


def _text_first(span: Json) -> Json:
    return {"text": span["text"], "start": span["start"], "end": span["end"]}


def _extent(form: Form) -> Json | None:
    words = form.get("extent", "").strip()
    low, high = form.get("extent.low", "").strip(), form.get("extent.high", "").strip()
    if not words and not low and not high:
        return None
    first = _number("extent.low", low or "0") / 100
    last = _number("extent.high", high or low or "100") / 100
    if not 0 <= first <= last <= 1:
        raise Unfit("extent.low", "a share of a place is between 0 and 100 percent, the lower figure first")
    return {"text": words, "low": first, "high": last}


def _quantities(form: Form) -> list[Json]:
    out = []
    for n in range(rows(form, "quantities")):
        field = f"quantities.{n}"
        if not form.get(field, "").strip():
            continue
        value = _number(f"{field}.value", form.get(f"{field}.value", ""))
        high = form.get(f"{field}.high", "").strip()
        out.append(
            {
                "text": form[field].strip(),
                "value": value,
                "high": _number(f"{field}.high", high) if high else value,
                "unit": form.get(f"{field}.unit", "").strip() or None,
                "relation": form.get(f"{field}.relation") or "exactly",
                "of": form.get(f"{field}.of", "").strip() or None,
            }
        )
    return out


def _number(field: str, text: str) -> float | int:
    try:
        value = float(text)
    except ValueError:
        raise Unfit(field, "“%(text)s” is no number", text=text) from None
    if not abs(value) < 1e15:
        raise Unfit(field, "“%(text)s” is no number that could be meant", text=text)
    return int(value) if value == int(value) else value


def evidence_only(document: Document, start: int, end: int) -> dict[str, str]:
    """The form of a claim to be added, with the characters `[start, end)` as its evidence, blank borders left out."""
    start, end = max(0, min(start, len(document.text))), max(0, min(end, len(document.text)))
    words = document.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return {"evidence": words, "evidence.at": str(start) if words else "", "event": "", "stance": "asserts"}


__all__ = ["LISTS", "Unfit", "changes", "evidence_only", "form_of", "read", "rows"]

"""Whether extraction reads a case: expected and extracted claims must fit one to one.

An extracted claim fits an expected one if its event is the same and every key that the case gives agrees. Names are
compared as `riwaya.evaluate` compares them: places at its lenient set measure (the village beside its district does no
harm), voices one by one along the chain, agents and targets one to one, for one too many is an invention.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from casebook.cases import Case, Expected, Number
from riwaya.evaluate.matching import MIN_IOU
from riwaya.evaluate.names import agree, same
from riwaya.extract import extract
from riwaya.model import Claim, Document, Published
from riwaya.model.vocabulary import FAMILY_OF

RawClaim = Mapping[str, Any]


class Fault(msgspec.Struct, frozen=True):
    """One thing that extraction gets wrong in a case: its kind in a few words, and a line for reading."""

    cause: str
    detail: str


def read(case: Case) -> tuple[Claim, ...]:
    """The claims that extraction finds in a case."""
    day = case.date.isoformat() if case.date else None
    published = Published(day, day, "sidecar") if day else Published()
    return extract(Document(case.id, case.text, "0", published=published)).claims


def faults(case: Case) -> tuple[Fault, ...]:
    """What extraction gets wrong in a case; nothing if it passes."""
    return compare(case, [msgspec.to_builtins(claim) for claim in read(case)])


def compare(case: Case, found: Sequence[RawClaim]) -> tuple[Fault, ...]:
    """What is wrong with the claims found (as JSON) for a case; nothing if they are what it expects."""
    differing = [[differences(case.text, e, f) for f in found] for e in case.claims]
    fitting = [[j for j, keys in enumerate(row) if keys is not None and not keys] for row in differing]
    pairs = _assign(fitting, [i for i, e in enumerate(case.claims) if not e.optional])
    pairs = _assign(fitting, [i for i, e in enumerate(case.claims) if e.optional], pairs)
    near = _nearest(differing, pairs)
    out: list[Fault] = []
    for i, expected in enumerate(case.claims):
        if i in pairs or (expected.optional and i not in near):
            continue
        if i in near:
            wrong = differing[i][near[i]] or ()
            shown = show(found[near[i]])
            out += [
                Fault(f"{key} of {expected.event}", f"{key} of {show_expected(expected)}: {shown}") for key in wrong
            ]
        else:
            out.append(Fault(f"missing {expected.event}", f"missing: {show_expected(expected)}"))
    taken = {*pairs.values(), *near.values()}
    out += [Fault(f"too much {f['event']}", f"too much: {show(f)}") for j, f in enumerate(found) if j not in taken]
    return tuple(out)


def _assign(fitting: list[list[int]], wanted: list[int], pairs: dict[int, int] | None = None) -> dict[int, int]:
    """The largest one-to-one pairing of expected with fitting claims, by augmenting paths; those paired stay paired."""
    by_found = {j: i for i, j in (pairs or {}).items()}

    def augment(i: int, tried: set[int]) -> bool:
        for j in fitting[i]:
            if j not in tried:
                tried.add(j)
                if j not in by_found or augment(by_found[j], tried):
                    by_found[j] = i
                    return True
        return False

    for i in wanted:
        augment(i, set())
    return {i: j for j, i in by_found.items()}


def _nearest(differing: list[list[tuple[str, ...] | None]], pairs: dict[int, int]) -> dict[int, int]:
    """For expected claims that nothing fits, the claim found that comes nearest, so that a reader sees what differs."""
    free = [
        (len(keys), abs(i - j), i, j)
        for i, row in enumerate(differing)
        for j, keys in enumerate(row)
        if keys is not None and i not in pairs and j not in pairs.values()
    ]
    out: dict[int, int] = {}
    for _, _, i, j in sorted(free):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def differences(text: str, expected: Expected, found: RawClaim) -> tuple[str, ...] | None:
    """The keys in which a claim is not what a case expects; None if the two tell of different things."""
    if FAMILY_OF[expected.event] != FAMILY_OF[found["event"]]:
        return None
    if expected.evidence and not _overlaps(text, expected.evidence, found["evidence"]):
        return None
    agreeing = {
        "event": expected.event == found["event"],
        "stance": expected.stance == found["stance"],
        "voices": _chain(expected.voices, found["voices"], text),
        **{
            key: wanted == found[key]
            for key in ("denial", "denies_what", "attitude", "background")
            if (wanted := getattr(expected, key)) is not msgspec.UNSET
        },
        **{
            key: _all_same(wanted, found[key], text)
            for key in ("agents", "targets")
            if (wanted := getattr(expected, key)) is not msgspec.UNSET
        },
    }
    if expected.places is not msgspec.UNSET:
        agreeing["places"] = agree(expected.places, found["places"], text) if expected.places else not found["places"]
    if expected.time is not msgspec.UNSET:
        agreeing["time"] = (tuple(map(str, expected.time)) if expected.time else None) == _days(found["time"])
    if expected.offset_days is not msgspec.UNSET:
        offsets = found["time"]["offset_days"] if found["time"] else None
        agreeing["offset_days"] = expected.offset_days == (tuple(offsets) if offsets else None)
    if expected.quantities is not msgspec.UNSET:
        agreeing["quantities"] = _same_numbers(expected.numbers(), found["quantities"])
    if expected.extent is not msgspec.UNSET:
        agreeing["extent"] = _same_extent(expected.extent, found["extent"])
    return tuple(key for key, agrees in agreeing.items() if not agrees)


def _overlaps(text: str, evidence: str, found: RawClaim) -> bool:
    start = text.find(evidence)
    while start >= 0:
        end = start + len(evidence)
        both = min(end, found["end"]) - max(start, found["start"])
        if both / (max(end, found["end"]) - min(start, found["start"])) >= MIN_IOU:
            return True
        start = text.find(evidence, start + 1)
    return False


def _chain(wanted: Sequence[str], found: Sequence[RawClaim], text: str) -> bool:
    return len(wanted) == len(found) and all(same(w, f, text) for w, f in zip(wanted, found, strict=True))


def _all_same(wanted: Sequence[str], found: Sequence[RawClaim], text: str) -> bool:
    fitting = [[j for j, f in enumerate(found) if same(w, f, text)] for w in wanted]
    return len(wanted) == len(found) == len(_assign(fitting, list(range(len(wanted)))))


def _days(time: RawClaim | None) -> tuple[str, str] | None:
    return (time["earliest"], time["latest"]) if time and time["earliest"] else None


_SLACK: Final = 1e-6


def _same_numbers(wanted: Sequence[Number], found: Sequence[RawClaim]) -> bool:
    def same_number(w: Number, f: RawClaim) -> bool:
        return (
            w.low <= f["high"] + _SLACK
            and f["value"] <= w.high + _SLACK
            and w.unit in (None, f["unit"])
            and w.relation in (None, f["relation"])
        )

    fitting = [[j for j, f in enumerate(found) if same_number(w, f)] for w in wanted]
    return len(wanted) == len(found) == len(_assign(fitting, list(range(len(wanted)))))


def _same_extent(wanted: tuple[float, float] | None, found: RawClaim | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    return wanted[0] <= found["high"] + _SLACK and found["low"] <= wanted[1] + _SLACK


def show_expected(expected: Expected) -> str:
    """An expected claim on one line, as the case has it."""
    given = msgspec.to_builtins(expected)
    head = " ".join(str(given.pop(key)) for key in ("event", "stance", "denial", "denies_what") if key in given)
    parts = (f"{k} {', '.join(map(str, v)) if isinstance(v, (list, tuple)) else v}" for k, v in given.items())
    return " | ".join([head, *parts])


def show(found: RawClaim) -> str:
    """An extracted claim on one line."""
    parts = [" ".join(str(found[key]) for key in ("event", "stance", "denial", "denies_what") if found[key])]
    for key in ("voices", "agents", "targets", "places"):
        if found[key]:
            parts.append(f"{key} {', '.join(mention['text'] for mention in found[key])}")
    if found["time"]:
        parts.append(f"time {found['time']['earliest']}, {found['time']['latest']}")
    parts += [f"{q['relation']} {q['value']}-{q['high']} {q['unit']}" for q in found["quantities"]]
    if found["extent"]:
        parts.append(f"extent {found['extent']['low']}-{found['extent']['high']}")
    return " | ".join([*parts, found["evidence"]["text"], f"({', '.join(found['rules'])})"])

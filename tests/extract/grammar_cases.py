"""Cases of Arabic grammar in a notation that reads like the claims they expect.

A case is a passage and one line a claim: `event stance:denial:part | said A > B | by X + Y | to Z | at P`.
Stance is `asserts` where it is left out; `said` is the chain of voices, outermost first; `by`, `to` and `at` are
agents, targets and places. What a line leaves out must be empty in the claim, except `at`, which is compared only where
given (`at -` asks for no place). `n 7` asks for a quantity, `share 0.4-1` for an extent, `history` for a background
claim. A line that begins with `maybe` may be missing. A voice must be exactly the one found; other names fit when
the one found holds them or is held by them, word for word.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest
from known_gaps import GAPS

from riwaya.extract import extract
from riwaya.model import Claim, Document, Published


class Case(NamedTuple):
    """A passage and the claims it makes."""

    id: str
    text: str
    expected: tuple[str, ...]


class Expected(NamedTuple):
    """One line of a case, taken apart."""

    line: str
    optional: bool
    event: str
    stance: tuple[str, ...]
    voices: tuple[str, ...]
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...] | None
    number: float | None
    share: tuple[float, float] | None
    history: bool


def case(case_id: str, text: str, *expected: str) -> Case:
    """A case; without lines the passage makes no claim."""
    return Case(case_id, text, expected)


def claims(text: str, published: str | None = None) -> tuple[Claim, ...]:
    """The claims of a passage, published on a day if one is given."""
    when = Published(published, published, "sidecar") if published else Published()
    return extract(Document("case", text, "0", published=when)).claims


def parametrize(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Runs a test on each case; a known gap must fail, so that closing it shows."""
    cases = list(cases)
    return pytest.mark.parametrize(
        "example",
        [
            pytest.param(c, id=c.id, marks=pytest.mark.xfail(reason=GAPS[c.id], strict=True) if c.id in GAPS else ())
            for c in cases
        ],
    )


def check_standing(example: Case) -> None:
    """Like `check`, for cases of who says it and how it stands: only event, stance, voices and history count."""
    _check(example, stands)


def check(example: Case) -> None:
    """Fail with what was expected and what was found unless they fit one to one."""
    _check(example, fits)


def stands(line: Expected, claim: Claim) -> bool:
    """Whether a claim has the event, stance, chain of voices and newness of a line."""
    stance = tuple(s for s in (claim.stance, claim.denial, claim.denies_what) if s)[: len(line.stance)]
    return (
        claim.event == line.event
        and stance == line.stance
        and _names(line.voices, [(v.text, *v.also) for v in claim.voices], ordered=True)
        and line.history == claim.background
    )


def _check(example: Case, fits: Callable[[Expected, Claim], bool]) -> None:
    found = list(claims(example.text))
    left = list(found)
    missing = []
    for line in sorted(map(parse, example.expected), key=lambda e: e.optional):
        fitting = next((c for c in left if fits(line, c)), None)
        if fitting is not None:
            left.remove(fitting)
        elif not line.optional:
            missing.append(line.line)
    wrong = [*(f"  missing: {m}" for m in missing), *(f"  too much: {show(c)}" for c in left)]
    assert not wrong, "\n".join([example.text, *wrong])


def parse(line: str) -> Expected:
    """A line of a case taken apart; an unknown part is an error of the case."""
    head, *parts = (part.strip() for part in line.split("|"))
    optional = head.startswith("maybe ")
    event, _, stance = head.removeprefix("maybe ").partition(" ")
    fields: dict[str, str] = {}
    for part in parts:
        key, _, value = part.partition(" ")
        assert key in ("said", "by", "to", "at", "n", "share", "history"), f"unknown part {part!r}"
        fields[key] = value
    low, _, high = fields.get("share", "").partition("-")
    places = None if "at" not in fields else () if fields["at"] == "-" else _split(fields["at"], "+")
    return Expected(
        line,
        optional,
        event,
        tuple((stance or "asserts").split(":")),
        _split(fields.get("said", ""), ">"),
        _split(fields.get("by", ""), "+"),
        _split(fields.get("to", ""), "+"),
        places,
        float(fields["n"]) if "n" in fields else None,
        (float(low), float(high)) if low else None,
        "history" in fields,
    )


def _split(value: str, by: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(by) if part.strip())


def fits(line: Expected, claim: Claim) -> bool:
    """Whether a claim is what a line expects."""
    stance = tuple(s for s in (claim.stance, claim.denial, claim.denies_what) if s)[: len(line.stance)]
    return (
        claim.event == line.event
        and stance == line.stance
        and _names(line.voices, [(v.text,) for v in claim.voices], ordered=True)
        and _names(line.agents, [(a.text, *a.also) for a in claim.agents])
        and _names(line.targets, [(t.text, *t.also) for t in claim.targets])
        and (line.places is None or _names(line.places, [(p.text, *p.also) for p in claim.places]))
        and (line.number is None or any(line.number in (q.value, q.high) for q in claim.quantities))
        and (line.share is None or (claim.extent is not None and (claim.extent.low, claim.extent.high) == line.share))
        and (not line.history or claim.background)
    )


def _names(wanted: tuple[str, ...], found: list[tuple[str, ...]], ordered: bool = False) -> bool:
    if len(wanted) != len(found):
        return False
    if ordered:
        return all(w in forms for w, forms in zip(wanted, found, strict=True))
    left = list(found)
    for name in wanted:
        fitting = next((forms for forms in left if any(_same(name, form) for form in forms)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _same(a: str, b: str) -> bool:
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def show(claim: Claim) -> str:
    """A claim in the notation of the cases, with the rules that made it."""
    parts = [f"{claim.event} {':'.join(s for s in (claim.stance, claim.denial, claim.denies_what) if s)}"]
    for key, joint, mentions in (
        ("said", " > ", claim.voices),
        ("by", " + ", claim.agents),
        ("to", " + ", claim.targets),
        ("at", " + ", claim.places),
    ):
        if mentions:
            parts.append(f"{key} {joint.join(m.text for m in mentions)}")
    parts.extend(f"n {q.value:g}-{q.high:g}" for q in claim.quantities)
    if claim.extent is not None:
        parts.append(f"share {claim.extent.low:g}-{claim.extent.high:g}")
    if claim.background:
        parts.append("history")
    return " | ".join(parts) + f"   {claim.rules}"

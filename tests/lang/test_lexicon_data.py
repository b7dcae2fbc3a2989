"""Every entry of the language data is tried on its own examples and counter-examples, through the whole extraction.

An event's example tells that event by that entry; a reporting word's or a source's credits somebody by it; a carrier's
lends by it. A counter-example must not be read by its entry.
"""

from functools import cache
from itertools import chain

import pytest

from riwaya.extract import extract
from riwaya.lang.entries import Carrier, Event, Instrument, Reporting, Source
from riwaya.lang.load import read_entries
from riwaya.model import Claim, Document

EVENT_FILES = ("events_territory.yaml", "events_battle.yaml", "events_people.yaml", "events_other.yaml")
EVENTS = tuple(chain.from_iterable(read_entries(file, Event) for file in EVENT_FILES))
REPORTING = read_entries("reporting.yaml", Reporting)
CARRIERS = read_entries("carriers.yaml", Carrier)
SOURCES = read_entries("sources.yaml", Source)
INSTRUMENTS = read_entries("instruments.yaml", Instrument)

FORMS = ("verb", "noun", "part", "ppart", "phrase")

SHOWN_BY = {
    "say.resume": "attribution:say.qala",  # the قائلا or يقول that it needs beside it is what attributes
    "plan.sawfa": "stance:future",
}
"""Entries that act under the name of another rule."""

GAPS = {
    "src.zaam": "a cue whose last word heads the phrase of its voice",
}
"""Entries whose examples are not read right yet; each must fail, so that closing the gap shows."""


@cache
def claims(text: str) -> tuple[Claim, ...]:
    return extract(Document("example", text, "0")).claims


def told_by(entry_id: str, kinds: tuple[str, ...], text: str) -> list[Claim]:
    """The claims of a text with the rule of an entry."""
    rules = {f"{kind}:{entry_id}" for kind in kinds}
    if entry_id in SHOWN_BY:
        rules.add(SHOWN_BY[entry_id])
    return [claim for claim in claims(text) if rules.intersection(claim.rules)]


def types_of(entry: Event) -> set[str]:
    """The types that an entry's event may come out as: its own, its imperfect's, and what named means make of it."""
    types = {entry.event} | {t for t in (entry.imperfect, entry.civilians) if t}
    for _ in range(2):
        types |= {i.event for i in INSTRUMENTS if types.intersection(i.of)}
    return types


def texts(entries: tuple, which: str) -> pytest.MarkDecorator:  # type: ignore[type-arg]
    """Runs a test on each example (or counter-example) of each entry."""
    params = []
    for entry in entries:
        for n, text in enumerate(getattr(entry, which)):
            gap = GAPS.get(entry.id) if which == "examples" else None
            marks = [pytest.mark.xfail(reason=gap, strict=True)] if gap else []
            params.append(pytest.param(entry, text, id=f"{entry.id}-{n}", marks=marks))
    return pytest.mark.parametrize(("entry", "text"), params)


@pytest.mark.parametrize("entry", [*EVENTS, *REPORTING, *CARRIERS, *SOURCES], ids=lambda e: e.id)
def test_every_entry_has_an_example(entry: Event | Reporting | Carrier | Source) -> None:
    assert entry.examples, f"{entry.id} has no example"


def test_most_entries_have_a_counter_example() -> None:
    entries = (*EVENTS, *REPORTING, *CARRIERS, *SOURCES)
    without = [entry.id for entry in entries if not entry.negatives]
    assert len(without) <= len(entries) // 10, without


@texts(EVENTS, "examples")
def test_event_examples(entry: Event, text: str) -> None:
    told = [claim.event for claim in told_by(entry.id, FORMS, text)]
    if entry.needs == "never":
        assert not told, f"{entry.id} never tells an event, yet did in «{text}»"
        return
    assert set(told) & types_of(entry), f"«{text}» gives {[(c.event, c.rules) for c in claims(text)]}"


@texts(EVENTS, "negatives")
def test_event_counter_examples(entry: Event, text: str) -> None:
    assert not told_by(entry.id, FORMS, text)


@texts(REPORTING, "examples")
def test_reporting_examples(entry: Reporting, text: str) -> None:
    if entry.impersonal:  # nobody is credited
        assert claims(text)
        assert all(not claim.voices for claim in claims(text))
        return
    credited = [claim for claim in told_by(entry.id, ("attribution",), text) if claim.voices]
    assert credited, f"«{text}» gives {[(c.event, c.rules) for c in claims(text)]}"


@texts(REPORTING, "negatives")
def test_reporting_counter_examples(entry: Reporting, text: str) -> None:
    assert not told_by(entry.id, ("attribution",), text)


@texts(CARRIERS, "examples")
def test_carrier_examples(entry: Carrier, text: str) -> None:
    lent = told_by(entry.id, ("carrier", "stance:carrier"), text)
    assert lent, f"«{text}» gives {[(c.event, c.rules) for c in claims(text)]}"
    assert {claim.stance for claim in lent} <= {entry.stance, "denies"}  # involvement is mostly told when it is denied


@texts(CARRIERS, "negatives")
def test_carrier_counter_examples(entry: Carrier, text: str) -> None:
    assert not told_by(entry.id, ("carrier", "stance:carrier"), text)


@texts(SOURCES, "examples")
def test_source_examples(entry: Source, text: str) -> None:
    found = claims(text)
    assert found, f"«{text}» gives no claim"
    if entry.kind in ("prep", "prep_verb", "prep_pron", "falsity", "unverified"):
        credited = told_by(entry.id, ("attribution",), text)
        assert credited, f"«{text}» gives {[(c.event, c.rules) for c in found]}"
        assert {claim.stance for claim in credited} == {entry.stance}
        assert entry.kind not in ("prep", "prep_verb", "prep_pron") or all(claim.voices for claim in credited)
    elif entry.kind == "medium":  # where it was said is no part of who said it
        assert all(form not in voice.text for claim in found for voice in claim.voices for form in entry.forms)
    elif entry.kind == "background":
        assert all(claim.background for claim in found)
    elif entry.kind == "impersonal":
        assert {claim.stance for claim in found} == {entry.stance}
    else:  # reports stand for what they report: called false, it is their content that is denied
        assert {claim.stance for claim in found} == {"denies"}


@texts(SOURCES, "negatives")
def test_source_counter_examples(entry: Source, text: str) -> None:
    assert not told_by(entry.id, ("attribution",), text)

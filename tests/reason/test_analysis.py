"""Events and relations do not depend on the order in which claims come, nor on how many come at a time."""

import random
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_claims import claim, report, stuff

from riwaya.reason import Analysis, Material, material

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from reason import made_up

TOWN, OTHER = "place:x-town", "place:x-other"


def outcome(analysis: Analysis) -> object:
    return (
        [(e.id, e.type, e.days, e.claims, e.roots, e.tolls, e.lineages) for e in analysis.events()],
        list(analysis.relations()),
    )


places = st.sampled_from([TOWN, OTHER])
days = st.none() | st.sampled_from([f"2020-05-0{n}" for n in range(1, 6)])
events = st.sampled_from(["capture", "recapture", "control", "withdrawal", "entry", "airstrike", "killed", "clash"])


@st.composite
def materials(draw: st.DrawFn) -> Material:
    reports = [report(name, draw(days), outlet=f"outlet:{name}") for name in "abcd"]
    claims = []
    for n in range(draw(st.integers(1, 9))):
        values = {"stance": draw(st.sampled_from(["asserts", "asserts", "asserts", "denies", "expects", "possible"]))}
        named = {"text": "مدير المرصد نبيل الوردي", "entity": "voice:sohr"}
        voices = draw(st.sampled_from([(), ("actor:v",), ("voice:activists",), ("outlet:a",), (named,), ("الوردي",)]))
        claims.append(
            claim(
                draw(st.sampled_from("abcd")),
                draw(events),
                id=f"c{n}",
                by=draw(st.sampled_from([(), "actor:x", "actor:y"])),
                at=draw(places),
                voices=list(voices),
                time=draw(days),
                start=n * 100,
                quantities=draw(
                    st.sampled_from([[], [{"value": 3, "unit": "people"}], [{"value": 9, "unit": "people"}]])
                ),
                **values,
            )
        )
    return stuff(claims, *reports)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials(), st.randoms(use_true_random=False))
def test_order_does_not_matter(given_: Material, chance: random.Random) -> None:
    claims, reports = list(given_.claims), list(given_.reports.values())
    chance.shuffle(claims)
    chance.shuffle(reports)
    turned = Analysis()
    cut = chance.randrange(len(claims) + 1)
    turned.add(material(claims[:cut], reports))
    list(turned.relations())
    turned.add(material(claims[cut:], reports))
    assert outcome(turned) == outcome(Analysis.of(given_))


def test_more_claims_later_come_to_the_same_as_all_at_once() -> None:
    first, second = made_up(1500, seed=1), made_up(300, seed=2, prefix="n", stories=1500)
    grown = Analysis.of(first)
    list(grown.relations())
    grown.add(second)
    both = material([*first.claims, *second.claims], [*first.reports.values(), *second.reports.values()])
    assert outcome(grown) == outcome(Analysis.of(both))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_every_relation_is_told_once_and_between_claims_that_are_there(given_: Material) -> None:
    ids = {c.id for c in given_.claims}
    pairs = [frozenset((r.a, r.b)) for r in Analysis.of(given_).relations()]
    assert all(len(pair) == 2 and pair <= ids for pair in pairs)
    assert len(set(pairs)) == len(pairs)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials(), st.data())
def test_the_same_report_again_adds_nothing(given_: Material, data: st.DataObject) -> None:
    """A copy of a report, word for word, makes no new root, and its claims weigh no more than their links allow."""
    copied = data.draw(st.sampled_from(sorted({c.document for c in given_.claims})))
    again = [
        msgspec.structs.replace(c, id=f"z{c.id}", document=f"{copied}z") for c in given_.claims if c.document == copied
    ]
    copy = msgspec.structs.replace(given_.reports[copied], id=f"{copied}z")
    once, twice = Analysis.of(given_), Analysis.of(material([*given_.claims, *again], [*given_.reports.values(), copy]))
    assert sum(event.roots for event in twice.events()) == sum(event.roots for event in once.events())
    weight_of = twice.lineages().weight_of
    assert all(weight_of[c.id] <= 0.4 + 1e-9 for c in again)


def test_plans_and_threats_make_no_event() -> None:
    day = report("a", "2020-05-01")
    planned = [
        claim("a", "attack", by="actor:x", at=TOWN, stance=stance) for stance in ("expects", "threatens", "demands")
    ]
    assert list(Analysis.of(stuff(planned, day)).events()) == []
    told = claim("a", "attack", by="actor:x", at=TOWN, time="2020-05-03")
    [event] = Analysis.of(stuff([*planned, told], day)).events()
    assert event.happened
    assert set(event.claims) == {told.id, *(c.id for c in planned)}
    assert event.roots == 1


def test_a_denial_joins_what_it_denies_and_makes_no_root() -> None:
    claims = [
        claim("a", "capture", by="actor:x", at=TOWN, voices="actor:v", time="2020-05-01"),
        claim("b", "capture", by="actor:x", at=TOWN, voices="actor:w", stance="denies"),
    ]
    [event] = Analysis.of(stuff(claims, report("a", "2020-05-01"), report("b", "2020-05-02"))).events()
    assert set(event.claims) == {c.id for c in claims}
    assert (len(event.documents), event.roots) == (2, 1)


def test_a_denial_alone_is_an_event_that_nobody_says_happened() -> None:
    [event] = Analysis.of(stuff([claim("a", "capture", at=TOWN, stance="denies", voices="actor:w")])).events()
    assert (event.happened, event.roots) == (False, 0)


def test_quarters_of_a_city_are_filed_under_it_and_kept_apart() -> None:
    day = report("a", "2017-03-12")
    strikes = [
        claim("a", "airstrike", at="place:shifa-mosul", time="2017-03-11", voices="actor:v"),
        claim("a", "airstrike", at="place:zuhur-mosul", time="2017-03-11", voices="actor:v"),
        claim("a", "airstrike", at="place:mosul", time="2017-03-11", voices="actor:w"),
    ]
    found = list(Analysis.of(stuff(strikes, day)).events())
    assert {event.place for event in found} == {"place:mosul"}
    assert sorted(len(event.claims) for event in found) == [1, 2]


def test_undated_reports_keep_what_their_words_say_of_each_other() -> None:
    today = {"offset_days": [0, 0], "text": "اليوم"}
    earlier = {"offset_days": [-9, -9], "text": "قبل تسعة أيام"}
    told = [claim("a", "airstrike", by="actor:x", at=TOWN, time=time, voices="actor:v") for time in (today, earlier)]
    assert len(list(Analysis.of(stuff(told)).events())) == 2


def test_tolls_go_from_low_to_high_and_are_never_added() -> None:
    day = report("a", "2020-05-02")

    def toll(voice: str, value: int, of: str, at: int) -> object:
        return claim(
            "a",
            "killed",
            at="place:x-village",
            to=of,
            voices=voice,
            time="2020-05-01",
            start=at,
            quantities=[{"value": value, "unit": "people"}],
        )

    strike = claim("a", "airstrike", at="place:x-village", voices="actor:v", time="2020-05-01", start=0)
    claims = [strike, toll("actor:v", 12, "actor:civilians", 30), toll("actor:w", 20, "actor:civilians", 5000)]
    claims += [toll("actor:v", 3, "actor:taliban", 60)]
    events = list(Analysis.of(stuff(claims, day)).events())
    [struck] = [event for event in events if event.type == "airstrike"]
    assert {(t.of, t.low, t.high) for t in struck.tolls} == {("civilians", 12, 20), ("fighters", 3, 3)}
    [civilians] = [t for t in struck.tolls if t.of == "civilians"]
    assert [(c.voice, c.low, c.high) for c in civilians.counts] == [("actor:v", 12, 12), ("actor:w", 20, 20)]


@pytest.mark.parametrize(("size", "most"), [(2000, 4.0)])
def test_cost_grows_with_the_claims_and_not_with_their_square(size: int, most: float) -> None:
    import time

    def spent(claims: int) -> float:
        made = made_up(claims, seed=3)
        begun = time.process_time()
        list(Analysis.of(made).relations())
        return time.process_time() - begun

    spent(200)  # the gazetteer is loaded once
    assert spent(2 * size) < most * spent(size)


@pytest.mark.parametrize(("words", "subtype"), [("داخل البلدة", "direct"), ("وسط البلدة", "definitional")])
def test_inside_a_place_is_the_place(words: str, subtype: str) -> None:
    inside = {"text": words, "entity": TOWN, "precision": "part"}
    whole = {"text": "البلدة", "entity": TOWN, "precision": "point"}
    claims = [
        claim("a", "capture", by="actor:x", at=whole, voices="actor:v", time="2020-05-01"),
        claim("b", "entry", by="actor:x", at=inside, voices="actor:w", stance="denies"),
    ]
    [related] = Analysis.of(stuff(claims, report("a", "2020-05-01"), report("b", "2020-05-01"))).relations()
    assert (related.type, related.subtype) == ("contradicts", subtype)


def test_a_breakdown_within_a_claim_is_no_other_count() -> None:
    quantities = [{"value": value, "unit": "people"} for value in (111, 44, 18)]
    told = claim("a", "killed", at="place:x-village", time="2020-05-01", quantities=quantities)
    [event] = Analysis.of(stuff([told], report("a", "2020-05-02"))).events()
    assert [(toll.of, toll.low, toll.high) for toll in event.tolls] == [("people", 111, 111)]

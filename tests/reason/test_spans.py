"""Facts on two sides of a gap have nothing to do with one another: cut or not, the outcome is the same."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from make_claims import claim, report, stuff

from riwaya.reason import Analysis, clusters
from riwaya.reason.disputes import disputes_of
from riwaya.reason.facts import ALWAYS
from riwaya.reason.spans import GAP, spans

ARMY, REBELS = "actor:syrian-army", "actor:free-syrian-army"
KINDS = ("capture", "control", "capture", "control", "loss", "shelling", "killed", "entry")
STANCES = ("asserts", "asserts", "denies", "doubts", "expects")
FIRST = datetime.date(2015, 1, 1)

told = st.tuples(
    st.sampled_from((0, 5, 30, 50, 200, 240, 400)),  # near days and far ones: some gaps, some chains
    st.integers(0, 3),
    st.sampled_from(KINDS),
    st.sampled_from(STANCES),
    st.sampled_from((ARMY, REBELS, "")),
    st.sampled_from(("news:one", "news:two", "")),
    st.sampled_from((None, None, 0, 3, 50, 90)),  # how long it took, where a time is told
    st.booleans(),
    st.integers(1, 30),
)


def made(tellings):
    claims, reports = [], {}
    for n, (day, later, event, stance, by, voice, length, background, number) in enumerate(tellings):
        on = FIRST + datetime.timedelta(days=day + later)
        id = f"r{day + later}-{n % 3}"
        reports.setdefault(id, report(id, on.isoformat(), outlet=f"news:{n % 3}"))
        values = {"background": background, "stance": stance, "quantities": [{"value": number, "unit": "people"}]}
        if length is not None:
            first = on - datetime.timedelta(days=length)
            values["time"] = f"{first.isoformat()}/{on.isoformat()}"
        if by:
            values["by"] = by
        if voice:
            values["voices"] = voice
        claims.append(claim(id, event, at="place:homs", start=n * 40, evidence=f"نص {number % 5} {event}", **values))
    return stuff(claims, *reports.values())


def outcome(block):
    return (
        {e.id: (e.days, e.facts, e.causes, e.tolls, e.lineages) for e in (*block.events, *block.plans)},
        {(related.a, related.b): related for related in block.relations},
        {dispute.id: dispute for dispute in disputes_of(block)},
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(told, min_size=6, max_size=30), st.integers(1, 50))
def test_what_lies_between_gaps_is_the_same_without_the_rest(tellings, recent):
    material = made(tellings)
    before, clusters.RECENT = clusters.RECENT, recent  # small places, too, have more than so many
    try:
        whole = Analysis.of(material)
        [anchor] = whole.anchors()
        pieces = []
        for span in spans(whole.facts()):
            part = Analysis.of(material)
            part.leave(anchor, span)
            pieces.append(outcome(part.block(anchor)))
        together = tuple({id: one for piece in pieces for id, one in piece[n].items()} for n in range(3))
        assert together == outcome(whole.block(anchor))
    finally:
        clusters.RECENT = before


def test_a_gap_parts_and_a_report_without_a_day_does_not():
    near = made(
        [(0, 0, "capture", "asserts", ARMY, "", None, False, 2), (40, 0, "loss", "asserts", ARMY, "", 0, False, 2)]
    )
    far = made(
        [(0, 0, "capture", "asserts", ARMY, "", 0, False, 2), (200, 0, "loss", "asserts", ARMY, "", 0, False, 2)]
    )
    assert [len(spans(Analysis.of(material).facts())) for material in (near, far)] == [1, 2]
    [(_, end), (start, _)] = spans(Analysis.of(far).facts())
    assert start - end > GAP
    undated = stuff([*far.claims, claim("u", "capture", by=ARMY, at="place:homs")], *far.reports.values(), report("u"))
    assert spans(Analysis.of(undated).facts()) == [ALWAYS]

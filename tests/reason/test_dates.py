"""Dating reports: what the words of undated reports, shared happenings and anchors say of their days."""

import itertools
import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.model.errors import UsageError
from riwaya.reason import Material, material
from riwaya.reason.dates import date_reports, document_days, parse, record
from riwaya.reason.dates.anchors import for_key
from riwaya.reason.dates.graph import Edge, Graph, solve
from riwaya.reason.dates.kernels import WEEK, bare, exact, interval, last, news, story
from riwaya.reason.dates.result import as_json, unused
from riwaya.reason.inputs import Report, read_claims, read_reports

BUKAMAL = {"text": "البوكمال", "entity": "place:bukamal"}
QAIM = {"text": "القائم", "entity": "place:qaim"}
DEIR_EZ_ZOR = {"text": "دير الزور", "entity": "place:deir-ez-zor"}
ARMY = {"text": "الجيش السوري", "entity": "actor:syria-army"}
IS = {"text": "داعش", "entity": "actor:islamic-state"}


def claim(document: str, event: str, place: dict[str, str], agent: dict[str, str] | None = None, **more: object) -> str:
    """One line of claims; `text` and `offset` make its time, at a place of its own in the text."""
    line: dict[str, object] = {"document": document, "event": event, "places": [place]}
    line["agents"] = [agent] if agent else []
    start = int(more.pop("at", 10 + 100 * (len(json.dumps(line)) % 7)))  # type: ignore[call-overload]
    text = more.pop("text", None)
    if text is not None:
        time = {"text": text, "start": start, "end": start + len(str(text)), "offset_days": more.pop("offset")}
        line["time"] = time
    return json.dumps(line | more, ensure_ascii=False)


def stuff(*lines: str, published: dict[str, str] | None = None) -> Material:
    """Material of these lines, all reports undated but those of `published`."""
    claims, problems = read_claims([line.encode() for line in lines], "claims")
    assert not problems
    given_days = [json.dumps({"id": id, "published": day}).encode() for id, day in (published or {}).items()]
    return material(claims, read_reports(given_days, "documents")[0])


TUESDAY = (
    claim("tuesday", "advance", BUKAMAL, ARMY, text="الثلاثاء", offset=[-6, 0], at=40),
    claim("tuesday", "shelling", BUKAMAL, text="ليل الاثنين", offset=[-6, 0], at=400),
    claim("tuesday", "capture", DEIR_EZ_ZOR, ARMY, text="الجمعة الماضي", offset=[-7, -1], at=200),
)
SUNDAY = (
    claim("sunday", "capture", BUKAMAL, ARMY, text="اليوم الأحد", offset=[0, 0], at=10),
    claim("sunday", "recapture", BUKAMAL, ARMY, text="أمس السبت", offset=[-1, -1], at=500),
    claim("sunday", "clash", BUKAMAL, IS, at=700),
)
ANCHOR = "capture of Deir ez-Zor = 2017-11-03"


def test_last_friday_and_an_anchor_fix_the_tuesday_report() -> None:
    found = date_reports(stuff(*TUESDAY), [parse(ANCHOR)], with_record=False)["tuesday"]
    assert found.best == "2017-11-07"
    assert found.days["2017-11-07"] > 0.7
    assert any("الجمعة" in b.text and "2017-11-03" in b.says for b in found.because)


def test_a_report_that_only_shares_the_place_is_not_fixed_but_keeps_its_weekday() -> None:
    found = date_reports(stuff(*TUESDAY, *SUNDAY), [parse(ANCHOR)], with_record=False)["sunday"]
    likely = found.likely()
    assert "2017-11-19" in likely
    assert len(likely) > 4
    assert found.would_settle is not None
    assert found.would_settle.startswith("capture of Bukamal")


def test_the_anchor_that_would_settle_it_settles_it() -> None:
    stuff_ = stuff(*TUESDAY, *SUNDAY)
    open_ = date_reports(stuff_, [parse(ANCHOR)], with_record=False)["sunday"]
    assert open_.would_settle is not None
    more = parse(open_.would_settle.replace("YYYY-MM-DD", "2017-11-19"))
    assert date_reports(stuff_, [parse(ANCHOR), more], with_record=False)["sunday"].likely() == ["2017-11-19"]


def test_without_any_known_day_nothing_is_invented() -> None:
    found = date_reports(stuff(*TUESDAY), with_record=False)["tuesday"]
    assert (found.earliest, found.latest, found.best, found.days) == (None, None, None, {})
    assert any(b.says.startswith("published on a Tuesday") for b in found.because)
    assert found.would_settle == "capture of Deir ez-Zor by Syrian army = YYYY-MM-DD"


def test_events_of_record_are_anchors_unless_left_out() -> None:
    assert date_reports(stuff(*TUESDAY))["tuesday"].best == "2017-11-07"


def test_a_given_date_is_checked_and_never_changed() -> None:
    found = date_reports(stuff(*SUNDAY, published={"sunday": "2017-11-22"}))["sunday"]
    assert (found.earliest, found.latest, found.days) == ("2017-11-22", "2017-11-22", {"2017-11-22": 1.0})
    assert any("clashes with 2017-11-22, a Wednesday" in b.says for b in found.because)


def test_a_weekday_picks_within_a_given_run_of_days() -> None:
    found = date_reports(stuff(*SUNDAY, published={"sunday": "2017-11-17/2017-11-20"}))["sunday"]
    assert found.best == "2017-11-19"


def test_a_dated_report_dates_another_that_tells_the_same() -> None:
    told = claim(
        "dated", "capture", QAIM, {"text": "القوات العراقية", "entity": "actor:iraq-army"}, text="اليوم", offset=[0, 0]
    )
    copy = claim(
        "copy", "capture", QAIM, {"text": "الجيش العراقي", "entity": "actor:iraq-army"}, text="أمس", offset=[-1, -1]
    )
    found = date_reports(stuff(told, copy, published={"dated": "2017-11-03"}), with_record=False)["copy"]
    assert found.best == "2017-11-04"
    assert "2017-11-04" in found.likely()


def test_what_one_side_took_is_not_what_the_other_took() -> None:
    theirs = claim("x", "capture", BUKAMAL, IS, text="اليوم", offset=[0, 0])
    found = date_reports(stuff(theirs), [parse("capture of Bukamal by Syrian army = 2017-11-09")], with_record=False)
    assert found["x"].best is None


def test_a_calendar_day_bounds_a_report_from_below() -> None:
    line = json.dumps({"document": "x", "event": "clash", "places": [BUKAMAL], "time": "2016-05-03"})
    found = date_reports(stuff(line), with_record=False)["x"]
    assert found.best == "2016-05-03"
    assert sum(share for day, share in found.all_days.items() if day < "2016-05-03") < 0.05


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("capture of Deir ez-Zor", "not understood"),
        ("picnic of Deir ez-Zor = 2017-11-03", "no type of event"),
        ("shelling of Deir ez-Zor = 2017-11-03", "too often"),
        ("capture of Nowhere-on-Sea = 2017-11-03", "no place called"),
        ("capture of place:nowhere = 2017-11-03", "gazetteer has no"),
        ("capture of Qaim by nobody at all = 2017-11-03", "no actor called"),
        ("capture of Qaim = 2017-11-31", "YYYY-MM-DD"),
        ("capture of Qaim = 2017-11-05/2017-11-03", "ends before"),
    ],
)
def test_an_anchor_that_is_wrong_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "capture of Deir ez-Zor = 2017-11-03",
        "capture place:deir-ez-zor = 2017-11-03",
        "capture of دير الزور = 2017-11-03",
        "capture of Deir ez-Zor = 2017-11-03/2017-11-03",
    ],
)
def test_an_anchor_takes_ids_and_names(text: str) -> None:
    anchor = parse(text)
    assert (anchor.key.group, anchor.key.place) == ("capture", "place:deir-ez-zor")
    assert anchor.first == anchor.last


def test_an_anchor_that_nothing_tells_of_is_named() -> None:
    anchors = [parse(ANCHOR), parse("capture of Mosul = 2014-06-10")]
    assert unused(stuff(*TUESDAY), anchors) == [anchors[1]]


def test_the_record_is_sound_and_the_users_anchors_come_before_it() -> None:
    assert len(record()) > 40
    own = parse("capture of Deir ez-Zor by Syrian army = 2017-11-05")
    fitting = for_key([*record(), own], own.key)
    assert fitting == [own]


def test_document_days_sum_to_one_and_json_has_the_contract_keys() -> None:
    stuff_ = stuff(*TUESDAY, *SUNDAY)
    for days in document_days(stuff_).values():
        assert sum(days.values()) == pytest.approx(1)
    line = json.loads(as_json(date_reports(stuff_)["tuesday"]))
    assert list(line) == ["document", "earliest", "latest", "best", "days", "because", "would_settle"]
    assert list(line["because"][0]) == ["start", "end", "text", "says"]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(order: random.Random) -> None:
    lines = [*TUESDAY, *SUNDAY, claim("free", "withdrawal", BUKAMAL, IS, text="أمس", offset=[-1, -1])]
    shuffled = order.sample(lines, len(lines))
    anchors = [parse(ANCHOR), parse("capture of Qaim = 2017-11-03")]
    expected = {id: as_json(d) for id, d in date_reports(stuff(*lines), anchors).items()}
    again = {id: as_json(d) for id, d in date_reports(stuff(*shuffled), order.sample(anchors, 2)).items()}
    assert again == expected


def test_kernels_give_every_weekday_its_full_share() -> None:
    for kernel in (exact(0), exact(-1, 4), interval(-7, 0), bare(1), last(4), news(), story()):
        assert kernel.table.shape[0] == WEEK
        assert np.allclose(kernel.table.sum(axis=1), 1)


def _brute_force(graph: Graph) -> list[np.ndarray]:
    """Every assignment, one by one."""
    out = [np.zeros(graph.size) for _ in graph.priors]
    for days in itertools.product(range(graph.size), repeat=len(graph.priors)):
        weight = float(np.prod([p[d] for p, d in zip(graph.priors, days, strict=True)]))
        for edge in graph.edges:
            day, offset = days[edge.report], days[edge.hub] - days[edge.report] - edge.kernel.lo
            inside = 0 <= offset < edge.kernel.table.shape[1]
            share = edge.kernel.table[(graph.first + day - 1) % WEEK, offset] if inside else 0.0
            weight *= (1 - edge.apart) * share + edge.apart / graph.size
        for node, day in enumerate(days):
            out[node][day] += weight
    return [shares / shares.sum() for shares in out]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0.05, 1), min_size=20, max_size=20), st.sampled_from([0.1, 0.5]))
def test_a_loop_is_solved_exactly(shares: list[float], apart: float) -> None:
    """Two reports that share two happenings, against going through all assignments."""
    priors = [np.array(shares[5 * n : 5 * n + 5]) / sum(shares[5 * n : 5 * n + 5]) for n in range(4)]
    edges = [
        Edge(0, 2, exact(-1), apart), Edge(0, 3, interval(-2, 0), apart),
        Edge(1, 2, exact(0, 2), apart), Edge(1, 3, bare(3), apart),
    ]  # fmt: skip
    graph = Graph(736636, 5, priors, edges)
    solution = solve(graph)
    assert solution.exact
    for found, expected in zip(solution.marginals, _brute_force(graph), strict=True):
        assert np.allclose(found, expected)


def test_reports_without_claims_are_unknown() -> None:
    found = date_reports(material([], [Report("empty")]))
    assert found["empty"].best is None


def test_history_does_not_stretch_the_days_looked_at() -> None:
    old = {"document": "sunday", "event": "capture", "places": [QAIM], "agents": [IS], "time": "1017-03-01"}
    found = date_reports(stuff(*TUESDAY, *SUNDAY, json.dumps(old)), [parse(ANCHOR)], with_record=False)
    assert found["tuesday"].best == "2017-11-07"
    assert min(found["sunday"].all_days) > "1970"

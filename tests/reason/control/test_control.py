"""From claims to timelines."""

import itertools

import msgspec
import numpy as np
import pytest
from control_claims import BLUE, DAY, RED, claim, day, report, stuff

from riwaya.model import Published
from riwaya.reason.control import leaving
from riwaya.reason.control.leaving import left_out
from riwaya.reason.control.lineage import copies
from riwaya.reason.control.lines import lines, shown
from riwaya.reason.control.reliability import TOPICS, item, letters, reliability
from riwaya.reason.control.series import control
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.sides import Sides, Taken
from riwaya.reason.control.whatif import bands, believed_alike, one, reasons, with_reliability, with_sides, without
from riwaya.reason.control.wording import confidence, likelihood, worded
from riwaya.reason.inputs import Report, material


def at(found, place, number, *, smoothed=True):
    series = one(found, found.place(place))
    return series.at(series.index(day(number)), smoothed=smoothed)


def told(*items):
    """Claims of reports r0, r1, …: (day, event, agent, more)."""
    out = []
    for n, (number, event, agent, more) in enumerate(items):
        more = dict(more)
        outlet = more.pop("outlet", f"outlet:t-{n}")
        lineage = more.pop("lineage", None)
        out.append((claim(event, agent, of=f"r{n}", **more), report(f"r{n}", number, outlet, lineage=lineage)))
    return stuff(*out)


def told_undated(at, *names):
    """That RED took a place, in reports of one outlet that bear no date."""
    return stuff(*[(claim("capture", RED, of=name, at=at), Report(name, "outlet:t-x")) for name in names])


def test_who_is_said_to_take_a_place_probably_holds_it():
    found = control(told((0, "capture", RED, {"targets": [{"entity": BLUE}]}), (1, "control", RED, {})))
    p = at(found, "place:t-town", 1)
    assert p[RED] > 0.8
    assert sum(p.values()) == pytest.approx(1.0)


def test_what_was_known_then_is_not_what_is_known_now():
    found = control(
        told((0, "control", RED, {}), (1, "control", BLUE, {}), (2, "control", BLUE, {}), (3, "control", BLUE, {}))
    )
    then, now = at(found, "place:t-town", 1, smoothed=False), at(found, "place:t-town", 1)
    assert now[BLUE] > then[BLUE]


def test_a_late_claim_is_about_its_day_but_known_only_then():
    found = control(told((0, "control", BLUE, {}), (9, "capture", RED, {"time": day(4)})))
    assert at(found, "place:t-town", 5, smoothed=False).get(RED, 0) < 0.3
    assert at(found, "place:t-town", 5)[RED] > 0.4


def test_a_denial_by_the_side_that_is_hurt_counts_less_than_one_against_its_interest():
    sides = Sides({"outlet:t-1": (Taken(BLUE),)})
    base = [
        (0, "capture", RED, {"targets": [{"entity": BLUE}]}),
        (1, "capture", RED, {"stance": "denies", "outlet": "outlet:t-1"}),
    ]
    partisan = control(told(*base), sides, Settings(learn=False))
    unknown = control(told(*base), Sides({"outlet:t-1": (Taken("neutral"),)}), Settings(learn=False))
    assert at(partisan, "place:t-town", 1)[RED] > at(unknown, "place:t-town", 1)[RED]


def test_against_interest_is_strong_evidence():
    own, foe = (
        control(
            told((0, "control", RED, {}), (1, "control", BLUE, {"outlet": "outlet:t-x"})),
            Sides({"outlet:t-x": (Taken(side),)}),
        )
        for side in (BLUE, RED)
    )
    assert at(foe, "place:t-town", 1)[BLUE] > at(own, "place:t-town", 1)[BLUE]


def test_a_copy_adds_almost_nothing():
    alone = control(told((0, "control", BLUE, {}), (3, "capture", RED, {"lineage": "x"})))
    copied = control(told((0, "control", BLUE, {}), *[(3, "capture", RED, {"lineage": "x"})] * 4))
    apart = control(told((0, "control", BLUE, {}), *[(3, "capture", RED, {})] * 4))
    few, many, all_apart = (at(found, "place:t-town", 3)[RED] for found in (alone, copied, apart))
    assert many - few < 0.1
    assert all_apart > many


def test_the_order_of_claims_does_not_matter():
    items = [(claim("capture", RED, of=f"r{n}", id=f"c{n}"), report(f"r{n}", n)) for n in range(5)]
    items.append((claim("clash", BLUE, of="r9", id="c9"), report("r9", 2)))
    a, b = control(stuff(*items)), control(stuff(*reversed(items)))
    assert np.array_equal(one(a, 0).smoothed, one(b, 0).smoothed)


def test_a_quarter_is_evidence_of_its_town_and_a_governorate_is_not():
    found = control(stuff((claim("capture", RED, of="q", at="place:mishlab"), report("q", 0))))
    assert at(found, "place:mishlab", 0)[RED] > at(found, "place:raqqa", 0)[RED]
    assert at(found, "place:raqqa", 0)["contested"] > at(found, "place:mishlab", 0)["contested"]
    wide = control(stuff((claim("capture", RED, of="g", at="place:raqqa-governorate"), report("g", 0))))
    assert wide.place("place:raqqa") is None


def test_the_most_specific_place_counts():
    found = control(
        stuff((claim("capture", RED, of="q", at=["place:raqqa", "place:raqqa-governorate"]), report("q", 0)))
    )
    assert found.place("place:raqqa-governorate") is None


def test_what_is_taken_inside_a_town_is_not_the_town():
    headquarters = {"text": "مقر الأمن", "precision": "unresolved"}
    found = control(stuff((claim("capture", RED, of="q", at=[headquarters, "place:t-town"]), report("q", 0))))
    whole = control(stuff((claim("capture", RED, of="q"), report("q", 0))))
    assert at(found, "place:t-town", 0)[RED] < at(whole, "place:t-town", 0)[RED]


def test_the_share_that_is_told_counts_more_than_that_it_is_a_part():
    inside = [{"text": "place:t-town", "entity": "place:t-town", "precision": "part"}]
    most = {"low": 0.8, "high": 1.0}
    shared, part = (
        control(stuff((claim("capture", RED, of="q", at=inside, extent=extent), report("q", 0))))
        for extent in (most, None)
    )
    assert at(shared, "place:t-town", 0)[RED] > at(part, "place:t-town", 0)[RED]


def test_the_fight_that_an_account_tells_came_before_its_outcome():
    before = claim("control", BLUE, of="r0"), report("r0", 0, "outlet:t-a")
    taken = claim("capture", RED, of="r1", targets=[{"entity": BLUE}]), report("r1", 5)
    strike = claim("airstrike", RED, of="r1", targets=[{"entity": BLUE}]), report("r1", 5)
    together, alone = (control(stuff(*items)).gathered for items in ((before, taken, strike), (before, strike)))
    for gathered, expected in ((together, 4), (alone, 5)):
        evidence = gathered.evidence
        events = [gathered.claims[number].event for number in evidence.claim]
        [on] = {int(d) for d, event in zip(evidence.day, events, strict=True) if event == "airstrike"}
        assert on + evidence.first_day == DAY.toordinal() + expected


def test_a_place_that_is_not_resolved_is_kept_by_its_name():
    at_name = [{"text": "قرية الشاهد", "precision": "unresolved"}]
    found = control(stuff((claim("capture", RED, of="u", at=at_name), report("u", 0))))
    line = next(lines(one(found, found.place("قرية الشاهد"))))
    assert line["place"] == "قرية الشاهد"


def test_an_undated_report_is_averaged_over_its_days():
    undated = Report("u", "outlet:t-u", published=Published(day(2), day(6), "sidecar"))
    items = [(claim("control", BLUE, of="b"), report("b", 0)), (claim("control", RED, of="e"), report("e", 9))]
    found = control(stuff(*items, (claim("capture", RED, of="u"), undated)))
    p = [at(found, "place:t-town", n)[RED] for n in range(1, 9)]
    assert all(b >= a - 1e-9 for a, b in itertools.pairwise(p))
    assert 0.1 < p[2] < 0.95


def test_a_distribution_over_days_is_used_for_a_report_without_a_date():
    nothing = Report("u", "outlet:t-u")
    stuff_ = stuff((claim("control", BLUE, of="b"), report("b", 0)), (claim("capture", RED, of="u"), nothing))
    assert len(control(stuff_).gathered.roots) >= 1
    assert "r" not in control(stuff_).gathered.roots
    found = control(stuff_, days={"u": {day(5): 0.5, day(6): 0.5}})
    assert at(found, "place:t-town", 6)[RED] > 0.3


def test_a_siege_leaves_the_besieged_in_control():
    items = [(0, "control", BLUE, {}), *[(n, "siege", RED, {"targets": [{"entity": BLUE}]}) for n in (2, 3)]]
    series = one(control(told(*items)), 0)
    last = series.index(day(3))
    besieged = dict(zip(series.holders, series.besieged[last], strict=True))
    assert series.at(last, smoothed=True)[BLUE] > 0.6
    assert besieged[RED] > 0.3 > besieged[BLUE]


def test_a_siege_by_nobody_in_particular_is_nobodys():
    unknown = {"agents": [{"text": "كتيبة الوادي الأخضر"}]}
    [series] = control(told((0, "siege", None, unknown))).series()
    assert series.besieged.shape == (len(series.smoothed), 0)


def test_nothing_to_go_on():
    assert list(control(material([])).series()) == []
    assert list(control(stuff((claim("killed", RED), report("r", 0)))).series()) == []


def test_a_line_is_as_the_contract_shapes_it():
    line = list(lines(one(control(told((0, "capture", RED, {}), (2, "control", RED, {}))), 0)))[-1]
    assert list(line) == ["place", "date", "filtered", "smoothed", "besieged_by", "support"]
    assert line["support"] == {"roots": 2, "days_since": 0}
    for series in (line["filtered"], line["smoothed"]):
        assert {"contested", "other"} < set(series)
        assert sum(series.values()) == pytest.approx(1.0, abs=1e-9)
        assert all(0.01 <= p <= 0.99 for p in series.values())


def test_shown_probabilities_keep_their_order():
    p = shown(("a", "b", "contested", "other"), np.array([1.0 - 1e-9, 1e-9, 0.0, 0.0]))
    assert p["a"] == pytest.approx(0.97)
    assert sum(p.values()) == pytest.approx(1.0)


def test_reasons_name_the_roots_that_speak_for_and_against():
    found = control(told((0, "control", RED, {}), (1, "control", RED, {}), (1, "control", BLUE, {})))
    state, why = reasons(found, 0, day(1))
    assert state == RED
    signs = {reason.root: reason.log_odds > 0 for reason in why}
    assert signs == {"r0": True, "r1": True, "r2": False}
    assert all(reason.claims and reason.voices for reason in why)


def test_what_if_a_voice_were_not_there_or_were_partisan_or_unreliable():
    found = control(told((0, "control", BLUE, {}), (5, "capture", RED, {"outlet": "outlet:t-x"})))
    p = at(found, "place:t-town", 5)[RED]
    assert at(without(found, lambda key: key == "outlet:t-x"), "place:t-town", 5)[RED] < p
    assert at(with_sides(found, {"outlet:t-x": RED}), "place:t-town", 5)[RED] < p
    assert at(with_reliability(found, {"outlet:t-x": 0.99}), "place:t-town", 5)[RED] > p
    assert at(with_reliability(found, {"outlet:t-x": 0.3}), "place:t-town", 5)[RED] < p


def test_bands_hold_the_series_and_are_wide_where_one_root_decides():
    found = control(
        told((0, "control", BLUE, {}), (5, "capture", RED, {}), *[(n, "control", RED, {}) for n in (12, 13, 14)])
    )
    low, high = bands(found, 0)
    series = one(found, 0)
    assert (low <= high).all()
    red = series.holders.index(RED)
    width = (high - low)[:, red]
    assert width[series.index(day(5))] > width[series.index(day(14))]


def test_many_weightings_at_once_are_what_each_is_alone():
    """Another place beside it, and a report without a day, whose days are hypotheses."""
    undated = (claim("capture", RED, of="u"), Report("u", "outlet:t-u"))
    elsewhere = (claim("control", BLUE, of="r1", at="place:t-hill"), report("r1", 6))
    told = stuff((claim("control", BLUE, of="r0"), report("r0", 0)), undated, elsewhere)
    found = control(told, days={"u": {day(3): 0.4, day(4): 0.6}})
    evidence = found.gathered.evidence
    for place in range(len(evidence.places)):
        mine = evidence.row_place[evidence.row] == place
        weights = [evidence.weight[mine] * factor for factor in (0.0, 0.5, 1.0)]
        for weight, (filtered, smoothed) in zip(weights, found.reweighted(place, weights), strict=True):
            every = evidence.weight.copy()
            every[mine] = weight
            gathered = msgspec.structs.replace(found.gathered, evidence=evidence.reweighted(every))
            alone = one(msgspec.structs.replace(found, gathered=gathered), place)
            np.testing.assert_allclose(filtered, alone.filtered, atol=1e-12)
            np.testing.assert_allclose(smoothed, alone.smoothed, atol=1e-12)


@pytest.mark.parametrize("cells", [1, 10**7])
def test_many_voices_left_out_at_once_are_what_each_is_left_out_alone(monkeypatch, cells):
    """Places with more parties and with fewer, and reports without a day; in portions of one run and all in one."""
    monkeypatch.setattr(leaving, "CELLS", cells)
    spread = [{"outlet": f"outlet:t-{n % 3}", "at": f"place:t-{n % 4}"} for n in range(24)]
    lone = {"outlet": "outlet:t-x", "at": "place:t-lone"}
    dated = told(
        *((n, "control", (RED, BLUE)[n % 2], more) for n, more in enumerate(spread)),
        *((n, "clash", RED, lone) for n in (2, 9)),
    )
    undated = told_undated("place:t-1", "u1", "u2")
    days = {"u1": {day(3): 0.4, day(4): 0.6}, "u2": {day(8): 0.5, day(30): 0.5}}
    claims, reports = [*dated.claims, *undated.claims], [*dated.reports.values(), *undated.reports.values()]
    found = control(material(claims, reports), days=days)
    evidence = found.gathered.evidence
    assert len(evidence.row_place) > len(evidence.places), "some place has several hypotheses"
    assert len(set(map(len, evidence.local))) > 1, "places differ in their parties"
    heard = {
        (int(evidence.row_place[row]), int(voice)) for row, voice in zip(evidence.row, evidence.voice, strict=True)
    }
    every = np.arange(evidence.days)
    seen = set()
    for (place, voice), smoothed in left_out(found, dict.fromkeys(heard, every)):
        seen.add((place, voice))
        key = found.gathered.voices[voice].key
        alone = one(without(found, key.__eq__), place)
        first = alone.first_day - evidence.first_day
        np.testing.assert_allclose(smoothed[first:], alone.smoothed, atol=1e-12)
    assert seen == heard


def test_likelihood_words_and_confidence_are_apart():
    assert likelihood(0.5) == "roughly even chance"
    assert likelihood(0.97) == "almost certain"
    assert likelihood(0.97, "ar") == "شبه مؤكد"
    assert confidence(6, 2).id == "high"
    assert confidence(2, 2).id == "low"
    assert worded(0.97, 1, 0) == "rests on one root", "no likelihood word on one root"
    assert worded(0.85, 6, 1) == "very likely, high confidence"


def test_reliability_needs_five_roots_and_grades_institutions_only():
    many = [(n, "control", RED, {"outlet": "outlet:t-x", "at": f"place:t-{n}"}) for n in range(8)]
    backed = [
        (n, "control", RED, {"at": f"place:t-{n}", "outlet": f"outlet:t-{k}"}) for n in range(8) for k in (1, 2, 3, 4)
    ]
    found = {grade.key: grade for grade in reliability(control(told(*many, *backed)))}
    x = found["outlet:t-x"]
    assert x.roots == 8
    assert 0.5 < x.low <= x.high
    assert letters(x) in "AB"
    few = control(told(*many[:3], *backed))
    assert letters(next(g for g in reliability(few) if g.key == "outlet:t-x")) == "F"


def test_an_attack_says_who_held_the_place_on_its_eve():
    found = control(told((0, "control", BLUE, {}), (6, "attack", RED, {"targets": [{"entity": BLUE}]})))
    evidence = found.gathered.evidence
    attack = max(range(len(evidence.claim)), key=lambda n: found.gathered.claims[evidence.claim[n]].event == "attack")
    assert evidence.day[attack] == evidence.known[attack] - 1


def test_what_was_retaken_was_another_partys_before():
    taken = claim("capture", BLUE, of="r1", voices=[{"text": "الجيش", "entity": "actor:t-army"}])
    again = claim("recapture", RED, of="r1")
    found = control(
        stuff((taken, report("r1", 5)), (again, report("r1", 5)), (claim("control", RED, of="r0"), report("r0", 0)))
    )
    evidence = found.gathered.evidence
    days = {}
    for number, day_, weight in zip(evidence.claim, evidence.day, evidence.weight, strict=True):
        if weight > 0.45:
            days[found.gathered.claims[number].event] = int(day_)
    assert days["capture"] == days["recapture"] - 1


HALF = {"text": "نصف", "low": 0.4, "high": 0.6}
WHOLE = {"text": "كامل", "low": 1.0, "high": 1.0}


def weighed(*claims):
    """The days (from the report's) and weights of the main evidence of each claim that one report tells."""
    found = control(stuff(*((c, report("r1", 9)) for c in claims), (claim("control", BLUE, of="r0"), report("r0", 0))))
    evidence = found.gathered.evidence
    out = {}
    for number, day_, known, weight in zip(evidence.claim, evidence.day, evidence.known, evidence.weight, strict=True):
        told = found.gathered.claims[number]
        if told.document == "r1" and known - day_ < 2:
            out[told.extent.low if told.extent else None] = (int(day_ - known), float(weight))
    return out


def test_a_part_that_was_taken_on_the_way_to_the_whole_is_no_contest_after_it():
    whole = claim("capture", RED, of="r1", extent=WHOLE)
    part = claim("capture", RED, of="r1", extent=HALF)
    assert {low: days for low, (days, _) in weighed(whole, part).items()} == {1.0: 0, 0.4: -1}
    dated = claim("capture", RED, of="r1", extent=HALF, time={"offset_days": [0, 0]})
    assert set(weighed(whole, dated)) == {1.0}, "of that very day: it went up in the whole"
    assert weighed(claim("capture", RED, of="r1"), part)[0.4][0] == 0, "unless all of it was taken in so many words"
    theirs = claim("capture", BLUE, of="r1", extent=HALF)
    assert weighed(whole, theirs)[0.4][0] == 0, "another party's part is news"


def test_what_a_report_tells_as_before_its_news_is_of_the_eve():
    whole = claim("capture", RED, of="r1")
    before = {"extent": HALF, "rules": ["time:before-the-news"], "voices": [{"text": "قائد", "entity": "actor:t-x"}]}
    assert weighed(whole, claim("capture", RED, of="r1", **before))[0.4][0] == -1
    assert weighed(whole, claim("capture", RED, of="r1", **(before | {"rules": []})))[0.4][0] == 0


def test_a_report_that_copies_one_sentence_is_no_copy_in_the_rest():
    copied = "انتشرت الآليات الثقيلة على طول الطريق الساحلي قرب الجسر"
    plan = claim("recapture", RED, of="r1", stance="expects", evidence="استعادة المطار القديم من خصومها قبل الليل")
    own = claim("capture", RED, of="r2", evidence="سيطرت الكتائب بالكامل على المدينة")
    texts = [f"{copied}. {plan.evidence.text}.", f"{own.evidence.text}. {copied}. {plan.evidence.text}."]
    told = stuff(
        (plan, report("r1", 3, "outlet:t-1", text=texts[0])), (own, report("r2", 4, "outlet:t-2", text=texts[1]))
    )
    assert own.id not in copies(told)


def test_believing_every_voice_alike_is_the_same_as_leaving_sides_out():
    sides = Sides({"outlet:t-1": (Taken(RED),), "outlet:t-0": (Taken(BLUE),)})
    stuff_ = told((0, "control", BLUE, {}), (1, "capture", RED, {}), (3, "control", RED, {"outlet": "outlet:t-1"}))
    alike = believed_alike(control(stuff_, sides))
    assert np.array_equal(one(alike, 0).smoothed, one(control(stuff_, sides, Settings(sides=False)), 0).smoothed)
    assert not np.array_equal(one(alike, 0).smoothed, one(control(stuff_, sides), 0).smoothed)


def test_records_by_topic_add_up_to_the_whole():
    many = [
        (n, ("control", "capture", "clash")[n % 3], RED, {"outlet": "outlet:t-x", "at": f"place:t-{n}"})
        for n in range(12)
    ]
    backed = [
        (n, "control", RED, {"at": f"place:t-{n}", "outlet": f"outlet:t-{k}"}) for n in range(12) for k in (1, 2, 3, 4)
    ]
    grades = [g for g in reliability(control(told(*many, *backed)), topics=True) if g.key == "outlet:t-x"]
    whole, *topics = grades
    assert whole.topic == "control"
    assert {grade.topic for grade in topics} <= set(TOPICS)
    assert sum(grade.checked for grade in topics) == whole.checked
    assert all(letters(grade) == "F" for grade in topics if grade.roots < 5)


def test_nobody_but_institutions_has_a_record_and_items_are_graded_apart():
    person = {"voices": [{"text": "ناشط", "kind": "activist"}]}
    many = [(n, "control", RED, {"at": f"place:t-{n}", **person}) for n in range(8)]
    backed = [
        (n, "control", RED, {"at": f"place:t-{n}", "outlet": f"outlet:t-{k}"}) for n in range(8) for k in (1, 2, 3, 4)
    ]
    found = control(told(*many, *backed))
    assert all(grade.key.startswith("outlet:") for grade in reliability(found))
    first = next(c for c in found.gathered.claims if c.voices)
    key, digit = item(found, found.place(first.places[0].entity), first.id)
    assert "activist" in key
    assert digit <= 2


def test_who_withdraws_to_a_place_is_in_it():
    both = {"at": ["place:t-town", "place:t-port"], "rules": ["place:destination-last"]}
    found = control(told((0, "control", RED, {"at": "place:t-port"}), (1, "withdrawal", RED, both)))
    assert at(found, "place:t-port", 1)[RED] > 0.6
    assert at(found, "place:t-town", 1)[RED] < 0.2
    only = {"rules": ["place:destination"]}
    stays = control(told((0, "control", RED, {}), (1, "withdrawal", RED, only)))
    leaves = control(told((0, "control", RED, {}), (1, "withdrawal", RED, {})))
    assert at(stays, "place:t-town", 1)[RED] > 0.6 > at(leaves, "place:t-town", 1)[RED]

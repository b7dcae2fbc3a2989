"""Lineages: what descends from one telling, and how little a copy adds."""

import random

from make_claims import claim, report, stuff

from riwaya.reason import Lineages, lineages
from riwaya.reason.lineages import NEIGHBOURS, SAME_VOICE

TOWN = "place:x-town"
DAYS = [report("a", "2020-05-01", outlet="outlet:a"), report("b", "2020-05-01", outlet="outlet:b")]


def found(*claims_and_reports: object) -> Lineages:
    return lineages(stuff(*claims_and_reports))  # type: ignore[arg-type]


def test_one_voice_in_two_reports_is_one_root() -> None:
    claims = [claim(d, "capture", by="actor:x", at=TOWN, voices="actor:y") for d in "ab"]
    there = found(claims, *DAYS)
    assert there.roots(c.id for c in claims) == 1
    assert sorted(there.weight_of.values()) == [round(1 - SAME_VOICE, 3), 1.0]


def test_two_voices_are_two_roots() -> None:
    claims = [claim(d, "capture", by="actor:x", at=TOWN, voices=f"actor:{d}") for d in "ab"]
    there = found(claims, *DAYS)
    assert there.roots(c.id for c in claims) == 2
    assert set(there.weight_of.values()) == {1.0}


def test_activists_of_two_outlets_may_be_anybody() -> None:
    claims = [claim(d, "capture", by="actor:x", at=TOWN, voices="voice:activists") for d in "ab"]
    assert found(claims, *DAYS).roots(c.id for c in claims) == 2


def test_what_is_credited_to_an_outlet_descends_from_its_own_report() -> None:
    own = claim("a", "capture", by="actor:x", at=TOWN)
    credited = claim("b", "capture", by="actor:x", at=TOWN, voices="outlet:a")
    assert found([own, credited], *DAYS).roots([own.id, credited.id]) == 1


def test_a_source_relayed_by_an_agency_is_that_agencys_source() -> None:
    own = claim("a", "capture", by="actor:x", at=TOWN, voices="voice:sources")
    credited = claim("b", "capture", by="actor:x", at=TOWN, voices=["outlet:a", "voice:sources"])
    assert found([own, credited], *DAYS).roots([own.id, credited.id]) == 1


def test_copied_words_are_a_copy_and_weigh_next_to_nothing() -> None:
    words = "دخلت الكتيبة الأولى البلدة القديمة من جهة الطاحونة بعد ظهر الأحد"
    claims = [claim(d, "entry", by="actor:x", at=TOWN, voices=f"actor:{d}", evidence=words) for d in "ab"]
    there = found(claims, *DAYS)
    assert there.roots(c.id for c in claims) == 1
    assert min(there.weight_of.values()) == 0.0


def test_words_of_a_report_without_claims_of_its_own_are_found_in_its_text() -> None:
    words = "دخلت الكتيبة الأولى البلدة القديمة من جهة الطاحونة بعد ظهر الأحد"
    first = claim("a", "entry", by="actor:x", at=TOWN, voices="actor:a", evidence="دخلت الكتيبة")
    second = claim("b", "entry", by="actor:x", at=TOWN, voices="actor:b", evidence=words)
    texts = report("a", "2020-05-01", text=f"قال الناطق: {words}، كما أضاف.")
    assert found([first, second], texts, DAYS[1]).roots([first.id, second.id]) == 1
    assert found([first, second], *DAYS).roots([first.id, second.id]) == 2


def test_an_account_that_is_copied_goes_for_all_that_it_tells() -> None:
    common = ["تقدمت الكتيبة بعمق ستة أميال شرق النهر", "أقامت الكتيبة سواتر ترابية عند جسر الطاحونة القديم"]
    told = [
        claim(d, event, by="actor:x", at=TOWN, voices=f"actor:{d}", evidence=text)
        for d in "ab"
        for event, text in zip(("advance", "deployment"), common, strict=True)
    ]
    free = [
        claim("a", "clash", by="actor:x", to="actor:z", at=TOWN, voices="actor:a", evidence="جرت معركة قرب المدرسة")
    ]
    free += [claim("b", "clash", by="actor:x", to="actor:z", at=TOWN, voices="actor:b", evidence="قتال عنيف وقع هناك")]
    assert found([*told, *free], *DAYS).roots(c.id for c in free) == 1
    assert found(free, *DAYS).roots(c.id for c in free) == 2


def test_a_reports_own_summary_rests_on_whom_it_quotes() -> None:
    summary = claim("a", "capture", by="actor:x", at=TOWN)
    quoted = claim("a", "capture", by="actor:x", at=TOWN, voices="actor:y")
    assert found([summary, quoted], *DAYS).roots([summary.id, quoted.id]) == 1


def test_the_makers_lineage_is_taken() -> None:
    claims = [claim(d, "capture", by="actor:x", at=TOWN) for d in "ab"]
    wire = [report(d, "2020-05-01", outlet=f"outlet:{d}", lineage="wire-7") for d in "ab"]
    assert found(claims, *DAYS).roots(c.id for c in claims) == 2
    assert found(claims, *wire).roots(c.id for c in claims) == 1


def test_a_voice_named_short_is_the_one_named_in_full() -> None:
    full = {"text": "مدير المرصد نبيل الوردي", "entity": "voice:sohr", "kind": "monitor"}
    first = claim("a", "capture", by="actor:x", at=TOWN, voices=[full])
    short = claim("a", "capture", by="actor:x", at=TOWN, voices=["نبيل الوردي"])
    elsewhere = claim("b", "capture", by="actor:x", at=TOWN, voices=["نبيل الوردي"])
    assert found([first, short], *DAYS).roots([first.id, short.id]) == 1
    assert found([first, elsewhere], *DAYS).roots([first.id, elsewhere.id]) == 2


def test_a_body_and_its_spokesman_are_one_root() -> None:
    claims = [
        claim("a", "capture", by="actor:rsf-sudan", at=TOWN, voices="actor:rsf-sudan"),
        claim("b", "capture", by="actor:rsf-sudan", at=TOWN, voices="actor:rsf-spokesman"),
    ]
    assert found(claims, *DAYS).roots(c.id for c in claims) == 1


def test_a_copy_is_found_among_many_tellings() -> None:
    words = [f"كلمة{n}" for n in range(400)]
    texts = [" ".join(random.Random(n).sample(words, 12)) for n in range(2 * NEIGHBOURS)]
    texts[-3] = texts[-20]  # neither is among the tellings with which all are compared
    reports = [report(f"r{n:03}", "2020-05-01", outlet=f"outlet:{n}") for n in range(len(texts))]
    claims = [
        claim(r.id, "capture", by="actor:x", at=TOWN, evidence=text) for r, text in zip(reports, texts, strict=True)
    ]
    there = found(claims, *reports)
    root, copy = claims[-20].id, claims[-3].id
    assert there.lineage_of[copy] == there.lineage_of[root]
    assert there.by_id[there.lineage_of[copy]].claims == (root, copy)
    assert there.weight_of[copy] == 0.0
    assert there.roots(c.id for c in claims) == len(claims) - 1

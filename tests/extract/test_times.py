"""Times: every example of the data file, and how they depend on the day of publication."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.times import TimeHit, ahead, times
from riwaya.lang import hijri
from riwaya.lang.time_words import time_entries
from riwaya.text.tokens import tokenise

THURSDAY = datetime.date(2017, 11, 9)


def read(text: str, published: datetime.date | None = THURSDAY) -> list[TimeHit]:
    return times(tokenise(text), (published, published) if published else None)


def shown(hit: TimeHit) -> str:
    days = [d.isoformat() for d in (hit.earliest, hit.latest) if d is not None]
    kind = [] if hit.kind == "event_day" else [hit.kind]
    return " ".join([*kind, *(["/".join(dict.fromkeys(days))] if days else [])])


EXAMPLES = [(e.id, text, expected) for e in time_entries() for text, expected in e.examples.items()]
TRAPS = [(e.id, text) for e in time_entries() for text in e.not_]


@pytest.mark.parametrize(("entry", "text", "expected"), EXAMPLES)
def test_examples_of_the_data(entry: str, text: str, expected: str) -> None:
    hits = read(text)
    assert [shown(hit) for hit in hits] == [expected]
    if not entry.startswith(("lead.name", "which.few")):
        family = entry.rsplit(".", 1)[0]
        assert any(rule.startswith((family, "date")) for rule in hits[0].rules)


@pytest.mark.parametrize(("entry", "text"), TRAPS)
def test_traps_of_the_data(entry: str, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("entry", [e for e in time_entries() if e.kind == "month"], ids=lambda e: e.id)
def test_every_name_of_a_month(entry) -> None:  # type: ignore[no-untyped-def]
    year = 1438 if entry.calendar == "hijri" else 2016
    for form in entry.forms:
        (hit,) = read(f"في 5 {form} {year}")
        assert hit.earliest is not None
        assert hit.latest is not None
        if entry.calendar == "hijri":
            assert (hit.latest - hit.earliest).days == 2
            assert hijri.from_date(hit.earliest + datetime.timedelta(days=1)) == (year, entry.number, 5)
        else:
            assert hit.earliest == hit.latest == datetime.date(2016, entry.number, 5)


def only(text: str, published: datetime.date | None = THURSDAY) -> TimeHit:
    (hit,) = read(text, published)
    return hit


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("اليوم", (0, 0)),
        ("مساء أمس", (-1, -1)),
        ("أول من أمس", (-2, -2)),
        ("الجمعة", (-6, 0)),
        ("الجمعة الماضي", (-7, -1)),
        ("الجمعة المقبل", (1, 7)),
        ("قبل ثلاثة أيام", (-3, -3)),
        ("منذ يومين", (-2, 0)),
        ("خلال الأيام الماضية", (-7, 0)),
        ("خلال الـ48 ساعة الماضية", (-2, 0)),
        ("حتى اللحظة", (0, 0)),
        ("الأسبوع الماضي", (-13, -1)),
        ("الشهر الماضي", (-61, -1)),
    ],
)
def test_undated_reports_keep_what_they_know(text: str, offset: tuple[int, int]) -> None:
    hit = only(text, None)
    assert hit.offset_days == offset
    assert hit.earliest is None
    assert hit.latest is None


def test_a_full_date_needs_no_publication() -> None:
    hit = only("في 12 نوفمبر 2017", None)
    assert (hit.earliest, hit.latest, hit.offset_days) == (datetime.date(2017, 11, 12),) * 2 + (None,)


def test_a_month_alone_is_unknown_without_publication() -> None:
    hit = only("في تموز/يوليو", None)
    assert (hit.earliest, hit.latest, hit.offset_days) == (None, None, None)


def test_a_weekday_validates_and_never_overwrites() -> None:
    right, wrong = only("أمس الأربعاء"), only("أمس الخميس")
    assert (right.earliest, right.consistent) == (datetime.date(2017, 11, 8), True)
    assert (wrong.earliest, wrong.consistent) == (datetime.date(2017, 11, 8), False)
    dated = only("الجمعة 8 تشرين الثاني 2017")
    assert (dated.earliest, dated.consistent) == (datetime.date(2017, 11, 8), False)


def test_a_weekday_picks_among_uncertain_days_of_publication() -> None:
    published = (datetime.date(2017, 11, 8), datetime.date(2017, 11, 10))
    (hit,) = times(tokenise("اليوم الخميس"), published)
    assert (hit.earliest, hit.latest) == (THURSDAY, THURSDAY)
    (hit,) = times(tokenise("أمس"), published)
    assert (hit.earliest, hit.latest) == (datetime.date(2017, 11, 7), THURSDAY)


def test_a_bare_weekday_can_be_read_ahead() -> None:
    friday = only("سيجتمعون الجمعة")
    assert friday.earliest == datetime.date(2017, 11, 3)
    later = ahead(friday, (THURSDAY, THURSDAY))
    assert (later.earliest, later.offset_days) == (datetime.date(2017, 11, 10), (1, 1))
    assert ahead(only("أمس"), (THURSDAY, THURSDAY)) == only("أمس")
    assert ahead(only("الجمعة", None), None).offset_days == (1, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017/11/03", "2017-11-03"),
        ("٢٠١٧/١١/٣", "2017-11-03"),
        ("03-11-2017", "2017-11-03"),
        ("3/11/2017", "2017-11-03"),
        ("11/13/2016", "background 2016-11-13"),
        ("من 2014 إلى 2016", "background 2014-01-01/2016-12-31"),
        ("(1980-1988)", "background 1980-01-01/1988-12-31"),
        ("بين 2011 و2013", "background 2011-01-01/2013-12-31"),
        ("من السبعينيات وحتى العام 2001", "background 1970-01-01/2001-12-31"),
        ("السبت 4 تشرين الثاني/نوفمبر 2017", "2017-11-04"),
        ("في 29 شباط", "background 2016-02-29"),
        ("منتصف الشهر الجاري", "2017-11-11/2017-11-20"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert shown(only(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "30 شباط 2017",
        "31/31/2017",
        "2254",
        "عنصر من 20 مقاتلا",
        "القرار 2254",
        "الساعة",
        "يوميا",
        "شهريا",
        "في 300 موقع",
    ],
)
def test_no_time(text: str) -> None:
    assert [hit for hit in read(text) if hit.earliest is not None and hit.kind == "event_day"] == []


def test_spans_are_the_original_characters() -> None:
    source = "وقال إنّ الـقتال اندلع مسـاءَ أمسِ الأربعاءِ في المدينة"
    (hit,) = times(tokenise(source), (THURSDAY, THURSDAY))
    record = hit.event_time(source)
    assert record.text == source[hit.start : hit.end] == "مسـاءَ أمسِ الأربعاءِ"
    assert (record.earliest, record.latest, record.offset_days) == ("2017-11-08", "2017-11-08", (-1, -1))


_WORDS = sorted({form for e in time_entries() for form in (*e.forms, e.noun or "", *e.plurals) if form})


@given(
    st.lists(
        st.sampled_from([*_WORDS, "12", "2016", "و", "-", "/", "(", ")", "ثلاثة", "من", "48", "1439"]), max_size=12
    ),
    st.sampled_from([None, (THURSDAY, THURSDAY), (datetime.date(2013, 2, 27), datetime.date(2013, 3, 2))]),
)
def test_any_run_of_time_words_gives_sound_hits(words: list[str], published: object) -> None:
    source = " ".join(words)
    last = 0
    for hit in times(tokenise(source), published):  # type: ignore[arg-type]
        assert last <= hit.first < hit.last
        last = hit.last
        if hit.offset_days is not None:
            assert hit.offset_days[0] <= hit.offset_days[1]
        if hit.earliest is not None and hit.latest is not None:
            assert hit.earliest <= hit.latest
        hit.event_time(source)


@given(st.integers(min_value=1300, max_value=1499), st.integers(min_value=1, max_value=12), st.integers(1, 29))
def test_hijri_days_come_back(year: int, month: int, day: int) -> None:
    assert hijri.from_date(hijri.to_date(year, month, day)) == (year, month, day)


def test_hijri_days_follow_one_another() -> None:
    first = hijri.to_date(1438, 1, 1)
    total = sum(hijri.month_length(y, m) for y in range(1438, 1468) for m in range(1, 13))
    assert (hijri.to_date(1468, 1, 1) - first).days == total == 10631
    with pytest.raises(ValueError, match="no Hijri date"):
        hijri.to_date(1439, 2, 30)


def test_a_report_is_read_in_about_a_millisecond() -> None:
    text = "وقال المصدر أمس إن 12 مقاتلا قتلوا مساء الجمعة في الأحياء الشرقية من المدينة منذ بدء الهجوم " * 30
    tokens = tokenise(text)
    times(tokens, (THURSDAY, THURSDAY))
    best = min(_timed(tokens) for _ in range(5))
    assert best < 0.05  # many times what it takes, so that a busy machine does not fail it


def _timed(tokens) -> float:  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    times(tokens, (THURSDAY, THURSDAY))
    return time.perf_counter() - begin

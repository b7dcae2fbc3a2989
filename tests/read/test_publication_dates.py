"""Publication dates as records write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang import hijri
from riwaya.lang.datelines import find_days
from riwaya.read.dates import published_of


@pytest.mark.parametrize(
    "value",
    [
        "2017-11-08",
        "2017-11-08T23:59:00+03:00",
        "2017-11-08 10:33",
        "2017/11/08 10:33",
        "20171108",
        "20171108T103300Z",
        "08/11/2017",
        "8-11-2017",
        "٠٨/١١/٢٠١٧",
        "٨ تشرين الثاني ٢٠١٧",
        "8 تشرين الثاني / نوفمبر 2017",
        "الأربعاء 8 نوفمبر 2017 - 10:33",
        "8 نونبر 2017",
        "Wed, 08 Nov 2017 10:33:00 +0300",
        "Wed Nov 08 10:33:00 +0000 2017",
        "Wed Nov 08 2017 10:33:00 GMT+0300",
        "November 8, 2017",
        "Nov 8, 2017",
        "8 Nov 2017",
        1510137180,
        1510137180.5,
        "1510137180",
        "1510137180000",
        1510137180000,
        1510137180000000,
        1510137180000000000,
        {"$date": "2017-11-08T10:33:00Z"},
        {"$date": 1510137180000},
        {"earliest": "2017-11-08", "latest": "2017-11-08", "basis": "page"},
        "الأربعاء 19 صفر 1439 هـ",
    ],
)
def test_one_day_written_in_many_ways(value: object) -> None:
    found = published_of(value)
    assert found is not None
    assert (found.earliest, found.latest, found.basis) == ("2017-11-08", "2017-11-08", "sidecar")


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2017-11", "2017-11-01", "2017-11-30"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("تشرين الثاني 2017", "2017-11-01", "2017-11-30"),
        ("شباط / فبراير 2016", "2016-02-01", "2016-02-29"),
        ("2017-11-08/2017-11-10", "2017-11-08", "2017-11-10"),
        ("19 صفر 1439 هـ", "2017-11-08", "2017-11-10"),
        ("نشر في: ١٩ صفر ١٤٣٩هـ", "2017-11-08", "2017-11-10"),
        ("1439/02/19", "2017-11-08", "2017-11-10"),
        ("19-2-1439", "2017-11-08", "2017-11-10"),
        ("جويلية 2015", "2015-07-01", "2015-07-31"),
    ],
)
def test_what_is_less_than_a_day_exact(value: object, earliest: str, latest: str) -> None:
    found = published_of(value)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", " ", True, 0, 7, -1510137180, 1e30, float("nan"), float("inf"), "أمس", "soon", "31/02/2017"),
        *("2017-13-45", [], {}, {"earliest": "x", "latest": "y"}, "1" * 500, "0001-01-01", "2999-01-01", "12:30"),
        *("Mon, 99 Foo 2017", "30 صفر 1439", "شباط / مارس 2016", "السبت 19 صفر 1439", "32 محرم 1439"),
        {"$date": {"$date": {"$date": None}}},
    ],
)
def test_what_is_no_date_is_none(value: object) -> None:
    assert published_of(value) is None


@given(st.dates(datetime.date(1990, 1, 10), datetime.date(2076, 11, 27)))  # the last day of 1499
def test_hijri_dates_hold_their_day(day: datetime.date) -> None:
    year, month, number = hijri.from_date(day)
    assert find_days(f"{year}/{month}/{number}") == (
        day - datetime.timedelta(days=1),
        day + datetime.timedelta(days=1),
    )


@given(st.text(max_size=60) | st.floats() | st.integers() | st.recursive(st.none(), st.lists))
def test_no_value_breaks_it(value: object) -> None:
    found = published_of(value)
    assert found is None or found.earliest is not None

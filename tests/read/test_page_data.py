"""Every example in the data files of pages: what they must and must not recognise."""

import pytest

from riwaya.lang.datelines import date_lines, find_date
from riwaya.lang.pages import PageEntry, Pages, line_key, pages
from riwaya.model.errors import DataError

ENTRIES = pages().entries
EXAMPLES = [(entry, text) for entry in ENTRIES for text in entry.examples]
COUNTER = [(entry, text) for entry in ENTRIES for text in entry.counter]


def holds(entry: PageEntry, line: str) -> bool:
    known = pages()
    match entry.effect:
        case "inline":
            return known.inline_tail(line) is not None
        case "agency":
            return known.is_agency(line)
        case "newsroom":
            return known.dated_byline(line) is not None
        case "section":
            return known.is_section(line)
        case "credit":
            return known.has_credit(f"جنود قرب الحدود - {line}")
        case _:
            found = known.match(line)
            return found is not None


@pytest.mark.parametrize(("entry", "text"), EXAMPLES, ids=lambda value: getattr(value, "id", value))
def test_examples_are_recognised(entry: PageEntry, text: str) -> None:
    assert holds(entry, text)


@pytest.mark.parametrize(("entry", "text"), COUNTER, ids=lambda value: getattr(value, "id", value))
def test_counter_examples_are_not(entry: PageEntry, text: str) -> None:
    assert not holds(entry, text)


def test_every_entry_has_examples_and_counter_examples() -> None:
    assert [entry.id for entry in ENTRIES if not entry.examples or not entry.counter] == []


@pytest.mark.parametrize("text", [text for entry in date_lines().entries for text in entry.examples])
def test_date_lines_are_read(text: str) -> None:
    assert find_date(text) is not None


@pytest.mark.parametrize("text", [text for entry in date_lines().entries for text in entry.counter])
def test_other_lines_with_dates_are_no_date_lines(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2017/11/12 - 10:33", "2017-11-12"),
        ("12/11/2017", "2017-11-12"),
        ("الأحد 11/12/2017", "2017-11-12"),
        ("١٢ نوفمبر ٢٠١٧", "2017-11-12"),
        ("الأحد 12 تشرين الثاني (نوفمبر) 2017 - 10:33 بتوقيت غرينتش", "2017-11-12"),
        ("25 شوال 1436 هـ الموافق 10 أغسطس 2015 م", "2015-08-10"),
        ("تاريخ النشر: 12.11.2017 | 10:33 GMT | آخر تحديث: 13.11.2017 | 08:00 GMT", "2017-11-12"),
        ("Nov 12, 2017", "2017-11-12"),
        ("الإثنين 12 نوفمبر 2017", None),
        ("31 شباط 2017", None),
        ("12 تشرين الثاني (تشرين الأول) 2017", None),
        ("مقتل 12 في 2017/11/12", None),
        ("10:33", None),
        ("2017", None),
        ("1999/2000", None),
    ],
)
def test_days_of_date_lines(line: str, day: str | None) -> None:
    found = find_date(line)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("دمشق (رويترز) - قال ناطق", "دمشق (رويترز) - "),
        ("بغداد - أ ف ب: قال ناطق", "بغداد - أ ف ب: "),
        ("دمشق-سانا أعلنت القيادة", "دمشق-سانا "),
        ("دبي، الإمارات العربية المتحدة (CNN)-- زعم", "دبي، الإمارات العربية المتحدة (CNN)-- "),
        ("جوبا (جنوب السودان) (ا ف ب) - اتهم", "جوبا (جنوب السودان) (ا ف ب) - "),
        ("طرابلس 3 أغسطس آب (رويترز) - قال", "طرابلس 3 أغسطس آب (رويترز) - "),
        ("رويترز- القاهرة: قالت مصادر", "رويترز- القاهرة: "),
        ("غزة (مراسل الوكالة) — أصيب", "غزة (مراسل الوكالة) — "),
        ("قالت (رويترز) إن القوات انسحبت", ""),
        ("أعلن الجيش - بحسب مصدر - انسحابه", ""),
        ("قتل عشرة أشخاص (بينهم ثلاثة أطفال قرب السوق) - وفق مصدر", ""),
        ("المتحدث: لا انسحاب من البلدة", ""),
        ("تنظيم القاعدة - العراق: بيان", ""),
    ],
)
def test_datelines_at_the_start_of_a_paragraph(start: str, dateline: str) -> None:
    assert start[: pages().dateline_end(start)] == dateline


def test_lines_are_compared_without_decoration() -> None:
    assert line_key("  » اقرأ أيضًا: ") == line_key("اقرا ايضا")


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ((PageEntry("a", "line", lines=("إعلان",)), PageEntry("b", "tail", lines=("اعلان",))), "stands in a and in b"),
        ((PageEntry("a", "line", patterns=("(",)),), "is no pattern"),
        ((PageEntry("a", "line", patterns=("(x)",)),), "captures"),
    ],
)
def test_conflicting_and_broken_entries_are_refused(entries: tuple[PageEntry, ...], problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        Pages(entries)

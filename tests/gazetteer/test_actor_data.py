"""The actor and voice tables: strict checks over every file in the folder, without the loader."""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import riwaya.gazetteer
from riwaya.gazetteer.actors import GENERIC, side_words
from riwaya.model.vocabulary import VOICE_KINDS

FOLDER = Path(riwaya.gazetteer.__file__).parent / "data" / "actors"
HEADER = ["id", "kind", "name", "forms", "parent", "sides", "note"]
KINDS = VOICE_KINDS | {"civilian", "person"}
ID = re.compile(r"(actor|voice|outlet):[a-z0-9]+(-[a-z0-9]+)*")
DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
SIDE = re.compile(rf"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*(?:@(?P<start>{DATE})(?:/(?P<end>{DATE}))?)?")
FOLD = str.maketrans("أإآىةؤئ", "ااايهوي")
# Letters of ordinary Arabic spelling: no Farsi or Urdu letters, no tatweel, no diacritics, no presentation forms.
# Marks before a form: `?` ambiguous, `!` partisan, `?!` both. Brackets and quotes are stepped over in texts, so
# forms have none.
LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
FORM = re.compile(rf"(?P<marks>\??!?)(?P<words>[{''.join(sorted(LETTERS))}0-9 \-]+)")


@dataclass(frozen=True)
class Row:
    """One entry and where it stands."""

    where: str
    id: str
    kind: str
    name: str
    forms: tuple[str, ...]
    parent: str
    sides: tuple[str, ...]
    note: str


def tables() -> list[Path]:
    return sorted(FOLDER.glob("*.tsv"))


def entries(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    found = []
    for path in tables():
        for number, cells in entries(path):
            padded = cells + [""] * (len(HEADER) - len(cells))
            entry, kind, name, forms, parent, sides, note = padded[: len(HEADER)]
            found.append(
                Row(
                    f"{path.name}:{number}",
                    entry,
                    kind,
                    name,
                    tuple(forms.split("|")),
                    parent,
                    tuple(side for side in sides.split(";") if side),
                    note,
                )
            )
    return found


def bare(form: str) -> str:
    """The form without its mark, folded as the lookup folds it."""
    return form.removeprefix("?").removeprefix("!").translate(FOLD)


@pytest.fixture(scope="module")
def claimed(rows: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """Each folded form, with the ids that claim it and how they write it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        for form in row.forms:
            found[bare(form)].append((row.id, form))
    return found


def first_day(value: str) -> datetime.date:
    year, month, day = [*map(int, value.split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


def test_tables_are_there(rows: list[Row]) -> None:
    names = {path.stem for path in tables()}
    assert {
        "syria",
        "iraq",
        "yemen_gulf",
        "lebanon_palestine_israel",
        "iran_turkey_jordan",
        "powers_international",
        "generic",
    } <= names
    assert len(rows) >= 500


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.name)
def test_file_is_well_formed(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "byte order mark"
    assert b"\r" not in raw, "carriage return"
    assert raw.endswith(b"\n"), "no line end after the last line"
    assert raw.decode("utf-8").split("\n")[0].split("\t") == HEADER
    wrong = [f"{path.name}:{number}" for number, cells in entries(path) if len(cells) != len(HEADER)]
    assert wrong == []
    spaced = [f"{path.name}:{number}" for number, cells in entries(path) if any(cell != cell.strip() for cell in cells)]
    assert spaced == []


def test_ids_kinds_and_names(rows: list[Row]) -> None:
    assert [f"{row.where} {row.id}" for row in rows if not ID.fullmatch(row.id)] == []
    assert [f"{row.where} {row.kind}" for row in rows if row.kind not in KINDS] == []
    assert [row.where for row in rows if not row.name or re.search(r"[\u0600-\u06ff]", row.name)] == []
    assert [entry for entry, times in Counter(row.id for row in rows).items() if times > 1] == []


def test_parents_exist_and_do_not_loop(rows: list[Row]) -> None:
    parent = {row.id: row.parent for row in rows}
    assert [f"{row.where} {row.parent}" for row in rows if row.parent and row.parent not in parent] == []
    for row in rows:
        seen, above = {row.id}, row.parent
        while above:
            assert above not in seen, f"{row.where}: {row.id} is its own ancestor"
            seen.add(above)
            above = parent[above]


def test_forms_are_ordinary_arabic(rows: list[Row]) -> None:
    wrong = []
    for row in rows:
        for form in row.forms:
            match = FORM.fullmatch(form)
            words = match.group("words") if match else ""
            if not words or words != " ".join(words.split()) or words != unicodedata.normalize("NFC", words):
                wrong.append(f"{row.where} {form!r}")
    assert wrong == []


def test_display_form_is_unmarked_where_there_is_one(rows: list[Row]) -> None:
    """The first form is the neutral one: a loaded form never stands before an unmarked one."""
    wrong = [
        f"{row.where} {row.forms[0]}"
        for row in rows
        if row.forms[0].startswith("!") and any(form[0] not in "!?" for form in row.forms)
    ]
    assert wrong == []


def test_no_form_twice_in_one_entry(rows: list[Row]) -> None:
    wrong = [
        f"{row.where} {form}"
        for row in rows
        for form, times in Counter(bare(form) for form in row.forms).items()
        if times > 1
    ]
    assert wrong == []


def test_a_shared_form_is_ambiguous_everywhere(claimed: dict[str, list[tuple[str, str]]]) -> None:
    wrong = [
        f"{form}: {', '.join(f'{entry} ({written})' for entry, written in claims)}"
        for form, claims in claimed.items()
        if len({entry for entry, _ in claims}) > 1 and any(not written.startswith("?") for _, written in claims)
    ]
    assert wrong == []


def test_no_form_reads_as_a_reporting_verb(claimed: dict[str, list[tuple[str, str]]]) -> None:
    """Folding makes some names equal to verbs that every report uses; such a name would swallow its attributions."""
    verbs = (
        "أفاد أفادت قال قالت أعلن أعلنت ذكر ذكرت أكد أكدت نفى نفت زعم زعمت أضاف أضافت أوضح أوضحت أشار أشارت كشف كشفت "
        "بث بثت نقل نقلت روى أورد صرح بين رأى ادعى نشر وصف حذر اتهم قتل قصف سيطر دخل فتح صد أسر"
    )
    assert [verb for verb in verbs.split() if bare(verb) in claimed] == []


def test_sides_follow_the_grammar_and_have_a_basis(rows: list[Row]) -> None:
    for row in rows:
        for side in row.sides:
            match = SIDE.fullmatch(side)
            assert match, f"{row.where}: {side!r}"
            days = [first_day(value) for value in match.group("start", "end") if value]
            assert days == sorted(days), f"{row.where}: {side!r} ends before it begins"
        assert not row.sides or row.note, f"{row.where}: sides without their basis in the note"


def test_people_have_no_side(rows: list[Row]) -> None:
    """Sides belong to institutions; private persons and communities never get one."""
    assert [row.where for row in rows if row.kind in ("person", "civilian") and row.sides] == []


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("داعش", "actor:islamic-state"),
        ("قوات سوريا الديمقراطية", "actor:sdf"),
        ("ميليشيا الحوثي", "actor:houthis"),
        ("مليشيا الحوثي", "actor:houthis"),
        ("وزارة الدفاع الروسية", "actor:russia-defence-ministry"),
        ("القيادة المركزية الأميركية", "actor:centcom"),
        ("القيادة المركزية الأمريكية", "actor:centcom"),
        ("جيش الاحتلال", "actor:israel-army"),
        ("كتائب القسام", "actor:qassam"),
        ("جهاز مكافحة الإرهاب", "actor:iraq-cts"),
        ("شهود عيان", "voice:witnesses"),
        ("مصادر طبية", "voice:medical-sources"),
    ],
)
def test_well_known_forms_resolve_to_one(claimed: dict[str, list[tuple[str, str]]], form: str, entry: str) -> None:
    assert [claimant for claimant, _ in claimed[bare(form)]] == [entry]


@pytest.mark.parametrize("form", ["التحالف", "النظام", "التنظيم", "المعارضة", "الجيش", "القوات الحكومية", "الحكومة"])
def test_elastic_words_stay_ambiguous(claimed: dict[str, list[tuple[str, str]]], form: str) -> None:
    assert claimed[bare(form)]
    assert all(written.startswith("?") for _, written in claimed[bare(form)])


def test_side_words_are_generic_actors_and_sides_of_some_war(rows: list[Row]) -> None:
    known = {row.id: row for row in rows}
    sides = {side.partition("@")[0].partition(":")[2] for row in rows for side in row.sides}
    for entity, labels in side_words().items():
        assert GENERIC in known[entity].where
        assert set(labels) <= sides

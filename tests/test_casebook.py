"""The casebook: every case of docs/casebook as a test, and the book's own machinery."""

import datetime
from pathlib import Path

import msgspec
import pytest

from casebook.__main__ import main
from casebook.cases import FOLDER, Case, number, parse_phenomenon, read_casebook
from casebook.check import compare, faults
from casebook.gaps import read_gaps, write_gaps
from casebook.pages import pages
from riwaya.model.errors import DataError

BOOK = read_casebook()
CASES = [case for phenomenon in BOOK for case in phenomenon.cases]
GAPS = read_gaps()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c.id, marks=pytest.mark.xfail(reason=GAPS[c.id], strict=True) if c.id in GAPS else ())
        for c in CASES
    ],
)
def test_case(case: Case) -> None:
    wrong = faults(case)
    assert not wrong, "\n".join([case.text, *(fault.detail for fault in wrong)])


def test_gaps_are_cases() -> None:
    assert set(GAPS) <= {case.id for case in CASES}


def test_pages_are_up_to_date() -> None:
    """`./dev casebook --refresh` writes them."""
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == pages(BOOK)


# --- loading ---

FILE = """\
title: A title
about: What it is.
cases:
  - id: one
    theatre: libya
    register: wire
    date: 2019-04-04
    text: قصف سلاح الجو معسكرا قرب سرت.
    claims:
      - event: airstrike
        agents: [سلاح الجو]
        places: [سرت]
        time: [2019-04-03, 2019-04-04]
    why: plain
"""


def parse(text: str) -> tuple[Case, ...]:
    return parse_phenomenon(text, "book.yaml", {}).cases


def test_a_file_is_read() -> None:
    (case,) = parse(FILE)
    assert case.claims[0].agents == ("سلاح الجو",)
    assert case.claims[0].targets is msgspec.UNSET
    assert case.claims[0].time == (datetime.date(2019, 4, 3), datetime.date(2019, 4, 4))


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("event: airstrike", "event: air", 10, "event 'air' is not in the guide"),
        ("agents: [سلاح الجو]", "agents: [سلاح البحر]", 10, "not in the text: سلاح البحر"),
        ("agents:", "agent:", 4, "unknown field `agent`"),
        ("theatre: libya", "theatre: atlantis", 5, "theatre 'atlantis' is none of"),
        ("register: wire", "register: gossip", 6, "register 'gossip' is none of"),
        ("id: one", "id: One", 4, "id 'One'"),
        ("    why: plain\n", "", 4, "lacks why"),
        ("date: 2019-04-04", "date: spring", 4, "date"),
        ("    why: plain", "    why: plain\n    why: plain", 15, "key 'why' twice"),
        ("event: airstrike", "event: airstrike\n        stance: denies", 10, "says its kind of denial"),
        ("event: airstrike", "event: airstrike\n        denial: failed", 10, "without a stance that denies"),
        ("event: airstrike", "event: airstrike\n        quantities: [many]", 10, "quantity 'many' is not"),
        ("event: airstrike", "event: airstrike\n        extent: [0.9, 0.1]", 10, "is no share"),
        ("[2019-04-03, 2019-04-04]", "[2019-04-05, 2019-04-04]", 10, "ends before it begins"),
        ("title: A title", "title: [", 1, "not YAML"),
    ],
)
def test_faults_name_file_and_line(old: str, new: str, line: int, problem: str) -> None:
    assert old in FILE
    with pytest.raises(DataError) as caught:
        parse(FILE.replace(old, new, 1))
    assert caught.value.file == "book.yaml"
    if "not YAML" not in problem:
        assert caught.value.line == line
    assert problem in str(caught.value)


def test_ids_are_unique_over_files() -> None:
    seen: dict[str, str] = {}
    parse_phenomenon(FILE, "a.yaml", seen)
    with pytest.raises(DataError, match=r"b.yaml:4: id 'one' stands already at a.yaml:4"):
        parse_phenomenon(FILE, "b.yaml", seen)


def test_quantities_are_read() -> None:
    assert number("at_least 3 km") == number("at_least 3-3 km")
    assert (number("20-100 people").low, number("20-100 people").high) == (20, 100)
    assert number("40").unit is None


# --- comparing ---


def found(**fields: object) -> dict[str, object]:
    start = fields.pop("start", 0)
    text = str(fields.pop("text", "قصف سلاح الجو معسكرا قرب سرت"))
    blank: dict[str, object] = dict.fromkeys(("denial", "denies_what", "time", "extent"))
    blank |= {key: [] for key in ("voices", "agents", "targets", "places", "quantities", "rules")}
    blank |= {"event": "airstrike", "stance": "asserts", "attitude": "neutral", "background": False}
    evidence = {"start": start, "end": start + len(text), "text": text}
    return blank | {"evidence": evidence} | fields


def named(*texts: str) -> list[dict[str, object]]:
    return [{"text": text, "name": None, "also": []} for text in texts]


RIGHT = {
    "agents": named("سلاح الجو"),
    "places": named("سرت"),
    "time": {"earliest": "2019-04-03", "latest": "2019-04-04", "offset_days": [-1, 0]},
}


def causes(*claims: dict[str, object]) -> list[str]:
    return [fault.cause for fault in compare(parse(FILE)[0], claims)]


def test_what_fits_passes() -> None:
    assert causes(found(**RIGHT)) == []


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"event": "shelling"}, "event"),
        ({"stance": "expects"}, "stance"),
        ({"voices": named("سلاح الجو")}, "voices"),
        ({"agents": named("سلاح الجو", "معسكرا")}, "agents"),
        ({"agents": []}, "agents"),
        ({"places": named("معسكرا")}, "places"),
        ({"time": None}, "time"),
    ],
)
def test_each_key_counts(fields: dict[str, object], key: str) -> None:
    assert causes(found(**RIGHT | fields)) == [f"{key} of airstrike"]


def test_nothing_may_be_left_over() -> None:
    assert causes(found(**RIGHT), found(**RIGHT)) == ["too much airstrike"]
    assert causes() == ["missing airstrike"]
    assert causes(found(event="killed")) == ["missing airstrike", "too much killed"]


def test_pairs_are_found_whatever_the_order() -> None:
    twice = FILE.replace("    why:", "      - event: airstrike\n        evidence: قصف سلاح الجو\n    why:")
    case = parse(twice)[0]
    specific, general = found(text="قصف سلاح الجو"), found(**RIGHT, text="معسكرا قرب سرت", start=14)
    assert compare(case, [general, specific]) == compare(case, [specific, general]) == ()


def test_optional_claims_may_be_missing() -> None:
    case = parse(FILE.replace("event: airstrike", "event: airstrike\n        optional: true"))[0]
    assert compare(case, []) == compare(case, [found(**RIGHT)]) == ()


# --- gaps and the command ---


def test_gaps_are_written_as_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "gaps.txt"
    write_gaps({"b": "missing killed", "a": "too much capture"}, file)
    assert read_gaps(file) == {"a": "too much capture", "b": "missing killed"}


@pytest.mark.parametrize(
    ("text", "problem"), [("b # x\na # x\n", "gaps.txt:2: a is out of order"), ("a\n", "no cause")]
)
def test_faulty_gaps_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "gaps.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        read_gaps(file)


def test_command_shows_one_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([CASES[0].id]) == 0
    assert CASES[0].text.strip() in capsys.readouterr().out


def test_command_refuses_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-case"]) == 2
    assert "no case or phenomenon is called 'no-such-case'" in capsys.readouterr().err

"""Sidecars: what an index says of a file, matched by the end of its path."""

import json
from pathlib import Path

import pytest

from riwaya.model import Published
from riwaya.model.errors import InputError
from riwaya.read import Sidecars, Source
from riwaya.read.sidecars import parse_interval


def index(folder: Path, *entries: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.json").write_text(json.dumps(entries), encoding="utf-8")


def outlet(sidecars: Sidecars, path: Path) -> str | None:
    about = sidecars.lookup(str(path))
    return about.outlet if about is not None else None


@pytest.mark.parametrize("document", ["w/a/1", "a/1", "1", "a/1.txt", "./a/1", "a\\1"])
def test_a_document_is_matched_by_the_end_of_its_path(tmp_path: Path, document: str) -> None:
    index(tmp_path / "w", {"document": document, "outlet": "سانا"})
    assert outlet(Sidecars(tmp_path), tmp_path / "w/a/1.txt") == "سانا"
    assert outlet(Sidecars(tmp_path), tmp_path / "w/a/11.txt") is None


def test_the_longest_match_and_the_nearest_sidecar_win(tmp_path: Path) -> None:
    index(
        tmp_path,
        {"document": "1", "outlet": "far"},
        {"document": "a/1", "outlet": "longer"},
        {"document": "b/1", "outlet": "other"},
    )
    assert outlet(Sidecars(tmp_path), tmp_path / "a/1.txt") == "longer"
    assert outlet(Sidecars(tmp_path), tmp_path / "c/1.txt") == "far"
    index(tmp_path / "a", {"document": "1", "outlet": "near"})
    assert outlet(Sidecars(tmp_path), tmp_path / "a/1.txt") == "near"


def test_the_search_ends_at_the_root_and_without_one_some_levels_up(tmp_path: Path) -> None:
    index(tmp_path, {"document": "1", "outlet": "x"})
    path = tmp_path / "a/b/1.txt"
    assert outlet(Sidecars(tmp_path / "a"), path) is None
    assert outlet(Sidecars(tmp_path), path) == "x"
    assert outlet(Sidecars(), path) == "x"
    assert outlet(Sidecars(), tmp_path / "a/b/c/d/e/f/1.txt") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_sidecar(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["document", "Outlet", "date", "url"], ["1", "عنب بلدي", "2017-11-08", "https://example.org/1"]]
    (tmp_path / "index.csv").write_bytes("\r\n".join(map(delimiter.join, rows)).encode(encoding))
    about = Sidecars(tmp_path).lookup(str(tmp_path / "1.txt"))
    assert about is not None
    assert (about.outlet, about.url) == ("عنب بلدي", "https://example.org/1")
    assert about.date == Published("2017-11-08", "2017-11-08", "sidecar")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017-11-08", "2017-11-08", "2017-11-08"),
        ("2017-11-08/2017-11-10", "2017-11-08", "2017-11-10"),
        ("2017-11-08T23:59:00+03:00", "2017-11-08", "2017-11-08"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2016", "2016-01-01", "2016-12-31"),
    ],
)
def test_dates_are_days_or_ranges(text: str, earliest: str, latest: str) -> None:
    assert parse_interval(text) == Published(earliest, latest, "sidecar")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2017-13-01",
        "2017-02-30",
        "2017-13",
        "08/11/2017",
        "2017-11-10/2017-11-08",
        "2017-11-08/",
        "0000",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_interval(text) is None


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"",
        b"\xff\xfe\xfa",
        b"[1, 2]",
        b'{"a": 1}',
        b'[{"outlet": "x"}]',
        b'[{"document": 3}]',
        b"[" * 100_000,
        b"null",
        b'[{"document": ""}]',
        b'[{"document": "1", "date": "soon"}]',
        b'[{"document": "1", "outlet": ["x"]}]',
    ],
)
def test_a_broken_sidecar_is_one_problem_and_never_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.json").write_bytes(content)
    sidecars = Sidecars(tmp_path)
    for name in ("1.txt", "2.txt"):
        sidecars.lookup(str(tmp_path / name))
    problems = sidecars.check([Source(str(tmp_path / "1.txt"), "1")])
    assert len(problems) == 1
    assert isinstance(problems[0], InputError)
    assert problems[0].source == str(tmp_path / "index.json")
    assert "\n" not in str(problems[0])


def test_one_wrong_entry_does_not_cost_the_others(tmp_path: Path) -> None:
    index(tmp_path, {"document": "1", "date": "soon", "outlet": "a"}, "x", {"document": "2", "outlet": "b"})
    sidecars = Sidecars(tmp_path)
    assert outlet(sidecars, tmp_path / "1.txt") == "a"
    assert outlet(sidecars, tmp_path / "2.txt") == "b"
    assert len(sidecars.problems) == 1


def test_a_csv_without_documents_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "index.csv").write_text("file,outlet\n1,x\n")
    assert len(Sidecars(tmp_path).check([Source(str(tmp_path / "1.txt"), "1")])) == 1

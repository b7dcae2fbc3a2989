"""Discovery: which files are inputs, in which order, under which ids."""

import os
import pickle
import random
from pathlib import Path

import pytest

from riwaya.model.errors import BinaryInput, InputError, Malformed, Unreadable, UsageError
from riwaya.read import Source, discover


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نص", encoding="utf-8")


def ids(found: list[Source | InputError]) -> list[str]:
    return [item.id for item in found if isinstance(item, Source)]


def errors(found: list[Source | InputError]) -> list[InputError]:
    return [item for item in found if isinstance(item, InputError)]


def test_folders_are_expanded_in_a_fixed_order(tmp_path: Path) -> None:
    names = ["b/2.txt", "b/10.txt", "a.html", "c/d/e.text", "plain", "a/z.htm"]
    random.Random(1).shuffle(names)
    write(tmp_path, *names)
    assert ids(discover([tmp_path])) == ["a/z", "a", "b/10", "b/2", "c/d/e", "plain"]
    assert discover([tmp_path]) == discover([str(tmp_path)])


def test_the_root_decides_what_ids_are_below(tmp_path: Path) -> None:
    write(tmp_path, "x/y/1.txt", "x/2.txt")
    assert ids(discover([tmp_path / "x"])) == ["2", "y/1"]
    assert ids(discover([tmp_path / "x"], root=tmp_path)) == ["x/2", "x/y/1"]
    assert ids(discover([tmp_path / "x/y/1.txt"])) == ["1"]
    assert ids(discover([tmp_path / "x/y/1.txt"], root=tmp_path)) == ["x/y/1"]


def test_a_root_that_does_not_hold_the_input_is_a_usage_error(tmp_path: Path) -> None:
    write(tmp_path, "x/1.txt", "y/2.txt")
    with pytest.raises(UsageError, match="--root"):
        discover([tmp_path / "x/1.txt"], root=tmp_path / "y")


def test_the_suffix_stays_where_two_would_collide(tmp_path: Path) -> None:
    write(tmp_path, "1.txt", "1.html", "2.txt")
    assert ids(discover([tmp_path])) == ["1.html", "1.txt", "2"]


def test_ids_are_unique_even_over_several_roots(tmp_path: Path) -> None:
    write(tmp_path, "x/1.txt", "y/1.txt", "z/1.txt")
    found = ids(discover([tmp_path / "x", tmp_path / "y", tmp_path / "z"]))
    assert len(set(found)) == 3


def test_an_input_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "1.txt")
    assert ids(discover([tmp_path, tmp_path / "1.txt", tmp_path / "." / "1.txt"])) == ["1"]


def test_sidecars_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "1.txt", ".hidden.txt", ".git/config", "README", "README.md", "readme.ar.txt", "LICENSE")
    (tmp_path / "index.json").write_text("[]")
    (tmp_path / "index.csv").write_text("document,outlet,date,url\n")
    found = discover([tmp_path])
    assert ids(found) == ["1"]
    assert errors(found) == []


def test_output_of_an_earlier_run_and_parts_of_saved_pages_are_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path, "1.txt", "report.html", "documents.jsonl", "claims.jsonl", "ledger.db", "page.html", "page_files/a.js"
    )
    assert ids(discover([tmp_path])) == ["1", "page"]
    assert errors(discover([tmp_path])) == []
    (tmp_path / "ledger.db").unlink()
    assert ids(discover([tmp_path])) == ["1", "page", "report"]  # where a ledger is elsewhere
    (tmp_path / "claims.jsonl").unlink()
    assert ids(discover([tmp_path])) == ["1", "documents", "page", "report"]


def test_what_is_no_report_becomes_an_error_in_its_place(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.png", "c.txt", "d.rar", "e.xyz")
    found = discover([tmp_path, tmp_path / "missing.txt"])
    kinds = [type(item) for item in found]
    assert kinds == [Source, BinaryInput, Source, BinaryInput, InputError, Unreadable]
    assert all(str(tmp_path) in str(error) for error in errors(found))


def test_a_file_that_the_user_names_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, "a.xyz", "b.report2017")
    assert ids(discover([tmp_path / "a.xyz", tmp_path / "b.report2017"])) == ["a", "b.report2017"]


def test_a_sidecar_that_the_user_names_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("[]")
    assert [type(item) for item in discover([tmp_path / "index.json"])] == [InputError]


def test_links_neither_loop_nor_vanish(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "2.txt").symlink_to(tmp_path / "nowhere")
    found = discover([tmp_path])
    assert ids(found) == ["a/1", "a/2"]


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.txt")
    assert [type(item) for item in discover([tmp_path])] == [Unreadable]


def test_standard_input(tmp_path: Path) -> None:
    assert discover(["-", "-"]) == [Source("-", "stdin")]


def test_names_that_are_no_utf_8_give_ids_that_are(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write("نص".encode())
    (found,) = discover([tmp_path])
    assert isinstance(found, Source)
    found.id.encode("utf-8")
    assert os.path.exists(found.path)


def test_sources_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Source("a.txt", "a"))) == Source("a.txt", "a")


def test_a_broken_sidecar_is_reported_once(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt", "a/2.txt", "b/3.txt")
    (tmp_path / "index.json").write_text("{")
    found = discover([tmp_path])
    assert [type(item) for item in found] == [Malformed, Source, Source, Source]

"""From sources to entries: single files, containers by a format, what sidecars say of either."""

import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from read_samples import TEXT

from riwaya.model import Published
from riwaya.model.errors import InputError, Malformed, TooLarge, Unreadable
from riwaya.read import About, Entry, Item, Limits, Options, Passed, Sidecars, Source, discover, entries, expand
from riwaya.read.containers import formats
from riwaya.read.containers.container import Container
from riwaya.read.reader import read_entry, read_source


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container format of these tests: a line a report, `!` fails, `?` ends the container."""

    def read(container: Container, options: Options) -> Iterator[Item]:
        with container.open() as file:
            for number, line in enumerate(file, 1):
                name = str(number)
                if line.startswith(b"?"):
                    raise ValueError("cannot\ngo on")
                if line.startswith(b"!"):
                    yield Malformed(container.entry_source(name), "wrong", "mend it")
                    continue
                about = About(outlet="منبر الصندوق") if line.startswith(b"*") else None
                yield Entry(container.entry_source(name), container.entry_id(name), line, "text", about)
        yield Passed(container.source, 7, "pictures")

    module = ModuleType("riwaya.read.containers.boxes")
    module.read = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    form = formats.Format("box", "boxes", (".box",), starts=rb"BOX")
    monkeypatch.setattr(formats, "FORMATS", (form,))
    formats._by_suffix.cache_clear()
    yield
    formats._by_suffix.cache_clear()


def everything(path: Path, options: Options | None = None) -> list[Item]:
    (source,) = (item for item in discover([path]) if isinstance(item, Source))
    return list(entries(source, Sidecars(), options))


def test_a_single_file_is_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (entry,) = everything(path)
    assert entry == Entry(str(path), "a", TEXT.encode(), "text", None)
    assert isinstance(entry, Entry)
    assert read_entry(entry) == read_source(Source(str(path), "a"), Sidecars())


def test_what_cannot_be_opened_is_an_error_and_not_raised(tmp_path: Path) -> None:
    (found,) = entries(Source(str(tmp_path / "none.txt"), "none"), Sidecars())
    assert isinstance(found, Unreadable)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    (found,) = everything(path, Options(limits=Limits(entry=10)))
    assert isinstance(found, TooLarge)


def test_an_entry_can_be_sent_anywhere() -> None:
    entry = Entry("a.zip!b.txt", "a/b", TEXT.encode(), "text", About("b", retrieved="2031-05-06T10:00:00Z"))
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert read_entry(entry).retrieved == "2031-05-06T10:00:00Z"


@pytest.mark.usefixtures("boxes")
def test_a_container_gives_its_entries_in_order(tmp_path: Path) -> None:
    path = tmp_path / "many.box"
    path.write_text("one\n!\nthree\n", encoding="utf-8")
    first, second, third, passed = everything(path)
    assert first == Entry(f"{path}!1", "many/1", b"one\n", "text", None)
    assert isinstance(second, Malformed)
    assert second.source == f"{path}!2"
    assert isinstance(third, Entry)
    assert passed == Passed(str(path), 7, "pictures")


@pytest.mark.usefixtures("boxes")
def test_what_breaks_a_container_costs_only_the_rest_of_it(tmp_path: Path) -> None:
    path = tmp_path / "many.box"
    path.write_text("one\n?\nthree\n", encoding="utf-8")
    first, last = everything(path)
    assert isinstance(first, Entry)
    assert isinstance(last, Malformed)
    assert "\n" not in str(last)
    assert "ValueError: cannot go on" in str(last)


@pytest.mark.usefixtures("boxes")
def test_content_tells_a_container_whose_name_does_not(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_text("BOX\n*\n", encoding="utf-8")
    first, _second, _ = everything(path)
    assert isinstance(first, Entry)
    assert first.id == "download/1"
    plain = tmp_path / "BOX.txt"
    plain.write_text("BOX\n", encoding="utf-8")
    (only,) = everything(plain)
    assert isinstance(only, Entry)
    assert only.id == "BOX"


@pytest.mark.usefixtures("boxes")
def test_sidecars_beside_a_container_speak_of_its_entries(tmp_path: Path) -> None:
    (tmp_path / "many.box").write_text("one\n*two\nthree\n*four\n", encoding="utf-8")
    said = [
        {"document": "many/1", "date": "2031-05-06", "outlet": "منبر الواحة"},
        {"document": "many.box", "outlet": "منبر الميناء", "date": "2031-01-01", "title": "لا يخص خبرا"},
        {"document": "many/4", "outlet": "منبر الواحة"},
    ]
    (tmp_path / "index.json").write_text(json.dumps(said), encoding="utf-8")
    found = [item.about for item in everything(tmp_path / "many.box") if isinstance(item, Entry)]
    assert [about and about.outlet for about in found] == [
        "منبر الواحة",
        "منبر الصندوق",
        "منبر الميناء",
        "منبر الواحة",
    ]
    assert [about and about.date for about in found] == [Published("2031-05-06", "2031-05-06", "sidecar")] + 3 * [None]
    assert not any(about and about.title for about in found)


@pytest.mark.usefixtures("boxes")
def test_containers_never_give_the_ids_of_others(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a.box", "a/1.txt", "b.box", "b.html", "a/c.box"):
        (tmp_path / name).write_text("one\n", encoding="utf-8")
    found = [item for source in discover([tmp_path]) for item in expand([source], Sidecars())]
    ids = [item.id for item in found if isinstance(item, Source | Entry)]
    assert sorted(ids) == ["a.box/1", "a/1", "a/c/1", "b.box/1", "b.html"]


@pytest.mark.usefixtures("boxes")
def test_expanding_leaves_files_to_others_and_errors_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.box").write_text("one\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("two\n", encoding="utf-8")
    problem = InputError("x", "wrong", "mend it")
    sources = [problem, *discover([tmp_path])]
    assert [type(item) for item in expand(sources, Sidecars())] == [InputError, Entry, Passed, Source]

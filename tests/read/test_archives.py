"""ZIP, tar and compressed files: what is in them, under which ids, and what becomes of broken and hostile ones."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from read_samples import TEXT, page

from riwaya.model.errors import InputError, Malformed, TooLarge, Unreadable
from riwaya.read import Entry, Item, Limits, Options, Passed, Sidecars, Source, discover, entries, read_entry

RAW = TEXT.encode()
Pack = Callable[[Path, Mapping[str, bytes]], Path]


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path.with_suffix(".zip")


def tarred(path: Path, members: Mapping[str, bytes], mode: str = "w", suffix: str = ".tar") -> Path:
    whole = path.with_name(path.name + suffix)
    with tarfile.open(whole, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return whole


PACKS: list[Pack] = [
    zipped,
    tarred,
    lambda path, members: tarred(path, members, "w:gz", ".tar.gz"),
    lambda path, members: tarred(path, members, "w:bz2", ".tar.bz2"),
    lambda path, members: tarred(path, members, "w:xz", ".txz"),
]
each_pack = pytest.mark.parametrize("pack", PACKS, ids=["zip", "tar", "tar.gz", "tar.bz2", "txz"])


def read(path: Path, options: Options | None = None) -> list[Item]:
    (source,) = (item for item in discover([path]) if isinstance(item, Source))
    return list(entries(source, Sidecars(), options))


def kept(items: list[Item]) -> dict[str, Entry]:
    found = [item for item in items if isinstance(item, Entry)]
    assert len({entry.id for entry in found}) == len(found)
    return {entry.id: entry for entry in found}


def errors(items: list[Item]) -> list[InputError]:
    found = [item for item in items if isinstance(item, InputError)]
    assert all("\n" not in str(error) for error in found)
    return found


def passed(items: list[Item]) -> int:
    return sum(item.number for item in items if isinstance(item, Passed))


@each_pack
def test_an_archive_reads_as_its_folder_would(tmp_path: Path, pack: Pack) -> None:
    members = {
        "خبر/أول.txt": RAW,
        "b/2.html": page().encode(),
        "b/2_files/style.css": b"x",
        "b/2_files/frame.html": page().encode(),
        "c.txt": RAW,
        "c.html": page().encode(),
        ".hidden/x.txt": RAW,
        "__MACOSX/c.txt": RAW,
        "README.md": b"about",
        "image.png": b"\x89PNG",
        "paper.pdf": b"%PDF-1.4",
        "article.php": page().encode(),
        "data.xyz": b"nothing",
    }
    items = read(pack(tmp_path / "crawl", members))
    found = kept(items)
    assert list(found) == ["crawl/خبر/أول", "crawl/b/2", "crawl/c.txt", "crawl/c.html", "crawl/article"]
    assert found["crawl/b/2"].kind == found["crawl/article"].kind == "page"
    assert found["crawl/خبر/أول"].data == RAW
    assert found["crawl/خبر/أول"].source.endswith("!خبر/أول.txt")
    assert read_entry(found["crawl/b/2"]).title == "قوات البلدية تستعيد بلدة الوادي بعد يومين من المعارك"
    assert [error.source.rpartition("!")[2] for error in errors(items)] == ["paper.pdf", "data.xyz"]
    assert passed(items) == 6
    assert passed(items) + len(found) + len(errors(items)) == len(members)


@each_pack
def test_sidecars_in_an_archive_speak_of_its_members(tmp_path: Path, pack: Pack) -> None:
    index = [{"document": "a/1", "outlet": "منبر الواحة", "date": "2031-05-06"}]
    table = "document,outlet\n2,منبر الميناء\n"
    members = {"a/1.txt": RAW, "b/2.txt": RAW, "index.json": json.dumps(index).encode(), "b/index.csv": table.encode()}
    found = kept(read(pack(tmp_path / "crawl", members)))
    assert [entry.about and entry.about.outlet for entry in found.values()] == ["منبر الواحة", "منبر الميناء"]
    first = found["crawl/a/1"].about
    assert first is not None
    assert first.date is not None
    assert first.date.earliest == "2031-05-06"
    assert len(errors(read(pack(tmp_path / "broken", {"1.txt": RAW, "index.json": b"{"})))) == 1


@each_pack
def test_hostile_names_are_only_names(tmp_path: Path, pack: Pack) -> None:
    names = ["/etc/passwd.txt", "../../up.txt", "a/../../b.txt", "C:\\x\\y.txt", "line\nbreak.txt", "..", "x" * 3000]
    (tmp_path / "in").mkdir()
    items = read(pack(tmp_path / "in/crawl", dict.fromkeys(names, RAW)))
    found = kept(items)
    assert len(found) + len(errors(items)) + passed(items) == len(names)
    for entry in found.values():
        assert ".." not in entry.id.split("/")
        assert entry.id.startswith("crawl/")
        assert "\n" not in entry.source
        assert len(entry.id) < 1100
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]
    assert len(list((tmp_path / "in").iterdir())) == 1


@each_pack
def test_a_name_that_comes_twice_gives_two_documents(tmp_path: Path, pack: Pack) -> None:
    if pack is zipped:
        pytest.skip("written below, as the library warns")
    path = tmp_path / "crawl.tar"
    with tarfile.open(path, "w") as archive:
        for data in (b"1", b"2"):
            info = tarfile.TarInfo("a.txt")
            info.size = 1
            archive.addfile(info, io.BytesIO(data))
    assert [(e.id, e.data) for e in kept(read(path)).values()] == [("crawl/a.txt", b"1"), ("crawl/a.txt~2", b"2")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "cp720"])
def test_arabic_names_whose_encoding_is_not_told(tmp_path: Path, encoding: str) -> None:
    name = "تقرير من الميدان.txt"
    path = zipped(tmp_path / "crawl", {"0" * len(name.encode(encoding)): RAW})
    path.write_bytes(path.read_bytes().replace(b"0" * len(name.encode(encoding)), name.encode(encoding)))
    assert list(kept(read(path))) == ["crawl/تقرير من الميدان"]
    with tarfile.open(tmp_path / "crawl.tar", "w", format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(RAW)
        archive.addfile(info, io.BytesIO(RAW))
    assert list(kept(read(tmp_path / "crawl.tar"))) == ["crawl/تقرير من الميدان"]


def test_locked_damaged_and_linked_members_are_set_aside_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path / "crawl", {"a.txt": RAW, "b.txt": RAW, "c.txt": RAW, "d.txt": RAW})
    raw = bytearray(path.read_bytes())
    heads = [i for i in range(len(raw)) if raw[i : i + 4] == b"PK\x01\x02"]
    raw[heads[0] + 8] |= 1  # locked with a password
    raw[heads[1] + 16] ^= 0xFF  # another checksum than the data has
    raw[heads[2] + 10] = 99  # a method that nobody knows
    struct.pack_into("<L", raw, heads[3] + 38, 0o120777 << 16)  # a symbolic link
    path.write_bytes(raw)
    items = read(path)
    assert [type(item) for item in items] == [Unreadable, Malformed, Unreadable, Unreadable]
    assert ["password" in str(e) for e in errors(items)] == [True, False, False, False]
    assert len(kept(read(zipped(tmp_path / "whole", {"a.txt": RAW})))) == 1


def test_links_and_devices_in_tar_archives_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "crawl.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"{kind!r}.txt".replace("\\", ""))
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert [type(item) for item in read(path)] == [Unreadable] * 4


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.75])
@each_pack
def test_a_cut_off_archive_keeps_what_came_before_and_says_so(tmp_path: Path, pack: Pack, cut: float) -> None:
    import random

    noise = random.Random(3)
    members = {f"{n}.txt": RAW + bytes(noise.randrange(97, 123) for _ in range(2000)) for n in range(9)}
    path = pack(tmp_path / "crawl", members)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)])
    items = read(path)
    assert errors(items)
    assert kept(items) or pack is not tarred
    assert all(entry.data == members[entry.id.removeprefix("crawl/") + ".txt"] for entry in kept(items).values())


def test_damage_within_a_tar_archive_is_not_taken_for_its_end(tmp_path: Path) -> None:
    path = tarred(tmp_path / "crawl", {f"{n}.txt": RAW for n in range(5)})
    raw = bytearray(path.read_bytes())
    second = raw.index(b"1.txt\x00")
    raw[second : second + 200] = b"x" * 200
    path.write_bytes(raw)
    items = read(path)
    assert [type(item) for item in items] == [Entry, Malformed]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_single_compressed_files(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    suffix = {gzip.compress: ".gz", bz2.compress: ".bz2", lzma.compress: ".xz"}[compress]
    for name, data in (("a.txt", RAW), ("b.html", page().encode()), ("c", page().encode())):
        (tmp_path / (name + suffix)).write_bytes(compress(data))
    found = [item for source in discover([tmp_path]) for item in entries(source, Sidecars())]  # type: ignore[arg-type]
    assert [(e.id, e.kind) for e in found if isinstance(e, Entry)] == [("a", "text"), ("b", "page"), ("c", "unknown")]
    assert isinstance(found[0], Entry)
    assert found[0].data == RAW
    (tmp_path / ("a.txt" + suffix)).write_bytes(compress(RAW)[:-9])
    assert [type(item) for item in read(tmp_path / ("a.txt" + suffix))] == [Malformed]
    (tmp_path / ("a.txt" + suffix)).write_bytes(RAW)
    assert [type(item) for item in read(tmp_path / ("a.txt" + suffix))] == [Malformed]
    (tmp_path / ("a.txt" + suffix)).write_bytes(b"")
    assert len(errors(read(tmp_path / ("a.txt" + suffix)))) == 1


@each_pack
def test_archives_in_archives_are_read_one_level_deep(tmp_path: Path, pack: Pack) -> None:
    inner = zipped(tmp_path / "inner", {"1.txt": RAW, "x.png": b""})
    tar = tarred(tmp_path / "inner", {"2.txt": RAW}, "w:gz", ".tar.gz")
    twice = tarred(tmp_path / "deep", {"inner.zip": inner.read_bytes()})
    members = {
        "sub/inner.zip": inner.read_bytes(),
        "inner.tar.gz": tar.read_bytes(),
        "deep.tar": twice.read_bytes(),
        "3.txt.gz": gzip.compress(RAW),
    }
    items = read(pack(tmp_path / "outer", members))
    found = kept(items)
    assert list(found) == ["outer/sub/inner/1", "outer/inner/2", "outer/3"]
    assert found["outer/sub/inner/1"].source.endswith("!sub/inner.zip!1.txt")
    (error,) = errors(items)
    assert error.source.endswith("!deep.tar!inner.zip")
    assert passed(items) == 1


def test_content_tells_an_archive_whose_name_does_not(tmp_path: Path) -> None:
    for pack in PACKS:
        path = pack(tmp_path / "crawl", {"1.txt": RAW})
        plain = path.rename(tmp_path / "download")
        assert list(kept(read(plain))) == ["download/1"]


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    for name in ("a.zip", "a.tar", "a.tgz"):
        for data in (b"", RAW, b"PK\x05\x06", b"\x1f\x8b\x08"):
            (tmp_path / name).write_bytes(data)
            items = read(tmp_path / name)
            assert len(errors(items)) == 1, (name, data)
            assert not kept(items)


@each_pack
def test_too_many_members(tmp_path: Path, pack: Pack) -> None:
    items = read(pack(tmp_path / "crawl", {f"{n}.txt": RAW for n in range(9)}), Options(limits=Limits(members=5)))
    assert len(kept(items)) == 5
    assert [type(error) for error in errors(items)] == [TooLarge]


@each_pack
def test_a_member_too_large_for_a_report_is_set_aside_alone(tmp_path: Path, pack: Pack) -> None:
    path = pack(tmp_path / "crawl", {"a.txt": RAW, "b.txt": RAW * 9, "c.txt": RAW})
    items = read(path, Options(limits=Limits(entry=2 * len(RAW))))
    assert [type(item) for item in items] == [Entry, TooLarge, Entry]

"""Bombs: small on disk, endless when read. Each is set aside in bounded time and memory, with one clear line."""

import bz2
import contextlib
import gzip
import io
import lzma
import os
import resource
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from read_samples import TEXT

from riwaya.model.errors import InputError
from riwaya.read import Entry, Options, Passed, Sidecars, Source, discover, entries, read_entry

SECONDS, MEMORY = 30, 700_000_000
"""Of processor time, and bytes beyond what the tests take themselves."""

MEGABYTE = 1_000_000
ZEROS = bytes(MEGABYTE)
POST = b'{"text": "' + TEXT.strip().replace("\n", " ").encode() + b'"}\n'


class Told(msgspec.Struct):
    """What came of a file: ids of what was read, codes of errors (each in a line), and how much was passed over."""

    read: list[str]
    codes: list[str]
    lines: list[str]
    passed: int


def tell(path: Path) -> Told:
    """Read everything in a file, in a process with bounds; it fails if that needs more."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
            used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime + 1)
            resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS))
            with os.fdopen(writing, "wb") as out:
                out.write(msgspec.json.encode(_told(path)))
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as back:
        raw = back.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"{path.name} needs more than {SECONDS} s or {MEMORY:,} bytes"
    return msgspec.json.decode(raw, type=Told)


def _told(path: Path) -> Told:
    told = Told([], [], [], 0)
    (source,) = (item for item in discover([path]) if isinstance(item, Source))
    for item in entries(source, Sidecars(), Options()):
        if isinstance(item, Passed):
            told.passed += item.number
            continue
        try:
            if isinstance(item, InputError):
                raise item
            told.read.append(read_entry(item).id)
        except InputError as error:
            told.codes.append(error.code)
            told.lines.append(str(error))
    assert all(len(line.splitlines()) == 1 and len(line) < 1000 for line in told.lines)
    return told


def repeated(compressor: Callable[[], object], megabytes: int, chunk: bytes = ZEROS) -> bytes:
    """So much of one thing, compressed, without ever being held."""
    packer = compressor()
    out = [packer.compress(chunk) for _ in range(megabytes)]  # type: ignore[attr-defined]
    return b"".join(out) + packer.flush()  # type: ignore[attr-defined, no-any-return]


def gzipped(megabytes: int, chunk: bytes = ZEROS) -> bytes:
    return repeated(lambda: zlib.compressobj(1, zlib.DEFLATED, 31), megabytes, chunk)


@pytest.fixture(scope="module")
def plenty() -> bytes:
    """A quarter of a gigabyte of nothing, as gzip."""
    return gzipped(250)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.html.gz"])
def test_a_compressed_file_of_plenty(tmp_path: Path, plenty: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(plenty)
    assert tell(tmp_path / name).codes == ["too_large"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz", "a.csv.gz", "a.tar.gz", "a.zip.gz"])
def test_a_compressed_container_of_plenty(tmp_path: Path, plenty: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(plenty)
    assert 1 <= len(tell(tmp_path / name).codes) <= 2


@pytest.mark.parametrize("suffix", [".bz2", ".xz"])
def test_other_compressions(tmp_path: Path, suffix: str) -> None:
    pack = bz2.BZ2Compressor if suffix == ".bz2" else lambda: lzma.LZMACompressor(preset=0)
    (tmp_path / f"a.jsonl{suffix}").write_bytes(repeated(pack, 65))
    assert 1 <= len(tell(tmp_path / f"a.jsonl{suffix}").codes) <= 2


def test_lines_without_end_and_good_ones_behind(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(POST + b'{"text": "')
        for _ in range(90):
            file.write(b"x" * MEGABYTE)
        file.write(b"\n" + POST)
    told = tell(tmp_path / "a.jsonl")
    assert (told.read, told.codes) == (["a/1", "a/3"], ["too_large"])


def test_a_table_without_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text,id\n" + b"x" * 22 * MEGABYTE)
    assert tell(tmp_path / "a.csv").codes == ["too_large"]


def test_a_table_of_endless_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text," * (MEGABYTE) + b"\n1,2\n")
    assert len(tell(tmp_path / "a.csv").codes) == 1
    (tmp_path / "a.csv").write_bytes(b"text,id\n" + b"," * (4 * MEGABYTE) + b"x\n")
    assert tell(tmp_path / "a.csv").codes == ["malformed"]


@pytest.mark.parametrize("content", [b"[" * 5 * MEGABYTE, b'{"a":' * MEGABYTE, b'[{"text": ' + b"[" * 5 * MEGABYTE])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "index.json"])
def test_json_nested_without_end(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if name == "index.json":
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        path = tmp_path / "a.zip"
    assert len(tell(path).codes) == 1


def test_json_strings_and_numbers_without_end(tmp_path: Path) -> None:
    for content in (
        b'[{"text": "' + b"x" * 61 * MEGABYTE,
        b"[" + b"9" * 61 * MEGABYTE,
        b'[{"id": ' + b"9" * MEGABYTE + b"}]",
    ):
        (tmp_path / "a.json").write_bytes(content)
        assert len(tell(tmp_path / "a.json").codes) == 1


def test_a_zip_member_of_plenty_is_set_aside_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("bomb.txt", "w") as member:
            for _ in range(110):
                member.write(ZEROS)
        archive.writestr("good.txt", TEXT)
    assert tell(tmp_path / "a.zip").codes == ["too_large"]
    assert tell(tmp_path / "a.zip").read == ["a/good"]


def test_a_zip_member_that_lies_about_its_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(30 * MEGABYTE))
        archive.writestr("good.txt", TEXT)
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    struct.pack_into("<L", raw, raw.index(b"PK\x01\x02") + 24, 100)
    (tmp_path / "a.zip").write_bytes(raw)
    told = tell(tmp_path / "a.zip")
    assert (told.read, told.codes) == (["a/good"], ["malformed"])


def test_zip_members_that_share_their_data(tmp_path: Path) -> None:
    """A thousand members of ten megabytes, all of one kilobyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.txt", bytes(10 * MEGABYTE))
    raw = out.getvalue()
    start, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    directory = raw[start:end] * 1000
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), start, 0)
    (tmp_path / "a.zip").write_bytes(raw[:start] + directory + last)
    told = tell(tmp_path / "a.zip")
    assert not told.read
    assert "times its size" in told.lines[-1] or set(told.codes) == {"malformed"}  # newer libraries see the overlap
    assert len(told.codes) <= 1001


def test_a_zip_directory_too_long_to_be_held(tmp_path: Path) -> None:
    with (tmp_path / "a.zip").open("wb") as file:
        file.truncate(200 * MEGABYTE)  # holes take no room on disk
        file.seek(0, 2)
        file.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 199 * MEGABYTE, 0, 0))
    assert tell(tmp_path / "a.zip").codes == ["too_large"]


def test_archives_within_archives_within_archives(tmp_path: Path) -> None:
    data = TEXT.encode()
    name = "0.txt"
    for level in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(8):
                archive.writestr(f"{copy}{name}", data)
        data, name = out.getvalue(), f"{level}.zip"
    (tmp_path / "a.zip").write_bytes(data)
    told = tell(tmp_path / "a.zip")
    assert set(told.codes) == {"too_large"}
    assert len(told.codes) == 64
    for compressed in ("a.gz.gz", "a.jsonl.gz.xz", "a.bin.gz"):
        (tmp_path / compressed).write_bytes(gzip.compress(gzip.compress(gzip.compress(POST))))
        assert len(tell(tmp_path / compressed).codes) == 1


def test_tar_headers_and_sizes_that_promise_too_much(tmp_path: Path) -> None:
    info = tarfile.TarInfo("bomb.txt")
    info.size = 1 << 62
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    assert tell(tmp_path / "a.tar").codes
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XGLTYPE):
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, 900 * MEGABYTE
        (tmp_path / "a.tgz").write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + ZEROS))
        assert tell(tmp_path / "a.tgz").codes == ["malformed"]


def test_pages_and_pieces_of_pages_that_no_parser_survives(tmp_path: Path) -> None:
    deep = "<div>" * 200_000
    wide = "<table>" + "<tr><td>x" * 100_000
    entities = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    laughs = entities + f"]><html><body><p>&k;{TEXT}</p></body></html>"
    attributes = "<html><body><p " + "a='b' " * 500_000 + f">{TEXT}</p>"
    for number, markup in enumerate(
        (deep, wide, laughs, attributes, "<" * 3_000_000, "<p>" * 39_000 + TEXT, "<!--" * 500_000)
    ):
        for kind in ("page", "fragment"):
            entry = Entry(f"{number}", "x", markup.encode(), kind)  # type: ignore[arg-type]
            with contextlib.suppress(InputError):
                assert len(read_entry(entry).text) < 2_000_000

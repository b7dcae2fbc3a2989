"""Fuzz the readers: damaged, torn and hostile input must become entries or one clear error each, soon.

    python bench/fuzz_readers.py --minutes 10                 # every family, ten minutes of processor time each
    python bench/fuzz_readers.py --family zips --minutes 1    # one of them
    python bench/fuzz_readers.py --family json_files --minutes 10 --seed 7

Well-formed samples are changed at random, from a seed, and what was changed is packed into valid archives, too. What
breaks a promise is written into tests/read/seeds, whose files the tests read again, and ends the family with exit code
1.
"""

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import re
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from riwaya.model.errors import InputError
from riwaya.model.ids import sha256
from riwaya.read import Entry, Limits, Options, Passed, read_entry
from riwaya.read.containers.container import Container
from riwaya.read.containers.formats import FORMATS
from riwaya.read.dates import published_of

SEEDS = Path(__file__).resolve().parents[1] / "tests/read/seeds"
SLOW = 5.0
"""Seconds of processor time for one input that are a finding."""
LIMITS = Limits(entry=200_000, members=200, unpacked=2_000_000, nested=500_000, depth=50, broken=20)
NAMES = {
    "zips": "x.zip", "tars": "x.tar", "compressed": "x.gz", "jsonlines": "x.jsonl", "json_files": "result.json",
    "tables": "x.csv", "feeds": "x.xml", "warcs": "x.warc",
}  # fmt: skip
FAMILIES = ("text", "page", "fragment", "dates", *NAMES)
TEXT = (
    "قال ناطق باسم القوات المحلية إن مقاتليه استعادوا بلدة الوادي يوم الأحد، وإن المعارك ما زالت مستمرة.\n"
    "ونفى المسلحون في بيان ما أعلنه الناطق، وقالوا إنهم لا يزالون في مواقعهم على الطريق العام.\n"
)
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>خبر | موقع</title>'
    '<meta property="article:published_time" content="2031-05-06T10:00:00Z">'
    '<link rel="canonical" href="http://a.example/1"><script type="application/ld+json">'
    '{"headline": "خبر", "datePublished": "2031-05-06", "publisher": {"name": "منبر"}}'
    f"</script></head><body><h1>خبر</h1><time datetime='2031-05-06'>الثلاثاء 6 أيار 2031</time><p>{TEXT}</p>"
    f"<table><tr><td>1</td></tr></table><ul><li>{TEXT}</li></ul></body></html>"
)
POST = {
    "text": TEXT,
    "title": "خبر",
    "date": "2031-05-06",
    "source": {"name": "منبر"},
    "url": "http://a.example/1",
    "id": 7,
}
CHAT = {
    "name": "منبر", "type": "public_channel", "id": 5,
    "messages": [
        {"id": 1, "type": "service", "text": ""},
        {"id": 2, "type": "message", "date": "2031-05-06T10:00:00", "date_unixtime": "1935826800", "text": TEXT},
        {"id": 3, "type": "message", "forwarded_from": "ع", "text": ["أ", {"type": "bold", "text": TEXT}]},
    ],
}  # fmt: skip
ITEM = f"<item><title>خبر</title><link>http://a.example/1</link><description><![CDATA[<p>{TEXT}</p>]]></description>"
ITEM += "<pubDate>Tue, 06 May 2031 10:00:00 +0300</pubDate><guid>7</guid></item>"
RSS = (
    f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>منبر</title>{ITEM}{ITEM}</channel></rss>'
)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>منبر</title>'
    "<entry><id>tag:1</id><title>خبر</title>"
    f'<link href="http://a.example/2"/><updated>2031-05-06T10:00:00Z</updated>'
    f'<content type="html">{TEXT}</content></entry></feed>'
)
WORDS = [
    *(
        b"<!DOCTYPE x [",
        b'<!ENTITY a "b">',
        b"&a;",
        b"<item>",
        b"</item>",
        b"<![CDATA[",
        b"xmlns:a='b'",
        b"<?xml",
        b"?>",
    ),
    *(
        b"WARC/1.0\r\n",
        b"Content-Length: ",
        b"WARC-Type: response\r\n",
        b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"chunked",
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"\r",
        b"\n",
        b'"',
        b'""',
        b"'",
        b"\\",
        b",",
        b";",
        b"\t",
        b"|",
        b"{",
        b"}",
    ),
    *(
        b"[",
        b"]",
        b":",
        b"null",
        b"NaN",
        b"1e999",
        b"\\ud800",
        b"-",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x01\x02",
        b"ustar",
        b"../",
    ),
    *(
        b"<",
        b">",
        b"</",
        b"<p>",
        b"<div>",
        b"<html>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"&#x110000;",
        b"&nbsp;",
        b"<script>",
        b"=" * 50,
    ),
    *(
        b"\xd9\x85",
        b"\xc7\xe1",
        b"2031-05-06",
        "٢٠٣١".encode(),
        "صفر 1439".encode(),
        b"99999999999999999999",
        b"sep=;\n",
        b"/" * 9,
    ),
    *(
        b'"messages": [',
        b'"chats": {"list": [',
        b'"type": "message"',
        b'"text":',
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\x00",
    ),
]


_JOINERS = re.compile("[\u200c\u200d]")


class Broken(Exception):
    """A promise that an input broke."""


def samples(family: str) -> list[bytes]:
    """Well-formed inputs of a family."""
    text, page, post = TEXT.encode(), PAGE.encode(), json.dumps(POST, ensure_ascii=False).encode()
    members = {
        "a.txt": text,
        "b/c.html": page,
        "index.json": b'[{"document": "a", "outlet": "x"}]',
        "p.jsonl": post,
        "x.png": b"1",
    }
    table = 'id,text,title,date\n1,"' + TEXT.replace("\n", " ") + '",خبر,06/05/2031\n2,"أ\n""ب""",,\n'
    days = ("2031-05-06T10:00:00+03:00", "الثلاثاء 6 أيار / مايو 2031", "19 صفر 1439 هـ", "1510137180")
    exports: tuple[object, ...] = (
        [POST, POST],
        POST,
        {"articles": [POST]},
        CHAT,
        {"about": "", "chats": {"list": [CHAT]}},
    )
    tables = (
        table.encode(),
        table.replace(",", ";").encode("cp1256", "replace"),
        table.replace(",", "\t").encode("utf-16"),
    )
    packs = (gzip.compress, bz2.compress, lzma.compress)
    return {
        "text": lambda: [text, TEXT.encode("cp1256"), TEXT.encode("utf-16")],
        "page": lambda: [page, PAGE.encode("cp1256", "replace"), b"<html><body>" + text],
        "fragment": lambda: [f"<p>{TEXT}</p><br><img src=x>".encode(), b"&quot;" + text],
        "dates": lambda: [day.encode() for day in days],
        "jsonlines": lambda: [post + b"\n" + json.dumps(POST).encode() + b"\n", b"\xef\xbb\xbf" + post],
        "json_files": lambda: [
            json.dumps(value, ensure_ascii=escaped, indent=indent).encode()
            for value in exports
            for escaped, indent in ((False, None), (True, 1))
        ],
        "tables": lambda: list(tables),
        "feeds": lambda: [
            RSS.encode(),
            ATOM.encode(),
            RSS.replace("UTF-8", "windows-1256").encode("cp1256", "replace"),
        ],
        "warcs": lambda: [warc(page) + warc(RSS.encode(), "application/rss+xml"), gzip.compress(warc(page)) * 2],
        "zips": lambda: [zipped(members), zipped({"in.zip": zipped(members), "b.csv": table.encode()})],
        "tars": lambda: [tarred(members), tarred({"in.tar": tarred(members), "y" * 150: text})],
        "compressed": lambda: [pack(data) for pack in packs for data in (text, tarred(members))],
    }[family]()


def warc(body: bytes, media_type: str = "text/html; charset=utf-8") -> bytes:
    """A web archive of one answer."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        "WARC-Target-URI: http://a.example/1\r\nWARC-Date: 2031-05-06T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", bufsize=512) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def check(family: str, data: bytes) -> None:
    """Read one input; Broken if a promise is broken. Only InputErrors may come out, each of one line."""
    began = time.process_time()
    if family == "dates":
        found = published_of(data.decode("utf-8", "replace"))
        if found is not None and not "1990" <= (found.earliest or "") < "2100":
            raise Broken(f"a date out of range: {found}")
    elif family in NAMES:
        _container(family, data)
    else:
        kind = {"text": "unknown", "page": "page", "fragment": "fragment"}[family]
        _entry(Entry("x", "x", data, kind))  # type: ignore[arg-type]
    if (took := time.process_time() - began) > SLOW:
        raise Broken(f"took {took:.1f} s")


def _container(family: str, data: bytes) -> None:
    form = next(form for form in FORMATS if form.module == family)
    container = Container("x", "x", NAMES[family], lambda: io.BufferedReader(io.BytesIO(data)), len(data))  # type: ignore[arg-type]
    ids: set[str] = set()
    try:
        for item in form.read(container, Options(limits=LIMITS)):
            if isinstance(item, Entry):
                if item.id in ids:
                    raise Broken(f"the id {item.id!r} comes twice")
                ids.add(item.id)
                if not _JOINERS.sub("", item.source).isprintable() or len(item.data) > LIMITS.entry:
                    raise Broken(f"an entry out of bounds: {item.source!r}, {len(item.data)} bytes")
                _entry(item)
            elif isinstance(item, InputError):
                _one_line(item)
            elif not (isinstance(item, Passed) and item.number > 0):
                raise Broken(f"something else came: {item!r}")
    except InputError as error:
        _one_line(error)


def _entry(entry: Entry) -> None:
    try:
        document = read_entry(entry)
    except InputError as error:
        _one_line(error)
        return
    document.text.encode("utf-8")
    if not document.text.strip() or document.id != entry.id:
        raise Broken(f"an empty document: {document!r}")


def _one_line(error: InputError) -> None:
    if "cannot be read further" in str(error):
        raise Broken(f"an error that nobody foresaw: {error}")
    if len(str(error).splitlines()) != 1 or len(str(error)) > 3000:
        raise Broken(f"an error of several lines: {error!r}")


def mutated(rng: random.Random, data: bytes) -> bytes:
    """An input changed at a few places."""
    raw = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(raw) + 1)
        end = min(len(raw), at + rng.choice((1, 2, 4, 16, 200)))
        match rng.randrange(7):
            case 0:
                raw[at:end] = rng.randbytes(end - at)
            case 1:
                del raw[at:end]
            case 2:
                raw[at:at] = rng.choice(WORDS)
            case 3:
                raw[at:end] = rng.choice(WORDS)
            case 4:
                raw[at:at] = raw[at:end] * rng.choice((1, 5, 300))
            case 5:
                del raw[at:]
            case _:
                other = rng.randrange(len(raw) + 1)
                raw[at:at] = raw[other : other + rng.choice((4, 40, 400))]
    return bytes(raw[:400_000])


def inputs(family: str, rng: random.Random) -> Iterator[bytes]:
    """Endlessly many inputs of a family."""
    whole = samples(family)
    inner = [
        (name, rng_family) for name, rng_family in (("a.txt", "text"), ("b.html", "page"), ("c.jsonl", "jsonlines"))
    ]
    inner += [("d.csv", "tables"), ("result.json", "json_files"), ("index.json", "json_files"), ("index.csv", "tables")]
    packs: dict[str, list[Callable[[bytes], bytes]]] = {
        "compressed": [gzip.compress, bz2.compress, lzma.compress],
    }
    yield from whole
    while True:
        if family in ("zips", "tars", "compressed") and rng.random() < 0.4:
            members = {}
            for _ in range(rng.randrange(1, 4)):
                name, kind = rng.choice(inner)
                name = (
                    mutated(rng, name.encode()).decode("utf-8", "replace").replace("\x00", "")[:120]
                    if rng.random() < 0.3
                    else name
                )
                members[name or "x"] = mutated(rng, rng.choice(samples(kind)))
            data = zipped(members) if family == "zips" else tarred(members)
            yield rng.choice(packs[family])(data) if family in packs else data
        else:
            yield mutated(rng, rng.choice(whole))


def run_mutation(family: str, seconds: float, seed: int) -> int:
    """Fuzz a family for a time; the number of inputs."""
    rng = random.Random(f"{family}{seed}")
    end, count = time.process_time() + seconds, 0
    for data in inputs(family, rng):
        if time.process_time() > end:
            break
        count += 1
        guarded(family, data)
    return count


def guarded(family: str, data: bytes) -> None:
    """Check an input; keep it if it breaks a promise."""
    try:
        check(family, data)
    except Exception as error:
        SEEDS.mkdir(exist_ok=True)
        path = SEEDS / f"{family}-{sha256(data)[:10]}"
        path.write_bytes(data)
        print(f"{family}: {type(error).__name__}: {error}\n  kept in {path}", file=sys.stderr)
        raise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=FAMILIES, action="append")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    failed = 0
    for family in args.family or FAMILIES:
        try:
            count = run_mutation(family, args.minutes * 60, args.seed)
            print(f"{family}: {count:,} inputs in {args.minutes:g} minutes, no promise broken", flush=True)
        except Exception:
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())

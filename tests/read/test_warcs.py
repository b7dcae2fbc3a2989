"""Web archives: what is read of them, what is passed over, and what becomes of broken ones."""

import gzip
import io
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_samples import page

from riwaya.model.errors import InputError
from riwaya.read import Entry, Options, Passed, Sidecars, Source, discover, entries
from riwaya.read.containers.container import Container
from riwaya.read.containers.warcs import read
from riwaya.read.reader import read_entry

URL = "https://news.example/a"


def record(
    block, url=URL, kind="response", content_type="application/http; msgtype=response", at="2024-05-01T06:07:08Z"
):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: {at}\r\n"
    head += f"WARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def http(body, content_type="text/html; charset=utf-8", status="200 OK", **headers):
    fields = {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def archive(*records, packed=True):
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def items(data, options=None):
    container = Container("crawl.warc.gz", "crawl", "crawl.warc.gz", lambda: io.BytesIO(data), len(data))
    return list(read(container, options or Options()))


def read_of(data, options=None):
    """Entries, errors, and what was passed over."""
    found = items(data, options)
    passed = {item.what: item.number for item in found if isinstance(item, Passed)}
    errors = [item for item in found if isinstance(item, InputError)]
    return [item for item in found if isinstance(item, Entry)], errors, passed


PAGE = page().encode()


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_read_with_its_address_and_time(packed):
    data = archive(record(http(PAGE)), packed=packed)
    (entry,), errors, passed = read_of(data)
    assert (errors, passed) == ([], {})
    assert entry.source == f"crawl.warc.gz!{URL}"
    assert entry.id == "crawl/news.example/a"
    assert entry.data == PAGE
    document = read_entry(entry)
    assert (document.url, document.retrieved) == (URL, "2024-05-01T06:07:08Z")
    assert "بلدة الوادي من أيدي" in document.text


def test_an_archive_is_found_in_a_folder_and_by_its_content(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(archive(record(http(PAGE))))
    (tmp_path / "b").write_bytes(archive(record(http(PAGE, "text/html")), packed=False))
    ids = []
    for source in discover([tmp_path]):
        assert isinstance(source, Source)
        ids += [item.id for item in entries(source, Sidecars()) if isinstance(item, Entry)]
    assert ids == ["a/news.example/a", "b/news.example/a"]


CHUNKED = b"%x\r\n%b\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (100, PAGE[:100], len(PAGE) - 100, PAGE[100:])


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(CHUNKED, Transfer_Encoding="chunked"),
        http(PAGE, Transfer_Encoding="chunked"),  # undone by who archived it, the header left
        http(PAGE, Content_Encoding="gzip"),
        http(PAGE, Content_Encoding="br"),
        http(PAGE, "application/octet-stream"),
        http(PAGE, ""),
    ],
)
def test_codings_are_undone(block):
    assert [entry.data for entry in read_of(archive(record(block)))[0]] == [PAGE]


def test_brotli_is_undone():
    import brotli

    block = http(brotli.compress(PAGE), Content_Encoding="br")
    assert [entry.data for entry in read_of(archive(record(block)))[0]] == [PAGE]


def test_a_charset_that_only_the_server_says_is_believed_where_the_bytes_agree():
    markup = page(charset="").replace('<meta charset="">', "")
    for charset in ("windows-1256", "iso-8859-6", "x-mac-arabic", "mac_arabic"):
        python = {"x-mac-arabic": "mac_arabic"}.get(charset, charset)
        data = markup.encode(python, "ignore")
        (entry,), _, _ = read_of(archive(record(http(data, f"text/html; charset={charset}"))))
        if charset != "x-mac-arabic":  # a name that Python does not know
            assert "بلدة الوادي من أيدي" in read_entry(entry).text


def test_resources_and_conversions_are_read():
    text = "قصفت طائرات مجهولة مواقع على أطراف البلدة، وقال ناشطون إن القصف أوقع قتلى وجرحى بين السكان.\n".encode()
    found, errors, passed = read_of(
        archive(
            record(PAGE, kind="resource", content_type="text/html"),
            record(text, "https://news.example/b", kind="conversion", content_type="text/plain"),
            record(b"x", kind="resource", content_type="image/png"),
            record(b"x", kind="metadata", content_type="application/warc-fields"),
        )
    )
    assert [(entry.id, entry.kind) for entry in found] == [
        ("crawl/news.example/a", "page"),
        ("crawl/news.example/b", "text"),
    ]
    assert (errors, passed) == ([], {"no pages": 1})


def test_what_is_no_report_is_passed_over_and_counted():
    english = page(title="x").translate(dict.fromkeys(range(1536, 1792), "x")).encode()
    found, errors, passed = read_of(
        archive(
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(http(b"\x89PNG", "image/png"), "https://news.example/x.png"),
            record(http(PAGE, status="404 Not Found"), "https://news.example/gone"),
            record(http(b"", status="301 Moved", Location="/b"), "https://news.example/moved"),
            record(b"", "dns:news.example", content_type="text/dns"),
            record(http(b"User-agent: *", "text/plain"), "https://news.example/robots.txt"),
            record(http(english), "https://news.example/en"),
            record(http(PAGE)),
            record(http(PAGE), "https://news.example/copy"),
            record(http(b""), kind="revisit"),
        )
    )
    assert [entry.id for entry in found] == ["crawl/news.example/a"]
    assert errors == []
    assert passed == {
        "answers without a page": 2,
        "duplicates": 2,
        "no pages": 3,
        "pages without Arabic": 1,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16", "utf-16-le"])
def test_arabic_is_found_in_any_encoding(encoding):
    data = page(charset=encoding).encode(encoding, "ignore")
    assert len(read_of(archive(record(http(data, "text/html"))))[0]) == 1


def test_arabic_spelled_as_numbers_is_found():
    data = "".join(f"&#{ord(char)};" if "ء" <= char <= "ي" else char for char in page()).encode()
    assert len(read_of(archive(record(http(data))))[0]) == 1


def test_pages_without_conflict_are_left_out_where_that_is_asked_for():
    sport = "فاز الفريق الأول على ضيفه بهدفين في مباراة حضرها جمهور كبير وأعلن المدرب تشكيلة الموسم القادم. " * 4
    quiet = f"<html><body><article><p>{sport}</p></article></body></html>".encode()
    data = archive(record(http(PAGE)), record(http(quiet), "https://news.example/sport"))
    assert len(read_of(data)[0]) == 2
    found, _, passed = read_of(data, Options(only_conflict=True))
    assert [entry.id for entry in found] == ["crawl/news.example/a"]
    assert passed == {"pages without signs of conflict": 1}


def test_ids_are_unique_and_in_order():
    urls = [URL, URL, URL, URL + "?id=1", URL + "?id=2", "https://news.example/", "https://news.example/../../a b"]
    records = [record(http(PAGE + b"<!-- %d -->" % n), url) for n, url in enumerate(urls)]
    ids = [entry.id for entry in read_of(archive(*records))[0]]
    assert len(set(ids)) == len(urls)
    assert ids[:3] == [f"crawl/news.example/a{more}" for more in ("", "@20240501T060708Z", "@20240501T060708Z~3")]
    assert all(".." not in one and " " not in one and "?" not in one for one in ids)
    assert ids == [entry.id for entry in read_of(archive(*records))[0]]


# --- broken archives -------------------------------------------------------------------------------------------------


def several(number=6):
    return [record(http(PAGE + b"<!-- %d -->" % n), f"{URL}{n}") for n in range(number)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_off_archive_is_read_up_to_there(packed):
    whole = archive(*several(), packed=packed)
    found, errors, _ = read_of(whole[: len(whole) - 300])
    assert [entry.id[-1] for entry in found] == list("01234")
    assert len(errors) == 1
    assert "cut off" in str(errors[0])


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_after_a_broken_record(packed):
    records = [gzip.compress(one, mtime=0) if packed else one for one in several()]
    at = 40 if packed else 0
    records[2] = records[2][:at] + b"\xff" * 60 + records[2][at + 60 :]
    found, errors, _ = read_of(b"".join(records))
    assert [entry.id[-1] for entry in found] == list("01345")
    assert len(errors) == (1 if packed else len(errors))


def test_what_is_no_archive_is_said_once():
    for data in (b"", b"words", gzip.compress(b"words"), b"\x1f\x8b\x08broken" * 50, b"\0" * 5000):
        found, errors, _ = read_of(data)
        assert found == []
        assert len(errors) == 1


def test_a_sound_archive_without_pages_is_no_error():
    assert items(archive(record(b"x", kind="warcinfo", content_type="application/warc-fields"))) == []


def test_bombs_are_set_aside():
    bomb = record(http(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"), f"{URL}/bomb")
    large = record(http(b"<p>" + b"\xd8\xa7" * 11_000_000), f"{URL}/large")
    found, errors, _ = read_of(archive(bomb, large, record(http(PAGE))))
    assert [entry.id for entry in found] == ["crawl/news.example/a"]
    assert [error.code for error in errors] == ["malformed", "too_large"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_bytes_give_entries_or_errors(data):
    """Any archive, changed anywhere, is read to its end without a surprise."""
    whole = bytearray(archive(*several(3), packed=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(0, 40))
        whole[at : at + length] = data.draw(st.binary(max_size=40))
    for item in items(bytes(whole), Options()):
        assert isinstance(item, Entry | Passed | InputError)


def test_memory_is_flat(tmp_path):
    """Twenty times the records, no more memory."""

    def peak(number):
        path = tmp_path / f"{number}.warc.gz"
        with path.open("wb") as file:
            for n in range(number):
                file.write(gzip.compress(record(http(PAGE + b"<!-- %d -->" % n), f"{URL}{n}"), 1))
        container = Container("c", "c", "c.warc.gz", lambda: path.open("rb"))
        tracemalloc.start()
        assert sum(isinstance(item, Entry) for item in read(container, Options())) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(20)
    assert peak(1_000) < peak(50) + 400_000

"""Fetching from a real server on this machine: robots, pace, redirects, limits, private addresses, the archive."""

import gzip
import hashlib
import shutil
import ssl
import subprocess
import time

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from local_site import Site, redirect, send
from riwaya.fetch import Archive, Fetcher, NotFetched, Settings
from riwaya.fetch.errors import BadAddress, BadStatus, Forbidden, NetworkProblem
from riwaya.model.errors import UsageError

PAGE = "<html><body><p>قصفت مدفعية مجهولة أطراف البلدة</p></body></html>".encode()


HOSTS = ["127.0.0.1", "news.example", "other.example"]


def to_this_machine(host, port):
    return ["127.0.0.1"]


@pytest.fixture
def fetcher(clock):
    return Fetcher(clock=clock, resolver=to_this_machine, allow_private=HOSTS)


# --- what comes back -------------------------------------------------------------------------------------------------


def test_a_page_is_fetched(site, fetcher):
    site.pages["/a"] = PAGE
    found = fetcher.fetch(site.url("/a#part"))
    assert (found.body, found.media_type, found.charset) == (PAGE, "text/html", "utf-8")
    assert found.retrieved == "2024-05-01T06:07:10Z"  # robots.txt was asked for two seconds before
    assert found.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert site.asked == ["/robots.txt", "/a"]


def test_compressed_and_chunked_answers_are_read(site, fetcher):
    squeezed = gzip.compress(PAGE)
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in (squeezed[:9], squeezed[9:])) + b"0\r\n\r\n"
    site.pages["/a"] = lambda request: send(request, 200, chunks, Transfer_Encoding="chunked", Content_Encoding="gzip")
    assert fetcher.fetch(site.url("/a")).body == PAGE


def test_who_asks_is_said(site, clock):
    seen = {}

    def page(request):
        seen.update(request.headers)
        send(request, 200, PAGE)

    site.pages["/a"] = page
    Fetcher(clock=clock, settings=Settings(contact="https://desk.example"), allow_private=HOSTS).fetch(site.url("/a"))
    assert seen["User-Agent"].startswith("riwaya/")
    assert seen["User-Agent"].endswith("(+https://desk.example)")
    assert seen["Host"] == f"127.0.0.1:{site.port}"
    assert "Cookie" not in seen


def test_an_error_of_the_site_is_named(site, fetcher):
    with pytest.raises(BadStatus, match="answers 404"):
        fetcher.fetch(site.url("/gone"))


# --- private addresses -----------------------------------------------------------------------------------------------


def test_nothing_private_is_asked(site, clock):
    site.pages["/a"] = PAGE
    with pytest.raises(BadAddress, match="this machine"):
        Fetcher(clock=clock).fetch(site.url("/a"))
    with pytest.raises(BadAddress, match="this machine"):
        Fetcher(clock=clock, resolver=to_this_machine).fetch(site.url("/a", "news.example"))
    assert site.asked == []


def test_a_name_that_changes_its_address_gains_nothing(site, clock):
    """DNS rebinding: public when checked, private when connected. Every connection goes to an address just checked."""
    answers = iter([["192.0.2.1"], ["127.0.0.1"]])
    public = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    for resolver in (answers, public):
        with pytest.raises(BadAddress):
            Fetcher(clock=clock, resolver=lambda host, port, r=resolver: next(r)).fetch(site.url("/", "news.example"))
    assert site.asked == []


def test_redirects_are_checked_one_by_one(site, clock):
    """A public page that leads into the private network is followed up to there."""
    fetcher = Fetcher(clock=clock, resolver=to_this_machine, allow_private=["news.example"])
    leads = (
        f"http://inside.example:{site.port}/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "//a.local/",
    )
    for number, to in enumerate(leads):
        site.pages[f"/{number}"] = redirect(to)
        with pytest.raises(BadAddress):
            fetcher.fetch(site.url(f"/{number}", "news.example"))
    assert site.asked == ["/robots.txt", "/0", "/1", "/2", "/3"]


def test_redirects_end(site, fetcher):
    site.pages["/a"] = redirect("/b")
    site.pages["/b"] = redirect("/a")
    with pytest.raises(NetworkProblem, match="over 5 redirects"):
        fetcher.fetch(site.url("/a"))


def test_redirects_in_arabic_are_followed(site, fetcher):
    site.pages["/a"] = lambda request: request.wfile.write(
        "HTTP/1.1 301 Moved\r\nLocation: /خبر\r\nContent-Length: 0\r\n\r\n".encode()
    )
    site.pages["/%D8%AE%D8%A8%D8%B1"] = PAGE
    assert fetcher.fetch(site.url("/a")).body == PAGE


# --- robots.txt ------------------------------------------------------------------------------------------------------


def test_robots_are_obeyed(site, fetcher):
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: riwaya\nDisallow: /private\nAllow: /private/open\n"
    )
    site.pages |= {"/a": PAGE, "/private": PAGE, "/private/open": PAGE}
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/private/open"))
    with pytest.raises(Forbidden, match=r"robots\.txt forbids"):
        fetcher.fetch(site.url("/private"))
    assert site.asked == ["/robots.txt", "/a", "/private/open"]


def test_redirects_obey_robots_too(site, fetcher):
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /b\n"
    site.pages |= {"/a": redirect("/b"), "/b": PAGE}
    with pytest.raises(Forbidden):
        fetcher.fetch(site.url("/a"))
    assert "/b" not in site.asked


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (lambda request: send(request, 404), True),
        (lambda request: send(request, 403), True),
        (lambda request: send(request, 500), False),
        (lambda request: send(request, 429), False),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n"), False),
        (redirect("/elsewhere.txt"), False),
        (redirect("/robots.txt"), True),  # without end: as if there were none
        (b"\xff\xfe\x00garbage" * 100, True),
        (b"", True),
    ],
)
def test_robots_that_cannot_be_had(site, fetcher, robots, allowed):
    site.pages |= {"/a": PAGE, "/robots.txt": robots, "/elsewhere.txt": b"User-agent: *\nDisallow: /"}
    if allowed:
        assert fetcher.fetch(site.url("/a")).body == PAGE
    else:
        with pytest.raises(Forbidden):
            fetcher.fetch(site.url("/a"))
        assert "/a" not in site.asked


def test_robots_are_asked_again_after_a_day(site, fetcher, clock):
    site.pages["/a"] = PAGE
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    clock.passed += 86_401
    fetcher.fetch(site.url("/a"))
    assert site.asked.count("/robots.txt") == 2


# --- pace ------------------------------------------------------------------------------------------------------------


def test_a_host_is_given_time(site, fetcher, clock):
    site.pages |= {"/a": PAGE, "/b": PAGE}
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/b"))
    fetcher.fetch(site.url("/b", "other.example"))
    assert clock.slept == [2.0, 2.0, 2.0]  # between robots.txt and /a, before /b, and on the other host


def test_a_crawl_delay_is_kept(site, fetcher, clock):
    site.pages |= {"/robots.txt": b"User-agent: *\nCrawl-delay: 10\n", "/a": PAGE, "/b": PAGE}
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/b"))
    assert clock.slept[-1] == 10.0


def test_who_asks_for_too_much_time_is_left_alone(site, fetcher):
    site.pages |= {"/robots.txt": b"User-agent: *\nCrawl-delay: 3600\n", "/a": PAGE}
    with pytest.raises(NetworkProblem, match="3600 seconds"):
        fetcher.fetch(site.url("/a"))


def busy_first(status, **headers):
    tries = []

    def page(request):
        tries.append(1)
        send(request, status if len(tries) == 1 else 200, PAGE, **(headers if len(tries) == 1 else {}))

    return page


@pytest.mark.parametrize(
    ("headers", "wait"),
    [({"Retry-After": "30"}, 30.0), ({"Retry-After": "Wed, 01 May 2024 06:07:40 GMT"}, 30.0), ({}, 4.0)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_asked_later(site, fetcher, clock, status, headers, wait):
    site.pages["/a"] = busy_first(status, **headers)
    assert fetcher.fetch(site.url("/a")).body == PAGE
    assert clock.slept[-1] == wait


def test_a_site_that_is_busy_for_long_is_given_up(site, fetcher):
    site.pages["/a"] = busy_first(503, Retry_After="86400")
    with pytest.raises(NetworkProblem, match="86400 seconds"):
        fetcher.fetch(site.url("/a"))
    assert site.asked.count("/a") == 1


# --- limits ----------------------------------------------------------------------------------------------------------


def few(clock, **settings):
    return Fetcher(clock=clock, settings=Settings(retries=0, delay=0.0, **settings), allow_private=HOSTS)


def test_an_answer_that_is_too_large_is_cut_off(site, clock):
    site.pages["/a"] = b"x" * 3_000_000
    with pytest.raises(NetworkProblem, match="over 100,000 bytes"):
        few(clock, most_bytes=100_000).fetch(site.url("/a"))


def test_an_answer_that_unpacks_to_too_much_is_refused(site, clock):
    bomb = gzip.compress(b"\0" * 30_000_000)
    site.pages["/a"] = lambda request: send(request, 200, bomb, Content_Encoding="gzip")
    with pytest.raises(NetworkProblem, match="unpacks to over"):
        few(clock).fetch(site.url("/a"))


def test_an_answer_that_is_cut_off_is_none(site, fetcher):
    def page(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this")
        request.close_connection = True

    site.pages["/a"] = page
    with pytest.raises(NetworkProblem, match="no whole answer"):
        fetcher.fetch(site.url("/a"))
    assert site.asked.count("/a") == 3


def test_an_answer_drop_by_drop_ends_in_time(site):
    """Each drop comes within the time for a read; all of them would take a minute."""

    def page(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(120):
            request.wfile.write(b"X-Drop: 1\r\n")
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = page
    site.pages["/robots.txt"] = b""
    fetcher = Fetcher(settings=Settings(retries=0, delay=0.0, total_timeout=0.5), allow_private=HOSTS)
    began = time.monotonic()
    with pytest.raises(NetworkProblem, match="in time"):
        fetcher.fetch(site.url("/a"))
    assert time.monotonic() - began < 3


# --- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for news.example, made here."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]  # noqa: RUF005
        + ["-keyout", "key.pem", "-out", "cert.pem", "-days", "36500"]
        + ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def test_tls_verifies_the_name_though_it_connects_to_an_address(certificate, clock):
    site = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.pages["/a"] = PAGE
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    options = {"clock": clock, "resolver": to_this_machine, "allow_private": HOSTS, "settings": Settings(retries=0)}
    try:
        url = f"https://news.example:{site.port}/a"
        assert Fetcher(tls=trusting, **options).fetch(url).body == PAGE
        for fetcher, bad in (
            (Fetcher(tls=trusting, **options), f"https://other.example:{site.port}/a"),  # another name
            (Fetcher(**options), url),  # a certificate that nobody vouches for
        ):
            with pytest.raises(NotFetched, match="certificate is not to be trusted"):
                fetcher.fetch(bad)
    finally:
        site.stop()


# --- the archive -----------------------------------------------------------------------------------------------------


def archived(path, clock):
    return Fetcher(Archive(path), clock=clock, resolver=to_this_machine, allow_private=HOSTS)


def records(path, kind=WarcRecordType.any_type):
    return [
        (record.headers["WARC-Type"], record.headers.get("WARC-Target-URI"), record.verify_block_digest())
        for record in ArchiveIterator(path.open("rb"), record_types=kind, parse_http=False)
    ]


def test_what_was_fetched_is_a_sound_web_archive(site, clock, tmp_path):
    path = tmp_path / "pages.warc.gz"
    site.pages |= {"/a": redirect("/b"), "/b": PAGE}
    found = archived(path, clock).fetch(site.url("/a"))
    exchanges = [("request", True), ("response", True)] * 3
    assert [(kind, sound) for kind, _, sound in records(path)] == [("warcinfo", True), *exchanges]
    answers = list(ArchiveIterator(path.open("rb"), record_types=WarcRecordType.response))
    urls = [site.url(one) for one in ("/robots.txt", "/a", "/b")]
    for record, url in zip(ArchiveIterator(path.open("rb"), record_types=WarcRecordType.response), urls, strict=True):
        assert record.headers["WARC-Target-URI"] == url
        assert record.headers["WARC-Date"].startswith("2024-05-01T06:07:")
        assert record.verify_payload_digest()
        last = record.headers["WARC-Payload-Digest"]
    assert last == f"sha256:{found.sha256}" == f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    assert len(answers) == 3


def test_nothing_is_fetched_twice(site, clock, tmp_path):
    path = tmp_path / "pages.warc.gz"
    site.pages |= {"/a": redirect("/b"), "/b": PAGE}
    fetcher = archived(path, clock)
    first = fetcher.fetch(site.url("/a"))
    with pytest.raises(BadStatus):
        fetcher.fetch(site.url("/gone"))
    fetcher._archive._file.close()
    before, asked = path.read_bytes(), list(site.asked)
    again = archived(path, clock)
    second = again.fetch(site.url("/a"))
    with pytest.raises(BadStatus):
        again.fetch(site.url("/gone"))
    assert site.asked == asked
    assert path.read_bytes() == before
    assert (second.body, second.final, second.sha256, second.retrieved) == (
        first.body,
        first.final,
        first.sha256,
        first.retrieved,
    )
    assert (first.cached, second.cached) == (False, True)


def test_errors_that_pass_are_asked_again(site, clock, tmp_path):
    fetcher = archived(tmp_path / "pages.warc.gz", clock)
    site.pages["/a"] = lambda request: send(request, 500)
    with pytest.raises(BadStatus):
        fetcher.fetch(site.url("/a"))
    site.pages["/a"] = PAGE
    assert fetcher.fetch(site.url("/a")).body == PAGE


def test_equal_fetches_leave_equal_archives(site, tmp_path):
    from local_site import FakeClock

    site.pages["/a"] = lambda request: request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
    site.pages["/robots.txt"] = lambda request: request.wfile.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
    for name in ("1", "2"):
        archived(tmp_path / name / "pages.warc.gz", FakeClock()).fetch(site.url("/a"))
    assert (tmp_path / "1/pages.warc.gz").read_bytes() == (tmp_path / "2/pages.warc.gz").read_bytes()


def test_an_archive_that_was_cut_off_anywhere_goes_on(site, clock, tmp_path):
    """Killed at any byte: what was whole stays, the rest is fetched again, and the file is sound."""
    path = tmp_path / "pages.warc.gz"
    site.pages |= {"/a": PAGE, "/b": PAGE + b"2"}
    fetcher = archived(path, clock)
    for page in ("/a", "/b"):
        fetcher.fetch(site.url(page))
    fetcher._archive._file.close()
    whole = path.read_bytes()
    for cut in sorted({1, 20, len(whole) // 3, len(whole) // 2, len(whole) - 200, len(whole) - 1}):
        path.write_bytes(whole[:cut])
        if cut == 1:
            with pytest.raises(UsageError, match="no web archive"):
                archived(path, clock)
            continue
        if cut == 20:
            with pytest.raises(UsageError):
                archived(path, clock)
            continue
        again = archived(path, clock)
        assert [again.fetch(site.url(page)).body for page in ("/a", "/b")] == [PAGE, PAGE + b"2"]
        again._archive._file.close()
        assert all(sound for _, _, sound in records(path))


def test_what_is_no_archive_is_left_alone(tmp_path):
    for name, content in (("a.txt", b"words"), ("b.gz", gzip.compress(b"words")), ("c.warc", b"WARC/1.0\r\n\r\n")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UsageError, match="no web archive"):
            Archive(path)
        assert path.read_bytes() == content


def test_an_archive_has_one_writer(tmp_path):
    with Archive(tmp_path / "pages.warc.gz"), pytest.raises(UsageError, match="another process"):
        Archive(tmp_path / "pages.warc.gz")


def test_a_page_that_did_not_change_is_not_sent_again(site, clock, tmp_path):
    fetcher = archived(tmp_path / "pages.warc.gz", clock)

    def page(request):
        same = request.headers.get("If-None-Match") == '"v1"'
        send(request, 304 if same else 200, b"" if same else PAGE, ETag='"v1"')

    site.pages["/feed"] = page
    first = fetcher.fetch(site.url("/feed"), anew=True)
    assert fetcher.fetch(site.url("/feed"), anew=True, known=first.answer) is None
    assert fetcher.fetch(site.url("/feed"), anew=True).body == PAGE

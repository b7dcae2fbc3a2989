"""`riwaya fetch` as users run it. Nothing here leaves this machine."""

import json

import pytest

from local_site import archive_of
from riwaya.cli.console import Console
from riwaya.cli.fetch import fetch_into
from riwaya.fetch import Archive, Fetcher

URL = "https://news.example/report.html"


def test_what_the_archive_holds_is_not_fetched(riwaya, tmp_path):
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(archive_of(URL, tmp_path))
    before = path.read_bytes()
    result = riwaya("fetch", URL, URL + "#part", "-", "-o", path, input=f"# mine\n{URL}\n\n".encode())
    assert result.returncode == 0
    assert result.stderr.decode() == f"read 2 = kept 2 + set aside 0; 2 of them were in {path} before\n"
    assert path.read_bytes() == before


def test_what_may_not_be_fetched_is_set_aside(riwaya, tmp_path, site):
    site.pages["/a"] = b"secret"
    result = riwaya("fetch", site.url("/a"), "file:///etc/passwd", "-o", "pages.warc.gz")
    assert result.returncode == 3
    lines = result.stderr.decode().splitlines()
    assert lines[0].startswith(f"set aside: {site.url('/a')}: 127.0.0.1 leads to 127.0.0.1, this machine; ")
    assert lines[1].startswith("set aside: file:///etc/passwd: file: only http and https are fetched")
    assert lines[2] == "read 2 = kept 0 + set aside 2 in pages.warc.gz"
    assert site.asked == []


@pytest.mark.parametrize("name", ["pages.warc", "pages.html", "pages"])
def test_an_archive_is_named_as_one(riwaya, tmp_path, name):
    assert riwaya("fetch", URL, "-o", name).returncode == 2
    assert not (tmp_path / name).exists()


FEED = """<rss version="2.0"><channel><title>منبر الوادي</title>
<item><title>خبر أول</title><link>/1</link><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>
<description>قال ناشطون إن اشتباكات دارت في بلدة الوادي صباح اليوم.</description></item>
<item><title>خبر ثان</title><link>/2</link><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate>
<description>وقال ناطق باسم الشرطة إن قذائف سقطت على بلدة التل مساء أمس وأصابت منازل.</description></item>
</channel></rss>"""


def test_a_feed_with_its_pages_goes_into_an_archive_and_is_read_once(riwaya, tmp_path, site, clock):
    """What the feed tells of a page that could not be had is read from the feed."""
    paragraph = "قال ناشطون إن اشتباكات دارت في بلدة الوادي صباح اليوم بين فصيلين محليين وأوقعت قتلى. " * 4
    site.pages |= {
        "/feed": FEED.encode(),
        "/1": f"<html><body><article><p>{paragraph}</p></article></body></html>".encode(),
    }
    path = tmp_path / "pages.warc.gz"
    for _ in range(2):
        console = Console(quiet=True)
        with Archive(path) as archive:
            fetcher = Fetcher(archive, clock=clock, allow_private=["127.0.0.1"])
            fetch_into(console, fetcher, [site.url("/feed")], full_text=True)
        assert (console.kept, console.set_aside) == (2, 1)
    assert [site.asked.count(page) for page in ("/feed", "/1", "/2")] == [2, 1, 1]
    result = riwaya("run", path, "-o", "out")
    lines = (tmp_path / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    assert [one["id"] for one in documents] == ["pages/127.0.0.1/1", "pages/127.0.0.1/feed/127.0.0.1/2"]
    assert documents[1]["published"]["earliest"] == "2024-05-02"
    assert documents[0]["retrieved"].startswith("2024-05-01T06:0")
    assert result.returncode == 0, result.stderr.decode()

"""`riwaya fetch` as users run it. Nothing here leaves this machine."""

import pytest

from local_site import archive_of

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

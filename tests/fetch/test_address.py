"""Which addresses are fetched at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.fetch.address import parse, places, system_resolver, why_private
from riwaya.fetch.errors import BadAddress, NetworkProblem, NotFetched


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a/../b?c=d#e", "https://news.example/a/../b?c=d"),
        ("https://news.example/أخبار/حلب", "https://news.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AD%D9%84%D8%A8"),
        ("https://news.example/%D8%AD?q=a b", "https://news.example/%D8%AD?q=a%20b"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("http://[2606:4700:0::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("http://news.example/100%", "http://news.example/100%25"),
    ],
)
def test_each_address_has_one_spelling(given, url):
    assert parse(given).url == url
    assert parse(url).url == url


def test_an_address_may_be_relative_to_another():
    assert parse("../b", base="http://news.example/x/a").url == "http://news.example/b"
    assert parse("//other.example/b", base="https://news.example/a").url == "https://other.example/b"


@pytest.mark.parametrize(
    "bad",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "news.example",
        "javascript:alert(1)",
        "http://",
        "http://user:word@news.example/",
        "http://news.example:22/",
        "http://news.example:99999/",
        "http://a b.example/",
        "http://news.example/" + "x" * 5000,
    ],
)
def test_what_is_no_public_web_address_is_refused(bad):
    with pytest.raises(BadAddress):
        parse(bad)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text):
    try:
        found = parse("http://" + text)
    except NotFetched:
        return
    assert found.url.isascii()
    assert not any(char.isspace() for char in found.url)
    assert parse(found.url) == found


# fmt: off
PRIVATE = [
    "10.1.1.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "127.8.8.8", "0.0.0.0",
    "169.254.169.254", "100.64.1.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::", "localhost", "1",
]
# fmt: on


@pytest.mark.parametrize("ip", PRIVATE)
def test_what_is_private_is_known(ip):
    assert why_private(ip) is not None


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"])
def test_what_is_public_is_known(ip):
    assert why_private(ip) is None


@given(st.ip_addresses(v=4))
def test_an_address_hidden_in_another_is_judged_alike(ip):
    hidden = f"::ffff:{ip}"
    assert (why_private(hidden) is None) == (why_private(str(ip)) is None)


def test_one_private_address_condemns_a_name():
    address = parse("http://news.example/")
    with pytest.raises(BadAddress, match=r"news\.example leads to 10\.0\.0\.1, a private address"):
        places(address, lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert places(address, lambda host, port: ["8.8.8.8", "8.8.4.4"]) == ["8.8.8.8", "8.8.4.4"]


@pytest.mark.parametrize("host", ["localhost", "printer.local", "metadata.google.internal", "a.localhost"])
def test_names_of_private_networks_are_not_even_looked_up(host):
    def resolver(host, port):
        raise AssertionError("was looked up")

    with pytest.raises(BadAddress, match="private network"):
        places(parse(f"http://{host}/"), resolver)


@pytest.mark.parametrize("spelling", ["0x7f.1", "2130706433", "0177.0.0.1", "127.1", "127.0.0.1"])
def test_other_spellings_of_this_machine_lead_nowhere(spelling):
    """The machine's own resolver reads them; what it reads is what is checked."""
    with pytest.raises((BadAddress, NetworkProblem)):
        places(parse(f"http://{spelling}/"), system_resolver)

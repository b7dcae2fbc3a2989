"""RSS and Atom: what feeds tell, whatever shape they are in."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.model import Published
from riwaya.model.errors import InputError, Malformed, TooLarge
from riwaya.read import Entry, Limits, Options, Sidecars, Source, discover, entries
from riwaya.read.containers.container import Container
from riwaya.read.containers.feeds import read
from riwaya.read.feed import is_feed, parse_feed
from riwaya.read.reader import read_entry

LONG = "أعلن ناطق محلي أن الاشتباكات توقفت في محيط بلدة الوادي بعد اتفاق بين الطرفين رعاه وجهاء المنطقة. " * 5

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>منبر الوادي</title><link>https://wadi.example/</link>
<item><title>هدوء في الوادي</title><link>https://wadi.example/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Wed, 01 May 2024 23:30:00 +0300</pubDate><description>مختصر</description>
<media:title>صورة</media:title>
<content:encoded><![CDATA[<p>{LONG}</p><script>x()</script><p>وأضاف:&nbsp;«لا&nbsp;خروق».</p>]]></content:encoded></item>
<item><title>قصف على &quot;التل&quot;</title><link>/2</link><pubDate>الخميس 2 أيار 2024</pubDate>
<description>&lt;b&gt;قال&lt;/b&gt; ناشطون إن قذائف سقطت &amp;amp; أصابت منازل</description></item>
<item><title>بلا متن</title><guid>https://wadi.example/3</guid></item>
<item></item>
</channel></rss>"""

ATOM = f"""<?xml version='1.0'?><feed xmlns="http://www.w3.org/2005/Atom"><title>منبر التل</title>
<link rel="self" href="https://tall.example/feed"/><link href="https://tall.example/"/>
<entry><title type="html">خبر &lt;i&gt;أول&lt;/i&gt;</title><id>tag:tall.example,2024:1</id>
<link rel="enclosure" href="https://tall.example/a.mp3"/><link rel="alternate" href="https://tall.example/1"/>
<updated>2024-05-03T01:00:00Z</updated><published>2024-05-02T01:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>ثانيا</p></div></content></entry>
<entry><title>خبر ثان</title><id>2</id><summary>ملخص الخبر الثاني</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>منبر</title><link>https://old.example</link></channel>
<item rdf:about="https://old.example/1"><title>خبر قديم</title><link>https://old.example/1</link>
<dc:date>2004-05-02</dc:date><description>تفاصيل الخبر القديم</description></item></rdf:RDF>"""


def items(data, options=None):
    container = Container("feed.xml", "feed", "feed.xml", lambda: io.BytesIO(data))
    return list(read(container, options or Options()))


def test_rss():
    one, two, three, problem = items(RSS.encode())
    assert [entry.id for entry in (one, two, three)] == [f"feed/wadi.example/{n}" for n in (1, 2, 3)]
    assert one.about.outlet == "منبر الوادي"
    assert one.about.date == Published("2024-05-01", "2024-05-01", "page")
    assert (one.about.title, one.about.url) == ("هدوء في الوادي", "https://wadi.example/1")
    assert one.data.decode() == f"{LONG.strip()}\nوأضاف:\xa0«لا\xa0خروق».\n"
    assert two.about.date == Published("2024-05-02", "2024-05-02", "page")
    assert two.about.url == "https://wadi.example/2"
    assert two.data.decode() == 'قصف على "التل"\n\nقال ناشطون إن قذائف سقطت & أصابت منازل\n'
    assert three.data.decode() == "بلا متن\n"
    assert problem.code == "no_text"
    document = read_entry(two)
    assert (document.outlet, document.title) == ("outlet:mnbr-alwady", 'قصف على "التل"')


def test_atom():
    one, two = items(ATOM.encode())
    assert (one.id, one.about.url, one.about.title) == ("feed/tall.example/1", "https://tall.example/1", "خبر أول")
    assert one.about.date == Published("2024-05-02", "2024-05-02", "page")
    assert one.data.decode() == f"{LONG.strip()}\nثانيا\n"
    assert two.data.decode() == "خبر ثان\n\nملخص الخبر الثاني\n"
    assert (two.about.url, two.about.date) == (None, None)


def test_rdf():
    (one,) = items(RDF.encode())
    assert (one.about.url, one.about.date) == ("https://old.example/1", Published("2004-05-02", "2004-05-02", "page"))


def test_feeds_are_found_in_folders(tmp_path):
    (tmp_path / "a.rss").write_text(RSS, encoding="utf-8")
    (tmp_path / "b.xml").write_text(ATOM, encoding="utf-8")
    ids = [
        item.id
        for source in discover([tmp_path])
        if isinstance(source, Source)
        for item in entries(source, Sidecars())
        if isinstance(item, Entry)
    ]
    assert ids[0] == "a/wadi.example/1"
    assert ids[-2] == "b/tall.example/1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "iso-8859-6", "utf-16"])
def test_encodings_are_told_from_the_bytes(encoding):
    """Whatever the declaration says: it is wrong in many feeds."""
    one = items(RSS.replace("«", "(").replace("»", ")").encode(encoding, "ignore"))[0]
    assert one.about.title == "هدوء في الوادي"


BROKEN = [
    RSS.replace("&quot;", "&ldquo;").replace("&amp;amp;", "&").replace("&lt;b&gt;", "&nbsp;"),
    RSS.replace("<title>قصف", "\x0b\x1f<title>قصف"),
    RSS[: RSS.index("<item><title>بلا")],  # cut off
    RSS.replace("</channel></rss>", ""),
    RSS.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', ""),
    "<!-- feed -->\n" + RSS.partition("?>")[2],
    RSS.replace("<rss", '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd"><rss', 1),
    "\n\n" + RSS,
]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_no_standard_allows_is_read(broken):
    feed = parse_feed(broken.encode(), "feed.xml")
    assert is_feed(broken.encode())
    assert feed.entries[0].title == "هدوء في الوادي"
    assert LONG[:50] in feed.entries[0].body
    assert "التل" in feed.entries[1].title


def test_entities_of_html_are_characters():
    feed = parse_feed(RSS.replace("&quot;التل&quot;", "&ldquo;التل&rdquo; &mdash; &unknown;").encode(), "feed.xml")
    assert feed.entries[1].title == "قصف على “التل” — &unknown;"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "bomb",
    [
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "x">{LAUGHS}]><rss><item><title>&l9;</title></item></rss>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>',
    ],
)
def test_entities_are_refused(bomb):
    with pytest.raises(Malformed, match="declares entities"):
        items(bomb.encode())


def test_entities_that_nobody_knows_stay_as_they_are():
    text = "<rss><channel><item><title>قصف &x; التل</title></item></channel></rss>"
    assert parse_feed(text.encode(), "f").entries[0].title == "قصف &x; التل"


def test_bombs_end_within_limits():
    deep = b"<rss><channel>" + b"<item>" * 100_000
    assert len(parse_feed(deep, "f").entries) <= 20_000
    nested = (
        "<rss><channel><item><title>x</title><description>"
        + "&lt;div&gt;" * 50_000
        + "قصف</description></item></channel></rss>"
    )
    assert items(nested.encode())[0].id
    with pytest.raises(TooLarge):
        items(RSS.encode(), Options(limits=Limits(entry=100)))


def test_entries_that_are_not_closed_are_told_once_each():
    items = "".join(f"<item><title>خبر {n}</title><description>قصف {n}</description>" for n in range(100))
    entries = parse_feed(f"<rss><channel>{items}".encode(), "f").entries
    assert [(one.title, one.body) for one in entries] == [(f"خبر {n}", f"قصف {n}") for n in range(100)]
    items = "".join(f"<item><title>خبر {n}</title><description>قصف {n}" for n in range(100))
    assert len(parse_feed(f"<rss><channel>{items}".encode(), "f").entries) == 1


@pytest.mark.parametrize("data", [b"", b"<html><body>x</body></html>", b"<rss", b"words", b"<rss/>", b"\0" * 50])
def test_what_is_no_feed_is_refused(data):
    try:
        found = items(data)
    except InputError as error:
        found = [] if error.source == "feed.xml" else [error]
    assert found == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_bytes_give_entries_or_errors(data):
    raw = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF])).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 60))] = data.draw(
            st.sampled_from([b"<", b"&", b"]]>", b"<item>", b"</item>", b"\xff\xfe"]) | st.binary(max_size=20)
        )
    try:
        found = items(bytes(raw))
    except InputError:
        return
    assert all(isinstance(item, Entry | InputError) for item in found)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Wed, 01 May 2024 23:30:00 +0300", ("2024-05-01", "2024-05-01")),
        ("2024-05-01T23:30:00+03:00", ("2024-05-01", "2024-05-01")),
        ("الأربعاء، 1 مايو 2024 - 23:30", ("2024-05-01", "2024-05-01")),
        ("22 شوال 1445", ("2024-04-30", "2024-05-02")),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("أمس", None),
    ],
)
def test_days(text, days):
    feed = f"<rss><channel><item><title>x</title><pubDate>{text}</pubDate></item></channel></rss>"
    published = parse_feed(feed.encode(), "f").entries[0].published
    assert published == (Published(*days, "page") if days else None)

"""Reading one source: its text exactly, its facts, and the ways in which it can be set aside."""

import hashlib
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_samples import TEXT, page

from riwaya.model import Document, Published
from riwaya.model.errors import (
    BinaryInput,
    EmptyInput,
    EncodingProblem,
    InputError,
    Malformed,
    NotArabic,
    NoText,
    TooLarge,
    Unreadable,
)
from riwaya.read import MAX_CHARS, Sidecars, Source, date_in, read_source, title_of


def read(path: Path, root: Path | None = None) -> Document:
    return read_source(Source(str(path), path.stem), Sidecars(root or path.parent))


def write(folder: Path, content: str | bytes, name: str = "1.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_is_its_characters(tmp_path: Path) -> None:
    text = "  عنوان الخبر في سطر واحد  \r\n\r\n" + TEXT.replace("\n", "\r\n") + "\u200f  "
    raw = b"\xef\xbb\xbf" + text.encode()
    document = read(write(tmp_path, raw))
    assert document.text == text
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert document.title == "عنوان الخبر في سطر واحد"
    assert (document.language, document.published, document.outlet) == ("ar", Published(), None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1256", "iso8859_6"])
def test_every_encoding_gives_the_same_document(tmp_path: Path, encoding: str) -> None:
    plain = read(write(tmp_path, TEXT))
    other = read(write(tmp_path, TEXT.encode(encoding)))
    assert other.text == plain.text
    assert other.sha256 != plain.sha256


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyInput),
        (b" \r\n\t\n", EmptyInput),
        (b"\xef\xbb\xbf", EmptyInput),
        ("\ufeff\u200f\n".encode(), EmptyInput),
        (b"PK\x03\x04", BinaryInput),
        (b"text\x00", BinaryInput),
        (b"\xff\xfe\xff", EncodingProblem),
        (TEXT.encode()[:-3], EncodingProblem),
        (b"Government forces retook the village.", NotArabic),
        (b"12345", NotArabic),
        ("Government forces retook the village of الوادي on Sunday after two days.".encode(), NotArabic),
        (
            (
                "نیروهای دولتی روز یکشنبه پس از دو روز درگیری کنترل شهر را به دست گرفتند و گزارش‌ها می‌گویند که "
                "گروه‌های مسلح پس از آن پیشنهاد گفتگو را پذیرفتند."
            ).encode(),
            NotArabic,
        ),
        (
            (
                "حکومت نے کہا ہے کہ فوج نے اتوار کے روز شہر کا کنٹرول دوبارہ حاصل کر لیا ہے "
                "اور جھڑپوں میں بیس افراد ہلاک ہوئے ہیں۔"
            ).encode(),
            NotArabic,
        ),
        ("ا " * (MAX_CHARS // 2 + 1), TooLarge),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_one_line(
    tmp_path: Path, content: bytes, error: type[InputError]
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(error) as raised:
        read(path)
    assert type(raised.value) is error
    assert raised.value.source == str(path)
    assert "\n" not in str(raised.value)


def test_arabic_written_with_farsi_letters_is_arabic(tmp_path: Path) -> None:
    text = TEXT.replace("ي", "\u06cc").replace("ك", "\u06a9")
    assert read(write(tmp_path, text)).text == text


def test_a_fifty_megabyte_line_is_set_aside_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "قصف ".encode() * 7_200_000)
    assert path.stat().st_size > 50_000_000
    start = time.monotonic()
    with pytest.raises(TooLarge):
        read(path)
    assert time.monotonic() - start < 1


def test_an_endless_standard_input_is_set_aside() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 <= size < 100_000_000
            return b"a" * size

    with pytest.raises(TooLarge):
        read_source(Source("-", "stdin"), Sidecars(), stdin=Endless())  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["missing", "dangling", "loop", "folder"])
def test_what_the_system_refuses_is_unreadable(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "1.txt"
    if kind == "dangling":
        path.symlink_to(tmp_path / "nowhere")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(Unreadable):
        read(path)


def test_standard_input_as_bytes_and_as_a_stream() -> None:
    for stdin in (TEXT.encode("cp1256"), io.BytesIO(TEXT.encode("cp1256"))):
        document = read_source(Source("-", "stdin"), Sidecars(), stdin=stdin)
        assert (document.id, document.text) == ("stdin", TEXT)


def test_a_sidecar_goes_before_what_the_page_says(tmp_path: Path) -> None:
    facts = {
        "document": "1",
        "outlet": "سانا",
        "date": "2017-11-08/2017-11-09",
        "url": "https://example.org/x",
        "title": "عنوان",
    }
    (tmp_path / "index.json").write_text(json.dumps([facts]))
    head = (
        '<meta property="article:published_time" content="2018-01-01"><meta property="og:site_name" content="عنب بلدي">'
    )
    document = read(write(tmp_path, page(head=head), "1.html"))
    assert document.published == Published("2017-11-08", "2017-11-09", "sidecar")
    assert (document.outlet, document.url, document.title) == ("outlet:sana", "https://example.org/x", "عنوان")


def test_a_page_gives_its_article_and_its_facts(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="مرصد الوادي"><link rel="canonical" href="https://news.example.org/a/1">'
        '<meta property="article:published_time" content="2017-11-12T23:33:00+03:00">'
    )
    document = read(write(tmp_path, page(head=head), "1.html"))
    assert [line for line in TEXT.splitlines() if line not in document.text] == TEXT.splitlines()[:1]
    assert "مقالات ذات صلة" not in document.text
    assert document.title == TEXT.splitlines()[0]
    assert document.outlet == "outlet:mrsd-alwady"
    assert document.url == "https://news.example.org/a/1"
    assert document.published == Published("2017-11-12", "2017-11-12", "page")


@pytest.mark.parametrize(
    ("head", "before", "day"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2017-11-12T08:00:00Z"}]}</script>',
            "",
            "2017-11-12",
        ),
        (
            '<script type="application/ld+json">{broken</script>',
            '<time datetime="2017-11-12T10:00">قبل يومين</time>',
            "2017-11-12",
        ),
        ("", '<span class="post-date">الأحد ١٢ تشرين الثاني ٢٠١٧ - ١٠:٣٣</span>', "2017-11-12"),
        ("", '<span itemprop="datePublished" content="2017-11-12">أمس</span>', "2017-11-12"),
        ('<meta name="pubdate" content="12 نوفمبر 2017">', "", "2017-11-12"),
        ("", "", None),
        ('<meta name="date" content="soon">', '<span class="updated">2017</span>', None),
    ],
)
def test_dates_that_pages_give(tmp_path: Path, head: str, before: str, day: str | None) -> None:
    published = read(write(tmp_path, page(head=head, before=before), "1.html")).published
    assert published == (Published(day, day, "page") if day else Published())


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    utf8 = read(write(tmp_path, page(charset="windows-1256"), "1.html"))
    old = read(write(tmp_path, page(charset="windows-1256").encode("cp1256"), "2.html"))
    assert old.text == utf8.text


def test_a_page_is_known_by_its_beginning_where_the_suffix_says_nothing(tmp_path: Path) -> None:
    as_page = read(write(tmp_path, page(), "1.html")).text
    assert read(write(tmp_path, page(), "1")).text == as_page
    assert read(write(tmp_path, page(), "1.aspx")).text == as_page
    assert read_source(Source("-", "stdin"), Sidecars(), stdin=page().encode()).text == as_page
    # A text file is its characters, whatever they are.
    assert read(write(tmp_path, page(), "1.txt")).text == page()


@pytest.mark.parametrize(
    ("markup", "errors"),
    [
        ("<html><body>" + "<div>" * 50_000 + "نص", (Malformed, TooLarge)),
        ("<html><body>" + "<b>نص" * 200_000, (Malformed, TooLarge)),
        ("<html><body>" + "<div><p>نص" * 400, (Malformed, NoText)),
        ("<html><" + "a" * 1_000_000, (NoText, Malformed)),
        ("<html>" + "<a " * 300_000, (NoText, Malformed)),
        ("<!-- " + "-- " * 100_000, (NoText, Malformed)),
        ("<html>" + "<!---->" * 20_000, (NoText, Malformed)),
        ("<html><body></body></html>", (NoText,)),
        ("<html><body><nav><a href='/'>الرئيسية</a></nav><footer>جميع الحقوق محفوظة</footer></body></html>", (NoText,)),
        ("<html><head><title>عنوان</title></head></html>", (NoText,)),
        ("قصف " * 1_100_000, (TooLarge,)),
    ],
)
def test_endless_and_empty_pages_are_set_aside_soon(
    tmp_path: Path, markup: str, errors: tuple[type[InputError], ...]
) -> None:
    path = write(tmp_path, markup, "1.html")
    start = time.monotonic()
    with pytest.raises(errors):
        read(path)
    assert time.monotonic() - start < 10


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["1.txt", "1.html", "1"]))
def test_any_bytes_give_a_document_or_an_input_error(tmp_path: Path, raw: bytes, name: str) -> None:
    message, text = "", "set aside"
    try:
        text = read(write(tmp_path, raw, name)).text
    except InputError as error:
        message = str(error)
    assert "\n" not in message
    assert text.strip()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='date'>",
                "</div>",
                "<!--",
                "-->",
                "<script>",
                "<h1>",
                "<td>",
                "&#0;",
                "&#xD800;",
                "<time datetime='2017-99-99'>",
                "\x1b",
                "قال الناطق إن القوات انسحبت من البلدة يوم الأحد بعد معارك عنيفة.",
                "<br/>",
                "]]>",
                "<html lang='",
                "\u202e",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_a_document_or_an_input_error(tmp_path: Path, parts: list[str]) -> None:
    message = ""
    try:
        read(write(tmp_path, "".join(parts), "1.html"))
    except InputError as error:
        message = str(error)
    assert "\n" not in message


def test_a_date_line_dates_a_text(tmp_path: Path) -> None:
    lines = TEXT.splitlines(keepends=True)
    dated = lines[0] + "نُشر في: الأحد ١٢ تشرين الثاني ٢٠١٧\n" + "".join(lines[1:])
    assert read(write(tmp_path, dated)).published == Published("2017-11-12", "2017-11-12", "text")


def test_a_day_in_the_report_is_no_date_line_and_two_dates_are_none() -> None:
    assert date_in("صحيفة الوادي، الأحد 12 تشرين الثاني/نوفمبر 2017\n" + TEXT).earliest == "2017-11-12"
    assert date_in("طرابلس – وكالة المرفأ – 12 نوفمبر 2017\n" + TEXT).earliest == "2017-11-12"
    assert date_in("معركة المرفأ – 12 نوفمبر 2017\n" + TEXT) == Published()
    assert date_in(TEXT + "وفي 12 نوفمبر 2017 أعلن الناطق ذلك.\n") == Published()
    assert date_in("12 نوفمبر 2017\n13 نوفمبر 2017\n" + TEXT) == Published()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TEXT, TEXT.splitlines()[0]),
        ("\n\n" + TEXT, TEXT.splitlines()[0]),
        ("سورية\n\n" + TEXT, TEXT.splitlines()[0]),
        ("الرئيسية > أخبار > محلية\n12 نوفمبر 2017\n" + TEXT, TEXT.splitlines()[0]),
        ("هل تصمد الهدنة؟\n" + "".join(TEXT.splitlines(keepends=True)[1:]), "هل تصمد الهدنة؟"),
        ("".join(TEXT.splitlines(keepends=True)[1:]), None),
        (TEXT.splitlines()[0], None),
        ("دمشق (رويترز) - قال ناطق إن القوات انسحبت\n" + TEXT.splitlines()[1], None),
        ("انسحبت القوات من البلدة.\nودخلها المسلحون ليلا.\n", None),
    ],
)
def test_the_headline_of_a_text(text: str, title: str | None) -> None:
    assert title_of(text) == title


def test_reading_a_text_does_not_load_the_page_libraries(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT)
    code = (
        "import sys; from riwaya.read import *; "
        f"read_source(Source({str(path)!r}, '1'), Sidecars()); "
        "print([m for m in ('trafilatura', 'lxml', 'justext', 'htmldate') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""JSON lines, JSON files, tables and exports of Telegram: records become reports, broken ones cost themselves only."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_samples import PARAGRAPHS, TEXT, page

from riwaya.model.errors import EmptyInput, InputError, Malformed, TooLarge
from riwaya.read import Entry, Item, Limits, Options, Passed, Sidecars, Source, discover, entries, read_entry
from riwaya.read.containers.json_stream import JsonStream, decode
from riwaya.read.containers.lines import Lines
from riwaya.read.containers.records import parse_map


def read(path: Path, **fields: str) -> list[Item]:
    (source,) = (item for item in discover([path]) if isinstance(item, Source))
    return list(entries(source, Sidecars(), Options(fields=fields)))


def kept(items: list[Item]) -> list[Entry]:
    found = [item for item in items if isinstance(item, Entry)]
    assert len({entry.id for entry in found}) == len(found)
    return found


def errors(items: list[Item]) -> list[InputError]:
    found = [item for item in items if isinstance(item, InputError)]
    assert all("\n" not in str(error) for error in found)
    return found


def lines(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


POST = {
    "text": TEXT,
    "headline": "عنوان الخبر",
    "publishedAt": "٨ تشرين الثاني ٢٠٣١",
    "source": {"name": "منبر الواحة", "id": None},
    "link": "https://news.example/1",
    "crawled_at": "2031-11-09T10:00:00Z",
    "nested": {"body": {"ar": TEXT}},
}


# --- JSON lines ------------------------------------------------------------------------------------------------------


def test_fields_are_known_by_their_usual_names(tmp_path: Path) -> None:
    (entry,) = kept(read(lines(tmp_path / "posts.jsonl", POST)))
    assert (entry.source, entry.id, entry.kind) == (f"{tmp_path / 'posts.jsonl'}!1", "posts/1", "text")
    document = read_entry(entry)
    assert document.text == TEXT
    assert document.title == "عنوان الخبر"
    assert (
        document.outlet
        == read_entry(kept(read(lines(tmp_path / "b.jsonl", POST | {"source": "منبر الواحة"})))[0]).outlet
    )
    assert document.url == "https://news.example/1"
    assert document.retrieved == "2031-11-09T10:00:00Z"
    assert (document.published.earliest, document.published.basis) == ("2031-11-08", "sidecar")


def test_a_mapping_wins_over_guesses_and_reaches_into_objects(tmp_path: Path) -> None:
    post = POST | {"text": "ليس هذا", "num": 7}
    (entry,) = kept(read(lines(tmp_path / "p.jsonl", post), text="nested.body.ar", id="num", outlet="headline"))
    assert entry.data == TEXT.encode()
    assert entry.id == "p/7"
    assert entry.about is not None
    assert entry.about.outlet == "عنوان الخبر"


def test_ids_of_records_are_kept_where_they_are_unique(tmp_path: Path) -> None:
    records = [POST | {"id": given} for given in ("a/b", 5, "a/b", None, "../../x!y", "x" * 500, {"$oid": "f00"})]
    ids = [entry.id for entry in kept(read(lines(tmp_path / "p.jsonl", *records)))]
    assert ids[:5] == ["p/a/b", "p/5", "p/a/b~3", "p/4", "p/x_y"]
    assert len(ids[5]) < 40
    assert ids[6] == "p/f00"


def test_broken_lines_cost_themselves_only(tmp_path: Path) -> None:
    path = lines(tmp_path / "p.jsonl", POST)
    good = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + good + b'{"text": "cut\n[1]\n\n' + good + b"{" * 5000 + b"\n" + good.strip())
    items = read(path)
    assert [type(item) for item in items] == [Entry, Malformed, Malformed, Entry, Malformed, Entry]
    assert [error.source.rpartition("!")[2] for error in errors(items)] == ["2", "3", "6"]
    assert kept(items)[-1].id == "p/7"


def test_what_python_writes_though_it_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"text": "%s", "score": NaN}\n' % TEXT.strip().replace("\n", "\t").encode())
    assert len(kept(read(path))) == 1


def test_lines_in_windows_1256(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes((json.dumps({"text": TEXT, "title": "تقرير"}, ensure_ascii=False) + "\n").encode("cp1256"))
    (entry,) = kept(read(path))
    document = read_entry(entry)
    assert (document.text, document.title) == (TEXT, "تقرير")


def test_records_without_text_are_counted_or_named(tmp_path: Path) -> None:
    items = read(lines(tmp_path / "p.jsonl", POST, POST | {"text": ""}, POST | {"text": None}, {"views": 3}))
    assert [type(item) for item in items] == [Entry, EmptyInput, Passed]
    assert items[-1] == Passed(str(tmp_path / "p.jsonl"), 2, "records without text")


def test_a_file_of_something_else_is_given_up_with_one_more_line(tmp_path: Path) -> None:
    items = read(lines(tmp_path / "p.jsonl", *({"views": n} for n in range(500))))
    assert len(errors(items)) == 101
    assert "--map" in str(items[-1])
    (tmp_path / "p.jsonl").write_text("not json\n" * 500)
    assert len(errors(read(tmp_path / "p.jsonl"))) == 101


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe[\x00", b"\n \n", b"null\n"])
def test_files_without_records(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(raw)
    items = read(path)
    assert not kept(items)
    assert len(errors(items)) == (0 if not raw.strip() and raw else 1)


def test_html_in_a_field_is_read_as_such(tmp_path: Path) -> None:
    fragment = "<p>" + "</p><p>".join(PARAGRAPHS) + "</p><script>var a;</script><img src='x'>"
    found = kept(
        read(lines(tmp_path / "p.jsonl", {"body": fragment}, {"html": page()}, {"text": "أ &quot;ب&quot; " + TEXT}))
    )
    assert [entry.kind for entry in found] == ["fragment", "page", "fragment"]
    first, second, third = map(read_entry, found)
    assert first.text == "\n".join(PARAGRAPHS)
    assert second.title == "قوات البلدية تستعيد بلدة الوادي بعد يومين من المعارك"
    assert third.text == 'أ "ب" ' + TEXT


def test_own_output_is_read_again(tmp_path: Path) -> None:
    record = {"id": "a/b", "text": TEXT, "outlet": "outlet:x", "url": None, "title": "ع", "language": "ar"}
    published = {"earliest": "2031-05-06", "latest": "2031-05-07", "basis": "page"}
    (entry,) = kept(read(lines(tmp_path / "documents.jsonl", record | {"published": published, "retrieved": None})))
    document = read_entry(entry)
    assert (document.outlet, document.published.latest, document.title) == ("outlet:x", "2031-05-07", "ع")


def test_compressed_and_archived_records(tmp_path: Path) -> None:
    raw = lines(tmp_path / "posts.jsonl", POST, POST).read_bytes()
    (tmp_path / "posts.jsonl").unlink()
    (tmp_path / "posts.jsonl.gz").write_bytes(gzip.compress(raw))
    assert [entry.id for entry in kept(read(tmp_path / "posts.jsonl.gz"))] == ["posts/1", "posts/2"]
    with tarfile.open(tmp_path / "tar.tgz", "w:gz") as tar:
        info = tarfile.TarInfo("posts.jsonl")
        info.size = len(raw)
        tar.addfile(info, io.BytesIO(raw))
    assert [entry.id for entry in kept(read(tmp_path / "tar.tgz"))] == ["tar/posts/1", "tar/posts/2"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("x/posts.jsonl", raw)
        archive.writestr("x/index.json", json.dumps([{"document": "posts", "outlet": "منبر الميناء"}]))
    found = kept(read(tmp_path / "all.zip"))
    assert [(e.id, e.source.partition("!")[2]) for e in found] == [
        ("all/x/posts/1", "x/posts.jsonl!1"),
        ("all/x/posts/2", "x/posts.jsonl!2"),
    ]


@pytest.mark.parametrize("wrong", ["text", "text=", "=a", "body=text", "text=a,text=b", ""])
def test_a_wrong_mapping_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"FIELD|twice"):
        parse_map(wrong)
    assert parse_map("text=body, title = a.b") == {"text": "body", "title": "a.b"}


# --- JSON files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("escaped", [False, True])
def test_arrays_objects_and_sequences(tmp_path: Path, indent: int | None, escaped: bool) -> None:
    def dump(value: Any) -> str:
        return json.dumps(value, indent=indent, ensure_ascii=escaped)

    path = tmp_path / "p.json"
    for content, ids in (
        (dump([POST, POST]), ["p/1", "p/2"]),
        (dump({"status": "ok", "articles": [POST, POST], "more": {"a": [1]}}), ["p/1", "p/2"]),
        (dump(POST) + "\n" + dump(POST), ["p/1", "p/2"]),
        (dump(POST), ["p"]),
        ("\ufeff" + dump(POST | {"items": ["أ", "ب"]}), ["p"]),
    ):
        path.write_text(content, encoding="utf-8")
        found = kept(read(path))
        assert [entry.id for entry in found] == ids
        assert all(entry.data == TEXT.encode() for entry in found)


def test_a_broken_element_and_a_cut_off_file(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    good = json.dumps(POST)
    path.write_text(f"[{good}, {{'text': 1}}, 3, {good}, {good[:-20]}")
    items = read(path)
    assert [type(item) for item in items] == [Entry, Malformed, Malformed, Entry, Malformed]
    for wrong in ("", " ", "3", "[", "{", '{"a"', '{"a":', "[1,]", "[}", '{"a":1}]', "{]", '"text"', "nul"):
        path.write_text(wrong)
        assert errors(read(path)), wrong
        assert not kept(read(path))


class _Slow(io.BytesIO):
    """Gives a byte or a few at a time, wherever a value may be torn."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 1, random.Random(self.tell()).randrange(1, 4)))


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.lists(_json, max_size=6), st.sampled_from([None, 1]), st.booleans())
def test_the_cursor_finds_the_values_that_were_written(values: list[Any], indent: int | None, escaped: bool) -> None:
    raw = json.dumps(values, indent=indent, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    stream = JsonStream(_Slow(raw), "x", limit=10_000, depth=100)
    assert [json.loads(stream.value()) for _ in stream.elements()] == values
    assert stream.peek() == b""
    skipping = JsonStream(_Slow(raw), "x", limit=10_000, depth=100)
    assert sum(skipping.skip() is None for _ in skipping.elements()) == len(values)


def test_values_beyond_the_limits_are_not_held() -> None:
    endless = io.BytesIO(b'["' + b"x" * 10_000_000 + b'", 1]')
    with pytest.raises(TooLarge):
        JsonStream(endless, "x", limit=1000, depth=100).value()
    assert endless.tell() < 1_000_000
    deep = io.BytesIO(b"[" * 1000)
    with pytest.raises(TooLarge, match="nested"):
        JsonStream(deep, "x", limit=10_000, depth=100).value()
    stream = JsonStream(io.BytesIO(b'{"a": "' + b"x" * 3_000_000 + b'", "b": 1}'), "x", limit=1000, depth=100)
    for key in stream.members():
        stream.skip() if key == "a" else stream.value()
    with pytest.raises(Malformed):
        decode(b"[" * 100_000, "x")


# --- Telegram --------------------------------------------------------------------------------------------------------


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    stamp = {"date": "2031-11-08T01:10:00", "date_unixtime": "1951863000"}
    return {"id": number, "type": "message", **stamp, "from": "منبر الواحة", "text": text, **more}


CHAT = {
    "name": "منبر الواحة",
    "type": "public_channel",
    "id": 123456,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        message(2, TEXT),
        message(3, [PARAGRAPHS[0], " ", {"type": "bold", "text": PARAGRAPHS[1]}, {"type": "link", "text": "x"}]),
        message(4, "", photo="photos/1.jpg"),
        message(5, TEXT, forwarded_from="منبر الميناء", edited="2031-11-08T02:00:00"),
        message(6, TEXT, forwarded_from="فلان", forwarded_from_id="user77"),
        message(6, "", text_entities=[{"type": "plain", "text": TEXT}]),
    ],
}


def test_an_export_of_one_channel(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(CHAT, ensure_ascii=False, indent=1), encoding="utf-8")
    items = read(path)
    found = kept(items)
    assert [entry.id for entry in found] == ["result/2", "result/3", "result/5", "result/6", "result/6~7"]
    assert found[0].source == f"{path}!2"
    assert [item.number for item in items if isinstance(item, Passed)] == [1, 1]
    assert not errors(items)
    documents = [read_entry(entry) for entry in found]
    assert documents[1].text == f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}x"
    assert {d.published.earliest for d in documents} == {"2031-11-08"}
    assert len({d.outlet for d in documents}) == 1
    assert documents[0].outlet is not None
    assert documents[0].lineage is None
    assert documents[2].lineage is not None
    assert documents[3].lineage is None


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    person = CHAT | {"name": "فلان", "type": "personal_chat", "id": 9}
    whole = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "x"},
        "contacts": {"about": "…", "list": [{"first_name": "y"}]},
        "chats": {"about": "…", "list": [CHAT, person, 3]},
        "left_chats": {"about": "…", "list": []},
    }
    path = tmp_path / "result.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    found = kept(read(path))
    assert [entry.id for entry in found][:2] == ["result/123456/2", "result/123456/3"]
    assert len(found) == 10
    assert [entry.about and entry.about.outlet for entry in found] == ["منبر الواحة"] * 5 + [None] * 5


def test_a_cut_off_export_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    raw = json.dumps(CHAT, ensure_ascii=False).encode()
    path.write_bytes(raw[: len(raw) // 2])
    items = read(path)
    assert kept(items)
    assert [type(error) for error in errors(items)] == [Malformed]


# --- tables ----------------------------------------------------------------------------------------------------------

ROWS = [["العنوان", "النص", "التاريخ", "المصدر"], ["تقرير", TEXT.replace('"', ""), "08/11/2031", "منبر الواحة"]]


def table(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",", **how: Any) -> Path:
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, **how).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_as_people_save_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    (entry,) = kept(read(table(tmp_path / "posts.csv", ROWS, encoding, delimiter)))
    document = read_entry(entry)
    assert document.id == "posts/1"
    assert document.text == TEXT
    assert document.title == "تقرير"
    assert document.published.earliest == "2031-11-08"
    assert document.outlet is not None


def test_rows_are_counted_not_lines_and_long_fields_are_read(tmp_path: Path) -> None:
    import csv

    rows = [["id", "text"], *([str(n), TEXT * (200 if n == 2 else 1)] for n in range(4))]
    assert len(rows[3][1]) > csv.field_size_limit() or csv.field_size_limit() > 131_072
    found = kept(read(table(tmp_path / "p.csv", rows)))
    assert [(e.id, e.source.rpartition("!")[2]) for e in found] == [(f"p/{n}", str(n + 1)) for n in range(4)]
    assert found[2].data == rows[3][1].encode()


def test_dialects(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    text = " ".join(PARAGRAPHS).replace("،", ",")
    for content in (
        f'sep=;\r\ntext;id\r\n"{text};";7\r\n',
        f"id|text\n7|{text}\n",
        f'"id","text"\n"7","قال \\"نعم\\" ثم, {text}"\n',
        f'id,text\r7,"{text}"\r',
        f'id,text,,\n\n7,"{text}",,\n,,,\n',
    ):
        path.write_text(content, encoding="utf-8", newline="")
        (entry,) = kept(read(path))
        assert entry.id == "p/7"
        assert text in entry.data.decode()
    path = tmp_path / "p.tsv"
    path.write_text(f'id\ttext\n7\t"{text}\n8\t"قال ""نعم"" {text}"\n', encoding="utf-8")
    assert [e.data.decode() for e in kept(read(path))] == ['"' + text, f'قال "نعم" {text}']


def test_columns_by_number_and_by_name(tmp_path: Path) -> None:
    path = table(tmp_path / "p.csv", [["7", TEXT], ["8", TEXT]])
    assert [e.id for e in kept(read(path, id="1", text="2"))] == ["p/7", "p/8"]
    (error,) = errors(read(path))
    assert "--map" in str(error)
    (error,) = errors(read(path, text="body"))
    assert "'body'" in str(error)


def test_rows_that_do_not_fit_are_set_aside_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(f"id,text\n1,one, two\n2,\n3,{PARAGRAPHS[0]}\n4\n", encoding="utf-8")
    items = read(path)
    assert [type(item) for item in items] == [Malformed, Entry, EmptyInput, Passed]


def test_bytes_of_another_encoding_cost_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    rows = [
        b"text",
        TEXT.replace("\n", " ").encode(),
        TEXT.replace("\n", " ").encode("cp1256"),
        b"\xd9\xff" + TEXT[:30].encode(),
    ]
    path.write_bytes(b"\n".join(b'"' + row + b'"' for row in rows))
    first, second, third = kept(read(path))
    assert read_entry(first).text == read_entry(second).text
    with pytest.raises(InputError):
        read_entry(third)


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text('id,text\n1,"' + TEXT + "2,x\n" * 2000, encoding="utf-8")
    (source,) = discover([path])
    assert isinstance(source, Source)
    items = list(entries(source, Sidecars(), Options(limits=Limits(entry=1000))))
    assert errors(items)


@settings(max_examples=60)
@given(
    st.lists(st.text(max_size=30), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_lines_are_those_that_were_written(texts: list[str], end: str, encoding: str) -> None:
    texts = [text.replace("\r", "").replace("\n", "").replace("\ufeff", "") for text in texts]
    raw = "".join(text + end for text in texts).encode(encoding, "replace")
    wanted = [line.encode(encoding, "replace").decode(encoding) for line in texts]
    try:
        found = list(Lines(_Slow(raw), "x", 1000))
    except InputError:  # text that no report could be
        return
    assert [line.rstrip("\r\n") for line in found] == wanted

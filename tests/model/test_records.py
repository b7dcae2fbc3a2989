"""The records: what each refuses, ids, JSON lines there and back, and errors that cross processes."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.model import (
    Actor,
    Claim,
    Cue,
    Document,
    EventTime,
    Extent,
    Place,
    Published,
    Quantity,
    Span,
    Voice,
    claim_id,
    cut,
)
from riwaya.model import errors as model_errors
from riwaya.model.codec import decode_lines, encode, read_records
from riwaya.model.errors import InputError, Malformed, RecordError, RiwayaError
from riwaya.model.ids import content_id, sha256
from riwaya.model.vocabulary import EVENTS, FAMILIES, FAMILY_OF, NEGATIVE_STANCES, STANCES

MakeClaim = Callable[..., Claim]
MakeDocument = Callable[..., Document]


# --- spans


@given(st.text(max_size=30), st.data())
def test_a_span_cut_from_a_text_holds_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = cut(text, start, end)
    assert span.text == text[start:end]
    assert span.holds_in(text)
    assert not span.text or not span.holds_in(text[:start])


@pytest.mark.parametrize(("start", "end", "text"), [(-1, 2, "abc"), (3, 2, ""), (0, 2, "abc"), (0, 4, "abc")])
def test_a_span_that_cannot_be_is_refused(start: int, end: int, text: str) -> None:
    with pytest.raises(RecordError, match="cannot hold"):
        Span(start, end, text)


def test_cutting_beyond_the_text_is_refused() -> None:
    with pytest.raises(RecordError):
        cut("abc", 1, 9)


def test_offsets_count_code_points() -> None:
    text = "\U0001f525قُتل"
    assert cut(text, 1, 5).text == "قُتل"


# --- published


@pytest.mark.parametrize(
    ("earliest", "latest", "basis", "problem"),
    [
        ("2017-11-03", None, "page", "both"),
        (None, "2017-11-03", "page", "both"),
        (None, None, "page", "no publication date"),
        ("2017-11-03", "2017-11-03", "unknown", "needs a basis"),
        ("2017-11-04", "2017-11-03", "text", "ends before it begins"),
    ],
)
def test_a_publication_that_contradicts_itself_is_refused(
    earliest: str | None, latest: str | None, basis: str, problem: str
) -> None:
    with pytest.raises(RecordError, match=problem):
        Published(earliest, latest, basis)  # type: ignore[arg-type]


def test_days_of_publication() -> None:
    days = Published("2017-11-03", "2017-11-05", "inferred").days()
    assert days is not None
    assert [day.isoformat() for day in days] == ["2017-11-03", "2017-11-05"]
    assert Published().days() is None


# --- claims


def test_a_claim_knows_its_spans(make_claim: MakeClaim, make_document: MakeDocument) -> None:
    claim = make_claim()
    claim.check_against(make_document().text)
    assert [text for _, _, text in claim.spans()] == [
        claim.evidence.text,
        "قال",
        "ناشطون",
        "مقاتلي اللواء الخامس",
        "بلدة عين الورد",
        "يوم الثلاثاء",
    ]


@pytest.mark.parametrize("field", ["evidence", "cue", "voices", "agents", "targets", "places", "time"])
def test_a_span_that_is_not_in_the_text_is_found_out(
    field: str, make_claim: MakeClaim, make_document: MakeDocument
) -> None:
    wrong: dict[str, object] = {
        "evidence": Span(0, 3, "لاا"),
        "cue": Cue("قال", 1, 4),
        "voices": (Voice("ناشطون", 5, 11),),
        "agents": (Actor("اللواء", 0, 6),),
        "targets": (Actor("الجيش", 0, 5),),
        "places": (Place("عين", 0, 3),),
        "time": EventTime(None, None, (0, 0), "أمس", 0, 3),
    }
    with pytest.raises(RecordError, match="is not at"):
        make_claim(**{field: wrong[field]}).check_against(make_document().text)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"event": "massacre"}, "unknown event type"),
        ({"stance": "denies"}, "needs a kind of denial"),
        ({"stance": "doubts", "denial": "unverified"}, "needs a kind of denial"),
        ({"stance": "denies", "denial": "rebuttal", "denies_what": "weather"}, "needs a kind of denial"),
        ({"denial": "rebuttal", "denies_what": "event"}, "carries no denial"),
        ({"denies_what": "event"}, "carries no denial"),
        ({"voices": ()}, "cue exactly when"),
        ({"cue": None}, "cue exactly when"),
        ({"score": 1.5}, "outside"),
        ({"score": -0.1}, "outside"),
        ({"score": float("nan")}, "outside"),
    ],
)
def test_a_claim_that_contradicts_itself_is_refused(
    fields: dict[str, object], problem: str, make_claim: MakeClaim
) -> None:
    with pytest.raises(RecordError, match=problem):
        make_claim(**fields)


@pytest.mark.parametrize("stance", sorted(STANCES))
def test_every_stance_makes_a_claim(stance: str, make_claim: MakeClaim) -> None:
    denial = {"denial": "failed", "denies_what": "agent"} if stance in NEGATIVE_STANCES else {}
    assert make_claim(stance=stance, **denial).stance == stance


def test_the_outlet_itself_needs_no_cue(make_claim: MakeClaim) -> None:
    assert make_claim(voices=(), cue=None).voices == ()


def test_half_a_coordinate_and_an_invented_pin_are_refused() -> None:
    with pytest.raises(RecordError, match="half a coordinate"):
        Place("حلب", 0, 3, lat=36.2)
    with pytest.raises(RecordError, match="unresolved"):
        Place("حلب", 0, 3, lat=36.2, lon=37.1)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1)])
def test_an_extent_is_a_share(low: float, high: float) -> None:
    with pytest.raises(RecordError, match="no share"):
        Extent("معظم", low, high)


def test_records_do_not_change(make_claim: MakeClaim) -> None:
    with pytest.raises(AttributeError):
        make_claim().score = 0.1  # type: ignore[misc]


def test_every_event_type_is_of_one_family() -> None:
    assert sum(map(len, FAMILIES.values())) == len(EVENTS) == len(FAMILY_OF)


# --- ids


def test_an_id_is_of_what_a_claim_says_and_where_not_of_how_it_was_found(make_claim: MakeClaim) -> None:
    claim = make_claim()
    same = [make_claim(rules=("other",)), make_claim(score=0.1), make_claim(quantities=())]
    others = [
        make_claim("south/report-2"),
        make_claim(event="capture"),
        make_claim(stance="expects"),
        make_claim(agents=()),
        make_claim(targets=claim.agents, agents=()),
        make_claim(places=()),
        make_claim(evidence=Span(0, 3, "قال")),
    ]
    assert {c.id for c in same} == {claim.id}
    assert len({claim.id, *(c.id for c in others)}) == 1 + len(others)
    assert claim.id == claim_id(claim.document, claim)


def test_ids_are_the_same_on_every_machine() -> None:
    assert content_id("a", 1, None) == "691d2b0dad8b5aee"
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("\ud800") != content_id("\ud801")  # even of broken text


def test_the_hash_of_chunks_is_that_of_the_whole() -> None:
    assert sha256([b"ab", b"c"]) == sha256(b"abc")
    assert sha256(b"abc").startswith("ba7816bf")


# --- JSON lines


def test_a_claim_there_and_back(make_claim: MakeClaim) -> None:
    claim = make_claim(
        extent=Extent("معظم", 0.5, 1.0), quantities=(Quantity("3 كم", 3.0, 3.0, "km"),), cue=Cue("قال", 0, 3)
    )
    line = encode(claim)
    assert b"\n" not in line
    assert list(decode_lines([line, b"", b"  "], Claim, "claims.jsonl")) == [claim]
    assert encode(next(decode_lines([line], Claim, "x"))) == line


def test_keys_come_in_the_order_of_the_contract(make_claim: MakeClaim, make_document: MakeDocument) -> None:
    claim = " ".join(json.loads(encode(make_claim())))
    assert claim == (
        "id document evidence voices cue attitude stance denial denies_what event background agents targets places "
        "time extent quantities rules score"
    )
    document = " ".join(json.loads(encode(make_document())))
    assert document == "id text sha256 outlet url title language published retrieved lineage version_of"
    place = json.loads(encode(make_claim()))["places"][0]
    assert list(place) == ["text", "start", "end", "name", "entity", "lat", "lon", "precision", "also"]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_any_text_survives(text: str) -> None:
    document = Document("a", text, sha256(text.encode()), title=text)
    assert next(decode_lines([encode(document)], Document, "x")) == document


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b'{"id": "a"}',
        b'{"id": 1, "text": "", "sha256": ""}',
        b"\xff",
        b'{"id": "a", "text": "\\ud800", "sha256": ""}',
    ],
)
def test_a_wrong_line_is_named(line: bytes) -> None:
    good = encode(Document("a", "نص", "0"))
    with pytest.raises(Malformed, match=r"^docs\.jsonl:3: ") as caught:
        list(decode_lines([good, b"", line], Document, "docs.jsonl"))
    assert "\n" not in str(caught.value)


def test_a_record_that_contradicts_itself_is_a_wrong_line(make_claim: MakeClaim) -> None:
    record = json.loads(encode(make_claim()))
    record["stance"] = "denies"
    with pytest.raises(Malformed, match=r"c\.jsonl:1: .*kind of denial"):
        list(decode_lines([json.dumps(record).encode()], Claim, "c.jsonl"))


def test_records_are_read_from_a_file(tmp_path: Path, make_claim: MakeClaim) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(encode(make_claim()) + b"\r\n\n" + encode(make_claim("other")))
    assert [claim.document for claim in read_records(path, Claim)] == ["north/report-1", "other"]


# --- errors


INPUT_ERRORS = sorted(
    (kind for kind in vars(model_errors).values() if isinstance(kind, type) and issubclass(kind, InputError)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", INPUT_ERRORS, ids=lambda kind: kind.__name__)
def test_an_input_error_says_what_is_wrong_and_what_to_do_also_from_another_process(kind: type[InputError]) -> None:
    error = kind(Path("a/b.txt"), "it is empty", "leave it out")
    again = pickle.loads(pickle.dumps(error))
    assert str(error) == str(again) == "a/b.txt: it is empty; leave it out"
    assert type(again) is kind
    assert (again.source, again.problem, again.remedy, again.code) == (
        "a/b.txt",
        "it is empty",
        "leave it out",
        kind.code,
    )


def test_codes_tell_the_kinds_apart() -> None:
    codes = [kind.code for kind in INPUT_ERRORS if kind is not InputError]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", [model_errors.UsageError, RecordError, model_errors.LedgerError])
def test_other_errors_cross_processes_too(kind: type[RiwayaError]) -> None:
    again = pickle.loads(pickle.dumps(kind("what is wrong")))
    assert (type(again), str(again)) == (kind, "what is wrong")


def test_a_data_error_names_file_and_line() -> None:
    assert str(model_errors.DataError("words.yaml", 3, "bad")) == "words.yaml:3: bad"
    assert str(model_errors.DataError(Path("words.yaml"), None, "bad")) == "words.yaml: bad"


def test_a_record_error_is_a_value_error_so_that_decoders_report_it() -> None:
    assert issubclass(RecordError, ValueError)
    assert not issubclass(msgspec.ValidationError, RiwayaError)

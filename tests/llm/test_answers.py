"""What models write is read strictly, reading by reading, whatever stands around it."""

import json

import pytest
from llm_stub import reading

from riwaya.llm.answers import Proposal, read_answer, schema

GOOD = reading("دخلوا البلدة", "entry")


def proposals(text):
    return [proposal for proposal, _ in read_answer(text).items]


@pytest.mark.parametrize(
    "wrapped", ["{}", "```json\n{}\n```", "Here it is: {} I hope this helps!", "<think>hm</think>{}"]
)
def test_the_wrapping_does_not_matter(wrapped):
    text = wrapped.replace("{}", json.dumps({"claims": [GOOD]}, ensure_ascii=False))
    assert proposals(text) == [Proposal("دخلوا البلدة", "entry", "asserts")]
    assert read_answer(text).whole


def test_a_bare_list_is_read():
    assert len(proposals(json.dumps([GOOD, GOOD]))) == 2


def test_of_an_answer_that_breaks_off_the_whole_readings_count():
    text = json.dumps({"claims": [GOOD, GOOD]}, ensure_ascii=False)
    for length in range(len(text) - 2):
        answer = read_answer(text[:length])
        if answer is not None:
            assert not answer.whole
            assert len(answer.items) <= 2
            assert all(proposal == Proposal("دخلوا البلدة", "entry", "asserts") for proposal, _ in answer.items)


@pytest.mark.parametrize("text", ["", "no", "{}", '{"claims": null}', '{"claims": 3}', "[" * 100000, "null"])
def test_what_holds_no_list_is_no_answer(text):
    answer = read_answer(text)
    assert answer is None or answer.items == ()


@pytest.mark.parametrize(
    "raw", [3, "x", None, [], {}, {"evidence": 3}, GOOD | {"voices": "x"}, GOOD | {"evidence": None}]
)
def test_a_reading_of_another_form_says_what_is_wrong(raw):
    [proposal] = proposals(json.dumps({"claims": [raw]}))
    assert isinstance(proposal, str)
    assert proposal


def test_the_schema_asks_for_every_field_of_a_reading():
    claim = schema()["properties"]["claims"]["items"]
    assert claim["required"] == list(Proposal.__struct_fields__) == list(claim["properties"])

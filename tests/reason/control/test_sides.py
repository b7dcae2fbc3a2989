"""Sides from a file and from the gazetteer."""

import datetime

import pytest

from riwaya.model.errors import InputError
from riwaya.reason.control.sides import NEUTRAL, Sides, read_sides


def read(tmp_path, text):
    path = tmp_path / "SIDES.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sides(path)


@pytest.mark.parametrize(
    "text",
    [
        "outlet:a: red",
        "outlet:a: {side: red, source: own words}",
        "outlet:a: [{side: red, from: 2030-01-01}]",
        "sides: {outlet:a: red}",
        "- {entity: outlet:a, side: red}",
        "sides: [{entity: outlet:a, side: red}]",
    ],
)
def test_the_shapes_of_a_file(tmp_path, text):
    assert read(tmp_path, text).of_voice("outlet:a", datetime.date(2031, 1, 1)) == "red"


def test_sides_hold_between_their_days(tmp_path):
    sides = read(tmp_path, "actor:a: [{side: red, to: 2030-06}, {side: blue, from: 2030-07-01}]")
    assert sides.of("actor:a", datetime.date(2030, 6, 30)) == "red"
    assert sides.of("actor:a", datetime.date(2030, 7, 1)) == "blue"


def test_missing_is_unknown_and_neutral_is_said(tmp_path):
    sides = read(tmp_path, "outlet:a: neutral\noutlet:b: unknown\noutlet:c:\n")
    assert sides.of_voice("outlet:a") == NEUTRAL
    assert sides.of_voice("outlet:b") is None
    assert sides.of_voice("outlet:c") is None
    assert sides.of_voice("outlet:sana") is None, "with a file, voices that it leaves out are unknown"
    assert Sides().of_voice("outlet:sana", datetime.date(2015, 1, 1)) == "syria:government"


def test_a_label_for_one_member_goes_for_its_coalition(tmp_path):
    sides = read(tmp_path, "actor:syria-army: {side: gov, source: test}")
    assert sides.of("actor:syria-government", datetime.date(2015, 1, 1), "syria") == "gov"


def test_the_conflict_decides_between_sides():
    day = datetime.date(2016, 1, 1)
    assert Sides().of("actor:islamic-state", day, "iraq") == "iraq:is"
    assert Sides().of("actor:islamic-state", day, "syria") == "syria:is"


@pytest.mark.parametrize("text", ["- just words", "42", "outlet:a: 7", "outlet:a: {side: red, from: soon}", "a: [b"])
def test_what_is_wrong_is_named(tmp_path, text):
    with pytest.raises(InputError, match=r"SIDES\.yaml"):
        read(tmp_path, text)

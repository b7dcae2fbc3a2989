"""Every entry of `peacetime.yaml` is tried on its own examples and counter-examples, through the whole extraction."""

import pytest

from riwaya.extract import extract
from riwaya.lang.entries import Peacetime
from riwaya.lang.load import read_entries
from riwaya.model import Document

ENTRIES = tuple(entry for entry in read_entries("peacetime.yaml", Peacetime) if entry.role != "armed")


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{entry.id}-{n}") for entry in ENTRIES for n, text in enumerate(entry.examples)]
)
def test_peace_tells_no_event(text: str) -> None:
    found = extract(Document("example", text, "0")).claims
    assert not found, f"«{text}» gives {[(c.event, c.rules) for c in found]}"


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{entry.id}-{n}") for entry in ENTRIES for n, text in enumerate(entry.negatives)]
)
def test_what_is_armed_tells_one_all_the_same(text: str) -> None:
    assert extract(Document("example", text, "0")).claims, f"«{text}» gives nothing"


def test_every_entry_is_tried_both_ways() -> None:
    assert all(entry.examples and entry.negatives for entry in ENTRIES)

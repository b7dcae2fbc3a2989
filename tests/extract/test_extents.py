"""Extents: every example of the data file, and what is no extent."""

import pytest

from riwaya.extract.extents import ExtentHit, extents
from riwaya.extract.extents_data import extent_entries
from riwaya.model import Extent
from riwaya.text.tokens import tokenise


def shown(hit: ExtentHit) -> str:
    return f"{hit.low:.4g}-{hit.high:.4g}" + (" negated" if hit.negated else "")


EXAMPLES = [(e.id, text, expected) for e in extent_entries() for text, expected in e.examples.items()]
TRAPS = [(e.id, text) for e in extent_entries() for text in e.not_]


@pytest.mark.parametrize(("entry", "text", "expected"), EXAMPLES)
def test_examples_of_the_data(entry: str, text: str, expected: str) -> None:
    hits = extents(tokenise(text))
    assert [shown(hit) for hit in hits] == [expected]
    assert entry in hits[0].rules


@pytest.mark.parametrize(("entry", "text"), TRAPS)
def test_traps_of_the_data(entry: str, text: str) -> None:
    assert extents(tokenise(text)) == []


def test_every_share_is_one() -> None:
    for entry in extent_entries():
        if entry.share is not None:
            assert 0 <= entry.share[0] <= entry.share[1] <= 1


def test_the_record_is_cut_from_the_original() -> None:
    source = "سيطر على ٨٠٪ من الـمدينةِ"
    (hit,) = extents(tokenise(source))
    assert hit.extent(source) == Extent("٨٠٪", 0.8, 0.8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%80 من المدينة", ["0.8-0.8"]),
        ("لم تسيطر القوات حتى مساء أمس على المدينة بالكامل", ["1-1"]),
        ("معظم أحياء المدينة ونصف البلدة", ["0.5-1", "0.4-0.6"]),
        ("ما لا يقل عن 60 بالمئة", ["0.6-1"]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert [shown(hit) for hit in extents(tokenise(text))] == expected


def test_a_range_of_tokens_is_not_left() -> None:
    tokens = tokenise("سيطر على معظم المدينة بالكامل")
    (hit,) = extents(tokens, 0, 4)
    assert (hit.first, hit.last, hit.low) == (2, 3, 0.5)

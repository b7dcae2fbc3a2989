"""What is one publication told twice, and what is a report of its own."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.model import Document
from riwaya.model.document import Published
from riwaya.pipeline import twins
from riwaya.pipeline.twins import Twins, twin_of

DAY = Published("2016-03-01", "2016-03-01", "sidecar")
ONE = Document("a", "نص", "s1", outlet="outlet:nahr", url="https://nahr.example/1", published=DAY)


def replaced(**changes: object) -> Document:
    values = {name: getattr(ONE, name) for name in ONE.__struct_fields__}
    return Document(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes", [{"id": "b"}, {"sha256": "s2"}, {"title": "ت"}, {"retrieved": "2020-01-01"}, {"lineage": "l"}]
)
def test_the_same_page_fetched_twice_is_one_publication(changes):
    assert twin_of(replaced(**changes)) == twin_of(ONE)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "نص آخر"},
        {"outlet": "outlet:sada"},
        {"outlet": None},
        {"url": "https://nahr.example/2"},
        {"published": Published("2016-03-02", "2016-03-02", "sidecar")},
    ],
)
def test_what_another_outlet_or_page_or_day_tells_is_a_report_of_its_own(changes):
    assert twin_of(replaced(**changes)) != twin_of(ONE)


def test_nothing_known_of_the_publication_makes_no_duplicate():
    assert twin_of(replaced(outlet=None, url=None)) != twin_of(replaced(outlet=None, url=None, id="b"))


@pytest.fixture
def _small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "IN_MEMORY", 16)


@pytest.mark.usefixtures("_small_memory")
@given(st.lists(st.integers(0, 60), max_size=120), st.integers(1, 30))
def test_each_that_came_before_is_found_with_its_first(values, batch):
    digests = [bytes([value * 4]) + bytes(14) + bytes([value]) for value in values]
    found = Twins()
    for start in range(0, len(digests), batch):
        found.add(b"".join(digests[start : start + batch]))
    assert found.pairs() == dict(_expected(values))
    found.close()


def _expected(values: list[int]) -> Iterator[tuple[int, int]]:
    for n, value in enumerate(values):
        if values.index(value) != n:
            yield n, values.index(value)

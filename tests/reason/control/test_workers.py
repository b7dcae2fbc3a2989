"""Processes change nothing but the time it takes."""

import os

import pytest

from riwaya.reason.control import workers


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr(workers, "processors", lambda: 2)
    # Tests that run side by side have a thread of the test runner's beside them.
    monkeypatch.setattr(workers.threading, "active_count", lambda: 1)


def test_results_come_in_the_order_of_the_parts():
    parts = list(range(9))
    assert list(workers.mapped(lambda n: n * n, parts, much=True)) == [n * n for n in parts]
    assert list(workers.mapped(lambda n: n * n, parts, much=False)) == [n * n for n in parts]


def test_work_is_shared_out_among_processes():
    ids = set(workers.mapped(lambda _: os.getpid(), range(4), much=True))
    assert len(ids) == 2
    assert os.getpid() not in ids


def test_what_a_process_that_dies_leaves_is_done_all_the_same():
    here = os.getpid()

    def dies(part: int) -> int:
        if part == 3 and os.getpid() != here:
            os._exit(1)
        return part

    assert list(workers.mapped(dies, range(8), much=True)) == list(range(8))


def test_who_stops_reading_leaves_no_process_behind():
    found = workers.mapped(lambda _: os.getpid(), range(50), much=True)
    child = next(found)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)

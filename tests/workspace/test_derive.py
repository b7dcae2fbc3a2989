"""What is derived from a ledger: whole or by portions the same, anew after decisions, never from rejected claims."""

import json
import random

import pytest
import told
from sqlalchemy import select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target
from riwaya.reason.workings import Workings
from riwaya.workspace import derive, touch


@pytest.fixture
def ledger(tmp_path):
    told.write(tmp_path)
    with open_ledger(tmp_path) as ledger:
        yield ledger


def rows(ledger, table):
    with ledger.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def everything(ledger):
    return {table.name: rows(ledger, table) for table in tables.DERIVED}


def test_places_events_disputes_control_and_sources_are_there(ledger):
    found = derive.derive(ledger)
    assert (found.places, found.disputes, found.timelines) == (2, 1, 2)
    [ward] = [row for row in rows(ledger, tables.derived_places) if row[0] == "place:t-ward"]
    record = json.loads(ward[-1])
    assert (record["claims"], record["documents"], record["disputes"]) == (5, 5, 1)
    [control] = [row for row in rows(ledger, tables.derived_control) if row[0] == "place:t-ward"]
    timeline = json.loads(control[8])
    assert set(timeline["holders"]) == {told.RED, told.BLUE}
    assert all(sum(day) in range(97, 104) for day in timeline["smoothed"])
    assert {mark[0] for mark in timeline["marks"]} <= {row[1] for row in rows(ledger, tables.derived_place_claims)}
    assert any(denies for _, _, _, denies in timeline["marks"])
    assert timeline["alike"] is not None


def test_equal_ledgers_leave_equal_rows_with_workings_at_hand_or_not(ledger):
    derive.derive(ledger)
    before = everything(ledger)
    derive.derive(ledger, Workings.of(ledger.documents(), ledger.claims()))
    assert everything(ledger) == before


def test_by_portions_it_is_the_same_but_for_what_voices_are_learned_to_be(ledger, monkeypatch):
    derive.derive(ledger, thorough=False)
    before = everything(ledger)
    monkeypatch.setattr(derive, "PORTION", 2)
    derive.derive(ledger, thorough=False)
    after = everything(ledger)
    for name in before.keys() - {"derived_control", "derived_voices"}:
        assert after[name] == before[name], name
    assert [row[0] for row in after["derived_control"]] == [row[0] for row in before["derived_control"]]


def test_a_place_that_is_cut_in_time_leaves_the_same_rows(tmp_path, monkeypatch):
    reports = told.many(random.Random(7), 40, places=2, months=(1, 2, 7, 12))
    cut = []
    here = derive.here
    monkeypatch.setattr(derive, "here", lambda working, parts, spool: cut.extend(parts) or here(working, parts, spool))
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(
            [document for document, _ in reports], [claim for _, claims in reports for claim in claims], version="test"
        )
        monkeypatch.setattr(derive, "PORTION", 60)
        counts = derive.derive(ledger, thorough=False)
        assert [part.what for part in cut] == ["events", "events", "events", "control"] * 2
        pieces = everything(ledger)
        monkeypatch.setattr(derive, "PORTION", 60_000)
        assert derive.derive(ledger, thorough=False) == counts
        whole = everything(ledger)
    for name in whole.keys() - {"derived_control", "derived_voices"}:
        assert pieces[name] == whole[name], name


def reject(ledger, claim):
    return reviews.decide(ledger, Draft("reject", Target("claim", claim), "Huda", None, "misread"), 0)


def test_a_rejected_claim_leaves_its_place_at_once(ledger):
    derive.derive(ledger)
    [denial] = [claim for claim in ledger.claims() if claim.stance == "denies"]
    reject(ledger, denial.id)
    touch.touch(ledger, [denial.document])
    assert rows(ledger, tables.derived_disputes) == []
    assert denial.id not in {row[1] for row in rows(ledger, tables.derived_place_claims)}
    assert rows(ledger, tables.derived_control)[0][-1] == 0, "control is as old as it was"
    touched = everything(ledger)
    derive.derive(ledger, thorough=False)
    whole = everything(ledger)
    for name in ("derived_places", "derived_events", "derived_place_claims", "derived_event_claims"):
        assert touched[name] == whole[name], name
    assert rows(ledger, tables.derived_control)[0][-1] == 1


def test_what_is_too_much_to_wait_for_is_left_to_the_next_analysis(ledger, monkeypatch):
    derive.derive(ledger)
    before = everything(ledger)
    monkeypatch.setattr(touch, "MOST_TOUCHED", 3)
    [denial] = [claim for claim in ledger.claims() if claim.stance == "denies"]
    reject(ledger, denial.id)
    touch.touch(ledger, [denial.document])
    assert everything(ledger) == before


def test_places_that_are_gone_leave_no_rows(ledger, monkeypatch):
    derive.derive(ledger)
    documents, claims = told.documents_and_claims()
    ledger.write_run(documents[:5], claims[:5], version="test")
    monkeypatch.setattr(derive, "PORTION", 2)
    derive.derive(ledger)
    assert [row[0] for row in rows(ledger, tables.derived_places)] == ["place:t-ward"]
    assert [row[0] for row in rows(ledger, tables.derived_control)] == ["place:t-ward"]

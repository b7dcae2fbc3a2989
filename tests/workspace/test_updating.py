"""After new reports only their places are worked out anew, and the ledger is as after a whole analysis."""

import json
import random

import pytest
import told
from sqlalchemy import select

from riwaya.ledger import derived, open_ledger, reviews
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.decisions import Draft, Target
from riwaya.workspace import derive, updating

LEARNED = {"derived_control", "derived_voices", "derived_sources", "derived_state"}


def rows(ledger, table):
    with ledger.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def everything(ledger):
    return {table.name: rows(ledger, table) for table in tables.DERIVED}


def add(ledger, reports):
    """Add reports as `riwaya run --add` does; the run before."""
    before = ledger.run()
    claims = [claim for _, claims in reports for claim in claims]
    ledger.write_run([document for document, _ in reports], claims, version="test", inputs=["more"])
    return None if before is None else before.id


@pytest.fixture(autouse=True)
def not_small(monkeypatch):
    monkeypatch.setattr(updating, "WHOLE", 0)


def counted(monkeypatch):
    """How often everything is worked out."""
    calls = []
    monkeypatch.setattr(updating, "derive", lambda *args, **values: calls.append(1) or derive.derive(*args, **values))
    return calls


@pytest.mark.parametrize("seed", [1, 2])
def test_the_places_of_new_reports_are_as_after_a_whole_analysis(tmp_path, monkeypatch, seed):
    rng = random.Random(seed)
    reports = told.many(rng, 60)
    new, old = reports[:2], reports[2:]
    again = told.report(rng, old[-1][0].id)  # one that is there, with another text and other places
    calls = counted(monkeypatch)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, old)
        derive.derive(ledger, thorough=False)
        since = add(ledger, [*new, again])
        touched = updating.update(ledger, [document.id for document, _ in (*new, again)], since=since)
        assert calls == []
        updated = everything(ledger)
        derive.derive(ledger, thorough=False)
        whole = everything(ledger)
    assert touched is not None
    assert 0 < len(touched) < len(whole["derived_places"])
    for name in whole.keys() - LEARNED:
        assert updated[name] == whole[name], name
    for mine, theirs in zip(updated["derived_control"], whole["derived_control"], strict=True):
        # Timelines go on for some days after the last report, as far as the material does that was looked at.
        places, firsts, states = (0, 1, 2), 3, 5
        assert [mine[n] for n in (*places, firsts, states)] == [theirs[n] for n in (*places, firsts, states)]
        assert mine[6] == pytest.approx(theirs[6], abs=0.1)


def test_a_ledger_that_grew_much_and_one_of_which_the_state_is_not_known_are_worked_out_whole(tmp_path, monkeypatch):
    reports = told.many(random.Random(3), 24)
    calls = counted(monkeypatch)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, reports[:20])
        derive.derive(ledger, thorough=False)
        since = add(ledger, reports[20:])
        assert updating.update(ledger, [document.id for document, _ in reports[20:]], since=since) is None
        assert updating.update(ledger, [], since="another run") is None
        assert len(calls) == 2


def test_what_was_decided_meanwhile_is_taken_in(tmp_path):
    reports = told.many(random.Random(4), 60)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, reports[1:])
        derive.derive(ledger, thorough=False)
        gone = reports[30][1][0]
        reviews.decide(ledger, Draft("reject", Target("claim", gone.id), "Huda", None, "misread"), 0)
        since = add(ledger, reports[:1])
        assert updating.update(ledger, [reports[0][0].id], since=since) is not None
        assert gone.id not in {row[1] for row in rows(ledger, tables.derived_place_claims)}
        updated = everything(ledger)
        derive.derive(ledger, thorough=False)
        for name, found in everything(ledger).items():
            assert name in LEARNED or updated[name] == found, name


def test_a_report_that_is_there_under_another_name_is_set_aside(tmp_path):
    reports = told.many(random.Random(5), 6)
    (document, claims), heard = reports[0], []
    copy = told.renamed(document, claims, "copy")
    elsewhere = told.renamed(document, claims, "elsewhere", outlet="outlet:t-other")
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, reports)
        more = [copy, elsewhere, told.renamed(*elsewhere, "twice")]
        ledger.write_run(
            [document for document, _ in more],
            [claim for _, claims in more for claim in claims],
            version="test",
            inputs=["more"],
            duplicate=heard.append,
        )
        assert heard == ["copy", "twice"]
        assert [one.message.partition(":")[2] for one in ledger.duplicates()] == [
            f" the same publication as {document.id}; kept once",
            " the same publication as elsewhere; kept once",
        ]
        assert {one.id for one in ledger.documents()} == {d.id for d, _ in reports} | {"elsewhere"}
        assert ledger.run().duplicates == 2
        add(ledger, [copy])  # once more: it is not counted twice
        assert len(list(ledger.duplicates())) == 2


def test_days_and_voices_are_on_record(tmp_path):
    reports = told.many(random.Random(6), 20)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, reports)
        derive.derive(ledger, thorough=False)
        with ledger.reading() as connection:
            assert derived.state(connection).documents == 20
            assert derived.days(connection) == {}
        known = {row[0]: json.loads(row[2]) for row in rows(ledger, tables.derived_voices)}
    assert "" in known
    assert len(known) > 2

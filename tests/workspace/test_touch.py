"""What people merge, split, link and unlink shows at once, in places that are worked out whole and in large ones."""

import pytest
import told
from sqlalchemy import select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target, relation_id
from riwaya.workspace import derive, touch


@pytest.fixture
def ledger(tmp_path):
    told.write(tmp_path)
    with open_ledger(tmp_path) as ledger:
        derive.derive(ledger, thorough=False)
        yield ledger


@pytest.fixture(params=[touch.MOST_TOUCHED, 4], ids=["whole", "its events alone"])
def most(request, monkeypatch):
    monkeypatch.setattr(touch, "MOST_TOUCHED", request.param)
    return request.param


def events(ledger, place="place:t-ward"):
    """The claims of each event of a place, by the event's id."""
    of, event = tables.derived_event_claims, tables.derived_events.c
    query = select(of.c.event, of.c.claim).join(tables.derived_events, event.id == of.c.event)
    found: dict[str, set[str]] = {}
    with ledger.reading() as connection:
        for row in connection.execute(query.where(event.place == place)):
            found.setdefault(row.event, set()).add(row.claim)
    return found


def relations(ledger):
    table = tables.derived_relations.c
    with ledger.reading() as connection:
        return {frozenset((row.a, row.b)): row.type for row in connection.execute(select(table.a, table.b, table.type))}


def disputes(ledger):
    with ledger.reading() as connection:
        return set(connection.execute(select(tables.derived_disputes.c.id)).scalars())


def decided(ledger, draft):
    made = reviews.decide(ledger, draft, reviews.version(ledger, draft.target))
    touch.settle(ledger, named(draft))
    return made


def named(draft):
    new = draft.new
    return {new["a"], new["b"]} if "a" in new else {claim for group in new["claims"] for claim in group}


def undone(ledger, made, draft):
    reviews.undo(ledger, made.id, "Huda")
    touch.settle(ledger, named(draft))


def test_merged_events_are_one_and_the_older_name_stays(ledger, most):
    before = events(ledger)
    a, b = sorted(before)[:2]
    draft = Draft("merge", Target("event", a), "Huda", {"claims": [[min(before[a])], [min(before[b])]]}, "the same day")
    made = decided(ledger, draft)
    after = events(ledger)
    assert len(after) == len(before) - 1
    [merged] = [claims for claims in after.values() if claims == before[a] | before[b]]
    assert {a, b} & {id for id, claims in after.items() if claims == merged}
    undone(ledger, made, draft)
    assert events(ledger) == before


def test_claims_that_were_told_apart_are_two_events(ledger, most):
    [denial] = [claim.id for claim in ledger.claims() if claim.stance == "denies"]
    before, against = events(ledger), relations(ledger)
    [(home, claims)] = [(id, claims) for id, claims in before.items() if denial in claims]
    draft = Draft("split", Target("event", home), "Huda", {"claims": [sorted(claims - {denial}), [denial]]}, "later")
    made = decided(ledger, draft)
    after = events(ledger)
    assert {denial} in after.values()
    assert claims - {denial} in after.values()
    undone(ledger, made, draft)
    assert (events(ledger), relations(ledger)) == (before, against)


def test_a_link_stands_and_an_unlinked_relation_is_gone_with_its_dispute(ledger, most):
    before, shown = relations(ledger), disputes(ledger)
    contradicting = [sorted(pair) for pair, type in before.items() if type == "contradicts"]
    made = []
    for a, b in contradicting:
        draft = Draft("unlink", Target("relation", relation_id(a, b)), "Huda", {"a": a, "b": b}, "of two days")
        made.append((decided(ledger, draft), draft))
    assert "contradicts" not in relations(ledger).values()
    if most > 4:
        assert disputes(ledger) == set()
    a, b = contradicting[0]
    draft = Draft("link", Target("relation", relation_id(a, b)), "Huda", {"a": a, "b": b, "type": "corroborates"})
    linked = decided(ledger, draft)
    assert relations(ledger)[frozenset((a, b))] == "corroborates"
    undone(ledger, linked, draft)
    for decision, draft in reversed(made):
        undone(ledger, decision, draft)
    assert relations(ledger) == before
    assert disputes(ledger) == shown


def test_at_once_and_at_the_next_analysis_it_is_the_same(ledger):
    before = events(ledger)
    a, b = sorted(before)[:2]
    decided(ledger, Draft("merge", Target("event", a), "Huda", {"claims": [sorted(before[a]), sorted(before[b])]}))
    at_once = events(ledger), relations(ledger), disputes(ledger)
    derive.derive(ledger, thorough=False)
    assert (events(ledger), relations(ledger), disputes(ledger)) == at_once

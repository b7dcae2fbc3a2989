"""The check finds what was changed behind riwaya's back in the chain of decisions."""

import datetime
import sqlite3

import pytest

from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.check import problems
from riwaya.ledger.decisions import Draft, Target


def now():
    return datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)


@pytest.fixture
def ledger(tmp_path, make_document, make_claim):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        claims = [make_claim(), make_claim(event="killed"), make_claim(event="clash")]
        ledger.write_run([make_document()], claims, version="1")
        targets = [Target("claim", claim.id) for claim in claims]
        for target in targets:
            reviews.decide(ledger, Draft("confirm", target, "salma"), 0, now=now)
        made = reviews.decide(ledger, Draft("reject", targets[0], "omar", why="no"), 1, now=now)
        reviews.undo(ledger, made.id, who="salma", now=now)
        assert list(problems(ledger)) == []
        yield ledger


def meddle(ledger, *statements):
    """Change the file as nobody is meant to: its guards are taken off first."""
    connection = sqlite3.connect(ledger.path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (["UPDATE decisions SET who = 'somebody' WHERE seq = 2"], "its id is not the hash of what it says"),
        (["UPDATE decisions SET old = NULL, why = 'yes' WHERE seq = 4"], "its id is not the hash of what it says"),
        (["DELETE FROM decision_targets WHERE seq = 2", "DELETE FROM decisions WHERE seq = 2"], "one is missing"),
        (
            ["DELETE FROM decision_targets WHERE seq = 5", "DELETE FROM decisions WHERE seq = 5"],
            "2 decisions were made",
        ),
        (["UPDATE targets SET version = 7 WHERE version = 3"], "is said to be at version 7"),
        (["DELETE FROM targets WHERE version = 3"], "its decisions and its version do not agree"),
    ],
)
def test_meddling_is_found(ledger, statements, says):
    meddle(ledger, *statements)
    found = list(problems(ledger))
    assert any(says in problem for problem in found), found

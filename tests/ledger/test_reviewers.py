"""Many reviewers at once and reviewers that are killed, in small; `bench/reviews.py` does it at full size."""

import json
import subprocess
import sys

import pytest

from riwaya.ledger import effective, open_ledger, rereview, reviews
from riwaya.ledger.decisions import Conflict, Draft, Target
from riwaya.ledger.redaction import purge
from riwaya.ledger.redaction.sweep import sweep


def bench(checkout, *arguments):
    command = [sys.executable, checkout / "bench/reviews.py", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return json.loads(done.stdout)


def test_reviewers_at_once_lose_nothing_and_are_told_of_one_another(checkout, new_ledger):
    found = bench(checkout, "together", "--processes", 3, "--reviews", 25, "--ledger", new_ledger)
    assert (found["reviews"], found["lost"], found["overwritten"], found["gaps"]) == (75, 0, 0, 0)
    assert found["second_writers_told"] == 2


def test_a_reviewer_that_is_killed_has_lost_nothing_acknowledged(checkout, new_ledger):
    found = bench(checkout, "killed", "--times", 5, "--ledger", new_ledger)
    assert found["turns_with_losses"] == 0
    assert found["held"] >= found["acknowledged"] > 0


def test_decisions_on_either_database(new_ledger, make_document, make_claim, tmp_path, monkeypatch):
    document, claim, other = make_document(), make_claim(), make_claim(event="killed")
    monkeypatch.setenv("RIWAYA_REDACTION_KEY", str(tmp_path / "key"))
    with open_ledger(new_ledger, create=True) as ledger:
        ledger.write_run([document], [claim, other], version="1")

        def decide(action, kind, id, new=None):
            target = Target(kind, id)
            return reviews.decide(ledger, Draft(action, target, "salma", new), reviews.version(ledger, target))

        first = decide("correct", "claim", claim.id, {"event": "capture"})
        decide("merge", "event", "e", {"claims": [[claim.id], [other.id]]})
        with pytest.raises(Conflict) as caught:
            reviews.decide(ledger, Draft("reject", Target("claim", claim.id), "omar"), 0)
        assert caught.value.decision == first
        ledger.write_run([document], [other], version="2")
        assert [w.id for w in rereview.waiting(ledger)] == [claim.id]
        ledger.write_run([document], [claim, other], version="1")
        assert [r.status for r in effective.claims(ledger)] == ["corrected", "unreviewed"]
        for statement in ("UPDATE decisions SET who = 'x'", "DELETE FROM decisions", "DELETE FROM redactions"):
            if statement == "DELETE FROM redactions":
                purge.redact(ledger, purge.Wanted(names=("اللواء الخامس",)), who="nour", reason="x")
                sweep(ledger)
            with pytest.raises(Exception, match="never changed or deleted"), ledger.writing() as connection:
                connection.exec_driver_sql(statement)
        stands = [r.claim.agents[0].text for r in effective.claims(ledger)]
        assert all("█" in text and "اللواء" not in text for text in stands)
        ledger.write_run([document], [claim, other], version="1")
        assert [r.claim.agents[0].text for r in effective.claims(ledger)] == stands
        ledger.check()

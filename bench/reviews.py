"""Many reviewers at once, and reviewers that are killed: nothing acknowledged is lost, nobody is overwritten unseen.

    python bench/reviews.py together [--processes 8] [--reviews 500] [--ledger URL]
    python bench/reviews.py killed   [--times 100] [--ledger URL]

`together`: each process makes so many decisions about claims that it shares with all others. It reads a claim's
version, decides, and where somebody was faster (`Conflict`) reads again. `killed`: a reviewer is ended by SIGKILL at
a random moment, again and again on the same ledger. Prints one JSON object; the exit code is 1 if anything was lost or
overwritten.
A ledger of its own in a temporary folder unless a PostgreSQL URL of an empty database is given.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.decisions import Conflict, Draft, Target
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document, claim_id, cut
from riwaya.model.ids import sha256

CLAIMS = 200
SENTENCE = "دخلت القوات القرية رقم {}. "
ACTIONS = ("confirm", "reject", "correct")


def make(target: str) -> list[str]:
    """A ledger with one document; the ids of its claims."""
    text = "".join(SENTENCE.format(n) for n in range(CLAIMS))
    document = Document("report", text, sha256(text.encode()))
    claims, at = [], 0
    for n in range(CLAIMS):
        end = at + len(SENTENCE.format(n)) - 2
        claim = Claim(
            id="", document="report", evidence=cut(text, at, end), voices=(), cue=None, attitude="neutral",
            stance="asserts", denial=None, denies_what=None, event="entry", background=False, agents=(), targets=(),
            places=(), time=None, extent=None, quantities=(), rules=("bench",), score=0.5,
        )  # fmt: skip
        claims.append(msgspec.structs.replace(claim, id=claim_id("report", claim)))
        at = end + 2
    with open_ledger(target, create=True) as ledger:
        ledger.write_run([document], claims, version="bench")
    return [claim.id for claim in claims]


def decide(ledger: Ledger, id: str, who: str, choice: random.Random) -> tuple[str, int]:
    """One decision about a claim, made anew as often as somebody was faster: its id, and how often that was."""
    target, conflicts = Target("claim", id), 0
    while True:
        seen = reviews.version(ledger, target)
        action = choice.choice(ACTIONS)
        new = {"event": choice.choice(("entry", "capture", "advance"))} if action == "correct" else None
        try:
            return reviews.decide(ledger, Draft(action, target, who, new), seen).id, conflicts
        except Conflict as conflict:
            if conflict.decision is None or conflict.found <= seen:
                raise
            conflicts += 1


def _reviewer(target: str, ids: list[str], number: int, count: int, start: Any, results: Any) -> None:
    choice, made, conflicts, waits = random.Random(number), [], 0, []
    with open_ledger(target) as ledger:
        # All about one claim in one version at the same moment: one may write, all others must be told who did.
        start.wait()
        try:
            reviews.decide(ledger, Draft("confirm", Target("claim", ids[0]), f"reviewer {number}"), 0)
            first = "wrote"
        except Conflict as conflict:
            first = f"told of {conflict.by}"
        for _ in range(count):
            began = time.perf_counter()
            id, again = decide(ledger, choice.choice(ids[1:]), f"reviewer {number}", choice)
            waits.append(time.perf_counter() - began)
            made.append(id)
            conflicts += again
    results.put((number, first, made, conflicts, waits))


def together(target: str, processes: int, count: int) -> dict[str, Any]:
    """Many reviewers at once."""
    ids = make(target)
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(processes + 1), context.Queue()
    workers = [
        context.Process(target=_reviewer, args=(target, ids, n, count, start, results)) for n in range(processes)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    found = [results.get() for _ in workers]
    seconds = time.perf_counter() - began
    for worker in workers:
        worker.join()
    acknowledged = [id for _, _, made, _, _ in found for id in made]
    waits = sorted(wait for *_, mine in found for wait in mine)
    winners = [f"reviewer {number}" for number, first, *_ in found if first == "wrote"]
    with open_ledger(target) as ledger:
        ledger.check()
        every = reviews.everything(ledger)
        versions = {id: reviews.version(ledger, Target("claim", id)) for id in ids}
    by_claim = Counter(decision.target.id for decision in every)
    seen: Counter[str] = Counter()
    in_order = True
    for decision in every:
        in_order &= decision.version == seen[decision.target.id]
        seen[decision.target.id] += 1
    return {
        "processes": processes,
        "reviews": len(acknowledged),
        "seconds": round(seconds, 2),
        "a_second": round(len(acknowledged) / seconds),
        "median_ms": round(1000 * waits[len(waits) // 2], 1),
        "p95_ms": round(1000 * waits[int(len(waits) * 0.95)], 1),
        "conflicts": sum(conflicts for *_, conflicts, _ in found),
        "lost": len(set(acknowledged) - {d.id for d in every}) + abs(len(every) - len(acknowledged) - 1),
        "overwritten": sum(versions[id] != by_claim[id] for id in ids) + (not in_order),
        "gaps": len(every) - every[-1].seq,
        "second_writers_told": sum(first == f"told of {winners[0]}" for _, first, *_ in found) if winners else 0,
        "ok": len(winners) == 1,
    }


def _endless(target: str, ids: list[str], seed: int, acknowledged: int) -> None:
    choice = random.Random(seed)
    with open_ledger(target) as ledger:
        os.write(acknowledged, b"\n")  # ready
        while True:
            id, _ = decide(ledger, choice.choice(ids), "reviewer", choice)
            os.write(acknowledged, f"{id}\n".encode())


def killed(target: str, times: int) -> dict[str, Any]:
    """Reviewers that are killed."""
    ids, choice, acknowledged, problems = make(target), random.Random(1), set[str](), 0
    for turn in range(times):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                _endless(target, ids, turn, writer)
            except BaseException:
                traceback.print_exc()
            os._exit(2)
        os.close(writer)
        with os.fdopen(reader, "rb") as told:
            told.readline()
            time.sleep(choice.uniform(0, 0.4))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            acknowledged |= {line.decode().strip() for line in told if line.endswith(b"\n")}
        with open_ledger(target) as ledger:
            ledger.check()
            every = reviews.everything(ledger)
        problems += bool(acknowledged - {d.id for d in every}) + (len(every) != every[-1].seq if every else 0)
    return {"killed": times, "acknowledged": len(acknowledged), "held": len(every), "turns_with_losses": problems}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("together", "killed"))
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--reviews", type=int, default=500)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--ledger")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = given.ledger or str(Path(folder) / "ledger.db")
        if given.what == "killed":
            found = killed(target, given.times)
            right = not found["turns_with_losses"]
        else:
            found = together(target, given.processes, given.reviews)
            told = found["second_writers_told"] == given.processes - 1
            right = found.pop("ok") and told and not (found["lost"] or found["overwritten"] or found["gaps"])
    print(json.dumps(found))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())

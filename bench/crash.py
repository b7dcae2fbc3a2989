"""Kill a process with SIGKILL while it writes runs and decisions into a ledger, and see that nothing is lost.

usage: python bench/crash.py [--times N] [--seed N] [--ledger LEDGER]

A process writes one run after the other (reports come, go and change) and decides about claims in between; it says what
it begins and what is done. It is killed at a random moment, again and again on the same ledger. After each kill the
ledger must open, pass its check, hold the last run that was done or the next one, whole, and hold every decision that
was acknowledged. Prints what was hit; exit code 1 if anything was lost. LEDGER is a new file (default: a temporary one)
or the URL of an empty PostgreSQL database.
"""

import argparse
import datetime
import os
import select
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Final

from msgspec.structs import replace
from sqlalchemy import select as query
from workspace_data import World

from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target
from riwaya.ledger.review_tables import decisions
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document
from riwaya.model.ids import sha256

REPORTS: Final = 60
LONGEST_CYCLE: Final = 20.0  # seconds; how long a process is waited for to say something


def state(world: World, k: int) -> tuple[list[Document], list[Claim]]:
    """What run `k` found: two thirds of the reports, a fifth of them with another end than in the run before."""
    documents, claims = [], []
    for number in range(REPORTS):
        if (number + k) % 3:
            document, found = world.report(number)
            if number % 5 == 0:
                text = f"{document.text}{k}\n"
                document = replace(document, text=text, sha256=sha256(text.encode()))
            documents.append(document)
            claims += found
    return documents, claims


def now() -> datetime.datetime:
    return datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)


def write_on(target: str, world: World, k: int, say: int) -> None:
    """Write runs from `k` on, and decide about a few claims after each, until killed."""
    random = Random(k)
    with open_ledger(target, create=True) as ledger:
        while True:
            os.write(say, f"begun {k}\n".encode())
            documents, claims = state(world, k)
            ledger.write_run(documents, claims, version="1", options={"k": str(k)})
            os.write(say, f"done {k}\n".encode())
            for claim in random.sample(claims, 3):
                target_of = Target("claim", claim.id)
                version = reviews.version(ledger, target_of)
                action = "confirm" if version % 2 == 0 else "reject"
                made = reviews.decide(ledger, Draft(action, target_of, "salma"), version, now=now)
                os.write(say, f"decided {made.id}\n".encode())
            k += 1


def said_until_killed(target: str, world: World, k: int, delay: float) -> list[str]:
    """What a process said that began with run `k` and was killed `delay` seconds after its first word."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            write_on(target, world, k, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    said = b""
    if select.select([ours], [], [], LONGEST_CYCLE)[0]:
        time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the writing process ended by itself")
    while more := os.read(ours, 65536):
        said += more
    os.close(ours)
    return said.decode().splitlines()


def lost(ledger: Ledger, world: World, begun: int, done: int, acknowledged: set[str]) -> list[str]:
    """What is wrong with the ledger after a kill; nothing if nothing is."""
    ledger.check()
    run = ledger.run()
    at = -1 if run is None else int(str(run.options["k"]))
    wrong = []
    if at not in (done, begun):
        wrong.append(f"holds run {at}; {done} was done and {begun} begun")
    if run is not None:
        documents, claims = state(world, at)
        if list(ledger.documents()) != documents or list(ledger.claims()) != claims:
            wrong.append(f"run {at} is not whole")
    held = {row.id for row in ledger.rows(query(decisions.c.id))}
    if missing := acknowledged - held:
        wrong.append(f"{len(missing)} acknowledged decisions are missing")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger")
    given = parser.parse_args()
    world, random = World(REPORTS, 6, given.seed), Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        target = given.ledger or str(Path(folder) / "ledger.db")
        began = time.perf_counter()
        with open_ledger(target, create=True) as ledger:  # how long a run takes here, and all words seen once
            documents, claims = state(world, 0)
            ledger.write_run(documents, claims, version="1", options={"k": "0"})
        cycle = min(2.0, time.perf_counter() - began)
        done = begun = 0
        hit = {"a run": 0, "decisions": 0}
        acknowledged: set[str] = set()
        for time_ in range(given.times):
            said = said_until_killed(target, world, begun + 1, random.random() * cycle)
            for line in said:
                what, _, which = line.partition(" ")
                if what == "begun":
                    begun = int(which)
                elif what == "done":
                    done = int(which)
                else:
                    acknowledged.add(which)
            hit["a run" if begun > done else "decisions"] += 1
            with open_ledger(target) as ledger:
                wrong = lost(ledger, world, begun, done, acknowledged)
                run = ledger.run()
                done = begun if run is not None and run.options["k"] == str(begun) else done
            if wrong:
                print(f"kill {time_ + 1}: {'; '.join(wrong)}", file=sys.stderr)
                return 1
    print(f"killed {given.times} times, during {', '.join(f'{what} {n}' for what, n in hit.items())}: nothing lost; "
          f"{begun} runs begun, {len(acknowledged)} decisions acknowledged")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How events, lineages and relations grow with the number of claims: three sizes, and a hundred claims more.

    python bench/reason.py [CLAIMS ...]

Claims are made up: reports of twelve claims each over as many places and days as the number of reports asks for, told
by a few voices, with denials and tolls among them. The time is the processor's for reasoning alone, then for adding a
hundred claims of new reports to what is there.
"""

import argparse
import datetime
import random
import resource
import time
from collections.abc import Sequence

import msgspec

from riwaya.model import Claim
from riwaya.reason import Analysis, Material, Report, material, read_claims, read_reports

SIZES = (10_000, 30_000, 100_000)
CLAIMS_OF_A_REPORT = 12
KINDS = ("capture", "control", "withdrawal", "clash", "airstrike", "shelling", "killed", "injured", "entry", "detained")
WORDS = [
    "قال",
    "إن",
    "القوات",
    "دخلت",
    "البلدة",
    "بعد",
    "معارك",
    "عنيفة",
    "قرب",
    "الجسر",
    "القديم",
    "فجر",
    "الأحد",
    "وسقط",
    "قتلى",
    "وجرحى",
    "من",
    "الطرفين",
    "في",
    "الحي",
]


def made_up(claims: int, *, seed: int, prefix: str = "d") -> Material:
    """Reports and their claims; the same for the same arguments."""
    chance = random.Random(seed)
    reports = claims // CLAIMS_OF_A_REPORT + 1
    places = max(20, claims // 60)
    days = 365
    start = datetime.date(2020, 1, 1)
    report_lines, claim_lines = [], []
    for n in range(reports):
        day = start + datetime.timedelta(chance.randrange(days))
        id = f"{prefix}{n:06}"
        outlet = f"outlet:o{chance.randrange(60)}"
        report_lines.append(msgspec.json.encode({"id": id, "outlet": outlet, "published": day.isoformat()}))
        story = int(places * chance.random() ** 2)  # some places are in the news far more often than others
        for m in range(CLAIMS_OF_A_REPORT):
            claim_lines.append(
                msgspec.json.encode(_claim(chance, id, m, story if m % 3 else chance.randrange(places), day))
            )
    read, problems = read_claims(claim_lines[:claims], "made up")
    known, more = read_reports(report_lines, "made up")
    if problems or more:
        raise ValueError(str([*problems, *more][0]))
    return material(read, known)


def _claim(chance: random.Random, document: str, n: int, place: int, day: datetime.date) -> dict[str, object]:
    event = chance.choice(KINDS)
    words = [chance.choice(WORDS) for _ in range(chance.randrange(6, 16))]
    side = chance.randrange(2)
    record: dict[str, object] = {
        "document": document,
        "event": event,
        "evidence": {"start": n * 200, "text": " ".join(words)},
        "places": [{"text": f"بلدة {place}", "entity": f"place:bench-{place}", "precision": "point"}],
        "agents": [{"text": "القوات", "entity": f"actor:bench-{side}"}],
        "targets": [{"text": "الطرف الآخر", "entity": f"actor:bench-{1 - side}"}],
    }
    if chance.random() < 0.6:
        record["voices"] = [{"text": "مصدر", "entity": f"voice:bench-{chance.randrange(200)}", "kind": "monitor"}]
    if chance.random() < 0.08:
        record |= {"stance": "denies", "denial": "rebuttal"}
    if chance.random() < 0.7:
        record["time"] = (day - datetime.timedelta(chance.randrange(3))).isoformat()
    if event in ("killed", "injured"):
        record["quantities"] = [{"value": chance.randrange(1, 40), "unit": "people"}]
    return record


def timed(claims: Sequence[int]) -> None:
    """Print a line a size."""
    print("claims   reason s  us/claim   events  relations   +100 claims s   peak MB")
    for size in claims:
        stuff, more = made_up(size, seed=1), made_up(100, seed=2, prefix="n")
        begun = time.process_time()
        analysis = Analysis.of(stuff)
        events = sum(1 for _ in analysis.events())
        relations = sum(1 for _ in analysis.relations())
        spent = time.process_time() - begun
        begun = time.process_time()
        analysis.add(more)
        for _ in analysis.blocks():
            pass
        added = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:7} {spent:9.2f} {spent / size * 1e6:9.0f} {events:8} {relations:10} {added:14.2f} {peak:10.0f}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("claims", nargs="*", type=int, default=SIZES)
    timed(parser.parse_args().claims)

__all__ = ["Claim", "Report", "made_up", "timed"]

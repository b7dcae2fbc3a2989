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


STORY_CLAIMS = 60
"""Claims that a story comes to, over all reports about it."""
HAPPENINGS = 8
"""What happens in a story."""


def made_up(claims: int, *, seed: int, prefix: str = "d", stories: int | None = None) -> Material:
    """Reports and their claims, the same for the same arguments; `stories` are those of so many claims."""
    told = _stories((stories or claims) // STORY_CLAIMS + 1)
    chance = random.Random(seed)
    report_lines, claim_lines = [], []
    for n in range(claims // CLAIMS_OF_A_REPORT + 1):
        story = told[int(len(told) * chance.random() ** 1.5)]  # some stories are told far more often than others
        day = story[0][1] + datetime.timedelta(chance.randrange(3))
        id = f"{prefix}{n:06}"
        outlet = f"outlet:o{chance.randrange(60)}"
        report_lines.append(msgspec.json.encode({"id": id, "outlet": outlet, "published": day.isoformat()}))
        for m in range(CLAIMS_OF_A_REPORT):
            record = _claim(chance, chance.choice(story if m % 4 else chance.choice(told)))
            record |= {"document": id, "evidence": {"start": m * 200, "text": _words(chance)}}
            claim_lines.append(msgspec.json.encode(record))
    read, problems = read_claims(claim_lines[:claims], "made up")
    known, more = read_reports(report_lines, "made up")
    if problems or more:
        raise ValueError(str([*problems, *more][0]))
    return material(read, known)


Happening = tuple[int, datetime.date, str, int, int]
"""Place, day, event type, which side does it, a number."""


def _stories(count: int) -> list[list[Happening]]:
    chance = random.Random(0)
    places = max(10, count)  # some of which are in many stories, most in one or none
    start = datetime.date(2020, 1, 1)
    out = []
    for _ in range(count):
        place = int(places * chance.random() ** 2)
        day = start + datetime.timedelta(chance.randrange(730))
        out.append(
            [
                (place, day + datetime.timedelta(chance.randrange(2)), chance.choice(KINDS), chance.randrange(2), n + 3)
                for n in range(HAPPENINGS)
            ]
        )
    return out


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(6, 16)))


def _claim(chance: random.Random, happening: Happening) -> dict[str, object]:
    place, day, event, side, number = happening
    record: dict[str, object] = {
        "event": event,
        "places": [{"text": f"بلدة {place}", "entity": f"place:bench-{place}", "precision": "point"}],
        "agents": [{"text": "القوات", "entity": f"actor:bench-{side}"}],
        "targets": [{"text": "الطرف الآخر", "entity": f"actor:bench-{1 - side}"}],
    }
    if chance.random() < 0.6:
        record["voices"] = [{"text": "مصدر", "entity": f"voice:bench-{chance.randrange(200)}", "kind": "monitor"}]
    if chance.random() < 0.08:
        record |= {"stance": "denies", "denial": "rebuttal"}
    if chance.random() < 0.7:
        record["time"] = day.isoformat()
    if event in ("killed", "injured"):
        record["quantities"] = [{"value": number + (chance.random() < 0.2) * 7, "unit": "people"}]
    return record


def timed(claims: Sequence[int]) -> None:
    """Print a line a size."""
    print("claims   reason s  us/claim   events  relations   +100 claims s   peak MB")
    for size in claims:
        stuff, more = made_up(size, seed=1), made_up(100, seed=2, prefix="n", stories=size)
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

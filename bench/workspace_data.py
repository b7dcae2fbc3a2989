"""Make a ledger of any size, for measuring: reports and their claims from templates, the same for the same arguments.

usage: python bench/workspace_data.py LEDGER [--documents N] [--claims N] [--seed N]

LEDGER is a new file or the URL of an empty PostgreSQL database; --claims is how many each report makes. The text is
made of templates and of words of the lexicon, about places, parties and voices that the gazetteer knows; it means
nothing. Reports gather in episodes: a place (some have many more reports than others), two parties, some weeks. Prints
how long making and writing took, and how large the ledger is.
"""

import argparse
import datetime
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.gazetteer.places import Places
from riwaya.gazetteer.places_data import PlaceRow
from riwaya.lang.arabic import arabic
from riwaya.ledger import open_ledger
from riwaya.model import Actor, Claim, Cue, Document, EventTime, Place, Published, Quantity, Span, Voice, claim_id
from riwaya.model.codec import encode, read_records
from riwaya.model.ids import sha256

FIRST_DAY: Final = datetime.date(2031, 1, 1)
DAYS: Final = 3650
REPORTS_AN_EPISODE: Final = 25
COUNTRIES: Final = ("SY", "IQ", "YE", "LY", "SD")

# Event type, what is said of it (agent, then place), whether it has targets, weight.
EVENTS: Final = (
    ("capture", "سيطروا على", 8),
    ("recapture", "استعادوا", 4),
    ("withdrawal", "انسحبوا من", 4),
    ("control", "يسيطرون على", 6),
    ("siege", "يحاصرون", 3),
    ("clash", "خاضوا اشتباكات في", 12),
    ("attack", "هاجموا", 10),
    ("airstrike", "شنوا غارة على", 12),
    ("shelling", "قصفوا", 16),
    ("killed", "قتلوا مدنيين في", 12),
    ("injured", "أصابوا مدنيين في", 6),
    ("displacement", "هجروا عائلات من", 3),
    ("deployment", "انتشروا في", 4),
)
# Stance, cue, particle, kind of denial, what is denied, weight.
STANCES: Final = (
    ("asserts", "قال", "إن", None, None, 80),
    ("denies", "نفى", "أن", "rebuttal", "event", 9),
    ("possible", "رجح", "أن", None, None, 4),
    ("doubts", "شكك", "في أن", "unverified", "event", 2),
    ("expects", "توقع", "أن", None, None, 3),
    ("demands", "طالب", "بأن", None, None, 2),
)
DAY_WORDS: Final = (("اليوم", 0), ("أمس", 1), ("قبل يومين", 2))
OUTLETS: Final = tuple(f"outlet:made-up-{n:03}" for n in range(120))


class Episode:
    """A place, the parties, the first day, and neighbouring places."""

    def __init__(self, world: "World", random: Random) -> None:
        self.place = world.places[bisect(world.place_weights, random.random() * world.place_weights[-1])]
        self.others = [world.places[bisect(world.place_weights, random.random() * world.place_weights[-1])]] * 2
        self.parties = random.sample(world.parties, 2)
        self.first = random.randrange(DAYS)


class World:
    """What all reports draw on."""

    def __init__(self, documents: int, claims: int, seed: int) -> None:
        self.documents, self.claims, self.seed = documents, claims, seed
        random = Random(seed)
        rows = [row for row in Places.load().rows() if row.lat is not None and row.country in COUNTRIES]
        self.places: list[PlaceRow] = sorted(rows, key=lambda row: (-row.population, row.id))
        self.place_weights = list(accumulate(1 / (n + 10) for n in range(len(self.places))))
        named = sorted(actors().rows.values(), key=lambda row: row.id)
        self.parties: list[ActorRow] = [r for r in named if r.kind in ("military", "armed_group") and not r.generic]
        kinds = ("government", "military", "monitor", "agency", "activist", "medical", "state_media", "international")
        self.voices: list[ActorRow] = [row for row in named if row.kind in kinds]
        self.voice_weights = list(accumulate(1 / (n + 5) for n in range(len(self.voices))))
        random.shuffle(self.voices)
        self.words = sorted({key for key, _, _ in arabic().lexicon.forms() if len(key) > 2})
        self.episodes = [Episode(self, random) for _ in range(max(1, documents // REPORTS_AN_EPISODE))]
        self.event_weights = list(accumulate(weight for *_, weight in EVENTS))
        self.stance_weights = list(accumulate(weight for *_, weight in STANCES))

    def report(self, number: int) -> tuple[Document, list[Claim]]:
        """One report and its claims."""
        return _Report(self, number).made()

    def reports(self) -> Iterator[tuple[Document, list[Claim]]]:
        """All reports in order."""
        return map(self.report, range(self.documents))


class _Report:
    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.random = Random(f"{world.seed}:{number}")
        self.id = f"made/{number // 1000:04}/{number:07}"
        self.episode = self.random.choice(world.episodes)
        self.day = FIRST_DAY + datetime.timedelta(days=self.episode.first + int(self.random.expovariate(1 / 9)))
        self.parts: list[str] = []
        self.length = 0
        self.claims: list[Claim] = []

    def made(self) -> tuple[Document, list[Claim]]:
        title = f"{self.episode.place.forms[0]}: {' '.join(self.random.choices(self.world.words, k=5))}"
        self._put(title + "\n")
        for n in range(self.world.claims):
            self._sentence()
            self._put(" ".join(self.random.choices(self.world.words, k=self.random.randrange(4, 12))))
            self._put(".\n" if n % 4 == 3 else ". ")
        text = "".join(self.parts)
        day = self.day.isoformat()
        outlet = self.random.choice(OUTLETS)
        document = Document(
            self.id, text, sha256(text.encode()), outlet, None, title, "ar", Published(day, day, "sidecar")
        )
        return document, self.claims

    def _put(self, piece: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(piece)
        self.length += len(piece)
        return start, self.length

    def _sentence(self) -> None:
        random, world = self.random, self.world
        event, verb, _ = EVENTS[bisect(world.event_weights, random.random() * world.event_weights[-1])]
        stance, cue, particle, denial, denied, _ = STANCES[
            bisect(world.stance_weights, random.random() * world.stance_weights[-1])
        ]
        voice = world.voices[bisect(world.voice_weights, random.random() * world.voice_weights[-1])]
        agent, target = random.sample(self.episode.parties, 2)
        place = self.episode.place if random.random() < 0.75 else random.choice(self.episode.others)
        word, ago = random.choice(DAY_WORDS)
        at_cue = self._put(cue)
        self._put(" ")
        at_voice = self._put(voice.forms[0])
        self._put(f" {particle} ")
        at_agent = self._put(f"مقاتلين من {agent.forms[0]}")
        self._put(f" {verb} ")
        at_place = self._put(place.forms[0])
        self._put(" ")
        at_day = self._put(word)
        end = self.length
        dead: tuple[Quantity, ...] = ()
        if event in ("killed", "injured"):
            count = random.randrange(1, 60)
            self._put(f" وعددهم {count}")
            dead = (Quantity(str(count), count, count, "people", of="civilians"),)
        self._put("، ")
        day = (self.day - datetime.timedelta(days=ago)).isoformat()
        targets = (Actor("مقاتلين", *at_agent[:1], at_agent[0] + 7),) if event == "clash" and target is agent else ()
        claim = Claim(
            id="",
            document=self.id,
            evidence=Span(at_agent[0], end, f"مقاتلين من {agent.forms[0]} {verb} {place.forms[0]} {word}"),
            voices=(Voice(voice.forms[0], *at_voice, voice.name, voice.id, voice.kind),),  # type: ignore[arg-type]
            cue=Cue(cue, *at_cue),
            attitude="neutral",
            stance=stance,  # type: ignore[arg-type]
            denial=denial,  # type: ignore[arg-type]
            denies_what=denied,  # type: ignore[arg-type]
            event=event,
            background=False,
            agents=(Actor(f"مقاتلين من {agent.forms[0]}", *at_agent, agent.name, agent.id),),
            targets=targets,
            places=(Place(place.forms[0], *at_place, place.name, place.id, place.lat, place.lon, "point"),),
            time=EventTime(day, day, (-ago, -ago), word, *at_day),
            extent=None,
            quantities=dead,
            rules=("made-up",),
            score=round(0.5 + random.random() / 2, 2),
        )
        self.claims.append(_with_id(claim))


def _with_id(claim: Claim) -> Claim:
    from msgspec.structs import replace

    return replace(claim, id=claim_id(claim.document, claim))


def make(world: World, folder: Path) -> None:
    """Make the reports and put them into two files, as `riwaya run` does before it writes a ledger."""
    with (folder / "documents.jsonl").open("wb") as documents, (folder / "claims.jsonl").open("wb") as lines:
        for document, claims in world.reports():
            documents.write(encode(document) + b"\n")
            lines.writelines(encode(claim) + b"\n" for claim in claims)


def write(target: str, folder: Path, options: dict[str, str | None]) -> None:
    """Write the reports into a ledger, as `riwaya run` does."""
    with open_ledger(target, create=True) as ledger:
        documents = read_records(folder / "documents.jsonl", Document)
        claims = read_records(folder / "claims.jsonl", Claim)
        ledger.write_run(documents, claims, version="made-up", options=options)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("ledger")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    world = World(given.documents, given.claims, given.seed)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        make(world, Path(folder))
        made, busy = time.perf_counter(), time.process_time()
        write(given.ledger, Path(folder), {name: str(value) for name, value in vars(given).items() if name != "ledger"})
        written, busy = time.perf_counter(), time.process_time() - busy
    print(f"{given.documents} documents, {given.documents * given.claims} claims")
    print(f"made in {made - began:.0f} s; written in {written - made:.0f} s, {busy:.0f} s of them on the processor")
    path = Path(given.ledger)
    if path.is_file():
        print(f"{path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

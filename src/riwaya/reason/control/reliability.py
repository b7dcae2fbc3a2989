"""How reliable institutions have proved: their claims against what everybody else later settled.

A claim about a place and day is settled when the timeline made without its voice gives one state nine tenths or more.
It held if that is the state it speaks of. Each root counts once for each place. Only institutions are judged (DESIGN.md
5b), with an interval, never one number; below five roots: "cannot be judged". The Admiralty scale's two axes stay
apart: the letter is the source's record, the digit the single item's support from everybody else.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

import msgspec
import numpy as np

from riwaya.model.vocabulary import FAMILY_OF
from riwaya.reason.control.chain import Ints
from riwaya.reason.control.leaving import left_out
from riwaya.reason.control.series import Control, Support
from riwaya.reason.control.voicing import Judged
from riwaya.reason.control.whatif import without

SETTLED: Final = 0.9
LEAST_ROOTS: Final = 5
_LETTERS: Final = ((0.9, "A"), (0.75, "B"), (0.5, "C"), (0.25, "D"))
_DIGITS: Final = ((0.9, 1), (0.7, 2), (0.4, 3), (0.15, 4))
ALL: Final = "control"
"""The topic of a record over all claims that bear on control."""
TOPICS: Final = ("gains", "kept or lost", "fighting")
TOPIC_OF: Final = {"gained": TOPICS[0], "kept_or_lost": TOPICS[1]}
"""The topic of an event's family; all others are about fighting."""
_Z: Final = 1.2816


class Grade(msgspec.Struct, frozen=True):
    """One voice's record on a topic. `held` of `checked` settled claims held, over `roots` independent roots.

    `low`, `high`: Wilson's 80% interval (1927) of the share that holds, by roots; 0 and 1 when it cannot be judged.
    """

    key: str
    name: str
    topic: str
    checked: int
    held: float
    roots: int
    low: float
    high: float

    @property
    def judged(self) -> bool:
        """Whether there is enough to judge by."""
        return self.roots >= LEAST_ROOTS


def reliability(
    found: Control, *, least: int = 1, judged: bool = False, keys: Collection[str] | None = None, topics: bool = False
) -> Iterator[Grade]:
    """The record of every institution with at least `least` settled claims, over all that bears on control.

    With `topics`, after it the same by kind of event (`TOPICS`), as far as there is any. With `judged`, only of those
    that there may be enough to judge by; quicker, for most voices are heard once or twice. `keys`: only of these
    voices.
    """
    evidence = found.gathered.evidence
    mine: dict[int, Ints] = {}
    for number, voice in enumerate(found.gathered.voices):
        if not voice.institution or (keys is not None and voice.key not in keys):
            continue
        pieces = np.nonzero((evidence.voice == number) & (evidence.weight > 0.0))[0]
        if len(pieces) and not (judged and len(np.unique(evidence.root[pieces])) < LEAST_ROOTS):
            mine[number] = pieces
    settled = _settled(found, mine)
    for number in mine:
        about = settled.get(number, [])
        for topic in (ALL, *TOPICS) if topics else (ALL,):
            kept = [one for one in about if topic in (ALL, one.topic)]
            if len({(one.root, one.place) for one in kept}) >= (least if topic == ALL else 1):
                yield _grade(found.gathered.voices[number], topic, kept)


class _Settled(msgspec.Struct, frozen=True):
    """A claim that everybody else settled: its root, its place, what it is about, whether it held."""

    root: int
    place: int
    topic: str
    held: bool


def _settled(found: Control, mine: Mapping[int, Ints]) -> dict[int, list[_Settled]]:
    """What everybody else settled of each voice's pieces (`mine`, by the voice's number), in their order."""
    evidence = found.gathered.evidence
    pieces: dict[tuple[int, int], list[int]] = {}
    for voice, its in mine.items():
        for piece in its.tolist():
            pieces.setdefault((int(evidence.row_place[evidence.row[piece]]), voice), []).append(piece)
    support = Support(found.gathered)
    at: dict[int, list[tuple[int, _Settled]]] = {}
    for (place, voice), days in left_out(found, {run: evidence.day[its] for run, its in pieces.items()}):
        first = support.first(place)
        for piece, day in zip(pieces[place, voice], days, strict=True):
            state = int(day.argmax())
            said = _said(evidence.says[piece], len(evidence.local[place]))
            if said is None or day[state] < SETTLED or evidence.day[piece] < first:
                continue
            event = found.gathered.claims[int(evidence.claim[piece])].event
            topic = TOPIC_OF.get(FAMILY_OF.get(event, ""), TOPICS[2])
            at.setdefault(voice, []).append((piece, _Settled(int(evidence.root[piece]), place, topic, said == state)))
    return {voice: [one for _, one in sorted(told, key=itemgetter(0))] for voice, told in at.items()}


def _grade(voice: Judged, topic: str, settled: Sequence[_Settled]) -> Grade:
    """Each root counts once for each place."""
    tally: dict[tuple[int, int], list[float]] = {}
    for one in settled:
        tally.setdefault((one.root, one.place), []).append(float(one.held))
    shares = [sum(values) / len(values) for values in tally.values()]
    roots = len({root for root, _ in tally})
    low, high = _wilson(sum(shares), len(shares)) if roots >= LEAST_ROOTS else (0.0, 1.0)
    return Grade(voice.key, voice.name, topic, len(settled), sum(one.held for one in settled), roots, low, high)


def letters(grade: Grade) -> str:
    """The Admiralty letter of a record: by the low end of its interval; F when it cannot be judged."""
    if not grade.judged:
        return "F"
    return next((letter for least, letter in _LETTERS if grade.low >= least), "E")


def digit(found: Control, piece: int) -> int:
    """The Admiralty digit of one item: how far everybody else bears it out; 6 when nobody else speaks of its place."""
    evidence = found.gathered.evidence
    place = int(evidence.row_place[evidence.row[piece]])
    key = found.gathered.voices[int(evidence.voice[piece])].key
    around = evidence.row_place[evidence.row] == place
    if not (around & (evidence.voice != evidence.voice[piece])).any():
        return 6
    series = next(iter(without(found, key.__eq__).series([place])))
    at = int(np.clip(evidence.first_day + evidence.day[piece] - series.first_day, 0, len(series.smoothed) - 1))
    said = _said(evidence.says[piece], len(evidence.local[place]))
    p = float(series.smoothed[at, said]) if said is not None else 0.5
    return next((number for least, number in _DIGITS if p >= least), 5)


def item(found: Control, place: int, claim: str) -> tuple[str, int] | None:
    """The voice (its key) and the Admiralty digit of a claim, by id, about a place; None where it has no weight."""
    evidence = found.gathered.evidence
    mine = np.nonzero((evidence.row_place[evidence.row] == place) & (evidence.weight > 0.0))[0]
    pieces = [piece for piece in mine if found.gathered.claims[int(evidence.claim[piece])].id == claim]
    if not pieces:
        return None
    piece = int(max(pieces, key=lambda piece: float(evidence.weight[piece])))
    return found.gathered.voices[int(evidence.voice[piece])].key, digit(found, piece)


def _said(says: np.ndarray[tuple[int, ...], np.dtype[np.float32]], parties: int) -> int | None:
    """The state that a claim speaks of, if it is one state clearly: at least three times as likely as any other."""
    row = np.concatenate([says[:parties], says[-2:]])
    order = np.sort(row)
    return int(row.argmax()) if order[-1] >= 3.0 * order[-2] else None


def _wilson(held: float, n: int) -> tuple[float, float]:
    p = held / n
    middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)

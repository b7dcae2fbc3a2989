"""The two series of every place: as known on each day, and as known now."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from riwaya.gazetteer.places import Places
from riwaya.reason.control.chain import Floats, Ints
from riwaya.reason.control.evidence import PlaceKey
from riwaya.reason.control.gather import Gathered, Lineages, gather
from riwaya.reason.control.inference import Inferred, Learned, infer, infer_reweighted, learn
from riwaya.reason.control.known import Known, recalled
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.sides import Sides
from riwaya.reason.control.siege import Siege
from riwaya.reason.inputs import Material
from riwaya.text.normalise import fold

SHOWN_LOW, SHOWN_HIGH = 0.01, 0.99
"""Probabilities are shown no farther out than this: the model is not surer than that of itself."""
CONTESTED, OTHER = "contested", "other"


class Series(msgspec.Struct, frozen=True):
    """One place's timeline.

    `holders`: the entities (or names) that stand for its parties, in the order of the first columns of `filtered` and
    `smoothed`, which are `(days, parties + 2)` with contested and other last. `first_day` is a proleptic ordinal.
    `roots`, `days_since`: support of each day, `(days,)`: independent roots told so far, days since the last.
    `besieged`: the probability of siege by each party, `(days, parties)`.
    """

    place: PlaceKey
    holders: tuple[str, ...]
    first_day: int
    filtered: Floats
    smoothed: Floats
    roots: Ints
    days_since: Ints
    besieged: Floats

    def day(self, index: int) -> str:
        """The day of that index, ISO."""
        return datetime.date.fromordinal(self.first_day + index).isoformat()

    def index(self, day: str) -> int:
        """The index of an ISO day, clipped to the series."""
        at = datetime.date.fromisoformat(day).toordinal() - self.first_day
        return max(0, min(at, len(self.filtered) - 1))

    def at(self, index: int, *, smoothed: bool) -> dict[str, float]:
        """Probabilities of one day by holder, contested and other."""
        row = (self.smoothed if smoothed else self.filtered)[index]
        return dict(zip((*self.holders, CONTESTED, OTHER), map(float, row), strict=True))


class Control(msgspec.Struct, frozen=True):
    """What is inferred from one body of material: gathered evidence and what was learned of the voices."""

    gathered: Gathered
    learned: Learned
    settings: Settings

    def series(self, places: Sequence[int] | None = None) -> Iterator[Series]:
        """The timelines of the places (by index; all by default), in the order of the evidence's blocks."""
        evidence = self.gathered.evidence
        only = None
        if places is not None:
            only = np.nonzero(np.isin(evidence.row_place, np.array(places, dtype=np.int64)))[0]
        support = Support(self.gathered)
        siege = Siege(self.gathered)
        waiting: dict[int, list[tuple[Floats, Floats, float, float]]] = {}
        expected = np.bincount(evidence.row_place, minlength=len(evidence.places))
        for found in infer(evidence, self.learned, self.settings, only):
            for place, filtered, smoothed in _joined(found, evidence.row_place, evidence.row_prior, expected, waiting):
                first, roots, since = support.of(place)
                held = smoothed[first:]
                yield Series(
                    evidence.places[place],
                    tuple(self.gathered.holders[party] for party in evidence.local[place]),
                    evidence.first_day + first,
                    filtered[first:],
                    held,
                    roots,
                    since,
                    siege.of(place, first, held),
                )

    def reweighted(self, place: int, weights: Sequence[Floats]) -> Iterator[tuple[Floats, Floats]]:
        """A place's filtered and smoothed series `(days, states)` under each of several weightings of its evidence.

        Each of `weights` is as long as the place has evidence, in its order. What was learned of the voices stays.
        Days are those of the place's timeline.
        """
        evidence = self.gathered.evidence
        rows = np.nonzero(evidence.row_place == place)[0]
        evidence = evidence.of_rows(rows)
        first, _, _ = Support(self.gathered).of(place)
        expected = np.bincount(evidence.row_place, minlength=len(evidence.places))
        for found in infer_reweighted(evidence, self.learned, self.settings, rows, weights):
            [(_, filtered, smoothed)] = _joined(found, evidence.row_place, evidence.row_prior, expected, {})
            yield filtered[first:], smoothed[first:]

    def place(self, key: str) -> int | None:
        """The index of a place by its key, entity or name, or by any of its names in the gazetteer, Arabic ones too."""
        places = self.gathered.evidence.places
        for number, place in enumerate(places):
            if key in (place.key, place.entity, place.name):
                return number
        wanted = fold(key)
        for number, place in enumerate(places):
            row = Places.load().by_id(place.entity or "")
            names = (place.name, row.name, *row.forms) if row is not None else (place.name,)
            if any(fold(name) == wanted for name in names):
                return number
        return None


def control(
    material: Material,
    sides: Sides | None = None,
    settings: Settings | None = None,
    *,
    lineages: Lineages | None = None,
    days: Mapping[str, Mapping[str, float]] | None = None,
    known: Mapping[str, Known] | None = None,
) -> Control:
    """Infer who held what from claims and reports. See `gather` for `lineages` and `days`.

    `known` are voices as they were learned before, if they are not to be learned from this material.
    """
    settings = settings or Settings()
    gathered = gather(material, sides or Sides(), settings, lineages=lineages, days=days)
    if known is None:
        learned = learn(gathered.evidence, gathered.prior_side, settings)
    else:
        learned = recalled(gathered, known, settings)
    return Control(gathered, learned, settings)


def _joined(
    found: Inferred,
    row_place: Ints,
    row_prior: Floats,
    expected: Ints,
    waiting: dict[int, list[tuple[Floats, Floats, float, float]]],
) -> Iterator[tuple[int, Floats, Floats]]:
    """The places of a block's rows, averaged over their hypotheses.

    As known now, a hypothesis weighs by how well it explains all evidence; as known then, by its prior alone.
    """
    for number, row in enumerate(found.rows):
        place = int(row_place[row])
        if expected[place] == 1:
            yield place, found.filtered[number], found.smoothed[number]
            continue
        mine = waiting.setdefault(place, [])
        mine.append(
            (found.filtered[number], found.smoothed[number], float(row_prior[row]), float(found.likelihood[number]))
        )
        if len(mine) < expected[place]:
            continue
        del waiting[place]
        prior = np.array([p for _, _, p, _ in mine])
        posterior = posteriors(prior, np.array([z for _, _, _, z in mine]))
        filtered = np.tensordot(prior / prior.sum(), np.array([f for f, _, _, _ in mine]), axes=1)
        smoothed = np.tensordot(posterior, np.array([s for _, s, _, _ in mine]), axes=1)
        yield place, filtered, smoothed


def posteriors(prior: Floats, likelihood: Floats) -> Floats:
    """The probabilities of a place's hypotheses, by how well (in logarithms) each explains all evidence."""
    log = np.log(prior) + likelihood
    out: Floats = np.exp(log - log.max())
    out /= out.sum()
    return out


class Support:
    """Of each place the first day of its timeline, then for every day from it the roots so far and the days since.

    A report whose day is not known counts from the likeliest hypothesis' day.
    """

    def __init__(self, gathered: Gathered) -> None:
        self._evidence = gathered.evidence
        rows = gathered.evidence.row_place
        # Rows are in the order of their places; of a place's rows the likeliest.
        self._rows = np.searchsorted(rows, np.arange(len(gathered.evidence.places) + 1))
        self._starts = np.searchsorted(gathered.evidence.row, np.arange(len(rows) + 1))

    def first(self, place: int) -> int:
        """The first day of its timeline: the first that is known of or told about."""
        part = self._part(place)
        days = self._evidence.known[part], self._evidence.day[part]
        return int(min(days[0].min(), days[1].min())) if len(days[0]) else 0

    def of(self, place: int) -> tuple[int, Ints, Ints]:
        """First day, roots by day, days since the last report by day (-1 before the first)."""
        evidence = self._evidence
        part = self._part(place)
        known, root = evidence.known[part], evidence.root[part]
        if not len(known):
            none = np.zeros(evidence.days, dtype=np.int64)
            return 0, none, none - 1
        first = self.first(place)
        order = np.argsort(known, kind="stable")
        _, at = np.unique(root[order], return_index=True)
        days = np.arange(first, evidence.days)
        roots = np.searchsorted(np.sort(known[order][at]), days, side="right")
        reports = known[order]
        last = np.searchsorted(reports, days, side="right") - 1
        since = np.where(last >= 0, days - reports[np.maximum(last, 0)], -1)
        return first, roots.astype(np.int64), since.astype(np.int64)

    def _part(self, place: int) -> slice:
        """The evidence of its likeliest hypothesis."""
        first_row, end_row = self._rows[place], self._rows[place + 1]
        likeliest = int(self._evidence.row_prior[first_row:end_row].argmax()) if end_row > first_row else 0
        row = first_row + likeliest
        return slice(int(self._starts[row]), int(self._starts[row + 1]))

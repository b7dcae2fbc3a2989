"""Control of places, looked at: one place's timeline, and a map of one day."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import msgspec

from riwaya.api.tables import ControlDay, ControlDays
from riwaya.gazetteer.places import Places
from riwaya.lang.labels import Language
from riwaya.model.errors import UsageError
from riwaya.reason.control.chain import Floats
from riwaya.reason.control.lines import lines
from riwaya.reason.control.series import CONTESTED, OTHER, Control, Series
from riwaya.reason.control.whatif import Reason, bands, believed_alike, reasons
from riwaya.reason.control.whole import holder_name
from riwaya.reason.control.wording import worded
from riwaya.report.map_drawing import Spot, map_drawing, palette_of
from riwaya.report.pictures import day_in, place_called, words_of
from riwaya.report.timelines import drawing

SILENT_AFTER: Final = 30
"""So many days after a place's last report the map says nothing of it: silence is not that all stayed as it was."""


def days_of(series: Series, first: str | None = None, last: str | None = None) -> Iterator[ControlDay]:
    """One record a day."""
    for line in lines(series, first, last):
        support = line["support"]
        yield ControlDay(
            line["place"],
            series.place.name,
            line["date"],
            line["filtered"],
            line["smoothed"],
            line["besieged_by"],
            support["roots"],
            support["days_since"],
        )


def a_day(day: str) -> str:
    """The day as given; UsageError if it is none."""
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write days as 2017-11-09") from error


class Timeline:
    """Who held one place, day by day, with the reasons.

    A notebook shows it as a picture: probabilities as known on each day, as known now, and how far the latter hang on
    single reports. They are model probabilities, calibrated on simulations.
    """

    def __init__(
        self, found: Control, place: int, first: str | None, last: str | None, language: Language = "en"
    ) -> None:
        self._found, self._place, self._language = found, place, language
        self._series = next(iter(found.series([place])))
        self._first, self._last = first, last

    @property
    def place(self) -> str:
        """The place's id, or its name where the gazetteer has none."""
        return self._series.place.entity or self._series.place.name

    @property
    def name(self) -> str:
        """What the place is called."""
        return place_called(self._series.place.name, self._series.place.entity, self._language)

    @property
    def holders(self) -> tuple[str, ...]:
        """The parties that claims name as holders: entities, or names."""
        return self._series.holders

    @cached_property
    def days(self) -> ControlDays:
        """A record a day."""
        return ControlDays(tuple(days_of(self._series, self._first, self._last)), msgspec.structs.asdict)

    def at(self, day: str) -> ControlDay:
        """One day; the nearest where the timeline does not reach."""
        at = self._series.index(a_day(day))
        return next(days_of(self._series, self._series.day(at), self._series.day(at)))

    def words(self, day: str) -> str:
        """How likely the likeliest state is on a day, and apart from that how well founded, in words."""
        one = self.at(day)
        state = max(one.smoothed, key=lambda key: one.smoothed[key])
        since = -1 if one.days_since is None else one.days_since
        words = worded(one.smoothed[state], one.roots, since, self._language)
        return f"{_called(state, self._language)}: {words}"

    def reasons(self, day: str) -> tuple[str, list[Reason]]:
        """The likeliest state on a day, and the independent roots that move it most: each with the log-odds that it
        adds, that is, by how much they would fall if its reports were left out.
        """
        return reasons(self._found, self._place, self._series.day(self._series.index(a_day(day))))

    def to_svg(self, *, alike: bool = False) -> str:
        """The picture as SVG. `alike` adds what it would be if every voice were believed alike, whatever its side."""
        even = next(iter(believed_alike(self._found).series([self._place]))) if alike else None
        palette = palette_of(ranked(self._found))
        return drawing(
            self._series,
            self._first,
            self._last,
            alike=even,
            bands=self._bands,
            palette=palette,
            language=self._language,
        )

    @cached_property
    def _bands(self) -> tuple[Floats, Floats]:
        return bands(self._found, self._place)

    def __repr__(self) -> str:
        return f"<Timeline of {self.name}: {self._series.day(0)} to {self._series.day(len(self._series.smoothed) - 1)}>"

    def _repr_svg_(self) -> str:
        return self.to_svg()


class Map:
    """Who most probably held each place on one day, over the lines of Natural Earth. Fetches nothing."""

    def __init__(
        self,
        day: str,
        spots: Sequence[Spot],
        holders: Mapping[str, str],
        nowhere: Sequence[str],
        language: Language = "en",
    ) -> None:
        self.day, self.spots, self._holders, self._language = day, tuple(spots), holders, language
        self.nowhere = tuple(nowhere)
        """Places with a timeline and no known position, which are not drawn."""

    @classmethod
    def of(cls, found: Control, day: str | None, language: Language = "en") -> "Map":
        """The map of a day; without one, of the last on which most places had been heard of not long before."""
        ready = sorted(found.series(), key=lambda series: series.place)
        wanted = a_day(day) if day else _best_known(ready)
        spots, nowhere = [], []
        for series in ready:
            if not wanted or wanted < series.day(0):
                continue
            row = Places.load().by_id(series.place.entity or "")
            if row is None or row.lat is None or row.lon is None:
                nowhere.append(place_called(series.place.name, series.place.entity, language))
            else:
                spots.append(_spot(series, wanted, row.lat, row.lon, language, wide=row.precision == "area"))
        names = {holder: holder_name(holder, language) for holder in ranked(found)}
        return cls(wanted, spots, names, nowhere, language)

    def to_svg(self) -> str:
        """The picture as SVG."""
        say = words_of(self._language)
        title = say["held_on"].format(day=day_in(self.day, self._language) if self.day else say["any_day"])
        return map_drawing(title, self.spots, self._holders, self._language)

    def __repr__(self) -> str:
        return f"<Map of {self.day}: {len(self.spots)} places>"

    def _repr_svg_(self) -> str:
        return self.to_svg()


def ranked(found: Control) -> list[str]:
    """The holders of all places, those who are held to have most places first; so pictures agree on their colours."""
    evidence = found.gathered.evidence
    places = Counter(party for parties in evidence.local for party in parties)
    order = sorted(places, key=lambda party: (-places[party], found.gathered.holders[party]))
    return list(dict.fromkeys(found.gathered.holders[party] for party in order))


def _last_told(series: Series) -> str:
    told = [at for at, since in enumerate(series.days_since) if since == 0]
    return series.day(told[-1] if told else 0)


def _best_known(ready: Sequence[Series]) -> str:
    """The last of the days on which most places were heard of at most `SILENT_AFTER` days before."""
    heard: Counter[int] = Counter()
    for series in ready:
        heard.update(
            series.first_day + at for at, since in enumerate(series.days_since.tolist()) if 0 <= since <= SILENT_AFTER
        )
    best = max(heard, key=lambda day: (heard[day], day), default=0)
    return datetime.date.fromordinal(best).isoformat() if best else ""


def _called(state: str, language: Language) -> str:
    fixed = {CONTESTED: "contested", OTHER: "other"}
    return words_of(language)[fixed[state]] if state in fixed else holder_name(state, language)


def _spot(series: Series, day: str, lat: float, lon: float, language: Language, *, wide: bool) -> Spot:
    name = place_called(series.place.name, series.place.entity, language)
    at = series.index(day)
    p = series.at(at, smoothed=True)
    state = max(p, key=lambda key: p[key])
    since = int(series.days_since[at])
    late = (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(_last_told(series))).days
    if since < 0 or max(late, since) > SILENT_AFTER:
        return Spot(name, lat, lon, wide, None, 0.0, False, words_of(language)["silent"])
    words = worded(p[state], int(series.roots[at]), since, language)
    called = _called(state, language)
    besieged = max(map(float, series.besieged[at]), default=0.0) >= 0.5
    return Spot(name, lat, lon, wide, state, min(p[state], 0.99), besieged, f"{called} ({words})")

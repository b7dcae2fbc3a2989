"""Timelines of control: the data that the report's script draws, and a drawing of one place as SVG."""

import datetime
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from riwaya.reason.workings import Workings

if TYPE_CHECKING:
    from riwaya.reason.control.chain import Floats
    from riwaya.reason.control.series import Series

COLOURS: Final = ("#3b6fb6", "#c8553d", "#5b9a6f", "#8a5fa8", "#c59b2b", "#4aa3a2")
CONTESTED_COLOUR: Final = "#8f8a80"
OTHER_COLOUR: Final = "#d9d5cc"
MOST_PLACES: Final = 400
MOST_CLAIMS: Final = 200_000
MOST_CELLS: Final = 400_000
MOST_ALIKE: Final = 50_000

PROBABILITY: Final = "model probability, calibrated on simulations: what claims make likely, not what is known"
LIKELY: Final = 0.1
"""States that never come so far are not drawn with their intervals."""

_WIDTH, _ROW, _LEFT, _TOP = 860, 120, 10, 34


def timelines(workings: Workings) -> dict[str, Any]:
    """What the page's script draws: `places` by id, likelihood `words` and rows of `confidence`.

    A place has `d` (first day), `h` (holders: id, Arabic and English name), `f` and `s` (both series in percent by
    day, parties first, then contested and other), `a` (as `s`, if every voice were believed alike; from material of up
    to `MOST_ALIKE` claims), `n` (roots so far and days since the last report). Only places on
    which two roots bear, those with most first, up to `MOST_CELLS` numbers; days end a week after the last report.
    """
    if not 0 < len(workings.material.claims) <= MOST_CLAIMS:
        return {"places": {}}
    # Inference needs numpy, which takes longer to load than most of the rest.
    from riwaya.reason.control.whatif import believed_alike
    from riwaya.reason.control.whole import holder_name
    from riwaya.reason.control.wording import confidence_table, likelihood_table

    found = workings.control
    evidence = found.gathered.evidence
    roots: dict[int, set[int]] = {}
    for row, root in zip(evidence.row.tolist(), evidence.root.tolist(), strict=True):
        roots.setdefault(int(evidence.row_place[row]), set()).add(root)
    wanted = [p for p in roots if len(roots[p]) > 1 and evidence.places[p].entity is not None]
    wanted = sorted(wanted, key=lambda p: (-len(roots[p]), p))[:MOST_PLACES]
    ready = {series.place.key: series for series in found.series(wanted)} if wanted else {}
    alike = {}
    if wanted and len(workings.material.claims) <= MOST_ALIKE:
        alike = {series.place.key: series for series in believed_alike(found).series(wanted)}
    places: dict[str, Any] = {}
    room = MOST_CELLS
    for place in wanted:
        series = ready[evidence.places[place].key]
        told = [at for at, since in enumerate(series.days_since) if since == 0]
        end = min(len(series.smoothed), (told[-1] if told else 0) + 8)
        room -= end * (len(series.holders) + 2) * (3 if alike else 2)
        if room < 0:
            break
        places[evidence.places[place].key] = {
            "d": series.day(0),
            "h": [[holder, holder_name(holder, "ar"), holder_name(holder)] for holder in series.holders],
            "f": _percent(series.filtered[:end]),
            "s": _percent(series.smoothed[:end]),
            "a": _percent(alike[series.place.key].smoothed[:end]) if alike else None,
            "n": [[int(n), int(since)] for n, since in zip(series.roots[:end], series.days_since[:end], strict=True)],
        }
    words = [[word.start, word.ar, word.en] for word in likelihood_table()]
    sure = [[row.roots, row.days, row.ar, row.en] for row in confidence_table()]
    return {"places": places, "words": words, "confidence": sure}


def _percent(values: "Floats") -> list[list[int]]:
    return [[round(100 * float(p)) for p in row] for row in values]


def drawing(
    series: "Series",
    first: str | None = None,
    last: str | None = None,
    *,
    alike: "Series | None" = None,
    bands: "tuple[Floats, Floats] | None" = None,
    palette: Mapping[str, str] | None = None,
) -> str:
    """One place's timeline as an SVG image: stacked bands, as known then above, as known now below.

    With `alike`, the same place's timeline where every voice is believed alike, that is a third band. With `bands`
    (`riwaya.reason.control.whatif.bands`), how far each likely state hangs on single roots: a line as known now, and
    around it the interval that four in five resamplings of the roots stay within. `palette`: the colours of
    holders, where they shall be those of another picture.
    """
    from riwaya.reason.control.whole import holder_name

    start = series.index(first) if first else 0
    end = series.index(last) if last else len(series.smoothed) - 1
    names = [*(holder_name(holder) for holder in series.holders), "contested", "another holder"]
    own = {holder: COLOURS[i % len(COLOURS)] for i, holder in enumerate(series.holders)} | {**(palette or {})}
    colours = [*(own[holder] for holder in series.holders), CONTESTED_COLOUR, OTHER_COLOUR]
    days = end - start + 1
    stacked = [("as known on each day", series.filtered), ("as known now", series.smoothed)]
    if alike is not None:
        stacked.append(("as known now, every voice believed alike", alike.smoothed))
    height = _TOP + (len(stacked) + (bands is not None)) * (_ROW + 34) + 42
    title = f"{series.place.name}: who held it, {series.day(start)} to {series.day(end)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="18" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    for row, (label, values) in enumerate(stacked):
        top = _TOP + row * (_ROW + 34) + 14
        parts.append(f'<text x="{_LEFT}" y="{top - 4}" fill="#444444">{label}</text>')
        below = [0.0] * days
        for column, colour in enumerate(colours):
            above = [b + float(v) for b, v in zip(below, values[start : end + 1, column], strict=True)]
            parts.append(f'<path d="{_area(below, above, top)}" fill="{colour}"/>')
            below = above
        parts += _days(series, start, days, top)
    if bands is not None:
        top = _TOP + len(stacked) * (_ROW + 34) + 14
        label = "how far that hangs on single reports: what 4 in 5 resamplings of the independent roots stay within"
        parts.append(f'<text x="{_LEFT}" y="{top - 4}" fill="#444444">{label}</text>')
        parts += _uncertain(series.smoothed[start : end + 1], bands, start, colours, top)
        parts += _days(series, start, days, top)
    x = float(_LEFT)
    for name, colour in zip(names, colours, strict=True):
        parts.append(f'<rect x="{x:.0f}" y="{height - 36}" width="11" height="11" fill="{colour}"/>')
        parts.append(f'<text x="{x + 15:.0f}" y="{height - 26}">{escape(name)}</text>')
        x += 28 + 6.6 * len(name)
    parts.append(f'<text x="{_LEFT}" y="{height - 7}" fill="#666666" font-size="10">{PROBABILITY}</text>')
    parts.append("</svg>\n")
    return "\n".join(parts)


def _days(series: "Series", start: int, days: int, top: float) -> list[str]:
    """The days below a row."""
    return [
        f'<text x="{_x(at, days):.1f}" y="{top + _ROW + 13}" fill="#666666" font-size="10">'
        f"{datetime.date.fromordinal(series.first_day + start + at).isoformat()}</text>"
        for at in _marks(days)
    ]


def _uncertain(
    values: "Floats", bands: "tuple[Floats, Floats]", start: int, colours: Sequence[str], top: float
) -> list[str]:
    """For each state that was ever likely a line, and its interval around it."""
    days = len(values)
    low, high = (edge[start : start + days] for edge in bands)
    out = [f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH - 2 * _LEFT}" height="{_ROW}" fill="#f6f4ef"/>']
    for column, colour in enumerate(colours):
        if max(map(float, high[:, column])) < LIKELY:
            continue
        area = _area([*map(float, low[:, column])], [*map(float, high[:, column])], top)
        line = " L".join(_edge([*map(float, values[:, column])], top))
        out.append(f'<path d="{area}" fill="{colour}" fill-opacity="0.22"/>')
        out.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return out


def _x(day: float, days: int) -> float:
    return _LEFT + (_WIDTH - 2 * _LEFT) * day / days


def _area(below: Sequence[float], above: Sequence[float], top: float) -> str:
    """A band of steps, a day wide each, between two heights in [0, 1]."""
    return "M" + " L".join([*_edge(above, top), *reversed(_edge(below, top))]) + "Z"


def _edge(values: Sequence[float], top: float) -> list[str]:
    """A line of steps, a day wide each."""
    return [
        f"{_x(at + side, len(values)):.1f},{top + _ROW * (1.0 - min(1.0, value)):.1f}"
        for at, value in enumerate(values)
        for side in (0, 1)
    ]


def _marks(days: int) -> list[int]:
    """Days that are labelled: about ten of them, none where its label would not fit."""
    step = max(1, -(-days // 10))
    return [at for at in range(0, days, step) if at == 0 or _x(at, days) + 56 < _WIDTH]

"""Timelines of control: the data that the report's script draws, and a drawing of one place as SVG."""

import datetime
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from riwaya.lang.labels import Language
from riwaya.reason.workings import Workings
from riwaya.report.pictures import FONTS, day_in, legend, line, place_called, words_of

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
    language: Language = "en",
) -> str:
    """One place's timeline as an SVG image: stacked bands, as known then above, as known now below.

    With `alike`, the same place's timeline where every voice is believed alike, that is a third band. With `bands`
    (`riwaya.reason.control.whatif.bands`), how far each likely state hangs on single roots: a line as known now, and
    around it the interval that four in five resamplings of the roots stay within. `palette`: the colours of
    holders, where they shall be those of another picture. Time goes from left to right in Arabic, too, as in the
    workspace; lines of text begin on the right.
    """
    from riwaya.reason.control.whole import holder_name

    start = series.index(first) if first else 0
    end = series.index(last) if last else len(series.smoothed) - 1
    say = words_of(language)
    names = [*(holder_name(holder, language) for holder in series.holders), say["contested"], say["other"]]
    own = {holder: COLOURS[i % len(COLOURS)] for i, holder in enumerate(series.holders)} | {**(palette or {})}
    colours = [*(own[holder] for holder in series.holders), CONTESTED_COLOUR, OTHER_COLOUR]
    days = end - start + 1
    stacked = [(say["then"], series.filtered), (say["now"], series.smoothed)]
    if alike is not None:
        stacked.append((say["alike"], alike.smoothed))
    height = _TOP + (len(stacked) + (bands is not None)) * (_ROW + 34) + 42
    title = say["held"].format(
        place=place_called(series.place.name, series.place.entity, language),
        first=day_in(series.day(start), language),
        last=day_in(series.day(end), language),
    )
    bold, caption = 'font-size="14" font-weight="bold"', 'fill="#444444"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'font-family="{FONTS}" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        line(title, _WIDTH, 18, language, margin=_LEFT, style=bold),
    ]
    for row, (label, values) in enumerate(stacked):
        top = _TOP + row * (_ROW + 34) + 14
        parts.append(line(label, _WIDTH, top - 4, language, margin=_LEFT, style=caption))
        below = [0.0] * days
        for column, colour in enumerate(colours):
            above = [b + float(v) for b, v in zip(below, values[start : end + 1, column], strict=True)]
            parts.append(f'<path d="{_area(below, above, top)}" fill="{colour}"/>')
            below = above
        parts += _days(series, start, days, top)
    if bands is not None:
        top = _TOP + len(stacked) * (_ROW + 34) + 14
        parts.append(line(say["bands"], _WIDTH, top - 4, language, margin=_LEFT, style=caption))
        parts += _uncertain(series.smoothed[start : end + 1], bands, start, colours, top)
        parts += _days(series, start, days, top)
    entries = list(zip(colours, names, strict=True))
    parts += legend(entries, _WIDTH, height - 26, language, margin=_LEFT, round=False)
    small = 'fill="#666666" font-size="10"'
    parts.append(line(say["probability"], _WIDTH, height - 7, language, margin=_LEFT, style=small))
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

"""A map of who most probably held which place on one day, as one SVG image that fetches nothing.

Lines are Natural Earth's. Plate carrée, with degrees of longitude shortened as they are at the map's middle: true to
a few per cent over a region, and no more is claimed.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

import msgspec

from riwaya.lang.labels import Language
from riwaya.report.basemap import Line, Point, basemap
from riwaya.report.offsets import printable
from riwaya.report.pictures import FONTS, legend, line, words_of
from riwaya.report.timelines import COLOURS, CONTESTED_COLOUR, OTHER_COLOUR

CONTESTED, OTHER = "contested", "other"
LEAST: Final = 0.6
"""Degrees that a map spans at least, from north to south: nobody is shown finer than a settlement."""

_WIDTH, _HEIGHT, _TOP, _MARGIN = 720.0, 460.0, 30.0, 0.18
_FINE = 0.6  # pixels: points that lie closer are one
_SEA, _LAND, _LAND_LINE, _WATER = "#dfe9f1", "#f7f4ec", "#b9b2a3", "#a9c4d8"

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


class Spot(msgspec.Struct, frozen=True):
    """One place on one day. `state`: its likeliest holder, `contested`, `other`, or None where nothing is known of that
    day. `wide`: an area, of which the position is only somewhere inside. `words` tell of likelihood and confidence.
    """

    name: str
    lat: float
    lon: float
    wide: bool
    state: str | None
    probability: float
    besieged: bool
    words: str


def palette_of(holders: Iterable[str]) -> dict[str, str]:
    """A colour for each holder; with more of them than colours, some share one."""
    return {holder: COLOURS[n % len(COLOURS)] for n, holder in enumerate(holders)}


def map_drawing(title: str, spots: Sequence[Spot], holders: Mapping[str, str], language: Language = "en") -> str:
    """The image. `holders`: what each holder is called, in the order of `palette_of`."""
    say = words_of(language)
    view = _View(_box(spots))
    colours = {**palette_of(holders), CONTESTED: CONTESTED_COLOUR, OTHER: OTHER_COLOUR}
    shown = {spot.state for spot in spots}
    entries = [(colours[key], name) for key, name in holders.items() if key in shown]
    entries += [(CONTESTED_COLOUR, say["contested"])] if CONTESTED in shown else []
    entries += [(OTHER_COLOUR, say["other"])] if OTHER in shown else []
    entries += [("none", say["silent"])] if None in shown else []
    small = 'fill="#666666" font-size="10"'
    bottom = _TOP + _HEIGHT
    height = bottom + 62
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:g}" width="{_WIDTH:g}" '
        f'height="{height:g}" font-family="{FONTS}" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH:g}" height="{height:g}" fill="#ffffff"/>',
        line(title, _WIDTH, 19, language, margin=8, style='font-size="14" font-weight="bold"'),
        f'<svg x="0" y="{_TOP:g}" width="{_WIDTH:g}" height="{_HEIGHT:g}" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}">',
        f'<rect width="{_WIDTH:g}" height="{_HEIGHT:g}" fill="{_SEA if basemap() else _LAND}"/>',
        *_lines(view),
        *_discs(spots, view, colours),
        *_labels(spots, view, language),
        *_scale(view, say["km"], language),
        "</svg>",
        *legend(entries, _WIDTH, bottom + 19, language, margin=8, round=True),
        line(f"{say['faint']} {say['probability']}.", _WIDTH, bottom + 38, language, margin=8, style=small),
        line(say["credit"], _WIDTH, bottom + 53, language, margin=8, style=small),
        "</svg>\n",
    ]
    return "\n".join(out)


class _View:
    """From degrees to the image."""

    def __init__(self, box: Box) -> None:
        west, south, east, north = box
        self.shorter = math.cos(math.radians((south + north) / 2))
        self.scale = min(_WIDTH / ((east - west) * self.shorter), _HEIGHT / (north - south))
        self.west = (west + east) / 2 - _WIDTH / self.scale / self.shorter / 2
        self.north = (south + north) / 2 + _HEIGHT / self.scale / 2
        wide, high = _WIDTH / self.scale / self.shorter, _HEIGHT / self.scale
        self.box: Box = (self.west, self.north - high, self.west + wide, self.north)

    def __call__(self, point: Point) -> Point:
        return (point[0] - self.west) * self.shorter * self.scale, (self.north - point[1]) * self.scale


def _box(spots: Sequence[Spot]) -> Box:
    """What holds every place, with room around it."""
    if not spots:
        return (25.0, 12.0, 60.0, 42.0)
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    more = max(LEAST - (north - south), 0.0) / 2 + _MARGIN * max(north - south, east - west, LEAST)
    return west - more, south - more, east + more, north + more


def _lines(view: _View) -> Iterator[str]:
    """Land, water and borders, as far as they are in view."""
    lines = basemap()
    styles = (
        ("land", f'fill="{_LAND}" stroke="{_LAND_LINE}" stroke-width="0.6"', True),
        ("lakes", f'fill="{_SEA}" stroke="{_WATER}" stroke-width="0.6"', True),
        ("rivers", f'fill="none" stroke="{_WATER}" stroke-width="1.1"', False),
        ("borders", 'fill="none" stroke="#8d8677" stroke-width="1.1" stroke-dasharray="4 2"', False),
    )
    for name, style, closed in styles:
        pieces = (piece for line in lines.get(name, ()) for piece in (_ring if closed else _parts)(line, view.box))
        drawn = "".join(_path([view(point) for point in piece], closed=closed) for piece in pieces)
        if drawn:
            yield f'<path d="{drawn}" {style}/>'


def _ring(line: Line, box: Box) -> Iterator[Line]:
    """What of a ring is in the box: cut at each of its sides in turn (Sutherland and Hodgman 1974)."""
    west, south, east, north = box
    if not (
        max(x for x, _ in line) >= west
        and min(x for x, _ in line) <= east
        and max(y for _, y in line) >= south
        and min(y for _, y in line) <= north
    ):
        return
    points: list[Point] = list(line)
    for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept: list[Point] = []
        for n, point in enumerate(points):
            before = points[n - 1]
            inside, was = sign * (point[axis] - edge) >= 0, sign * (before[axis] - edge) >= 0
            if inside != was:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
                kept.append((edge, other) if axis == 0 else (other, edge))
            if inside:
                kept.append(point)
        points = kept
        if not points:
            return
    yield points


def _parts(line: Line, box: Box) -> Iterator[Line]:
    """The stretches of a line that are in the box, each with the points just outside of it."""
    west, south, east, north = box
    part: list[Point] = []
    before: Point | None = None
    for point in line:
        if west <= point[0] <= east and south <= point[1] <= north:
            part += [before] if not part and before is not None else []
            part.append(point)
        elif part:
            yield [*part, point]
            part = []
        before = point
    if part:
        yield part


def _path(points: Iterable[Point], *, closed: bool) -> str:
    """Points as a path, those too close to be told apart left out."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINE:
            kept.append((x, y))
    if len(kept) < 2:
        return ""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + ("Z" if closed else "")


def _discs(spots: Sequence[Spot], view: _View, colours: Mapping[str, str]) -> Iterator[str]:
    """The places, wide ones below."""
    for spot in sorted(spots, key=lambda spot: not spot.wide):
        x, y = view((spot.lon, spot.lat))
        radius = 18 if spot.wide else 7
        fill = colours[spot.state] if spot.state is not None else "none"
        opacity = (0.25 + 0.75 * spot.probability) * (0.45 if spot.wide else 1.0)
        told = escape(printable(f"{spot.name}: {spot.words}"))
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" fill-opacity="{opacity:.2f}" '
            f'stroke="#3c3a36" stroke-width="{0.5 if spot.wide else 1}"><title>{told}</title></circle>'
        )
        if spot.besieged:
            ring = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius + 4}"'
            yield f'<circle {ring} fill="none" stroke="#3c3a36" stroke-width="1.6"/>'


def _labels(spots: Sequence[Spot], view: _View, language: Language) -> Iterator[str]:
    """Names beside the discs, where there is room; a disc without one still tells its name under the pointer."""
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in (view((spot.lon, spot.lat)) for spot in spots)]
    for spot in spots:
        x, y = view((spot.lon, spot.lat))
        wide = 6.6 * len(spot.name)
        reach = 21 if spot.wide else 11
        for left, anchor in ((x + reach, "start"), (x - reach - wide, "end")):
            place = (left, y - 7.0, left + wide, y + 7.0)
            if left < 0 or left + wide > _WIDTH or any(_meet(place, other) for other in taken):
                continue
            taken.append(place)
            at = left if anchor == "start" else left + wide
            yield (
                f'<text x="{at:.1f}" y="{y + 4:.1f}" {_from_left(anchor, language)} paint-order="stroke" '
                f'stroke="#ffffff" stroke-width="3" stroke-linejoin="round">{escape(printable(spot.name))}</text>'
            )
            break


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _from_left(anchor: str, language: Language) -> str:
    """The attributes of a text whose left (`start`) or right (`end`) edge is given, whichever way it is read."""
    if language == "ar":
        return f'text-anchor="{"end" if anchor == "start" else "start"}" direction="rtl"'
    return f'text-anchor="{anchor}" direction="ltr"'


def _scale(view: _View, unit: str, language: Language) -> Iterator[str]:
    """A bar of a round number of kilometres."""
    pixels_per_km = view.scale / 111.2
    wanted = 110 / pixels_per_km
    power = 10.0 ** math.floor(math.log10(wanted))
    km = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    wide, y = km * pixels_per_km, _HEIGHT - 14
    yield f'<path d="M12,{y - 5:g}V{y:g}H{12 + wide:.1f}V{y - 5:g}" fill="none" stroke="#3c3a36" stroke-width="1.2"/>'
    side = _from_left("start", language)
    yield f'<text x="{18 + wide:.1f}" y="{y:g}" font-size="10" {side}>{km:g} {escape(unit)}</text>'

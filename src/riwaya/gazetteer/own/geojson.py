"""GeoJSON features one at a time, from a collection or from lines, however large the file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from riwaya.model.errors import DataError

_CHUNK: Final = 1 << 20
_LONGEST: Final = 1 << 28
"""Characters of one feature at most: more is no feature."""


def features(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a FeatureCollection, of GeoJSON lines or of a GeoJSON text sequence (RFC 8142)."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8-sig") as file:
        buffer, at, done = file.read(_CHUNK), 0, False
        start = _opening(buffer)
        buffer = buffer[start:]
        while True:
            while at < len(buffer) and buffer[at] in " \t\r\n,\x1e":
                at += 1
            try:
                if at >= len(buffer) or buffer[at] == "]":
                    if buffer[at : at + 1] == "]" or (done and not start):
                        return
                    raise ValueError("its features do not end")
                found, at = decoder.raw_decode(buffer, at)
            except ValueError as error:
                if done or len(buffer) - at > _LONGEST:
                    raise DataError(path, None, f"is no GeoJSON, or breaks off ({error})") from error
                more = file.read(_CHUNK)
                buffer, at, done = buffer[at:] + more, 0, not more
                continue
            if isinstance(found, dict):
                yield found


def _opening(text: str) -> int:
    """Where a collection's first feature stands; 0 where there is no collection."""
    name = text.find('"features"')
    return text.find("[", name) + 1 if name >= 0 else 0


def point_of(geometry: Any) -> tuple[float, float, str] | None:
    """Latitude, longitude and precision: of a point itself, of anything else the middle of its largest part."""
    if not isinstance(geometry, dict):
        return None
    kind, given = geometry.get("type"), cast(Any, geometry.get("coordinates"))
    try:
        if kind == "Point":
            return round(float(given[1]), 5), round(float(given[0]), 5), "point"
        lat, lon = _middle(max(_rings(kind, given), key=_spread))
    except (TypeError, ValueError, IndexError):
        return None
    return round(lat, 5), round(lon, 5), "area"


def _rings(kind: Any, given: Any) -> list[list[list[float]]]:
    """The lines of a shape; of polygons, their outer rings."""
    if kind in ("LineString", "MultiPoint"):
        return [given]
    if kind in ("MultiLineString", "Polygon"):
        return list(given[:1] if kind == "Polygon" else given)
    return [polygon[0] for polygon in given] if kind == "MultiPolygon" else []


def _spread(ring: list[list[float]]) -> float:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (max(xs) - min(xs)) + (max(ys) - min(ys))


def _middle(ring: list[list[float]]) -> tuple[float, float]:
    """The centre of area of a ring; of a line, which has none, the mean of its points."""
    twice = x = y = 0.0
    for (x0, y0, *_), (x1, y1, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, x, y = twice + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(twice) < 1e-12:
        return sum(p[1] for p in ring) / len(ring), sum(p[0] for p in ring) / len(ring)
    return y / (3 * twice), x / (3 * twice)

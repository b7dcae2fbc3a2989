"""OpenStreetMap's own files (`.osm.pbf`, `.osm`), as GeoJSON features: read by pyosmium, the extra `riwaya[osm]`.

Ways and relations are told apart as OSM means them: what encloses an area (a closed way, a multipolygon) comes as the
shape, any other way as its line. Locations of nodes are looked up in memory, a few hundred bytes for each that is
kept by the index; a country's extract takes up to a few gigabytes.
"""

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from riwaya.model.errors import DataError, UsageError

SUFFIXES: Final = (".pbf", ".osm", ".osm.gz", ".osm.bz2")
_UNKNOWN_YEAR: Final = 1970


def is_osm_file(path: Path) -> bool:
    """Whether a file is one of OSM's own forms, by its name."""
    return path.name.lower().endswith(SUFFIXES)


def features_of(path: Path, tags: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """The elements that have any of these tags, as features with an id such as `n5` or `w12`.

    UsageError where pyosmium is not installed; DataError for a file that is none or breaks off.
    """
    osmium = _osmium()
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file")
    wanted = osmium.filter.TagFilter(*sorted(tags))
    try:
        found = (
            osmium.FileProcessor(str(path))
            .with_areas(wanted)
            .with_filter(wanted)
            .with_filter(osmium.filter.GeoInterfaceFilter())
        )
        for one in found:
            if one.is_area():
                letter, number = ("w" if one.from_way() else "r"), one.orig_id()
            elif one.is_node() or (one.is_way() and not one.is_closed()):
                letter, number = one.type_str(), one.id
            else:
                continue  # it comes again as an area
            feature = one.__geo_interface__
            day = one.timestamp.date()
            stamp = {} if day.year <= _UNKNOWN_YEAR else {"@timestamp": day.isoformat()}
            yield {
                "id": f"{letter}{number}",
                "properties": {**feature["properties"], **stamp},
                "geometry": feature["geometry"],
            }
    except RuntimeError as error:
        raise DataError(path, None, f"is no OSM file, or breaks off ({' '.join(str(error).split())})") from error


def _osmium() -> Any:
    try:
        return importlib.import_module("osmium")
    except ImportError as error:
        raise UsageError(
            "reading OSM's own files needs a library that is not installed: pip install 'riwaya[osm]'; or give the "
            "extract as GeoJSON (docs/gazetteer.md)"
        ) from error

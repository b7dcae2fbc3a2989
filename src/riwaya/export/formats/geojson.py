"""GeoJSON (RFC 7946): claims, and control by day, as two feature collections.

Positions are those that the gazetteer has, rounded to what they can mean (four decimals, about ten metres, for a point;
two, about a kilometre, for a town that stands for more). A claim whose place nobody could resolve is a feature without
geometry; there is never an invented pin.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.records import Held, Named, Spot, Told
from riwaya.export.registry import Format, Written

_DECIMALS: Final = {"point": 4, "part": 3, "near": 2, "area": 2}
_METRES: Final = {4: 11, 3: 111, 2: 1113}
Feature = dict[str, Any]


def write(bundle: Bundle, folder: Folder) -> Written:
    """`claims.geojson` and `control.geojson`."""
    files, nowhere = {}, 0
    if bundle.options.wants("claims"):
        files["claims.geojson"] = _collection(folder, "claims.geojson", _claims(bundle))
        nowhere = sum(not any(spot.lat is not None for spot in told.places) for told in bundle.claims)
    if bundle.options.wants("control"):
        held = (_held(one, bundle) for one in bundle.control())
        files["control.geojson"] = _collection(folder, "control.geojson", held)
    return Written(files, {"claims without a known position (features without geometry)": nowhere} if nowhere else {})


def geometry(spot: Spot | None) -> Feature | None:
    """A point, as exact as the place is known; None where it is not."""
    if spot is None or spot.lat is None or spot.lon is None:
        return None
    decimals = decimals_of(spot)
    return {"type": "Point", "coordinates": [round(spot.lon, decimals), round(spot.lat, decimals)]}


def decimals_of(spot: Spot) -> int:
    """To how many decimals of a degree a position is written."""
    return 2 if spot.coarse else _DECIMALS.get(spot.precision, 2)


def _collection(folder: Folder, name: str, features: Iterator[Feature]) -> int:
    n = 0
    with folder.staged(name).open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for feature in features:
            file.write(b",\n" if n else b"\n")
            file.write(msgspec.json.encode(feature))
            n += 1
        file.write(b"\n]}\n")
    return n


def _claims(bundle: Bundle) -> Iterator[Feature]:
    """A feature for each place of each claim; one without geometry for a claim without a place."""
    for told in bundle.claims:
        for n, spot in enumerate(told.places or (None,)):
            yield {
                "type": "Feature",
                "id": told.id if n == 0 else f"{told.id}-{n}",
                "geometry": geometry(spot),
                "properties": {**_claim(told), **_place(spot)},
            }


def _claim(told: Told) -> Feature:
    return {
        "claim": told.id,
        "document": told.document,
        "outlet": told.outlet_name or None,
        "event": told.event,
        "stance": told.stance,
        "denial": told.denial,
        "denies_what": told.denies_what,
        "teller": told.teller or None,
        "voices": "; ".join(voice.name for voice in told.voices) or None,
        "agents": _joined(told.agents),
        "agents_text": _joined(told.agents, text=True),
        "targets": _joined(told.targets),
        "targets_text": _joined(told.targets, text=True),
        "earliest": told.earliest,
        "latest": told.latest,
        "day_supposed": told.supposed,
        "background": told.background,
        "evidence": told.evidence,
        "start": told.start,
        "end": told.end,
        "score": told.score,
        "status": told.status,
    }


def _joined(mentions: tuple[Named, ...], *, text: bool = False) -> str | None:
    return "; ".join(one.text if text else one.name for one in mentions) or None


def _place(spot: Spot | None) -> Feature:
    decimals = decimals_of(spot) if spot is not None and spot.lat is not None else None
    return {
        "place": spot.entity if spot is not None else None,
        "place_name": spot.name if spot is not None else None,
        "place_text": spot.text if spot is not None else None,
        "precision": spot.precision if spot is not None else "unresolved",
        "position_rounded_to_metres": _METRES[decimals] if decimals is not None else None,
    }


def _held(one: Held, bundle: Bundle) -> Feature:
    best = one.likeliest
    return {
        "type": "Feature",
        "geometry": geometry(one.place),
        "properties": {
            **_place(one.place),
            "day": one.day,
            "likeliest": best,
            "likeliest_name": bundle.naming.holder(best),
            "model_probability": one.now[best],
            "model_probabilities_now": msgspec.json.encode(one.now).decode(),
            "model_probabilities_then": msgspec.json.encode(one.then).decode(),
            "roots": one.roots,
            "days_since_last_report": one.days_since,
        },
    }


FORMAT: Final = Format(
    "geojson",
    "GeoJSON (RFC 7946): claims, and control by day with model probabilities",
    "folder",
    write,
    parts=("claims", "control"),
)

"""`riwaya gazetteer build`: extracts of other gazetteers into one own table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from riwaya.gazetteer.own.gather import Gatherer
from riwaya.gazetteer.own.geonames import geonames as read_geonames
from riwaya.gazetteer.own.ocha import ocha as read_ocha
from riwaya.gazetteer.own.osm import osm as read_osm
from riwaya.gazetteer.own.tables import OwnRow, write_own
from riwaya.model.errors import UsageError
from riwaya.model.ids import sha256


class Built(msgspec.Struct, frozen=True):
    """How many rows were written, and why how many places were not."""

    rows: int
    left_out: tuple[tuple[str, int], ...]


def build(
    out: Path, *, geonames: Sequence[Path], ocha: Sequence[Path], osm: Sequence[Path], countries: Sequence[str]
) -> Built:
    """Write the places of the extracts into `out`; equal extracts give equal bytes.

    `countries` are ISO 3166 codes. UsageError where no extract is given, or it is not clear of which country one is.
    """
    codes = [code.upper() for code in countries]
    if not (geonames or ocha or osm):
        raise UsageError("nothing to build from; name extracts with --geonames, --ocha or --osm")
    if any(len(code) != 2 or not code.isalpha() or not code.isascii() for code in codes):
        raise UsageError(f"--country {' '.join(countries)}: give codes of two letters, such as SY")
    if osm and len(codes) != 1:
        raise UsageError("OpenStreetMap does not say in which country a place lies; give its extract and one --country")
    if ocha and len(codes) > 1:
        raise UsageError("give OCHA's lists of one country at a time, or no --country: p-codes begin with it")
    gatherer = Gatherer()
    files = [*ocha, *geonames, *osm]
    about = [
        "Own places for riwaya; made with `riwaya gazetteer build` from:",
        *(f"{path.name}, SHA-256 {_hash(path)}" for path in files),
        "Their licences are in the last column but one; keep to them, and name the sources where you show the places.",
    ]

    def rows() -> Iterator[OwnRow]:
        for path in ocha:
            yield from gatherer.rows(read_ocha(path, codes[0] if codes else None))
        for path in geonames:
            yield from gatherer.rows(read_geonames(path, frozenset(codes)))
        for path in osm:
            yield from gatherer.rows(read_osm(path, codes[0]))

    number = write_own(out, rows(), about)
    return Built(number, tuple((what, n) for what, n in sorted(gatherer.counts.items()) if what != "taken"))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return sha256(iter(lambda: file.read(1 << 20), b""))

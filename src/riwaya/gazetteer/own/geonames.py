"""GeoNames' own dumps (`allCountries.zip`, `SY.zip`, or the text in them), read line by line in two passes.

Columns: https://download.geonames.org/export/dump/readme.txt. The first pass finds administrative areas, by whose
codes the places of the second know what they lie in. Nothing is held but those codes.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from riwaya.gazetteer.own.candidate import Candidate, kind
from riwaya.model.errors import DataError

LICENCE: Final = "CC BY 4.0"
_COLUMNS: Final = 19
_ARABIC_BYTES: Final = re.compile(rb"[\xd8-\xd9]")
_LEVELS: Final = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4}


def geonames(path: Path, countries: frozenset[str]) -> Iterator[Candidate]:
    """The places of a dump that have an Arabic letter in a name, areas first; of `countries` alone, if any."""
    yield from _pass(path, countries, lambda code: code in _LEVELS)
    yield from _pass(path, countries, lambda code: code not in _LEVELS)


def _pass(path: Path, countries: frozenset[str], wanted: Callable[[str], bool]) -> Iterator[Candidate]:
    with _lines(path) as lines:
        for number, line in enumerate(lines, 1):
            if _ARABIC_BYTES.search(line) is None:
                if number == 1 and line.count(b"\t") != _COLUMNS - 1:
                    raise DataError(path, 1, "is no GeoNames dump: a line has 19 columns, parted by tabs")
                continue
            try:
                f = line.decode("utf-8").rstrip("\r\n").split("\t")
                if len(f) != _COLUMNS:
                    raise ValueError(f"{len(f)} columns where GeoNames has {_COLUMNS}")
                if wanted(f[7]) and (not countries or f[8] in countries):
                    found = _candidate(f)
                    if found is not None:
                        yield found
            except ValueError as error:
                raise DataError(path, number, f"is no line of a GeoNames dump ({error})") from error


def _candidate(f: list[str]) -> Candidate | None:
    people = int(f[14] or 0)
    what = kind("geonames", f"{f[6]}.{f[7]}", f[6], people=people)
    if what is None:
        return None
    codes = [_code(f[8], *f[10 : 10 + n]) for n in (4, 3, 2, 1)]
    level = _LEVELS.get(f[7])
    own = codes[4 - level] if level else ""
    return Candidate(
        id=f"place:gn{int(f[0])}",
        source=f"geonames:{int(f[0])}",
        name=f[1],
        names=tuple(f[3].split(",")),
        kind=what,
        country=f[8],
        code=own,
        within=tuple(code for code in codes if code and code != own),
        lat=round(float(f[4]), 4),
        lon=round(float(f[5]), 4),
        precision="area" if level else "point",
        population=people,
        licence=LICENCE,
        date=f[18],
    )


def _code(country: str, *parts: str) -> str:
    """The code of an area; "" where one of its parts is left out, as GeoNames does for what is not known."""
    return ".".join(("gn", country, *parts)) if all(parts) else ""


@contextmanager
def _lines(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a dump, from a text file or the one large text of a ZIP archive."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [
                i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()
            ]
            if not texts:
                raise DataError(path, None, "holds no text; give the file as GeoNames has it, such as SY.zip")
            with archive.open(max(texts, key=lambda i: i.file_size)) as file:
                yield file
    except zipfile.BadZipFile as error:
        raise DataError(path, None, f"is a broken ZIP archive ({error}); load it anew") from error

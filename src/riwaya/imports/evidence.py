"""Evidence of control that others have coded: rows as claims, dated and sourced, which stay recognisable as imported.

A row becomes a claim that the data set itself makes (`outlet`), in a report of its own (`FILE#ROW`), whose evidence is
the row in words, beginning with the data set's name and "imported". Reasons print that.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from riwaya.model import Claim
from riwaya.model.errors import Malformed, Unreadable, UsageError
from riwaya.reason import Material, Report, material
from riwaya.reason.lenient import claim_of


class Evidence(msgspec.Struct, frozen=True):
    """Claims and their reports. `note` says what they are and under which terms; `left_out` counts rows by reason."""

    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    note: str
    left_out: dict[str, int]

    def beside(self, stuff: Material) -> Material:
        """The material with this evidence."""
        reports = (*stuff.reports.values(), *self.reports)
        return material((*stuff.claims, *self.claims), reports, stuff.decided, stuff.outlets)


def read_evidence(path: Path, stuff: Material) -> Evidence:
    """The evidence in a CSV file of ACLED's or VIINA's columns, told by its header.

    `stuff` is what it is to stand beside: of a control table only the places that its claims name are taken.
    Malformed says what is wrong with the file; UsageError that it is neither.
    """
    from riwaya.imports import acled, viina

    rows = read_rows(path)
    header = set(next(rows))
    if header >= acled.NEEDED:
        return acled.evidence(path.name, rows)
    if header >= viina.NEEDED:
        return viina.evidence(path.name, rows, stuff)
    raise UsageError(
        f"{path}: has neither ACLED's columns ({', '.join(sorted(acled.NEEDED))}) nor VIINA's "
        f"({', '.join(sorted(viina.NEEDED))})"
    )


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """First the header (each column as itself), then the rows of a CSV file parted by commas or semicolons."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=";" if first.count(";") > first.count(",") else ",")
            names = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            yield {name: name for name in names}
            for row in reader:
                yield {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error), "give a CSV file") from error
    except UnicodeDecodeError as error:
        raise Malformed(path, "not UTF-8", "save the table as UTF-8") from error
    except csv.Error as error:
        raise Malformed(f"{path}:{reader.line_num}", f"no CSV: {error}", "give a CSV file") from error


def made(id: str, outlet: str, known: str, values: Mapping[str, Any], words: str, title: str) -> tuple[Claim, Report]:
    """A row as a claim and its report. `known`: the day from which it was known, ISO."""
    record = {"id": id, "document": id, "evidence": {"start": 0, "end": len(words), "text": words}, "score": 1.0}
    claim = claim_of(record | dict(values) | {"rules": ["imported"]})
    published = {"earliest": known, "latest": known, "basis": "sidecar"}
    report = msgspec.convert({"id": id, "outlet": outlet, "title": title, "published": published}, Report)
    return claim, report


def counted(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason came."""
    out: dict[str, int] = {}
    for reason in reasons:
        out[reason] = out.get(reason, 0) + 1
    return dict(sorted(out.items()))

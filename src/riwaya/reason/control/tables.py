"""The model's numbers as data: `likelihoods.yaml` (what claims say) and `priors.yaml` (sources, change, silence).

Each file argues for its numbers at its head. Loading is strict: a key too many or too few is a DataError.
"""

from importlib import resources
from typing import Any, Final

import msgspec
import yaml

from riwaya.model.errors import DataError
from riwaya.model.vocabulary import EVENTS
from riwaya.text.once import once

ROLES: Final = ("agent", "target", "contested", "others")
"""The states that a row of the likelihood table tells apart, relative to the claim's agents and targets."""

Row = tuple[float, float, float, float]


class Says(msgspec.Struct, frozen=True):
    """What an event type says of the holder: relative likelihoods by role, and how it bears on change.

    That is how much likelier it makes the end of a hold (`hazard`) and of a contest (`ends`).
    """

    row: Row
    spread: bool
    hazard: float
    ends: float
    before: bool = False


class Before(msgspec.Struct, frozen=True):
    """What a claim of change says of the time before it: by event type a row; how long before, and how much."""

    rows: dict[str, Row]
    days: int
    days_untold: int
    strength: float


class Likelihoods(msgspec.Struct, frozen=True):
    """`likelihoods.yaml`, checked."""

    events: dict[str, Says]
    before: Before
    whole: float
    nearly: float
    most: float
    nearly_row: Row
    most_row: Row
    part_row: Row
    clearing_row: Row
    inside_row: Row
    away_km: float
    failed: Row
    expected: Says
    expected_leaving: Says
    at_the_edge: Row
    strength: dict[str, float]
    misread_least: float
    misread_by_score: float


def _row(given: dict[str, Any], where: str) -> Row:
    try:
        row = tuple(float(given[role]) for role in ROLES)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError("likelihoods.yaml", None, f"{where}: needs {', '.join(ROLES)} as numbers") from error
    if not all(0.0 < value <= 1.0 for value in row):
        raise DataError("likelihoods.yaml", None, f"{where}: values must be above 0 and at most 1")
    return row[0], row[1], row[2], row[3]


def _says(given: dict[str, Any], where: str) -> Says:
    unknown = set(given) - {*ROLES, "spread", "hazard", "ends", "before", "why"}
    if unknown:
        raise DataError("likelihoods.yaml", None, f"{where}: unknown key {min(unknown)}")
    hazard, ends = float(given.get("hazard", 1.0)), float(given.get("ends", 1.0))
    spread, before = bool(given.get("spread", False)), bool(given.get("before", False))
    return Says(_row(given, where), spread, hazard, ends, before)


def _before(given: dict[str, Any]) -> Before:
    rows = {
        event: _row(given[f"{kind}_row"], f"before.{kind}_row") for kind in ("taken", "left") for event in given[kind]
    }
    return Before(rows, int(given["days"]), int(given["days_untold"]), float(given["strength"]))


def read_data(name: str) -> dict[str, Any]:
    """A data file of this package, as a mapping."""
    text = resources.files("riwaya.reason.control").joinpath(name).read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    if not isinstance(found, dict):
        raise DataError(name, None, "is no mapping")
    return found


@once
def likelihoods() -> Likelihoods:
    """The shipped table of what claims say."""
    given = read_data("likelihoods.yaml")
    events = {}
    for event, row in given["events"].items():
        if event not in EVENTS:
            raise DataError("likelihoods.yaml", None, f"unknown event type {event}")
        if not row.get("why"):
            raise DataError("likelihoods.yaml", None, f"{event}: say why")
        events[event] = _says(row, event)
    extent = given["extent"]
    return Likelihoods(
        events,
        _before(given["before"]),
        float(extent["whole"]),
        float(extent["nearly"]),
        float(extent["most"]),
        _row(extent["nearly_row"], "extent.nearly_row"),
        _row(extent["most_row"], "extent.most_row"),
        _row(extent["part_row"], "extent.part_row"),
        _row(extent["clearing_row"], "extent.clearing_row"),
        _row(given["inside_row"], "inside_row"),
        float(given["distance"]["away_km"]),
        _row(given["failed"], "failed"),
        _says(given["expected"], "expected"),
        _says(given["expected_leaving"], "expected_leaving"),
        _row(given["at_the_edge"], "at_the_edge"),
        {key: float(value) for key, value in given["strength"].items()},
        float(given["misread"]["least"]),
        float(given["misread"]["by_score"]),
    )


class Priors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`priors.yaml`, as it stands there: its comments say what each number means."""

    aligned: dict[str, dict[str, float]]
    unaligned: dict[str, dict[str, float]]
    strength: dict[str, float]
    sides: dict[str, float]
    leave_held: float
    leave_contested: float
    leave_other: float
    most_leave: float
    hazard_days: int
    to_contested: float
    to_other: float
    start_contested: float
    start_other: float
    silence: dict[str, float]
    repeat: dict[str, float]
    next_claim: float
    side_cap: float
    root_cap: float
    siege: dict[str, float]
    longest_ago: int
    most_parties: int
    least_share: float


@once
def priors() -> Priors:
    """The shipped priors."""
    try:
        found = msgspec.convert(read_data("priors.yaml"), Priors)
    except msgspec.ValidationError as error:
        raise DataError("priors.yaml", None, str(error)) from error
    for name, matrix in (("aligned", found.aligned), ("unaligned", found.unaligned)):
        for row, values in matrix.items():
            if abs(sum(values.values()) - 1.0) > 1e-9:
                raise DataError("priors.yaml", None, f"{name}.{row}: sums to {sum(values.values())}, not 1")
    return found

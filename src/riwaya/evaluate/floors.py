"""Floors: figures below which a corpus's score may not fall. They are kept in a JSON file and are only ever raised.

The file maps a corpus name to `{"at_least": {figure: floor}, "at_most": {figure: ceiling}}`; a figure is one of those
that `figures` gives.
"""

import json
import math
from pathlib import Path

import msgspec

from riwaya.evaluate.score import Score
from riwaya.model.errors import UsageError

STEP = 0.005
"""A floor that is raised is rounded down to a multiple of this, so that one claim more or less does not trip it."""


class Floors(msgspec.Struct, forbid_unknown_fields=True):
    """The floors of one corpus."""

    at_least: dict[str, float]
    at_most: dict[str, float]


class Breach(msgspec.Struct, frozen=True):
    """A figure on the wrong side of its floor (or ceiling)."""

    figure: str
    value: float
    limit: float
    word: str

    def __str__(self) -> str:
        return f"{self.figure} is {self.value:.4f}, {self.word} {self.limit:g}"


def figures(score: Score) -> dict[str, float]:
    """The figures that floors may name."""
    headline = score.headline()
    out = {f"{key}_f1": value[2] for key, value in headline.items()}
    out["stance_macro_f1"] = score.stance_macro_f1()
    out["evidence_iou"] = score.evidence_iou
    out |= {name: share for name, (share, _) in score.shares().items()}
    out["bad_offsets"] = score.bad_offsets
    return out


def load_floors(path: Path) -> dict[str, Floors]:
    """The floors file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Floors])
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give the JSON file of floors") from error
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: not a file of floors: {error}") from error


def floors_for(path: Path, name: str) -> Floors:
    """The floors of one corpus."""
    known = load_floors(path)
    if name not in known:
        raise UsageError(f"{path}: has no floors for {name!r}; it knows {', '.join(sorted(known)) or 'none'}")
    return known[name]


def breaches(score: Score, floors: Floors) -> list[Breach]:
    """Every figure that broke its floor or ceiling. One that rests on nothing counts as 0."""
    values = figures(score)
    low = [
        Breach(figure, values.get(figure, 0.0), floor, "below its floor of")
        for figure, floor in floors.at_least.items()
        if values.get(figure, 0.0) < floor
    ]
    high = [
        Breach(figure, values.get(figure, 0.0), ceiling, "above its ceiling of")
        for figure, ceiling in floors.at_most.items()
        if values.get(figure, 0.0) > ceiling
    ]
    return low + high


def raise_floors(path: Path, name: str, score: Score) -> list[str]:
    """Raise the floors of one corpus to what was reached, rounded down; never lower one. One line a change."""
    known, values, changes = load_floors(path), figures(score), []
    floors = floors_for(path, name)
    for figure, floor in floors.at_least.items():
        reached = round(math.floor(values.get(figure, 0.0) / STEP + 1e-9) * STEP, 4)
        if reached > floor:
            floors.at_least[figure] = reached
            changes.append(f"{name}: {figure} raised from {floor:g} to {reached:g}")
    for figure, ceiling in floors.at_most.items():
        value = values.get(figure, 0.0)
        if value < ceiling:
            floors.at_most[figure] = value
            changes.append(f"{name}: {figure} lowered from {ceiling:g} to {value:g}")
    if changes:
        known[name] = floors
        text = json.dumps(msgspec.to_builtins(known), indent=2) + "\n"
        staged = path.with_name(path.name + ".partial")
        staged.write_text(text, encoding="utf-8")
        staged.replace(path)
    return changes

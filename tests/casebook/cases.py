"""Loads the casebook: every fault is an error that names file and line.

docs/casebook/README.md says what the keys mean, for people who write cases.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from riwaya.model.errors import DataError
from riwaya.model.vocabulary import (
    DENIALS,
    DENIED_PARTS,
    EVENTS,
    NEGATIVE_STANCES,
    Attitude,
    Denial,
    DeniesWhat,
    Relation,
    Stance,
)

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "casebook"

THEATRES: Final = {
    "syria": "Syria",
    "iraq": "Iraq",
    "yemen": "Yemen",
    "libya": "Libya",
    "sudan": "Sudan",
    "gaza-lebanon": "Gaza and Lebanon",
    "sinai": "Sinai",
    "sahel": "the Sahel",
    "somalia": "Somalia",
    "ukraine": "Ukraine",
    "afghanistan": "Afghanistan",
    "other": "elsewhere",
}
REGISTERS: Final = {
    "wire": "wire",
    "state": "state agency",
    "opposition": "opposition site",
    "monitor": "monitor's bulletin",
    "live-blog": "live blog",
    "ministry": "ministry statement",
    "social": "social post",
    "headline": "headline",
}

_QUANTITY: Final = re.compile(
    r"(?:(exactly|about|at_least|at_most) )?(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?(?: ([a-z%][a-z %-]*))?"
)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Number(msgspec.Struct, frozen=True):
    """A quantity that a case expects: `low` to `high`; a unit or relation of None is not compared."""

    low: float
    high: float
    unit: str | None
    relation: Relation | None


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A claim that a case expects. What is UNSET is not compared; an empty list or None must be empty."""

    event: str
    stance: Stance = "asserts"
    denial: Denial | msgspec.UnsetType = msgspec.UNSET
    denies_what: DeniesWhat | msgspec.UnsetType = msgspec.UNSET
    attitude: Attitude | msgspec.UnsetType = msgspec.UNSET
    voices: tuple[str, ...] = ()
    agents: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    targets: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    places: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    time: tuple[datetime.date, datetime.date] | msgspec.UnsetType | None = msgspec.UNSET
    offset_days: tuple[int, int] | msgspec.UnsetType | None = msgspec.UNSET
    quantities: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    extent: tuple[float, float] | msgspec.UnsetType | None = msgspec.UNSET
    background: bool | msgspec.UnsetType = msgspec.UNSET
    evidence: str | msgspec.UnsetType = msgspec.UNSET
    optional: bool = False

    def numbers(self) -> tuple[Number, ...]:
        """`quantities`, taken apart."""
        return tuple(map(number, self.quantities or ()))


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage, the claims it makes (in text order), and what makes it hard."""

    id: str
    theatre: str
    register: str
    text: str
    claims: tuple[Expected, ...]
    why: str
    date: datetime.date | None = None
    trap: bool = False


class Phenomenon(msgspec.Struct, frozen=True):
    """One file of the casebook. `name` is the file's name without its ending."""

    name: str
    title: str
    about: str
    cases: tuple[Case, ...]


def number(text: str) -> Number:
    """A quantity as cases write it: `12 people`, `at_least 3 km`, `20-100 people`. ValueError if it is none."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise ValueError(f"quantity {text!r} is not '[exactly|about|at_least|at_most] NUMBER[-NUMBER] [UNIT]'")
    relation, low, high, unit = found.groups()
    return Number(float(low), float(high or low), unit, relation)  # type: ignore[arg-type]  # one of the four by the pattern


def read_casebook(folder: Path = FOLDER) -> tuple[Phenomenon, ...]:
    """Every phenomenon of the casebook, by file name. Raises DataError naming file and line."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise DataError(str(folder), None, "holds no .yaml file of cases")
    seen: dict[str, str] = {}
    out = []
    for file in files:
        out.append(parse_phenomenon(file.read_text(encoding="utf-8"), file.name, seen))
    return tuple(out)


def parse_phenomenon(text: str, file: str, seen: dict[str, str]) -> Phenomenon:
    """One file of cases. `seen` maps the ids read so far to where they stand, and is added to."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(file, mark.line + 1 if mark else None, f"not YAML: {' '.join(str(error).split())}") from error
    top = _mapping(root, file, "a file of cases", {"title", "about", "cases"})
    if not isinstance(top["cases"], yaml.SequenceNode):
        raise DataError(file, _line(top["cases"]), "cases is not a list")
    cases = tuple(_case(node, file, seen) for node in top["cases"].value)
    heading = {key: _plain(top[key], file) for key in ("title", "about")}
    for key, value in heading.items():
        if not isinstance(value, str) or not value.strip():
            raise DataError(file, _line(top[key]), f"{key} is not a text")
    return Phenomenon(file.removesuffix(".yaml"), heading["title"].strip(), heading["about"].strip(), cases)


def _case(node: Any, file: str, seen: dict[str, str]) -> Case:
    parts = _mapping(node, file, "a case", {"id", "theatre", "register", "text", "claims", "why"})
    line = _line(node)
    case: Case = _convert(node, Case, file, line)
    where = f"{file}:{line}"
    if not _ID.fullmatch(case.id):
        raise DataError(file, line, f"id {case.id!r} is not lower-case words joined by hyphens")
    if case.id in seen:
        raise DataError(file, line, f"id {case.id!r} stands already at {seen[case.id]}")
    seen[case.id] = where
    if case.theatre not in THEATRES:
        raise DataError(file, _line(parts["theatre"]), f"theatre {case.theatre!r} is none of {', '.join(THEATRES)}")
    if case.register not in REGISTERS:
        raise DataError(file, _line(parts["register"]), f"register {case.register!r} is none of {', '.join(REGISTERS)}")
    if not case.text.strip() or not case.why.strip():
        raise DataError(file, line, f"{case.id}: a case needs a text and says why it is hard")
    for claim_node, claim in zip(parts["claims"].value, case.claims, strict=True):
        for problem in _problems(claim, case.text):
            raise DataError(file, _line(claim_node), f"{case.id}: {problem}")
    return case


def _problems(claim: Expected, text: str) -> Iterator[str]:
    """What is wrong with an expected claim: values the guide does not list, strings that are not in the text."""
    if claim.event not in EVENTS:
        yield f"event {claim.event!r} is not in the guide"
    if claim.stance in NEGATIVE_STANCES:
        if claim.denial not in DENIALS:
            yield f"a claim that {claim.stance} says its kind of denial: {', '.join(sorted(DENIALS))}"
        if claim.denies_what is not msgspec.UNSET and claim.denies_what not in DENIED_PARTS:
            yield f"denies_what {claim.denies_what!r} is not in the guide"
    elif claim.denial is not msgspec.UNSET or claim.denies_what is not msgspec.UNSET:
        yield "a denial without a stance that denies or doubts"
    strings = [*claim.voices, *(claim.agents or ()), *(claim.targets or ()), *(claim.places or ())]
    for string in [*strings, *([claim.evidence] if claim.evidence else [])]:
        if string not in text:
            yield f"not in the text: {string}"
    if claim.time and claim.time[0] > claim.time[1]:
        yield f"time ends before it begins: {claim.time[0]}, {claim.time[1]}"
    if claim.extent and not 0 <= claim.extent[0] <= claim.extent[1] <= 1:
        yield f"extent {list(claim.extent)} is no share"
    try:
        claim.numbers()
    except ValueError as error:
        yield str(error)


def _mapping(node: Any, file: str, what: str, needed: set[str]) -> dict[str, Any]:
    """The values of a mapping by key, as YAML nodes; all `needed` keys must be there."""
    if not isinstance(node, yaml.MappingNode):
        raise DataError(file, _line(node), f"{what} is not a mapping")
    out: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in out:
            raise DataError(file, _line(key), f"key {key.value!r} twice in {what}")
        out[key.value] = value
    if missing := sorted(needed - set(out)):
        raise DataError(file, _line(node), f"{what} lacks {', '.join(missing)}")
    return out


def _convert(node: Any, kind: Any, file: str, line: int) -> Any:
    try:
        return msgspec.convert(_plain(node, file), kind)
    except msgspec.ValidationError as error:
        raise DataError(file, line, str(error)) from error


def _plain(node: Any, file: str) -> Any:
    """A YAML node as plain values; a key given twice is an error."""
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value, file) for key, value in _mapping(node, file, "a mapping", set()).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file) for item in node.value]
    match node.tag:
        case "tag:yaml.org,2002:bool":
            return node.value.lower() in ("true", "yes", "on")
        case "tag:yaml.org,2002:int":
            return int(node.value)
        case "tag:yaml.org,2002:float":
            return float(node.value)
        case "tag:yaml.org,2002:null":
            return None
        case _:
            return node.value


def _line(node: Any) -> int:
    return node.start_mark.line + 1 if node is not None else 1

"""`riwaya control`: who held which place, day by day."""

import datetime
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.assumptions import Assume, NoSides, Trust, Without, assuming
from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, NoRecord, Quiet, Stuff
from riwaya.model.errors import UsageError

if TYPE_CHECKING:
    from riwaya.reason.control.series import Control, Series

SidesFile = Annotated[
    Path | None,
    typer.Option("--sides", metavar="FILE", help="YAML: which side voices and actors take, and since when."),
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day to show, such as 2017-11-01.")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day to show.")]
EvidenceFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--evidence", metavar="FILE", help="Further evidence: a CSV with ACLED's or VIINA's columns; repeatable."
    ),
]
Places = Annotated[
    list[str] | None, typer.Option("--place", metavar="PLACE", help="Only this place: its id or its name; repeatable.")
]


def control(
    ledger: Stuff,
    place: Places = None,
    documents: Documents = None,
    sides: SidesFile = None,
    evidence: EvidenceFiles = None,
    anchor: Anchors = None,
    no_record: NoRecord = False,
    first: From = None,
    last: To = None,
    without: Without = None,
    assume: Assume = None,
    trust: Trust = None,
    no_side_priors: NoSides = False,
    json: JsonLines = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Infer who held each place on each day.

    With --json a line for each place and day: the probability of each holder, of contested and of another holder, as
    known on that day (filtered) and as known now (smoothed), who besieges it, and how much independent evidence there
    is. Without, one line a place for its last day, with what it would say if every voice were believed alike. These are
    model probabilities, calibrated on simulations.

    \b
    Examples:
      riwaya control out
      riwaya control out/claims.jsonl --documents out/documents.jsonl --no-side-priors --json
      riwaya control out --anchor "capture of Deir ez-Zor = 2017-11-03" --json
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        check_days(first, last)
        found = infer(
            console, ledger, documents, sides, anchor, no_record=no_record, alike=no_side_priors, evidence=evidence
        )
        wanted = [place_index(found, name) for name in place] if place else None
        changed = assuming(found, wanted[0] if wanted and len(wanted) == 1 else None, without, assume, trust)
        ready = sorted(changed.series(wanted), key=lambda series: series.place)
        if json:
            write(_json(ready, first, last))
        else:
            alike = None if no_side_priors else _alike(found, wanted, without, assume, trust)
            write(_text(ready, alike, first, last))
        if not quiet:
            gathered = found.gathered
            console.line(
                f"{len(gathered.evidence.places)} places, {len(gathered.evidence.parties)} parties, "
                f"{len(gathered.voices)} voices, {len(set(gathered.evidence.root.tolist()))} roots of evidence"
            )
        console.leave()


def infer(
    console: Console,
    ledger: str,
    documents: Path | None,
    sides: Path | None,
    anchor: list[str] | None,
    *,
    no_record: bool,
    alike: bool,
    evidence: list[Path] | None = None,
) -> "Control":
    """The inference that a command's options ask for; what imported evidence is, and under which terms, is told."""
    from riwaya.cli.material import load_material
    from riwaya.reason.control.settings import Settings
    from riwaya.reason.control.sides import read_sides
    from riwaya.reason.control.whole import control_of
    from riwaya.reason.dates import parse

    anchors = [parse(text) for text in anchor or ()]
    given = read_sides(sides) if sides is not None else None
    material = load_material(console, ledger, documents)
    for file in evidence or ():
        from riwaya.imports.evidence import read_evidence

        taken = read_evidence(file, material)
        material = taken.beside(material)
        if not console.quiet:
            console.line(f"{file}: {len(taken.claims)} rows are evidence; {taken.note}")
            for why, n in taken.left_out.items():
                console.line(f"left out {n}: {why}")
    return control_of(material, given, Settings(sides=not alike), anchors=anchors, with_record=not no_record)


def place_index(found: "Control", name: str) -> int:
    """The place of that id or name; UsageError names some that there are."""
    at = found.place(name)
    if at is None:
        known = sorted(place.name for place in found.gathered.evidence.places)
        some = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        raise UsageError(f"no claim says who holds {name!r}; places of this material: {some or 'none'}")
    return at


def check_days(*days: str | None) -> None:
    """UsageError unless each is a day of the calendar, or not given."""
    for day in days:
        try:
            datetime.date.fromisoformat(day or "2000-01-01")
        except ValueError as error:
            raise UsageError(f"{day!r} is no day; write days as 2017-11-09") from error


def write(lines: Iterable[bytes]) -> None:
    """Lines to stdout, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _json(ready: Iterable["Series"], first: str | None, last: str | None) -> Iterable[bytes]:
    import msgspec

    from riwaya.reason.control.lines import lines

    encode = msgspec.json.Encoder().encode
    return (encode(line) for series in ready for line in lines(series, first, last))


def _alike(
    found: "Control",
    wanted: list[int] | None,
    without: list[str] | None,
    assume: list[str] | None,
    trust: list[str] | None,
) -> "dict[str, Series]":
    """The timelines, by place, if every voice were believed alike, but for what is assumed of it."""
    from riwaya.reason.control.whatif import believed_alike

    place = wanted[0] if wanted and len(wanted) == 1 else None
    return {
        series.place.key: series
        for series in assuming(believed_alike(found), place, without, assume, trust).series(wanted)
    }


def _text(
    ready: Iterable["Series"], alike: "Mapping[str, Series] | None", first: str | None, last: str | None
) -> Iterable[bytes]:
    from riwaya.reason.control.wording import worded

    for series in ready:
        at = series.index(last) if last else len(series.smoothed) - 1
        p = series.at(at, smoothed=True)
        state = max(p, key=lambda key: p[key])
        words = worded(p[state], int(series.roots[at]), int(series.days_since[at]))
        line = f"{series.place.name}  {series.day(at)}  {_named(state)} {p[state]:.0%} ({words})"
        if alike is not None:
            even = alike[series.place.key].at(at, smoothed=True)
            other = max(even, key=lambda key: even[key])
            line += f"; all voices alike: {'' if other == state else _named(other) + ' '}{even[other]:.0%}"
        yield line.encode()


def _named(state: str) -> str:
    from riwaya.reason.control.whole import holder_name

    return {"contested": "contested", "other": "another holder"}.get(state) or holder_name(state)

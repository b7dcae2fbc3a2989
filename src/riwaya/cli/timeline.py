"""`riwaya timeline`: one place's history on a terminal or as a picture, with its reasons."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.assumptions import Assume, NoSides, Trust, Without, assuming
from riwaya.cli.console import Console, guarded
from riwaya.cli.control import EvidenceFiles, From, SidesFile, To, check_days, infer, place_index, write
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, NoRecord, Quiet, Stuff

if TYPE_CHECKING:
    from riwaya.reason.control.series import Control, Series

_SHADES = " ░▒▓█"
_WIDTH = 72

PlaceName = Annotated[str, typer.Argument(metavar="PLACE", help="A place's id or name, such as place:raqqa or Raqqa.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day to explain. [default: the last]")]
Grades = Annotated[
    bool,
    typer.Option(
        "--grades", help="Admiralty grades: institutions by their record (A-F), items by everybody else (1-6); slower."
    ),
]


def timeline(
    ledger: Stuff,
    place: PlaceName,
    day: Day = None,
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
    grades: Grades = False,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Also draw the timeline into this file.")] = None,
    json: JsonLines = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show who held one place, and why.

    A strip as known on each day and one as known now, darker where more probable; then for one day the probabilities
    with their bands, the words for them, what they would be if every voice were believed alike, and the reports that
    move the answer most: what speaks for it (+) and against it (-), in log-odds, when that report is left out.

    \b
    Examples:
      riwaya timeline out place:bukamal
      riwaya timeline out Bukamal --no-side-priors --svg out/bukamal.svg
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        check_days(day, first, last)
        found = infer(
            console, ledger, documents, sides, anchor, no_record=no_record, alike=no_side_priors, evidence=evidence
        )
        at = place_index(found, place)
        changed = assuming(found, at, without, assume, trust)
        series = next(changed.series([at]))
        alike = None if no_side_priors or (json and svg is None) else alike_at(found, at, without, assume, trust)
        if svg is not None:
            from riwaya.report.timelines import drawing

            svg.write_text(drawing(series, first, last, alike=alike), encoding="utf-8", newline="\n")
        if json:
            import msgspec

            from riwaya.reason.control.lines import lines

            write(map(msgspec.json.encode, lines(series, first, last)))
        else:
            write(line.encode() for line in _text(changed, at, series, alike, day, first, last, grades=grades))
        console.leave()


def alike_at(
    found: "Control", at: int, without: list[str] | None, assume: list[str] | None, trust: list[str] | None
) -> "Series":
    """The place's timeline if every voice were believed alike, but for what is assumed of it."""
    from riwaya.reason.control.whatif import believed_alike

    return next(assuming(believed_alike(found), at, without, assume, trust).series([at]))


def _text(
    found: "Control",
    at: int,
    series: "Series",
    alike: "Series | None",
    day: str | None,
    first: str | None,
    last: str | None,
    *,
    grades: bool,
) -> Iterator[str]:
    from riwaya.reason.control.lines import shown
    from riwaya.reason.control.whatif import bands, reasons
    from riwaya.reason.control.whole import holder_name
    from riwaya.reason.control.wording import worded

    keys = (*series.holders, "contested", "other")
    names = [*(holder_name(holder) for holder in series.holders), "contested", "another holder"]
    start = series.index(first) if first else 0
    end = series.index(last) if last else len(series.smoothed) - 1
    yield f"{series.place.name} ({series.place.entity or 'not resolved'})  {series.day(start)} to {series.day(end)}"
    width = max(map(len, names))
    for title, values in (("as known on each day", series.filtered), ("as known now", series.smoothed)):
        yield ""
        yield title
        for name, column in zip(names, values[start : end + 1].T, strict=True):
            yield f"  {name:<{width}} |{_strip(list(map(float, column)))}|"
    explained = series.index(day) if day else end
    low, high = bands(found, at)
    roots, since = int(series.roots[explained]), int(series.days_since[explained])
    then, now = (shown(keys, values[explained]) for values in (series.filtered, series.smoothed))
    even = shown(keys, alike.smoothed[explained]) if alike is not None else {}
    yield ""
    yield f"{series.day(explained)}: {roots} independent root{'s' * (roots != 1)}, last report {_ago(since)}"
    for state, (key, name) in enumerate(zip(keys, names, strict=True)):
        words = f"  {worded(now[key], roots, since)}" if now[key] == max(now.values()) else ""
        edge = f"{low[explained, state]:.2f}-{high[explained, state]:.2f}"
        without_sides = f"  alike {even[key]:.2f}" if even else ""
        yield f"  {name:<{width}}  then {then[key]:.2f}  now {now[key]:.2f} ({edge}){without_sides}{words}"
    if even:
        yield f"  ({_alike_note(now, even, dict(zip(keys, names, strict=True)))})"
    for holder, p in zip(names, series.besieged[explained], strict=False):
        if p >= 0.2:
            yield f"  besieged by {holder}: {float(p):.2f}"
    state_key, why = reasons(found, at, series.day(explained))
    name = names[keys.index(state_key)]
    texts = {claim.id: " ".join(claim.evidence.text.split()) for claim in found.gathered.claims}
    yield ""
    yield f"what moves «{name}» on that day (log-odds, when the report is left out)"
    graded = _graded(found, at, [reason.claims[0] for reason in why if reason.claims]) if grades else {}
    for reason in why:
        yield f"  {reason.log_odds:+.2f}  {reason.root}  ({', '.join(reason.voices[:3])})"
        if reason.claims and texts.get(reason.claims[0]):
            yield f"         «{texts[reason.claims[0]][:100]}» [{reason.claims[0]}]"
        if reason.claims and reason.claims[0] in graded:
            yield f"         {graded[reason.claims[0]]}"


def _alike_note(now: Mapping[str, float], even: Mapping[str, float], names: Mapping[str, str]) -> str:
    """What believing every voice alike would change."""
    best, other = (max(p, key=lambda key: p[key]) for p in (now, even))
    if best == other:
        return "alike: every voice believed alike, whatever side it takes; the answer stays"
    return f"alike: every voice believed alike, whatever side it takes; the answer would be {names[other]}"


def _graded(found: "Control", at: int, claims: list[str]) -> dict[str, str]:
    """For each claim the grade of its source, if that is an institution, and of the item itself."""
    from riwaya.reason.control.reliability import item, letters, reliability

    items = {claim: found_ for claim in claims if (found_ := item(found, at, claim)) is not None}
    voices = {voice.key: voice for voice in found.gathered.voices}
    records = {grade.key: grade for grade in reliability(found, judged=True, keys={key for key, _ in items.values()})}
    out = {}
    for claim, (key, digit) in items.items():
        if not voices[key].institution:
            source = "source: not graded"
        elif key in records and records[key].judged:
            record = records[key]
            source = f"source {letters(record)} ({record.low:.0%}-{record.high:.0%} held, {record.roots} roots)"
        else:
            source = "source F: cannot be judged, fewer than five independent roots"
        out[claim] = f"{source}; item {digit}" + (": nobody else speaks of it" if digit == 6 else "")
    return out


def _strip(values: list[float]) -> str:
    """A row of shades, a day or several days to a sign."""
    step = -(-len(values) // _WIDTH)
    groups = [values[i : i + step] for i in range(0, len(values), step)]
    return "".join(_SHADES[min(4, int(sum(group) / len(group) * 5))] for group in groups)


def _ago(days: int) -> str:
    if days < 0:
        return "none yet"
    return "that day" if days == 0 else f"{days} day{'s' * (days != 1)} before"

"""`riwaya timeline`: one place's history on a terminal or as a picture, with its reasons."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.control import From, NoSides, SidesFile, To, check_days, infer, place_index, write
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, NoRecord, Quiet, Stuff
from riwaya.model.errors import UsageError

if TYPE_CHECKING:
    from riwaya.reason.control.series import Control, Series

_SHADES = " ░▒▓█"
_WIDTH = 72

PlaceName = Annotated[str, typer.Argument(metavar="PLACE", help="A place's id or name, such as place:raqqa or Raqqa.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day to explain. [default: the last]")]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="VOICE", help="What if this voice were not there; repeatable.")
]
Assume = Annotated[
    list[str] | None,
    typer.Option("--assume", metavar="VOICE=SIDE", help="What if the voice took that side (or neutral); repeatable."),
]
Trust = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="VOICE=P", help="What if the voice told the truth that often (0-1); repeatable."),
]


def timeline(
    ledger: Stuff,
    place: PlaceName,
    day: Day = None,
    documents: Documents = None,
    sides: SidesFile = None,
    anchor: Anchors = None,
    no_record: NoRecord = False,
    first: From = None,
    last: To = None,
    without: Without = None,
    assume: Assume = None,
    trust: Trust = None,
    no_side_priors: NoSides = False,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Also draw the timeline into this file.")] = None,
    json: JsonLines = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show who held one place, and why.

    A strip as known on each day and one as known now, darker where more probable; then for one day the probabilities
    with their bands, the words for them, and the reports that move the answer most: what speaks for it (+) and against
    it (-), in log-odds, when that report is left out.

    \b
    Examples:
      riwaya timeline out place:bukamal
      riwaya timeline out Bukamal --no-side-priors --svg out/bukamal.svg
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        check_days(day, first, last)
        found = infer(console, ledger, documents, sides, anchor, no_record=no_record, alike=no_side_priors)
        at = place_index(found, place)
        changed = _changed(found, at, without or [], _pairs(assume, "--assume"), _pairs(trust, "--trust"))
        series = next(iter(changed.series([at])))
        if svg is not None:
            from riwaya.report.timelines import drawing

            svg.write_text(drawing(series, first, last), encoding="utf-8", newline="\n")
        if json:
            import msgspec

            from riwaya.reason.control.lines import lines

            write(map(msgspec.json.encode, lines(series, first, last)))
        else:
            write(line.encode() for line in _text(changed, at, series, day, first, last))
        console.leave()


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    out = {}
    for text in given or ():
        voice, equals, value = text.rpartition("=")
        if not equals or not voice.strip() or not value.strip():
            raise UsageError(f"{option} {text!r}: write VOICE=VALUE")
        out[voice.strip()] = value.strip()
    return out


def _changed(
    found: "Control", at: int, without: list[str], assume: Mapping[str, str], trust: Mapping[str, str]
) -> "Control":
    """The inference under changed assumptions about voices."""
    from riwaya.reason.control.sides import NEUTRAL
    from riwaya.reason.control.whatif import voices_at, with_reliability, with_sides
    from riwaya.reason.control.whatif import without as leave_out

    known = {key: name for key, name, _ in voices_at(found, at)}

    def keys(voice: str) -> list[str]:
        matching = [key for key, name in known.items() if voice in (key, key.partition("#")[0], name)]
        if not matching:
            some = ", ".join(sorted(known.values())[:8])
            raise UsageError(f"no voice {voice!r} speaks of this place; those that do: {some}")
        return matching

    if without:
        gone = {key for voice in without for key in keys(voice)}
        found = leave_out(found, gone.__contains__)
    if assume:
        parties = {**dict(zip(found.gathered.holders, found.gathered.evidence.parties, strict=True))}
        parties |= {party: party for party in found.gathered.evidence.parties}
        for side in assume.values():
            if side != NEUTRAL and side not in parties:
                raise UsageError(f"--assume: no party {side!r}; parties: {', '.join(sorted(parties))}, {NEUTRAL}")
        found = with_sides(found, {key: parties.get(side) for voice, side in assume.items() for key in keys(voice)})
    if trust:
        try:
            shares = {key: float(value) for voice, value in trust.items() for key in keys(voice)}
        except ValueError as error:
            raise UsageError("--trust: the share must be a number from 0 to 1") from error
        if not all(0.0 <= share <= 1.0 for share in shares.values()):
            raise UsageError("--trust: the share must be a number from 0 to 1")
        found = with_reliability(found, shares)
    return found


def _text(
    found: "Control", at: int, series: "Series", day: str | None, first: str | None, last: str | None
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
    yield ""
    yield f"{series.day(explained)}: {roots} independent root{'s' * (roots != 1)}, last report {_ago(since)}"
    for state, (key, name) in enumerate(zip(keys, names, strict=True)):
        words = f"  {worded(now[key], roots, since)}" if now[key] == max(now.values()) else ""
        edge = f"{low[explained, state]:.2f}-{high[explained, state]:.2f}"
        yield f"  {name:<{width}}  then {then[key]:.2f}  now {now[key]:.2f} ({edge}){words}"
    for holder, p in zip(names, series.besieged[explained], strict=False):
        if p >= 0.2:
            yield f"  besieged by {holder}: {float(p):.2f}"
    state_key, why = reasons(found, at, series.day(explained))
    name = names[keys.index(state_key)]
    texts = {claim.id: " ".join(claim.evidence.text.split()) for claim in found.gathered.claims}
    yield ""
    yield f"what moves «{name}» on that day (log-odds, when the report is left out)"
    for reason in why:
        yield f"  {reason.log_odds:+.2f}  {reason.root}  ({', '.join(reason.voices[:3])})"
        if reason.claims and texts.get(reason.claims[0]):
            yield f"         «{texts[reason.claims[0]][:100]}» [{reason.claims[0]}]"


def _strip(values: list[float]) -> str:
    """A row of shades, a day or several days to a sign."""
    step = -(-len(values) // _WIDTH)
    groups = [values[i : i + step] for i in range(0, len(values), step)]
    return "".join(_SHADES[min(4, int(sum(group) / len(group) * 5))] for group in groups)


def _ago(days: int) -> str:
    if days < 0:
        return "none yet"
    return "that day" if days == 0 else f"{days} day{'s' * (days != 1)} before"

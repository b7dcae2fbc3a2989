"""What-if: the options of the control commands that change what is assumed of voices."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.model.errors import UsageError

if TYPE_CHECKING:
    from riwaya.reason.control.series import Control

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
NoSides = Annotated[
    bool,
    typer.Option("--no-side-priors", "--no-sides", help="Believe every voice alike, whatever side it is said to take."),
]


def assuming(
    found: "Control", place: int | None, without: list[str] | None, assume: list[str] | None, trust: list[str] | None
) -> "Control":
    """The inference under changed assumptions about voices that speak of a place (of any, for None).

    UsageError where a voice or a side is not known, or a value is malformed; it names some that are known.
    """
    from riwaya.reason.control.sides import NEUTRAL
    from riwaya.reason.control.whatif import voices_at, with_reliability, with_sides
    from riwaya.reason.control.whatif import without as leave_out

    sides, shares = _pairs(assume, "--assume"), _pairs(trust, "--trust")
    if not (without or sides or shares):
        return found
    known = {key: name for key, name, _ in voices_at(found, place)}

    def keys(voice: str) -> list[str]:
        matching = [key for key, name in known.items() if voice in (key, key.partition("#")[0], name)]
        if not matching:
            some = ", ".join(sorted(known.values())[:8])
            where = "of this place" if place is not None else "of who holds a place"
            raise UsageError(f"no voice {voice!r} speaks {where}; those that do: {some}")
        return matching

    if without:
        gone = {key for voice in without for key in keys(voice)}
        found = leave_out(found, gone.__contains__)
    if sides:
        parties = {**dict(zip(found.gathered.holders, found.gathered.evidence.parties, strict=True))}
        parties |= {party: party for party in found.gathered.evidence.parties}
        for side in sides.values():
            if side != NEUTRAL and side not in parties:
                raise UsageError(f"--assume: no party {side!r}; parties: {', '.join(sorted(parties))}, {NEUTRAL}")
        found = with_sides(found, {key: parties.get(side) for voice, side in sides.items() for key in keys(voice)})
    if shares:
        found = with_reliability(found, {key: _share(p) for voice, p in shares.items() for key in keys(voice)})
    return found


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise UsageError("--trust: the share must be a number from 0 to 1")
    return share


def _pairs(given: list[str] | None, option: str) -> Mapping[str, str]:
    out = {}
    for text in given or ():
        voice, equals, value = text.rpartition("=")
        if not equals or not voice.strip() or not value.strip():
            raise UsageError(f"{option} {text!r}: write VOICE=VALUE")
        out[voice.strip()] = value.strip()
    return out

"""What one claim says of who holds the place: a likelihood by role, how much it counts, how it bears on change."""

from typing import Final

import msgspec

from riwaya.model import Claim, Extent
from riwaya.model.vocabulary import FAMILIES
from riwaya.reason.control.tables import Likelihoods, Row, likelihoods

TERRITORIAL: Final = frozenset(FAMILIES["gained"]) | frozenset(FAMILIES["kept_or_lost"])
"""Event types that speak of who is where."""

HOLDS: Final = frozenset({"capture", "recapture", "control", "clearing"})
"""Event types whose agent is said to hold the place."""

TAKES: Final = frozenset({"capture", "recapture"})
"""Event types by which a place comes into its agent's hands."""
DECIDES: Final = frozenset({"capture", "recapture", "withdrawal", "loss", "handover", "surrender"})
"""Event types after which the fighting for a place is over, if they are told of the whole of it."""
FIGHTS: Final = frozenset(FAMILIES["battle"]) | {"entry", "advance"}
FIRE: Final = frozenset(FAMILIES["remote"])
"""Event types that a taking may be the outcome of: on the ground, and from afar."""

BEFORE_THE_NEWS: Final = "time:before-the-news"
"""The rule of a claim that its report tells of the time before its news ("had said that")."""

_TAKES: Final = HOLDS | {"handover"}
_LEAVES: Final = frozenset({"withdrawal", "loss", "handover", "surrender", "flight"})
_ATTEMPTS: Final = frozenset({"capture", "recapture", "entry", "advance", "attack", "clearing", "clash"})


class Said(msgspec.Struct, frozen=True):
    """`row`: relative likelihoods (agent, target, contested, others holds it). `strength`: an exponent in [0, 1].

    `hazard`: how much likelier a held place is to change hands around then; `ends`: a contest to be decided.
    `decides`: the whole place is told to have changed hands. `fight`, `fire`: told is what may have led to that, on the
    ground or from afar. `holds`: that the agent has the place, `retakes`: that it has it again. `before`: it is about
    the day before. `part`: a part of the place is told to have been taken; `wholly`: all of it, in so many words.
    `past`: the report tells it as what was before its news. `earlier`: what a claim of change says of the time before
    it.
    """

    row: Row
    strength: float
    spread: bool = False
    hazard: float = 1.0
    ends: float = 1.0
    decides: bool = False
    fight: bool = False
    holds: bool = False
    retakes: bool = False
    fire: bool = False
    before: bool = False
    part: bool = False
    wholly: bool = False
    past: bool = False
    earlier: Row | None = None


def said(claim: Claim, *, inside: bool = False) -> Said | None:
    """What the claim says about its place; about the town around it when `inside`. None when nothing."""
    table = likelihoods()
    known = table.events.get(claim.event)
    if known is None:
        return None
    strength = table.strength
    stance = claim.stance
    factor = _reporting(claim, strength)
    if stance in ("expects", "threatens", "demands"):
        if claim.event not in TERRITORIAL and claim.event != "attack":
            return None
        says = table.expected_leaving if claim.event in _LEAVES else table.expected
        return Said(says.row, factor * strength["expected"], hazard=says.hazard)
    if stance in ("denies", "doubts"):
        return _denied(claim, table, factor, inside)
    if stance == "possible":
        factor *= strength["possible"]
    row, whole = _row(claim, table, inside)
    # A part that is taken decides nothing.
    decides = whole and stance == "asserts" and claim.event in DECIDES
    ends = known.ends if whole else 1.0
    return Said(
        row,
        factor,
        known.spread,
        known.hazard,
        ends,
        decides,
        fight=claim.event in FIGHTS,
        holds=claim.event in HOLDS and stance == "asserts",
        retakes=claim.event == "recapture",
        fire=claim.event in FIRE,
        before=known.before,
        part=not whole and stance == "asserts" and claim.event in TAKES,
        wholly=decides and claim.event in TAKES and claim.extent is not None,
        past=BEFORE_THE_NEWS in claim.rules,
        earlier=_said_before(claim),
    )


def _said_before(claim: Claim) -> Row | None:
    """What a claim of change says of the time before it; None for any other claim."""
    if claim.stance not in ("asserts", "possible"):
        return None
    return likelihoods().before.rows.get(claim.event)


def _row(claim: Claim, table: Likelihoods, inside: bool) -> tuple[Row, bool]:
    """The row, and whether it is about the whole place."""
    row = table.events[claim.event].row
    if claim.event == "distance":
        km = [q.value for q in claim.quantities if q.unit == "km"]
        return (row if km and min(km) > table.away_km else table.at_the_edge), True
    if claim.event == "clearing" and (inside or (claim.extent is not None and _part(claim.extent, table) is not None)):
        return table.clearing_row, False
    if inside and claim.event in TERRITORIAL:
        return (table.inside_row if claim.event not in _LEAVES else _reversed(table.inside_row)), False
    if claim.extent is not None and claim.event in TERRITORIAL:
        part = _part(claim.extent, table)
        if part is not None and claim.event in _TAKES:
            return (_given(part) if claim.event == "handover" else part), False
        if part is not None and claim.event in _LEAVES:
            return _reversed(part), False
    return row, True


def _part(extent: Extent, table: Likelihoods) -> Row | None:
    """The row of a share: None for the whole."""
    if extent.low >= table.whole:
        return None
    mean = (extent.low + extent.high) / 2.0
    if mean >= table.nearly:
        return table.nearly_row
    return table.most_row if mean >= table.most else table.part_row


def _given(row: Row) -> Row:
    """The row when the target is who takes it."""
    return row[1], row[0], row[2], row[3]


def _reversed(row: Row) -> Row:
    """The row of losing what `row` is the taking of: others take the agent's part."""
    return row[1], row[0], row[2], max(row[0], row[1])


def _denied(claim: Claim, table: Likelihoods, factor: float, inside: bool) -> Said | None:
    """A claim that is denied or doubted."""
    strength = table.strength
    if claim.event not in TERRITORIAL and claim.event not in ("clash", "attack"):
        return None
    if claim.denies_what not in ("event", "place"):
        return None  # who did it, to whom, how many: it says nothing of who holds the place
    if claim.stance == "doubts":
        kind = "doubts_rebuttal" if claim.denial in ("rebuttal", "negation", "failed") else "doubts_unverified"
    else:
        kind = "doubts_unverified" if claim.denial == "unverified" else f"denies_{claim.denial}"
    if claim.denial == "failed" and claim.event in _ATTEMPTS:
        return Said(table.failed, factor * strength[kind])
    if claim.event == "attack":
        return None
    row, _ = _row(claim, table, inside)
    a, t, c, o = (1.0 - 0.95 * value for value in row)
    top = max(a, t, c, o)
    return Said((a / top, t / top, c / top, o / top), factor * strength[kind])


def _reporting(claim: Claim, strength: dict[str, float]) -> float:
    """How much counts for the way it is told: distance, relays, context, what was carried over from elsewhere."""
    factor = strength["asserts"]
    if claim.attitude == "distancing":
        factor *= strength["distancing"]
    factor *= strength["relayed"] ** max(0, len(claim.voices) - 1)
    if claim.background:
        factor *= strength["background"]
    for rule in claim.rules:
        if rule in ("place:claim-before", "place:story", "place:discourse"):
            factor *= strength["inherited_place"]
        elif rule == "agent:discourse":
            factor *= strength["inherited_agent"]
    return factor

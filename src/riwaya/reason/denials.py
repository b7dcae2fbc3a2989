"""A denial, and what it denies.

A rebuttal answers claims in circulation; a negation or a failed attempt tells what did not happen on its day. Who says
that it could not be verified denies nothing.
"""

from riwaya.reason.clusters import LAG_DAYS, agent_names
from riwaya.reason.facts import ALWAYS, WHOLE, Fact, numbers_of
from riwaya.reason.harmed import others_harmed
from riwaya.reason.kinds import IMPLIES, TERRITORY
from riwaya.reason.parties import Same, compare
from riwaya.reason.verdict import Related, Subtype, found
from riwaya.reason.when import When, when
from riwaya.reason.where import Place2, compare_places

LEAST_SCORE = 0.5
"""A contradiction that is less certain than this is none."""
SAME_STATE = {frozenset({"taking", "holding"})}
"""Kinds that say the same of a place: who denies the one denies the other."""


def denied_by(denial: Fact, claim: Fact) -> Related | None:
    """What a denial is to a claim that it was so; None when it is about something else."""
    if not claim.committed or (denial.document == claim.document and denial.voice == claim.voice):
        return None
    score = _same_thing(denial, claim)
    if score == 0:
        return None
    subtype = _subtype(denial, claim)
    if subtype is None:
        return None
    timely = _timely(denial, claim)
    if timely == 0:
        return _overtaken(denial, claim)
    score *= timely * (0.8 if denial.claim.stance == "doubts" else 1.0)
    if denial.voice == claim.voice and denial.identified:
        if denial.told is None or claim.told is None or denial.told == claim.told:
            return None
        if denial.told > claim.told:
            return found("retracts", None, denial, claim, score, "the same voice takes it back")
        return found("supersedes", None, claim, denial, score, "the same voice says it after having denied it")
    if score < LEAST_SCORE:
        return None
    how = {"failed": "says that the attempt failed", "negation": "says that it did not happen"}
    why = how.get(denial.claim.denial or "", "denies it" if denial.claim.stance == "denies" else "disputes it")
    return found("contradicts", subtype, denial, claim, score, why)


def _same_thing(denial: Fact, claim: Fact) -> float:
    """How certain it is that the claim is what the denial is about; 0 when it is not."""
    if compare_places(denial.where, claim.where) is Place2.OTHER or others_harmed(denial, claim):
        return 0.0
    gainer = compare(denial.gainer, claim.gainer)
    if gainer is Same.UNKNOWN and denial.gainer and claim.gainer and denial.document != claim.document:
        return 0.0  # both are known, and nothing is known to join them
    if denial.kind == claim.kind:
        if gainer is Same.NO or compare(denial.loser, claim.loser) is Same.NO:
            return 0.0
        if gainer is Same.UNKNOWN and (denial.kind == "other" or _named_apart(denial, claim)):
            return 0.0
        return 0.95 if gainer is Same.YES else 0.8
    if denial.claim.denies_what != "event":
        return 0.0
    if frozenset({denial.kind, claim.kind}) in SAME_STATE or denial.kind in IMPLIES.get(claim.kind, ()):
        return {Same.YES: 0.85, Same.UNKNOWN: 0.6, Same.NO: 0.0}[gainer]
    if denial.effect == "gone" and claim.effect == "holds":
        # Who denies having left or lost a place denies that another has it.
        return 0.7 if gainer is Same.NO and claim.share[0] >= WHOLE else 0.0
    return 0.0


def _named_apart(denial: Fact, claim: Fact) -> bool:
    """Whether both name who did it, by names that the gazetteer does not know and that share nothing."""
    if denial.document == claim.document or not denial.claim.agents or not claim.claim.agents:
        return False
    mine, theirs = agent_names(denial), agent_names(claim)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _subtype(denial: Fact, claim: Fact) -> Subtype | None:
    what = denial.claim.denies_what
    if what == "agent":
        return "responsibility" if compare(denial.gainer, claim.gainer) is Same.YES else None
    if what == "target":
        # "No civilians were hit" goes against who says that some were, not against who says that fighters were.
        alike = claim.loser.civilian == denial.loser.civilian and claim.loser.combatant == denial.loser.combatant
        same = compare(denial.loser, claim.loser) is Same.YES
        return "victim_status" if same or (alike and claim.claim.targets) else None
    if what == "number":
        return "quantity" if numbers_of(claim) else None
    if denial.kind in TERRITORY:
        place = compare_places(denial.where, claim.where)
        if place is not Place2.SAME:
            return "definitional"
        if claim.share[1] < WHOLE and claim.claim.extent is not None and denial.share[0] >= WHOLE:
            return "partial"
    return "direct"


def _timely(denial: Fact, claim: Fact) -> float:
    """How well the days fit, 0 when they do not."""
    if denial.document == claim.document:
        return 0.0 if when(denial, claim) in (When.BEFORE, When.AFTER) else 1.0
    rebuttal = denial.claim.denial == "rebuttal"
    if denial.days == ALWAYS or claim.days == ALWAYS:
        return 0.6 if rebuttal else 0.0
    if claim.background and claim.vague:
        return 0.0
    lag = LAG_DAYS if rebuttal and denial.vague else 0
    low, high = denial.days[0] - lag, denial.days[1]
    if claim.days[1] < low or claim.days[0] > high:
        return 0.0
    if claim.vague and claim.told is not None and denial.told is not None and claim.told > denial.told + 1:
        return 0.0  # told after the denial, of a day that nobody gives: it may have happened since
    if max(denial.days[1] - denial.days[0], claim.days[1] - claim.days[0]) > LAG_DAYS:
        return 0.6  # they overlap because little is known
    return 0.95 if denial.days[0] <= claim.days[1] else 0.85


def _overtaken(denial: Fact, claim: Fact) -> Related | None:
    """What happened after it was denied, or after an attempt at it had failed: a place changed hands meanwhile."""
    if denial.kind not in TERRITORY or when(denial, claim) is not When.BEFORE or claim.vague:
        return None
    if claim.days[0] - denial.days[1] > LAG_DAYS:
        return None
    return found("supersedes", None, claim, denial, 0.6, "it came about after that")

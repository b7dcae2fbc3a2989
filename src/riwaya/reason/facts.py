"""Facts: claims made comparable. One fact is what one claim says of one place.

Days are proleptic ordinals (`datetime.date.toordinal`). A fact has its days on two scales: from the publication of its
report (always, for reports without a date keep what their words say), and in the calendar (when the report is dated, or
the text gives the day). Reports speak of the days before them: a claim without a time gets those, and is `vague`.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

from riwaya.model import Claim, Quantity
from riwaya.reason.inputs import Material, Report
from riwaya.reason.kinds import EFFECT, KIND_OF, STANDING, Effect
from riwaya.reason.moves import as_told_of_places
from riwaya.reason.parties import NOBODY, Party, generic, party
from riwaya.reason.where import Where, places_of
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

NEWS_DAYS = 3
"""A report that gives no day for its news speaks of so many days before its own."""
TOLD_DAYS = 3
"""When a report was published counts as known when it is known to so many days."""
BACKGROUND_DAYS = 3650
PLANS_DAYS = 60
ALWAYS = (-(10**7), 10**7)
"""The interval of what nothing is known of."""

WHOLE = 0.95
"""From this share on, a place is meant as a whole."""

Days = tuple[int, int]
_DIGIT = re.compile(r"\d")


class Fact(msgspec.Struct, frozen=True, gc=False):
    """What one claim says of one place.

    `days` is in the calendar (`ALWAYS` when unknown), `since` in days from publication; `told` is the day of
    publication, None when it is not known well. `who` is the party that the effect is about. `gainer` is who gets the
    place, `loser` who loses it; for other events the agents and targets. `voice` identifies whose telling it is (see
    `voice_key`); `told_by` is the outlet.
    """

    claim: Claim
    where: Where
    kind: str
    effect: Effect | None
    days: Days
    since: Days
    vague: bool
    told: int | None
    who: Party
    gainer: Party
    loser: Party
    share: tuple[float, float]
    voice: str
    identified: bool
    told_by: str

    id: str
    document: str
    dated: bool
    denied: bool
    committed: bool
    background: bool
    order: tuple[int, int, str, int, str]


def facts_of(material: Material, published: Mapping[str, Days] | None = None) -> Iterator[Fact]:
    """The facts of all claims, in the order of the claims.

    `published` gives the days of publication of reports (ordinals), where more is known than the report's own date
    says, for instance inferred.
    """
    for document, claims in groupby(material.claims, key=lambda claim: claim.document):
        report = material.reports[document]
        days = (published.get(document) if published else None) or _published(report)
        told = list(claims)
        names = _full_names(told)
        for claim in told:
            yield from facts_of_claim(claim, report, days, names)


def facts_of_claim(
    claim: Claim, report: Report, published: Days | None, names: Mapping[str, str] | None = None
) -> Iterator[Fact]:
    """The facts of one claim; `names` gives the entities of voices that the report names in full elsewhere."""
    days, since, vague = _days(claim, KIND_OF[claim.event], published)
    day = days[0] if days != ALWAYS else None
    agents, targets = party(claim.agents, day), party(claim.targets, day)
    swapped = claim.event in ("handover", "loss")
    voice, identified = voice_key(claim, report, names)
    told = published[1] if published and published[1] - published[0] <= TOLD_DAYS else None
    for view in as_told_of_places(claim):
        effect, who = _effect(view.event, agents, targets)
        for where in places_of(view):
            yield Fact(
                claim,
                where,
                KIND_OF[view.event],
                effect,
                days,
                since,
                vague,
                told,
                who,
                targets if swapped else agents,
                agents if swapped else targets,
                _share(claim, where),
                voice,
                identified,
                report.outlet or f"document:{claim.document}",
                claim.id,
                claim.document,
                days != ALWAYS,
                claim.stance == "denies" or (claim.stance == "doubts" and claim.denial != "unverified"),
                claim.stance == "asserts",
                claim.background,
                (told if told is not None else ALWAYS[1], days[0], claim.document, claim.evidence.start, claim.id),
            )


def _effect(event: str, agents: Party, targets: Party) -> tuple[Effect | None, Party]:
    """What an event says of who holds the place, and of whom."""
    effect, who = EFFECT.get(event), agents
    if event == "handover":
        effect, who = ("holds", targets) if targets else ("gone", agents)
    return (effect if who.able else None), who


def _published(report: Report) -> Days | None:
    found = report.published.days()
    return (found[0].toordinal(), found[1].toordinal()) if found else None


@lru_cache(maxsize=50_000)
def ordinal(day: str) -> int:
    """The ordinal of an ISO day."""
    return datetime.date.fromisoformat(day).toordinal()


def _days(claim: Claim, kind: str, published: Days | None) -> tuple[Days, Days, bool]:
    """The days of a claim in the calendar and from publication, and whether they were only supposed."""
    time = claim.time
    vague = time is None or (time.earliest is None and time.offset_days is None)
    if time is not None and time.offset_days is not None:
        since = time.offset_days
    elif claim.stance in ("expects", "threatens", "demands"):
        since = (0, PLANS_DAYS)
    elif claim.background:
        since = (-BACKGROUND_DAYS, 0)
    elif kind in STANDING or claim.stance in ("denies", "doubts"):
        since = (-1, 0)
    else:
        since = (-NEWS_DAYS, 0)
    if time is not None and time.earliest is not None and time.latest is not None:
        days = (ordinal(time.earliest), ordinal(time.latest))
        if time.offset_days is None:
            since = (days[0] - published[1], days[1] - published[0]) if published is not None else ALWAYS
        return days, since, False
    if published is None:
        return ALWAYS, since, vague
    return (published[0] + since[0], published[1] + since[1]), since, vague


def _share(claim: Claim, where: Where) -> tuple[float, float]:
    """The share of the place that the claim is about, in [0, 1]."""
    if claim.extent is not None:
        return claim.extent.low, claim.extent.high
    return (0.01, 0.99) if where.part in ("part", "near") else (1.0, 1.0)


UNNAMED_KINDS = frozenset({"unnamed", "witness", "activist", "medical", "official", "social_media"})
"""Kinds of voice that, without a name that the gazetteer knows, may be anybody."""


def _full_names(claims: Sequence[Claim]) -> dict[str, str]:
    """The voices of one report that are named short ("Abdulrahman"), with the entity of the voice that they shorten."""
    full: dict[frozenset[str], str] = {}
    short: set[str] = set()
    for claim in claims:
        for voice in claim.voices:
            if voice.entity is None:
                short.add(voice.text)
            elif not generic(voice.entity):
                for form in (voice.text, *voice.also):
                    full[_words(form)] = voice.entity
    out: dict[str, str] = {}
    for text in short:
        words = _words(text)
        meant = {entity for form, entity in full.items() if words and words < form}
        if len(meant) == 1:
            out[text] = meant.pop()
    return out


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(token.key for token in tokenise(text) if token.kind == "word")


def voice_key(claim: Claim, report: Report, names: Mapping[str, str] | None = None) -> tuple[str, bool]:
    """Whose telling a claim is: the innermost voice of its chain that is somebody, and whether that identifies one.

    A voice that only a common noun names ("activists", "a source") is somebody only together with who relays it. A
    claim without voices is the outlet's own.
    """
    outlet = report.lineage or report.outlet or f"document:{claim.document}"
    if not claim.voices:
        return outlet, True
    inner = claim.voices[-1]
    if inner.entity is not None and not generic(inner.entity):
        return inner.entity, True
    if names and inner.text in names:
        return names[inner.text], True
    name = inner.entity or f"name:{fold(inner.name or inner.text)}"
    if inner.entity is None and inner.kind not in UNNAMED_KINDS:
        return name, True
    for outer in reversed(claim.voices[:-1]):
        if outer.entity is not None and not generic(outer.entity):
            return f"{outer.entity}/{name}", True
    return f"{outlet}/{name}", False


class Number(msgspec.Struct, frozen=True, gc=False):
    """A quantity as an interval: `low` to `high` of `unit`, of people with `status` when the claim says which."""

    low: float
    high: float
    unit: str
    status: str
    quantity: Quantity


NOT_COMPARED = frozenset({"%", "hours", "days", "minutes", "weeks", "months", "years"})
"""Units of shares (which the extent holds) and of time."""


def numbers_of(fact: Fact) -> tuple[Number, ...]:
    """The numbers of a claim that can be compared with another's: of each unit and status the first.

    What follows in one claim is a breakdown of it, or belongs to other places of a list.
    """
    out: dict[tuple[str, str], Number] = {}
    for quantity in fact.claim.quantities:
        if (quantity.unit or "") not in NOT_COMPARED and not _singular(quantity):
            number = _number(quantity, fact.loser, fact.kind)
            out.setdefault((number.unit, number.status), number)
    return tuple(out.values())


def _singular(quantity: Quantity) -> bool:
    """Whether it is only a noun in the singular ("a car"), which counts nothing."""
    return (
        quantity.value == quantity.high == 1
        and quantity.unit not in ("people", "km")
        and not _DIGIT.search(quantity.text)
    )


def _number(quantity: Quantity, targets: Party, kind: str) -> Number:
    low, high = float(quantity.value), float(max(quantity.value, quantity.high))
    if quantity.relation == "at_least":
        high = float("inf")
    elif quantity.relation == "at_most":
        low = 0.0
    elif quantity.relation == "about":
        # "Dozens" says how many at least; "about fifty" is near fifty.
        low, high = low * 0.8, high * 1.2 if quantity.high == quantity.value else float("inf")
    return Number(low, high, quantity.unit or "", status_of(quantity, targets, kind), quantity)


def status_of(quantity: Quantity, targets: Party, kind: str) -> str:
    """Who is counted: `children`, `women`, `civilians`, `fighters` or nothing known (empty)."""
    for form in (quantity.of or "", *sorted(targets.ids)):
        if form in STATUS:
            return STATUS[form]
    if quantity.of in ("civilian", "civilians"):
        return "civilians"
    if targets.civilian:
        return "civilians"
    if targets.combatant:
        return "fighters"
    return ""


STATUS = {
    "child": "children",
    "children": "children",
    "woman": "women",
    "women": "women",
    "civilian": "civilians",
    "fighter": "fighters",
    "soldier": "fighters",
}

__all__ = ["ALWAYS", "NOBODY", "WHOLE", "Days", "Fact", "Number", "facts_of", "numbers_of", "ordinal", "voice_key"]

"""What claims say that bears on days: weekdays a report names, happenings it tells, the place it is about."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.places import Places
from riwaya.gazetteer.places_data import SETTLEMENTS
from riwaya.lang.day_words import DayWords, day_words
from riwaya.model import Claim, Span
from riwaya.reason.dates import kernels
from riwaya.reason.dates.kernels import WEEK, Kernel

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GROUP: Final = {
    "capture": "capture", "recapture": "capture", "loss": "capture", "handover": "capture", "control": "capture",
    "withdrawal": "withdrawal", "siege": "siege", "detained": "detained", "abduction": "abduction",
    "execution": "execution", "shootdown": "shootdown", "chemical_attack": "chemical_attack",
    "vehicle_bomb": "vehicle_bomb", "evacuation": "evacuation", "surrender": "surrender", "link_up": "link_up",
}  # fmt: skip
"""Event types that happen seldom enough at one place to tie reports together, and what is one with what."""

APART: Final = {
    "capture": 0.3, "withdrawal": 0.45, "siege": 0.5, "detained": 0.55, "abduction": 0.6, "execution": 0.6,
    "shootdown": 0.45, "chemical_attack": 0.4, "vehicle_bomb": 0.6, "evacuation": 0.55, "surrender": 0.6,
    "link_up": 0.45,
}  # fmt: skip
"""How likely two tellings of such an event at one place, by one side, are of different happenings all the same."""

INHERITED_APART: Final = 0.3
"""The same for a day that the claim took over from the sentence before."""

MOST_DAYS: Final = 45
"""A calendar period longer than this dates no single happening."""

ABOUT_A_DAY: Final = 2
"""Days more than one that a date may be uncertain by (a Hijri day) and still be a day."""

AHEAD: Final = frozenset({"expects", "threatens", "demands"})
LEAD: Final = 300
"""Characters from the beginning of a text that count as its lead."""


class Key(msgspec.Struct, frozen=True, order=True):
    """A happening as reports may share it: kind of event, place (its id), and who did it as far as known."""

    group: str
    place: str
    actor: str = ""


class Mention(msgspec.Struct, frozen=True):
    """A report's telling of a happening.

    `kernel` says where its day lies from that of publication; `days` are its calendar days (ordinals) where the text
    gives them; `apart` is how likely it is another happening than the one that the key stands for; `by`
    is the gazetteer's id of its doer.
    """

    document: str
    key: Key
    span: Span
    says: str
    kernel: Kernel | None
    days: tuple[int, int] | None
    apart: float
    by: str = ""


class Statement(msgspec.Struct, frozen=True):
    """Words that tell the weekday of publication: shares by weekday (0 Monday), and what they mean."""

    document: str
    span: Span
    says: str
    shares: tuple[float, ...]


def doer(entity: str | None, place: str) -> str:
    """Who acts, as reports can be expected to agree on it: the side in the place's country, else the topmost body.

    So the army, its divisions and its allies are one; a common noun (gunmen) is nobody: an empty string.
    """
    known = actors().rows
    if entity is None or entity not in known or known[entity].generic:
        return ""
    row = Places.load().by_id(place)
    country = Places.load().hierarchy(row)[-1].id.partition(":")[2] if row is not None else ""
    seen: set[str] = set()
    while True:
        for side in known[entity].sides:
            if side.partition(":")[0] == country:
                return side.partition("@")[0]
        parent = known[entity].parent
        if parent not in known or parent in seen:
            return entity
        seen.add(entity)
        entity = parent


def settled(entity: str | None) -> bool:
    """Whether a place is small enough for one thing to happen there at a time."""
    row = Places.load().by_id(entity) if entity is not None else None
    return row is not None and (row.kind in SETTLEMENTS or row.kind not in ("country", "region", "governorate", "sea"))


def mentions(claims: Iterable[Claim]) -> list[Mention]:
    """The tellings of happenings in the claims of one report, the most telling of each happening only."""
    found: dict[Key, Mention] = {}
    for claim in claims:
        mention = _mention(claim)
        if mention is not None:
            other = found.get(mention.key)
            if other is None or _rank(mention) < _rank(other):
                found[mention.key] = mention
    return [found[key] for key in sorted(found)]


def _rank(mention: Mention) -> tuple[float, float, int, int]:
    entropy = mention.kernel.entropy if mention.kernel is not None else -1.0
    return mention.apart, entropy, mention.span.start, mention.span.end


def _mention(claim: Claim) -> Mention | None:
    group = GROUP.get(claim.event)
    place = next((p for p in claim.places if settled(p.entity)), None)
    if group is None or place is None or place.entity is None or claim.stance not in ("asserts", "possible"):
        return None
    time = claim.time
    words = day_words(time.text) if time is not None else DayWords()
    if claim.event == "control" and not words.since:
        return None  # a state that has no beginning
    if claim.background and (time is None or time.offset_days is None) and not _calendar(claim):
        return None
    kernel = kernels.of_time(time, words)
    days = _calendar(claim) if kernel is None or time is None or time.earliest is not None else None
    if kernel is None and days is None:
        return None
    apart = APART[group]
    if "time:story" in claim.rules:
        apart = 1 - (1 - apart) * (1 - INHERITED_APART)
    span = Span(time.start, time.end, time.text) if time is not None else claim.evidence
    doers = claim.targets if claim.event in ("loss", "handover") else claim.agents
    actor, by = next(((d, a.entity or "") for a in doers if (d := doer(a.entity, place.entity))), ("", ""))
    return Mention(claim.document, Key(group, place.entity, actor), span, says(words, claim), kernel, days, apart, by)


def _calendar(claim: Claim) -> tuple[int, int] | None:
    """The days that the claim gives, as ordinals, when they are few enough to date a happening."""
    time = claim.time
    if time is None or time.earliest is None or time.latest is None:
        return None
    first, last = _ordinal(time.earliest), _ordinal(time.latest)
    return (first, last) if last - first <= MOST_DAYS else None


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def newest_day(claims: Iterable[Claim]) -> tuple[int, Span] | None:
    """The latest single day that a report of unknown date tells of by the calendar: it came out then or later."""
    found: list[tuple[int, Span]] = []
    for claim in claims:
        days = _calendar(claim)
        if days is None or claim.time is None or claim.time.offset_days is not None or claim.stance in AHEAD:
            continue
        if days[1] - days[0] <= ABOUT_A_DAY:
            found.append((days[0], Span(claim.time.start, claim.time.end, claim.time.text)))
    return max(found, key=lambda pair: (pair[0], -pair[1].start), default=None)


def about(claims: Sequence[Claim]) -> str | None:
    """The place that most of a report's news is about, if there is one."""
    counted: Counter[str] = Counter()
    for claim in claims:
        place = next((p.entity for p in claim.places if settled(p.entity)), None)
        if place is not None and not claim.background:
            counted[place] += 1
    if not counted:
        return None
    place, n = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return place if n >= 2 and n >= 0.25 * sum(counted.values()) else None


def province_of(place: str | None) -> str | None:
    """The province that a place lies in, if the gazetteer knows it."""
    row = Places.load().by_id(place) if place is not None else None
    chain = Places.load().hierarchy(row) if row is not None else []
    return next((above.id for above in chain if above.kind == "governorate"), None)


def statements(claims: Iterable[Claim]) -> list[Statement]:
    """What the weekdays named in a report say of its own weekday; the bare ones together, each other one once."""
    spans: dict[Span, tuple[DayWords, tuple[int, int] | None]] = {}
    document = ""
    for claim in claims:
        document = claim.document
        if claim.time is not None and claim.time.offset_days is not None and not claim.background:
            span = Span(claim.time.start, claim.time.end, claim.time.text)
            spans[span] = (day_words(claim.time.text), claim.time.offset_days)
    out: list[Statement] = []
    bare: dict[int, Span] = {}
    seen: set[tuple[str, int]] = set()
    for span, (words, offset) in sorted(spans.items()):
        if len(words.weekdays) != 1 or offset is None:
            continue
        weekday = words.weekdays[0]
        name = WEEKDAYS[weekday]
        if words.anchored and offset[0] == offset[1]:
            day = (weekday - offset[0]) % WEEK
            if ("day", day) not in seen:
                seen.add(("day", day))
                shares = [0.0] * WEEK
                for slip, share in kernels.EXACT.items():
                    shares[(day - slip) % WEEK] += share
                out.append(Statement(document, span, f"published on a {WEEKDAYS[day]}", _soft(shares)))
        elif words.past or words.next:
            if ("past", weekday) not in seen:
                seen.add(("past", weekday))
                shares = [0.0] * WEEK
                for slip, share in (kernels.LAST if words.past else kernels.NEXT).items():
                    shares[(weekday - slip) % WEEK] += share
                way = "before" if words.past else "after"
                out.append(Statement(document, span, f"the {name} {way} publication", _soft(shares)))
        elif not words.anchored and not words.since and not words.until:
            bare.setdefault(weekday, span)
    if bare:
        out.append(_bare(document, bare))
    return out


def _bare(document: str, named: dict[int, Span]) -> Statement:
    """Bare weekdays: the latest is that of publication or a day or two before, the others lie just before it."""
    first = min(named.values())
    table = kernels.BARE_LEAD if first.start < LEAD else kernels.BARE_LATER
    if len(named) > 1:
        table = kernels.BARE_SEVERAL
    shares = []
    latest_by_day: list[int] = []
    for day in range(WEEK):
        backs = sorted(((day - weekday) % WEEK, weekday) for weekday in named)
        nearest = backs[0][0]
        share = table[nearest]
        for back, _ in backs[1:]:
            share *= kernels.GAP[back - nearest]
        shares.append(share)
        latest_by_day.append(backs[0][1])
    latest = latest_by_day[max(range(WEEK), key=lambda day: (shares[day], -day))]
    span = named[latest]
    return Statement(document, span, f"published on a {WEEKDAYS[latest]} or shortly after", _soft(shares))


def _soft(shares: Sequence[float]) -> tuple[float, ...]:
    total = sum(shares)
    return tuple((1 - WEEK * kernels.SLIP) * share / total + kernels.SLIP for share in shares)


def says(words: DayWords, claim: Claim) -> str:
    """A time expression in plain words."""
    time = claim.time
    if time is None:
        return "told as news, without a day"
    if time.offset_days is None:
        return f"{time.earliest}" if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
    low, high = time.offset_days
    name = WEEKDAYS[words.weekdays[0]] if len(words.weekdays) == 1 else None
    if words.now:
        return "going on at the time of writing"
    if name is not None and words.past:
        return f"{'since ' if words.since else ''}the {name} before publication"
    if name is not None and not words.anchored:
        return f"the {name} of publication or the one before"
    when = {0: "the day of publication", -1: "the day before publication"}
    if low == high:
        return when.get(low, f"{abs(low)} days {'before' if low < 0 else 'after'} publication")
    return f"{low} to {high} days from publication"

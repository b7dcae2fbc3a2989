"""Statements: claims that say the same in one language, put together with everybody who says it.

A statement is what the reader sees as one sentence. Its wording comes from `events.yaml` and `phrases.yaml`; its
voices, days and passages from the claims.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from riwaya.lang.grammar import AND
from riwaya.lang.labels import Language
from riwaya.model import Quantity
from riwaya.reason.facts import ALWAYS, WHOLE, Fact, status_of
from riwaya.reason.harmed import statuses
from riwaya.reason.kinds import TERRITORY
from riwaya.reason.phrases import day as iso_day
from riwaya.report.brief.data import UNWORDED, Wording, phrases, wordings
from riwaya.report.brief.names import Namer
from riwaya.report.brief.wording import Slots, as_object, counted, day, feminine, fill, joined, own, several

PEOPLE: Final = frozenset({"killed", "injured", "detained", "abduction", "execution", "displacement", "evacuation"})
NEEDS_AGENT: Final = frozenset(
    {"capture", "recapture", "entry", "loss", "control", "handover", "withdrawal", "distance"}
)
"""Events that say nothing without who does it."""
LEAST_SCORE: Final = 0.4
_UNITS: Final = {
    "people": "people",
    "person": "people",
    "bodies": "people",
    "families": "families",
    "family": "families",
}
_PART: Final = (0.02, 0.98)
_VOICE: Final = "⟦V⟧"
_VAGUE: Final = ((1000, "thousands"), (100, "hundreds"), (10, "dozens"), (0, "several"))


class Said(NamedTuple):
    """What a claim says, in words.

    `how`: the key of `says`; `text`: what follows the voice, with `{V}` where the voice stands within it; `noun`: what
    it is about; `verbs`: in Arabic the verb before the voice, masculine and feminine.
    """

    how: str
    text: str
    noun: str
    verbs: str


class Statement(msgspec.Struct):
    """One sentence. `facts`: the claims behind it, in the order of telling, the first of each voice first."""

    said: Said
    facts: list[Fact]
    voices: list[str]

    @property
    def told(self) -> int | None:
        """The day on which it was first told, if that is known."""
        return self.facts[0].told

    @property
    def territorial(self) -> bool:
        """Whether it is about who has a place."""
        return self.facts[0].kind in TERRITORY


def usable(fact: Fact) -> bool:
    """Whether a claim can be put into a sentence that says something."""
    claim = fact.claim
    if claim.event in UNWORDED or claim.score < LEAST_SCORE or not fact.where.anchor:
        return False
    doers = claim.targets if claim.event == "handover" else claim.agents
    if claim.event in NEEDS_AGENT and fact.gainer.civilian and not fact.denied:
        return False  # those who live there do not take the place
    return fact.denied or claim.event not in NEEDS_AGENT or any(Namer.is_actor(doer) for doer in doers)


def statements(facts: Iterable[Fact], namer: Namer, *, by_day: bool = False) -> list[Statement]:
    """The statements that claims make, in the order of telling; with `by_day` each day's apart."""
    out: dict[tuple[object, ...], Statement] = {}
    for fact in sorted((f for f in facts if usable(f)), key=lambda f: f.order):
        said = say(fact, namer)
        if said is None:
            continue
        key = (said.how, said.text, fact.told if by_day else None)
        voice = namer.voice(fact)
        known = out.setdefault(key, Statement(said, [], []))
        if voice not in known.voices:
            known.voices.append(voice)
        if fact.id not in {f.id for f in known.facts}:
            known.facts.append(fact)
    return list(out.values())


def sentence_of(statement: Statement, namer: Namer) -> str:
    """The sentence, without its date and its full stop."""
    return sentence_of_all([statement], namer)


def sentence_of_all(made: Sequence[Statement], namer: Namer) -> str:
    """One sentence of several statements by the same voices in the same manner."""
    first = made[0]
    voices = joined(namer.language, first.voices)
    texts = []
    for n, statement in enumerate(made):
        said = statement.said
        if n and made[n - 1].facts[0].where.anchor == statement.facts[0].where.anchor:
            said = say(statement.facts[0], namer, again=True) or said
        texts.append(said.text.replace("{V}", voices) + event_day(statement.facts[0], namer.language))
    if namer.language == "en":
        text = texts[0]
        if len(texts) > 1:
            lead = _lead(texts)
            rest = [t[len(lead) :] for t in texts[1:]]
            that = "that " if lead.endswith("that ") else ""
            text = ", ".join([texts[0], *(that + r for r in rest[:-1])]) + f" and {that}{rest[-1]}"
        return f"{voices} {text}"
    text = f" {AND}".join(texts)
    if "{V}" in first.said.text:
        return f"{first.said.verbs} {text}".strip()
    masculine, _, other = first.said.verbs.partition("|")
    return f"{other if other and feminine(first.voices[0]) else masculine} {voices} {text}"


def _lead(texts: Sequence[str]) -> str:
    """The words that a manner of saying begins with, up to its gap: "said that ", "denied "."""
    for template in phrases("en")["says"].values():
        lead = template.partition("{")[0]
        if lead and all(text.startswith(lead) for text in texts):
            return lead
    return ""


def say(fact: Fact, namer: Namer, *, again: bool = False, numbers: bool = True) -> Said | None:
    """What a claim says; None when its wording lacks a part that it cannot do without.

    `again`: the place was named just before; without `numbers`, people are not counted.
    """
    wording = wordings()[fact.claim.event]
    slots = _slots(fact, namer, namer.again(fact) if again else None, numbers)
    if namer.language == "ar" and _self(fact):
        voice = namer.voice(fact)
        wording = msgspec.structs.replace(wording, ar=own(wording.ar, voice))
    how = _how(fact, slots)
    parts = _parts(wording, slots, namer.language)
    if parts is None:
        return None
    template = phrases(namer.language)["says"][how]
    verbs, text = "", template
    if namer.language == "ar":
        verbs, _, text = template.partition(" ")
    filled = fill(text.replace("{V}", _VOICE), {**slots, **parts})
    return None if filled is None else Said(how, filled.replace(_VOICE, "{V}"), parts["noun"], verbs)


def _parts(wording: Wording, slots: Slots, language: Language) -> dict[str, str] | None:
    parts: dict[str, str] = {}
    if language == "ar":
        bare = fill(wording.bare, slots)
        noun = fill(wording.ar, slots) if slots["A"] or "{A}" not in wording.ar else None
        if bare is None:
            return None
        attempt = fill(wording.try_ or wording.bare, slots)
        return {"bare": bare, "noun": noun or bare, "try": attempt or bare}
    for name, template in (("past", wording.past), ("inf", wording.inf), ("noun", wording.noun)):
        if found := fill(template, slots):
            parts[name] = found
    if "noun" not in parts:
        return None
    parts["zero"] = parts["noun"].removeprefix("the ").removeprefix("an ").removeprefix("a ")
    return parts


def _how(fact: Fact, slots: Slots) -> str:
    claim = fact.claim
    if claim.stance not in ("denies", "doubts"):
        return claim.stance
    if claim.denial == "unverified":
        return "unverified"
    if claim.stance == "doubts":
        return "doubts"
    if claim.denial == "failed":
        return "failed_by" if slots["A"] else "failed"
    if claim.denies_what in ("agent", "target", "number", "place"):
        return claim.denies_what
    return "negation" if claim.denial == "negation" else "rebuttal"


def _self(fact: Fact) -> bool:
    """Whether who speaks is who acts."""
    if not fact.claim.voices or not fact.claim.agents:
        return False
    return fact.claim.voices[-1].entity is not None and fact.claim.voices[-1].entity == fact.claim.agents[0].entity


def _slots(fact: Fact, namer: Namer, again: str | None, numbers: bool) -> dict[str, str]:
    claim, text = fact.claim, phrases(namer.language)
    itself = _self(fact)
    if claim.event == "handover" and namer.language == "ar" and not claim.agents:
        itself = False
    agents = list(dict.fromkeys(namer.actor(a) for a in claim.agents if namer.is_actor(a)))
    if itself and namer.language == "en":
        agents[0] = "it"
    targets = list(dict.fromkeys(namer.actor(t) for t in claim.targets if t.entity and t.entity.startswith("actor:")))
    name = again or namer.place(fact)
    shared = _shared(fact, name, namer.language)
    prepositions = text["prepositions"]
    harmed = _people(fact, namer.language, numbers) if claim.event in PEOPLE else ""
    return {
        "A": joined(namer.language, agents) if agents else "",
        "T": joined(namer.language, targets) if targets else "",
        "P": shared,
        "O": _shared(fact, name, namer.language, "part_object"),
        "at": namer.preposition(fact, name),
        "from": prepositions["from"].format(place=name),
        "to": prepositions["to"].format(place=name),
        "N": harmed,
        "M": as_object(harmed) if namer.language == "ar" else harmed,
        "N:was": "was" if numbers and _one(fact) else "were",
        "D": _distance(fact, namer.language),
    }


def _shared(fact: Fact, name: str, language: Language, part: str = "part") -> str:
    """The place with the share of it that is meant."""
    shares = phrases(language)["shares"]
    extent = fact.claim.extent
    if extent is None:
        return shares[part].format(place=name) if fact.where.part in ("part", "near") else name
    if extent.low >= WHOLE:
        return shares["whole"].format(place=name)
    if extent.low <= _PART[0] and extent.high >= _PART[1]:
        return shares[part].format(place=name)
    low, high = round(100 * extent.low), round(100 * extent.high)
    if extent.high >= WHOLE:
        return shares["over"].format(place=name, low=low)
    if extent.low <= _PART[0]:
        return shares["under"].format(place=name, high=high)
    return shares["about"].format(place=name, mid=round((low + high) / 2))


def quantity(fact: Fact) -> Quantity | None:
    """The number of people that a claim gives."""
    return next((q for q in fact.claim.quantities if (q.unit or "people") in _UNITS), None)


def _status(fact: Fact) -> str:
    found = quantity(fact)
    if found is not None:
        return status_of(found, fact.loser, fact.kind) or "people"
    named = statuses(fact)
    return next(iter(named)) if len(named) == 1 else "people"


def _one(fact: Fact) -> bool:
    found = quantity(fact)
    return found is not None and found.value == found.high == 1


def _people(fact: Fact, language: Language, numbers: bool) -> str:
    """Whom and, unless it does not matter, how many."""
    found = quantity(fact)
    status = _status(fact)
    noun = "families" if found is not None and _UNITS[found.unit or "people"] == "families" else status
    if found is None or not numbers or found.value != int(found.value):
        return several(language, noun)
    return number(language, found, noun)


def number(language: Language, found: Quantity, noun: str) -> str:
    """A number as it was told: about, at least, dozens."""
    text = phrases(language)
    plural = several(language, noun)
    value, high = float(found.value), float(found.high)
    if high > value and high >= 3 * value:
        # "Dozens" stands for an interval that nobody counted.
        return text["counts"][next(name for least, name in _VAGUE if value >= least)].format(plural=plural)
    if high > value:
        return text["counts"]["between"].format(n=f"{value:g}", high=counted(language, high, noun))
    return text["counts"][found.relation].format(n=counted(language, value, noun))


def _distance(fact: Fact, language: Language) -> str:
    found = next((q for q in fact.claim.quantities if q.unit in ("km", "m")), None)
    return number(language, found, found.unit or "km") if found is not None else ""


def event_day(fact: Fact, language: Language) -> str:
    """ "on 3 November", when the claim tells a single day that is not the day of telling."""
    if fact.vague or fact.days == ALWAYS or fact.days[0] != fact.days[1] or fact.told in (None, fact.days[0]):
        return ""
    found = iso_day(fact.days[0])
    return phrases(language)["text"]["event_day"].format(day=day(language, found, year=False)) if found else ""


def many(facts: Sequence[Fact]) -> int:
    """How many reports the claims are from."""
    return len({fact.document for fact in facts})

"""Stances: whose word a claim rests on, and whether it is asserted, denied, doubted or expected."""

from dataclasses import dataclass
from typing import Final

from riwaya.extract.attribution import Attribution
from riwaya.extract.denials import Denials
from riwaya.extract.frame import Frame
from riwaya.extract.speakers import Speaker
from riwaya.model.vocabulary import FAMILIES, NEGATIVE_STANCES, Attitude, Denial, DeniesWhat, Stance

_OF_EVENTS: Final = NEGATIVE_STANCES | {"demands", "threatens", "expects"}  # said of an event, not of its settings
_VIOLENCE: Final = frozenset((*FAMILIES["battle"], *FAMILIES["remote"]))


@dataclass(slots=True)
class Reading:
    """One claim a frame makes: on whose word, and held how."""

    voices: list[Speaker]
    stance: Stance = "asserts"
    denial: Denial | None = None
    denies_what: DeniesWhat | None = None
    attitude: Attitude = "neutral"
    cue: tuple[int, int] | None = None
    rules: tuple[str, ...] = ()


def _rule(attribution: Attribution) -> str:
    return f"attribution:{attribution.entry.id}"


def _only_related(frame: Frame, said: Attribution) -> bool:
    """ربما تخلفوا عن المئات الذين فروا: what a relative clause tells is no less sure for what is possible beside it."""
    clause = frame.clause
    opener = clause.opener.start if clause.opener is not None else -1
    return said.stance == "possible" and said.impersonal and clause.kind == "rel" and opener > said.content[0]


class Stances(Denials):
    """Composes attributions and the frame's own modality."""

    def _readings(self, frame: Frame, chain: list[Attribution]) -> list[Reading]:
        """Each claim a frame makes: an outlet that reports a denial of an announcement makes two."""
        if not chain:
            return self._composed(frame, chain, [])
        presupposed = [
            a for a in chain if (a.stance in _OF_EVENTS and self._presupposed(frame, a)) or _only_related(frame, a)
        ]
        if presupposed:
            chain = [a for a in chain if not (a.falsity and a in presupposed)]
        if presupposed or any(a.stance in NEGATIVE_STANCES for a in chain):
            # A denial of rumours: the rumour is nobody's claim.
            chain = [a for a in chain if not a.impersonal or a.stance in NEGATIVE_STANCES or a.falsity]
        false = next((a for a in chain if a.falsity), None)
        if false is None:
            return self._composed(frame, chain, presupposed)
        # What is called false is denied by whoever says so; whoever had claimed it keeps his own claim.
        inner = [a for a in chain if not a.falsity and a.cue[0] >= false.content[0] and a.voices]
        inner = [a for a in inner if not a.content[0] <= false.cue[0] < a.cue[0]]  # "..., is a lie, according to X"
        outer = [a for a in chain if not a.falsity and a not in inner]
        if frame.stance in NEGATIVE_STANCES:
            return self._composed(frame, outer, presupposed)
        said = [v for a in outer for v in a.voices] or list(false.voices)
        cue = outer[-1].cue if outer else false.cue
        rules = (*(_rule(a) for a in outer), _rule(false))
        denied = Reading(
            said, false.stance, false.denial or "rebuttal", "event", cue=cue if said else None, rules=rules
        )
        if not inner or false.stance != "denies":
            return [denied]
        last = inner[-1]
        return [denied, Reading(list(last.voices), attitude=last.attitude, cue=last.cue, rules=(_rule(last),))]

    def _composed(self, frame: Frame, chain: list[Attribution], presupposed: list[Attribution]) -> list[Reading]:
        """The frame's own modality under its attributions, outermost first; what a denial presupposes stands."""
        out: list[Reading] = []
        now = Reading([], frame.stance, frame.denial, frame.denies_what)
        for attribution in chain:
            now.rules = (*now.rules, _rule(attribution))
            stance = "asserts" if attribution in presupposed else attribution.stance
            negative = stance in NEGATIVE_STANCES
            if negative and attribution is not chain[-1]:
                # "X denied what Y announced": X's denial, and Y's own claim.
                out.append(
                    Reading(
                        [*now.voices, *attribution.voices],
                        attribution.stance,
                        attribution.denial or "rebuttal",
                        attribution.denies_what,
                        attribution.attitude,
                        attribution.cue,
                        now.rules,
                    )
                )
                now.voices = []
                continue
            known = len(now.voices)
            own = attribution.voices
            if own[:known] == now.voices:
                own = own[known:]  # he goes on, with whoever quoted him
            for voice in own:
                if not now.voices or now.voices[-1] != voice:
                    now.voices.append(voice)
            if attribution.voices:
                now.cue, now.attitude = attribution.cue, attribution.attitude
            willed = stance in ("threatens", "demands") and now.stance == "expects"  # a threat is of what will be
            if stance != "asserts" and (now.stance == "asserts" or willed):
                now.stance = stance
                if negative:
                    now.denial = attribution.denial or "rebuttal"
                    now.denies_what = "agent" if frame.about == "agent" or frame.part else attribution.denies_what
            elif negative and now.stance == "denies":
                kind = attribution.denial if not attribution.voices else None  # "no reports of": nobody rebuts
                now.denial, now.denies_what = kind or "rebuttal", now.denies_what or "event"
        if now.stance not in NEGATIVE_STANCES:
            now.denial = now.denies_what = None
        elif now.denial == "negation" and chain and "agent:first-person" in frame.rules and self._charged():
            now.denial = "rebuttal"  # "we did not", where somebody has said that they did
        elif now.denial is None:
            now.denial = "rebuttal" if chain else "negation"
        if not now.voices:
            now.cue = None
        return [*out, now]

    def _charged(self) -> bool:
        """Whether violence has been told of on somebody's word before."""
        return any(c.stance == "asserts" and c.voices and c.event in _VIOLENCE for c in self.claims)

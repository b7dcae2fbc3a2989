"""Stances: whose word a claim rests on, and whether it is asserted, denied, doubted or expected."""

from dataclasses import dataclass

import msgspec

from riwaya.extract.attribution import Attribution
from riwaya.extract.dating import Dating
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.speakers import Speaker
from riwaya.model import Claim, Cue, Span, claim_id
from riwaya.model.vocabulary import NEGATIVE_STANCES, Attitude, Denial, DeniesWhat, Stance


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


class Stances(Dating):
    """Composes attributions and the frame's own modality."""

    def _readings(self, frame: Frame, chain: list[Attribution]) -> list[Reading]:
        """Each claim a frame makes: an outlet that reports a denial of an announcement makes two."""
        false = next((a for a in chain if a.falsity), None)
        if false is None:
            return self._composed(frame, chain)
        # What is called false is denied by whoever says so; whoever had claimed it keeps his own claim.
        inner = [a for a in chain if not a.falsity and a.cue[0] >= false.content[0] and a.voices]
        outer = [a for a in chain if not a.falsity and a not in inner]
        if frame.stance in NEGATIVE_STANCES:
            return self._composed(frame, outer)
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

    def _composed(self, frame: Frame, chain: list[Attribution]) -> list[Reading]:
        """The frame's own modality under its attributions, outermost first."""
        out: list[Reading] = []
        now = Reading([], frame.stance, frame.denial, frame.denies_what)
        for attribution in chain:
            now.rules = (*now.rules, _rule(attribution))
            negative = attribution.stance in NEGATIVE_STANCES
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
            if attribution.stance != "asserts" and now.stance == "asserts":
                now.stance = attribution.stance
                if negative:
                    now.denial = attribution.denial or "rebuttal"
                    now.denies_what = "agent" if frame.about == "agent" else attribution.denies_what
            elif negative and now.stance == "denies":
                now.denial, now.denies_what = "rebuttal", now.denies_what or "event"
        if now.stance not in NEGATIVE_STANCES:
            now.denial = now.denies_what = None
        elif now.denial is None:
            now.denial = "rebuttal" if chain else "negation"
        if not now.voices:
            now.cue = None
        return [*out, now]

    def _anaphoric(self, parse: SentenceParse, made: list[Claim]) -> list[Claim]:
        """'Sources doubted these reports', 'he denied it': a denial of what was claimed just before."""
        out: list[Claim] = []
        view = self.view
        for attribution in self.attributions_here:
            if not parse.start <= attribution.cue[0] < parse.end or attribution.stance not in NEGATIVE_STANCES:
                continue
            if any(attribution.covers(f.trigger.start) for f in parse.frames) or parse.end - parse.start < 4:
                continue
            target: Claim | None = next((c for c in (*made, *self.claims) if c.stance == "asserts"), None)
            if attribution.entry.stance == "asserts" and not getattr(attribution.entry, "doubts_if_negated", False):
                continue
            if attribution.falsity and attribution.stance == "doubts":
                target = next(reversed([*self.claims, *made]), None)
            if target is None or not (attribution.voices or attribution.falsity):
                continue
            end = min(attribution.content[1], parse.end)
            start = attribution.cue[0]
            stop = next(
                (
                    t
                    for t in range(attribution.content[0] + 1, end)
                    if view.tokens[t].text in "،,؛.:" or view.senses[t].func == "sub"
                ),
                end,
            )
            a, b = self.namer.offsets(start, max(stop, attribution.cue[1]))
            x, y = self.namer.offsets(*attribution.cue)
            voices = tuple(self.namer.voice(v) for v in attribution.voices)
            claim = msgspec.structs.replace(
                target,
                id="",
                evidence=Span(a, b, view.text[a:b]),
                voices=voices,
                cue=Cue(view.text[x:y], x, y) if voices else None,
                attitude=attribution.attitude,
                stance=attribution.stance,
                denial=attribution.denial or "rebuttal",
                denies_what=attribution.denies_what,
                rules=(f"attribution:{attribution.entry.id}", "denial:anaphoric"),
                score=0.4,
            )
            out.append(msgspec.structs.replace(claim, id=claim_id(view.document.id, claim)))
        return out

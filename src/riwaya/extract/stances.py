"""Stances: whose word a claim rests on, and whether it is asserted, denied, doubted or expected."""

import msgspec

from riwaya.extract.attribution import Attribution
from riwaya.extract.discourse import Discourse, SentenceParse
from riwaya.extract.frame import Frame
from riwaya.model import Claim, Span, claim_id
from riwaya.model.vocabulary import NEGATIVE_STANCES, Attitude, Denial, DeniesWhat, Stance


class Stances(Discourse):
    """Composes attributions and the frame's own modality."""

    def _readings(
        self, frame: Frame, chain: list[Attribution]
    ) -> list[
        tuple[list[object], Stance, Denial | None, DeniesWhat | None, Attitude, tuple[int, int] | None, tuple[str, ...]]
    ]:
        """Voices, stance, kind of denial, what is denied, attitude, cue and rules of each claim a frame makes."""
        voices: list[object] = []
        out = []
        false = next((a for a in chain if a.falsity), None)
        if false is not None:
            # What is called false is denied by whoever says so; whoever had claimed it keeps his own claim.
            inner = [a for a in chain if not a.falsity and a.cue[0] >= false.content[0] and a.voices]
            outer = [a for a in chain if not a.falsity and a not in inner]
            if frame.stance not in NEGATIVE_STANCES:
                said = [v for a in outer for v in a.voices] or list(false.voices)
                cue = outer[-1].cue if outer else false.cue
                rules = (*(f"attribution:{a.entry.id}" for a in outer), f"attribution:{false.entry.id}")
                out.append(
                    (
                        list(said),
                        false.stance,
                        false.denial or "rebuttal",
                        "event",
                        "neutral",
                        cue if said else None,
                        rules,
                    )
                )
                if inner and false.stance == "denies":
                    last = inner[-1]
                    out.append(
                        (
                            list(last.voices),
                            "asserts",
                            None,
                            None,
                            last.attitude,
                            last.cue,
                            (f"attribution:{last.entry.id}",),
                        )
                    )
                return out
            chain = outer
        stance: Stance = frame.stance
        denial: Denial | None = frame.denial
        denies_what: DeniesWhat | None = frame.denies_what if stance in NEGATIVE_STANCES else None
        attitude: Attitude = "neutral"
        cue: tuple[int, int] | None = None
        rules: list[str] = []
        for attribution in chain:
            rules.append(f"attribution:{attribution.entry.id}")
            negative = attribution.stance in NEGATIVE_STANCES
            if negative and attribution is not chain[-1]:
                # "X denied what Y announced": X's denial, and Y's own claim.
                out.append(
                    (
                        [*voices, *attribution.voices],
                        attribution.stance,
                        attribution.denial or "rebuttal",
                        attribution.denies_what,
                        attribution.attitude,
                        attribution.cue,
                        tuple(rules),
                    )
                )
                voices = []
                continue
            for voice in attribution.voices:
                if not voices or voices[-1] != voice:
                    voices.append(voice)
            cue = attribution.cue
            attitude = attribution.attitude
            if attribution.stance != "asserts" and stance == "asserts":
                stance = attribution.stance
                if negative:
                    denial, denies_what = attribution.denial or "rebuttal", attribution.denies_what
                    if frame.about == "agent":
                        denies_what = "agent"
            elif negative and stance == "denies":
                stance, denial, denies_what = "denies", "rebuttal", denies_what or "event"
        if stance in NEGATIVE_STANCES and denial is None:
            denial = "rebuttal" if chain else "negation"
        if stance not in NEGATIVE_STANCES:
            denial = denies_what = None
        out.append((voices, stance, denial, denies_what, attitude, cue if voices else None, tuple(rules)))
        return out

    def _anaphoric(self, parse: SentenceParse, made: list[Claim]) -> list[Claim]:
        """'Sources doubted these reports', 'he denied it': a denial of what was claimed just before."""
        out: list[Claim] = []
        view = self.view
        for attribution in self.attributions:
            if not parse.start <= attribution.cue[0] < parse.end or attribution.stance not in NEGATIVE_STANCES:
                continue
            if any(attribution.covers(f.trigger.start) for f in parse.frames) or parse.end - parse.start < 4:
                continue
            target = next((c for c in (*made, *self.claims) if c.stance == "asserts"), None)
            if attribution.entry.stance == "asserts" and attribution.entry.id != "say.confirm":
                continue
            if attribution.falsity and attribution.stance == "doubts":
                target = ([*self.claims, *made] or [None])[-1]
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
                cue=Span(x, y, view.text[x:y]) if voices else None,
                attitude=attribution.attitude,
                stance=attribution.stance,
                denial=attribution.denial or "rebuttal",
                denies_what=attribution.denies_what,
                rules=(f"attribution:{attribution.entry.id}", "denial:anaphoric"),
                score=0.4,
            )
            out.append(msgspec.structs.replace(claim, id=claim_id(view.document.id, claim)))
        return out

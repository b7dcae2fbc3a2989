"""The verifier: what a model says is taken only if the text bears it out in every part.

A reading is first found in the passage, word for word; then held against what words of the text tell (its event words,
its attributions, its negations); then against the grammar's claims of the same words. The first thing that fails is why
it is rejected. `REASONS` has every reason by its code.
"""

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec

from riwaya.llm.answers import Proposal
from riwaya.llm.compare import CERTAIN, compared, denied_elsewhere
from riwaya.llm.ground import Ground
from riwaya.llm.locate import Located, nearest
from riwaya.llm.passages import Passage
from riwaya.llm.prompt import Prompt
from riwaya.model import Claim, Cue, Quantity, Span, claim_id
from riwaya.model.vocabulary import DENIALS, DENIED_PARTS, EVENTS, FAMILY_OF, NEGATIVE_STANCES, STANCES

SCORE: Final = 0.3
"""The score of a model's claim: an own, low one, for there is nothing yet that it could be calibrated on."""
UNCALIBRATED: Final = "score:uncalibrated"
_LONGEST: Final = 60
"""Tokens of evidence: more is no clause."""
_SHORTEST: Final = 2
_REACH: Final = 2
"""Sentences before the evidence in which who acts may have been named."""
_HARM: Final = frozenset(("remote", "people"))
"""Families in which who did it must stand in the sentence itself: the worst error is an invented perpetrator."""

REASONS: Final = {
    "form": "a reading is not of the form that was asked for",
    "event": "the event type is none of the closed list",
    "stance": "the stance is none of the closed list",
    "denial": "the kind of denial does not go with the stance, or is none of the closed list",
    "evidence_missing": "the evidence does not stand in the passage",
    "evidence_wide": "the evidence is no clause of one sentence of the report",
    "evidence_short": "the evidence is a single word",
    "instruction": "the evidence is of a sentence that speaks to a model",
    "voice_missing": "a voice does not stand in the passage",
    "voice_far": "a voice or cue stands too far from the evidence to be its own",
    "cue_missing": "the cue does not stand in the passage, or there is a voice without a cue or a cue without a voice",
    "cue_unknown": "the cue is no word that credits anybody",
    "agent_missing": "who is said to do it does not stand in the passage",
    "agent_far": "who is said to do it stands too far from the evidence",
    "agent_is_place": "who is said to do it is a place",
    "target_missing": "whom it is said to be done to does not stand in the passage",
    "target_far": "whom it is said to be done to stands too far from the evidence",
    "place_missing": "the place does not stand in the passage",
    "place_is_actor": "what is said to be a place is somebody",
    "time_missing": "the time does not stand in the sentence of the evidence",
    "time_unread": "the words for the time tell no day",
    "quantity_missing": "the number does not stand in the sentence of the evidence",
    "quantity_unread": "the words for the number give none",
    "event_unseen": "no word of the evidence tells an event of this family",
    "denial_dropped": "the text denies or doubts what the reading asserts",
    "denial_invented": "nothing in the sentence denies or doubts anything",
    "stance_dropped": "the text does not assert what the reading asserts",
    "voice_dropped": "the text credits somebody for what the reading has the outlet say",
    "voice_other": "the text credits somebody else",
    "contradicts": "it contradicts a certain reading of the grammar without saying so",
    "differs": "it contradicts a certain reading of the grammar, and says so",
    "repeated": "the same reading was given before",
}
"""What each code means: why a reading is rejected, or kept apart."""

Kind = Literal["accepted", "confirms", "alternative", "rejected"]


class Verdict(msgspec.Struct, frozen=True):
    """What becomes of a reading.

    `accepted`: a claim of its own; `confirms`: the grammar has it (`against`); `alternative`: it contradicts the
    grammar's claim `against` and says so, and is kept beside, never among the claims; `rejected`, because of `code`.
    `about`: the words or fields that the reason is about.
    """

    verdict: Kind
    code: str | None = None
    about: str | None = None
    claim: Claim | None = None
    against: str | None = None


class _Rejected(Exception):
    def __init__(self, code: str, about: str | None = None, against: str | None = None) -> None:
        self.code, self.about, self.against = code, about, against


class Verifier:
    """Verifies the readings of one passage. `shown`: the grammar's readings as the model was shown them, in order."""

    def __init__(self, ground: Ground, prompt: Prompt, passage: Passage, shown: Sequence[Claim], rule: str) -> None:
        self._ground, self._prompt, self._shown, self._rule = ground, prompt, shown, rule
        self._within = passage.first, passage.last
        self._given: set[str] = set()

    def verdict(self, proposal: Proposal | str) -> Verdict:
        """What becomes of one reading; a string is what was wrong with its form."""
        try:
            if isinstance(proposal, str):
                raise _Rejected("form", proposal)
            return self._verdict(proposal)
        except _Rejected as no:
            return Verdict("rejected", no.code, no.about, against=no.against)

    def _verdict(self, proposal: Proposal) -> Verdict:
        self._check_lists(proposal)
        evidence = self._evidence(proposal)
        claim = self._claim(proposal, evidence)
        if claim.id in self._given:
            raise _Rejected("repeated")
        self._given.add(claim.id)
        told = self._ground.teller(evidence, claim.event)
        if told is None:
            raise _Rejected("event_unseen", claim.event)
        self._check_denial(claim, evidence, told)
        found = compared(claim, self._ground.claims, self._ground.tells(evidence, claim.event))
        if found is not None and not found.differences:
            return Verdict("confirms", claim=claim, against=found.claim.id)
        if found is not None and found.claim.score >= CERTAIN:
            number = next((n for n, shown in enumerate(self._shown, 1) if shown.id == found.claim.id), 0)
            about = ", ".join(found.differences)
            if number in proposal.disagrees_with:
                return Verdict("alternative", "differs", about, claim, found.claim.id)
            raise _Rejected("contradicts", about, found.claim.id)
        self._check_standing(claim, told)
        return Verdict("accepted", claim=claim, against=found.claim.id if found is not None else None)

    # --- the closed lists ---

    def _check_lists(self, proposal: Proposal) -> None:
        if proposal.event not in EVENTS:
            raise _Rejected("event", proposal.event)
        if proposal.stance not in STANCES:
            raise _Rejected("stance", proposal.stance)
        given = (proposal.denial, proposal.denies_what)
        if proposal.stance not in NEGATIVE_STANCES:
            if given != (None, None):
                raise _Rejected("denial", proposal.denial or proposal.denies_what)
        elif (proposal.denial or "rebuttal") not in DENIALS or (proposal.denies_what or "event") not in DENIED_PARTS:
            raise _Rejected("denial", proposal.denial or proposal.denies_what)

    # --- the words ---

    def _evidence(self, proposal: Proposal) -> Located:
        found = self._ground.locator.find(proposal.evidence, self._within)
        if not found:
            raise _Rejected("evidence_missing", proposal.evidence)
        inside = [at for at in found if self._ground.sentence(at) is not None]
        if not inside or inside[0].last - inside[0].first > _LONGEST:
            raise _Rejected("evidence_wide", proposal.evidence)
        if inside[0].last - inside[0].first < _SHORTEST:
            raise _Rejected("evidence_short", proposal.evidence)
        # Where the words stand twice, those are meant that stand with whoever says them.
        beside = [self._ground.locator.find(word, self._within) for word in (proposal.cue, *proposal.voices) if word]
        at = min(inside, key=lambda e: (self._parted(e, beside), e.first))
        sentence = self._ground.sentence(at)
        assert sentence is not None
        if self._prompt.addresses_a_model(self._ground.keys(sentence)):
            raise _Rejected("instruction", proposal.evidence)
        return at

    def _parted(self, evidence: Located, beside: list[list[Located]]) -> tuple[int, int]:
        """How many words of an attribution are in no one sentence with the evidence, and how far all are from it."""
        here = self._ground.sentence(evidence)
        elsewhere = sum(1 for found in beside if all(self._ground.sentence(at) != here for at in found))
        return elsewhere, sum(min((_gap(evidence, at) for at in found), default=0) for found in beside)

    def _find(self, words: str, evidence: Located, code: str) -> Located:
        at = nearest(self._ground.locator.find(words, self._within), evidence)
        if at is None:
            raise _Rejected(code, words)
        return at

    def _near(self, at: Located, evidence: Located, reach: int, code: str, words: str) -> Located:
        """Raise unless `at` is in the sentence of the evidence or in one of the `reach` before it."""
        here, there = self._ground.sentence(evidence), self._ground.sentence(at)
        if here is None or there is None or not 0 <= here - there <= reach:
            raise _Rejected(code, words)
        return at

    def _claim(self, proposal: Proposal, evidence: Located) -> Claim:
        """The claim that the located words make."""
        ground = self._ground
        voices, cue = self._voices(proposal, evidence)
        reach = 0 if FAMILY_OF[proposal.event] in _HARM else _REACH
        agents = [
            self._near(self._find(w, evidence, "agent_missing"), evidence, reach, "agent_far", w)
            for w in proposal.agents
        ]
        targets = [
            self._near(self._find(w, evidence, "target_missing"), evidence, _REACH, "target_far", w)
            for w in proposal.targets
        ]
        places = [self._find(w, evidence, "place_missing") for w in proposal.places]
        for at in agents:
            if ground.only_a_place(at):
                raise _Rejected("agent_is_place", ground.text[at.start : at.end])
        for at in places:
            if ground.only_an_actor(at):
                raise _Rejected("place_is_actor", ground.text[at.start : at.end])
        negative = proposal.stance in NEGATIVE_STANCES
        kind: Any = None
        if negative:
            kind = proposal.denial or (
                "unverified" if proposal.stance == "doubts" else "rebuttal" if voices else "negation"
            )
        stance: Any = proposal.stance
        part: Any = (proposal.denies_what or "event") if negative else None
        claim = Claim(
            id="",
            document=ground.document.id,
            evidence=Span(evidence.start, evidence.end, ground.text[evidence.start : evidence.end]),
            voices=tuple(map(ground.voice, voices)),
            cue=Cue(ground.text[cue.start : cue.end], cue.start, cue.end) if cue is not None else None,
            attitude="neutral",
            stance=stance,
            denial=kind,
            denies_what=part,
            event=proposal.event,
            background=proposal.background,
            agents=tuple(dict.fromkeys(map(ground.actor, agents)))[:4],
            targets=tuple(dict.fromkeys(map(ground.actor, targets)))[:4],
            places=tuple(dict.fromkeys(map(ground.place, places)))[:3],
            time=self._time(proposal, evidence),
            extent=None,
            quantities=self._quantities(proposal, evidence),
            rules=(self._rule, UNCALIBRATED),
            score=SCORE,
        )
        return msgspec.structs.replace(claim, id=claim_id(ground.document.id, claim))

    def _voices(self, proposal: Proposal, evidence: Located) -> tuple[list[Located], Located | None]:
        if not proposal.voices:
            if proposal.cue:
                raise _Rejected("cue_missing", proposal.cue)
            return [], None
        if not proposal.cue:
            raise _Rejected("cue_missing", "")
        voices = [
            self._near(self._find(w, evidence, "voice_missing"), evidence, _REACH, "voice_far", w)
            for w in proposal.voices
        ]
        cue = self._near(
            self._find(proposal.cue, voices[-1], "cue_missing"), evidence, _REACH, "voice_far", proposal.cue
        )
        if not self._ground.reports(cue):
            raise _Rejected("cue_unknown", proposal.cue)
        return voices, cue

    def _time(self, proposal: Proposal, evidence: Located) -> Any:
        if not proposal.time:
            return None
        at = self._find(proposal.time, evidence, "time_missing")
        time = self._ground.time(self._near(at, evidence, 0, "time_missing", proposal.time))
        if time is None:
            raise _Rejected("time_unread", proposal.time)
        return time

    def _quantities(self, proposal: Proposal, evidence: Located) -> tuple[Quantity, ...]:
        out: list[Quantity] = []
        for words in proposal.quantities:
            at = self._find(words, evidence, "quantity_missing")
            quantity = self._ground.quantity(self._near(at, evidence, 0, "quantity_missing", words))
            if quantity is None:
                raise _Rejected("quantity_unread", words)
            out.append(quantity)
        return tuple(dict.fromkeys(out))[:4]

    # --- what the text says about it ---

    def _check_denial(self, claim: Claim, evidence: Located, told: int) -> None:
        """A denial may neither be lost nor made up; this holds however loudly the model disagrees."""
        ground = self._ground
        if claim.stance in NEGATIVE_STANCES:
            sentence = ground.sentence(evidence)
            if sentence is None or not ground.denies(sentence):
                raise _Rejected("denial_invented", claim.evidence.text)
            return
        denied = denied_elsewhere(claim, ground.claims)
        if denied is not None:
            raise _Rejected("denial_dropped", claim.evidence.text, denied.id)
        borne_out = any(
            o.stance == claim.stance and o.event == claim.event and o.evidence.start <= claim.evidence.end
            for o in ground.claims
            if o.evidence.end >= claim.evidence.start
        )
        if not borne_out and (ground.negated(told) or any(a.stance in NEGATIVE_STANCES for a in ground.chain(told))):
            raise _Rejected("denial_dropped", claim.evidence.text)

    def _check_standing(self, claim: Claim, told: int) -> None:
        """What the grammar has no claim of must still stand under the attributions that it found."""
        chain = self._ground.chain(told)
        unsaid = any(a.stance != "asserts" for a in chain) or self._ground.unreal(told)
        if claim.stance == "asserts" and unsaid:
            raise _Rejected("stance_dropped", claim.evidence.text)
        credited = self._ground.credited(told)
        if not credited:
            return
        if not claim.voices:
            raise _Rejected("voice_dropped", credited[-1][0])
        last = claim.voices[-1]
        if not any(start < last.end and last.start < end for _, spans in credited for start, end in spans):
            raise _Rejected("voice_other", credited[-1][0])


def _gap(a: Located, b: Located) -> int:
    return max(a.first - b.last + 1, b.first - a.last + 1, 0)

"""Doers: who did what a clause tells without saying by whom, where the text says it elsewhere."""

from typing import Final

from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.linking import STRIKES
from riwaya.extract.losses import Losses
from riwaya.extract.sides import alike, one_name
from riwaya.lang.grammar import (
    ARTICLE,
    SINGULAR_SUFFIXES,
    SOUND_FEMININE_PLURAL,
    SUFFIX_1P,
    SUFFIX_3MP,
    has_conjunction,
)
from riwaya.model import Actor, Claim
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF, HARM
from riwaya.text.normalise import fold

_GAINERS: Final = frozenset((*FAMILIES["gained"], *FAMILIES["battle"], "siege", "control", "clearing", "detained"))
_FROM_AFAR: Final = frozenset(("airstrike", "shelling", "drone_strike"))
_TAKING: Final = frozenset(("capture", "recapture"))
_NEARBY: Final = frozenset(("attack", "clearing"))
"""Events that are the doing of who acted just before, not of who acted farther back."""
_GOES_ON: Final = frozenset(("capture", "recapture", "entry", "advance", "clash", "detained", *_NEARBY))
_BEFELL: Final = frozenset(("abduction", "detained", "execution", "killed"))
_STOPPED: Final = "carrier:stop.awqafa"  # whose advance was stopped does not go on
_ALONG: Final = 3  # words from "went along with" to the second strike
_NAMED: Final = 2  # words of who is told of by name, or by what he is and his name
_OWN: Final = (*SINGULAR_SUFFIXES, SUFFIX_3MP, SUFFIX_1P)


class Doers(Losses):
    """Fills in the agent that a clause leaves out."""

    def _inferred(
        self, parse: SentenceParse, frame: Frame, made: list[Claim], targets: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Who acts where the clause leaves it out but the telling goes on about the same actor.

        Only for events that are somebody's deliberate doing; harm to people gets no perpetrator from elsewhere.
        """
        if frame.trigger.entry.subj == "place" and frame.event != "control":
            return ()
        taken = {t.text for t in targets}
        if frame.caused_by is not None and frame.stance == "asserts":
            if "agent:denied" in frame.caused_by.rules:
                return ()  # that he did it is what is denied
            made_by = self._agents_of(frame.caused_by, parse)
            agents = tuple(a for a in made_by if not self._same_side(a, targets))
            if len(agents) < len(made_by) and frame.caused_by.event in FAMILIES["battle"]:
                return ()  # the attackers' own dead
            if frame.caused_by.event in FAMILIES["battle"] and self._both_lost(frame):
                return ()
            if agents:
                frame.rules.append("agent:cause")
            return agents
        if frame.fought is not None and frame.stance == "asserts":
            losers = self._actors(frame.fought, frame.fought.targets, parse, "target")
            agents = self._agents_of(frame.fought, parse)
            if agents and targets and all(self._of(v, losers) for v in targets):
                frame.rules.append("agent:fought")
                return agents
            return ()
        if frame.event in HARM | STRIKES and frame.stance == "asserts" and (agents := self._massacre(parse, frame)):
            frame.rules.append("agent:cause")
            return tuple(a for a in agents if a.text not in taken)
        if frame.event in _BEFELL and (agents := self._told_already(frame, targets)):
            frame.rules.append("agent:told-before")
            return agents
        if "target:claim-before" in frame.rules and self.made and self.made[-1].event in HARM and frame.event in HARM:
            last = self.made[-1]  # قتل خمسة برصاص القناصة وأصيب عشرة آخرون
            if last.agents and last.stance == frame.stance == "asserts" and self._others(frame):
                frame.rules.append("agent:claim-before")
                return last.agents
        if frame.event in HARM and (agents := self._struck_before(frame, targets)):
            frame.rules.append("agent:strike-before")
            return agents
        if frame.event in STRIKES and (agents := self._along_with(parse, frame)):
            frame.rules.append("agent:along-with")
            return agents
        if frame.event in STRIKES and (agents := self._strikes_before(frame)):
            frame.rules.append("agent:same-strikes")
            return agents
        told = next((f for f in parse.frames if f.caused_by is frame and id(f) in self.announced), None)
        if told is not None:
            frame.rules.append("agent:harm")  # X claimed the killing of ten in an ambush: his
            return self.doers[id(told)]
        if frame.setting is not None and (agents := self._agents_of(frame.setting, parse)):
            frame.rules.append("agent:setting")
            return tuple(a for a in agents if a.text not in taken)
        if frame.clause.kind == "bare" and frame.clause.subject is None and frame.carrier is not None:
            # حملة جوية ضد المتمردين، أسهمت في استعادة المدينة: the campaign's doer did it with others
            acts = [f for f in parse.frames if f.agents and FAMILY_OF[f.event] in ("battle", "remote")]
            campaign = next((f for f in reversed(acts) if f.trigger.start < frame.trigger.start), None)
            if campaign is not None and (agents := self._agents_of(campaign, parse)):
                frame.rules.append("agent:cause")
                return tuple(a for a in agents if a.text not in taken)
        impersonal = frame.carrier is not None and frame.carrier.passive_voice and frame.event == "detained"
        impersonal = impersonal or "stance:carrier:prevent.manaa" in frame.rules  # who hinders does not approach
        impersonal = impersonal or frame.trigger.entry.subj == "target"  # وقع في الأسر
        impersonal = impersonal or "stance:condition" in frame.rules  # "if the raids go on": whoever makes them
        if frame.event not in _GOES_ON or frame.trigger.entry.counted or impersonal or self._passive(frame):
            return ()
        source = self._source(parse, frame, made, targets)
        agents = tuple(a for a in source.agents if a.text not in taken) if source is not None else ()
        if agents:
            frame.rules.append("agent:discourse")
        return agents

    def _source(
        self, parse: SentenceParse, frame: Frame, made: list[Claim], targets: tuple[Actor, ...]
    ) -> Claim | None:
        """The claim whose actor goes on acting in a clause that names none: of this sentence or of those before."""
        near = [*self.before, *made]
        reading = frame.trigger.reading
        definite = reading is not None and reading.article
        if frame.event == "clash" and not targets:
            # A clash told for the first time, and not between whom, has no sides but those of its own sentence.
            if definite and (frame.clause.fronted or self._placed_first(parse, frame)):
                return None  # وفي القدم تواصلت الاشتباكات: others than those told before
            if definite:
                return next((c for c in reversed(near) if c.event == "clash" and c.agents and c.targets), None) or next(
                    (c for c in reversed(made) if c.event in ("clash", "attack") and c.agents), None
                )
            return next((c for c in reversed(made) if c.event in ("clash", "attack") and c.agents), None)
        if (
            frame.event == "attack"
            and reading is not None
            and reading.pos == "noun"
            and not (definite or reading.suffix)
        ):
            near = made  # an attack told for the first time is nobody's before
        told = near if frame.event in _NEARBY else [*self.claims, *made]
        # Strikes go on to hit something: شن غارات على الجسر، كما استهدف المصفاة.
        hitting = frame.event == "attack" and reading is not None and reading.pos in ("perf", "impf")
        acting = _GAINERS | STRIKES if hitting else _GAINERS
        source = self._taken_before(frame, told) or next(
            (c for c in reversed(told) if c.agents and c.event in acting and _STOPPED not in c.rules), None
        )
        if source is not None and any(self._same_side(a, targets) for a in source.agents):
            return None
        return source

    def _taken_before(self, frame: Frame, told: list[Claim]) -> Claim | None:
        """The taking of the same place that was told last: "the recapture of the base", with nobody named, is that."""
        if frame.event not in _TAKING:
            return None
        named = {
            m.row.id for a in frame.places for m in self.places_here if a.start <= m.start < a.end and m.row is not None
        }
        return next(
            (
                c
                for c in reversed(told)
                if c.event in _TAKING
                and c.agents
                and c.stance == "asserts"
                and any(p.entity in named for p in c.places)
            ),
            None,
        )

    def _others(self, frame: Frame) -> bool:
        """Whether a count of harm is of "others", joined to those told before."""
        words = self.view.lang.group("others")
        return any(not words.isdisjoint(self.view.keys[a.start : a.end]) for a in frame.targets)

    def _along_with(self, parse: SentenceParse, frame: Frame) -> tuple[Actor, ...]:
        """غارات ترافقت مع قصف مدفعي: strikes that another strike went along with are of one doer with it."""
        words = self.view.lang.group("along.with")
        near = self.view.keys[max(0, frame.trigger.start - _ALONG) : frame.trigger.start]
        if words.isdisjoint(near):
            return ()
        before = next((f for f in reversed(parse.frames) if f.trigger.start < frame.trigger.start), None)
        return self._agents_of(before, parse) if before is not None and before.event in STRIKES else ()

    def _placed_first(self, parse: SentenceParse, frame: Frame) -> bool:
        """Whether the sentence opens with another place, before its verb: وفي دمشق، تجددت الاشتباكات."""
        first = parse.chunks[0] if parse.chunks else None
        if first is None or first.func != "prep" or not has_conjunction(self.view.keys[first.start]):
            return False
        before = parse.chunks[1 : frame.trigger.chunk]
        verb = next((i for i, c in enumerate(before) if c.kind == "verb"), len(before))
        return any(c.places for c in before[:verb]) and all(c.kind != "verb" for c in before[verb + 1 :])

    def _massacre(self, parse: SentenceParse, frame: Frame) -> tuple[Actor, ...]:
        """ارتكب المسلحون مجزرة راح ضحيتها سبعون: who committed the massacre that the sentence tells of before."""
        words = self.view.lang.group("massacres")
        for told in parse.frames:
            if told.trigger.start >= frame.trigger.start:
                break
            if told.agents and bare_keys(self.view.keys[told.trigger.start]) & words:
                return self._agents_of(told, parse)
        return ()

    def _told_already(self, frame: Frame, targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Who took somebody whom the report has told to be taken, by him, before: the same happening, told again."""
        if len(targets) != 1 or frame.stance != "asserts" or self._only_counts(targets[0]):
            return ()
        chunk = frame.targets[0].chunk if frame.targets else None
        if chunk is None or chunk.numeral or chunk.kinds & {"force", "site", "means"}:
            return ()
        heads = self.view.senses[chunk.head].heads
        if chunk.end - chunk.start < _NAMED or any(not r.feature.startswith("s") for r in heads):
            return ()  # no one by name: مقتل المواطنين المدنيين
        told = (c for c in reversed([*self.claims, *self.made]) if c.event == frame.event and c.agents)
        head = self.view.keys[chunk.head].removeprefix(ARTICLE)
        definite = self.view.tokens[chunk.head].text.startswith(ARTICLE) and frame.event != "killed"
        same = next(
            (
                c
                for c in told
                if any(one_name(t, targets[0]) or (definite and fold(t.text).split()[0] == head) for t in c.targets)
            ),
            None,
        )  # خطف مسلحون صحفية ... تعرضت الصحفية للخطف
        return same.agents if same is not None else ()

    def _both_lost(self, frame: Frame) -> bool:
        """Whether the dead of an assault are fighters of more than one body: both sides lost, and not to one doer."""
        forces = [a for a in frame.targets if a.chunk is not None and "force" in a.chunk.kinds and a.chunk.numeral]
        apart = "toll:groups" in frame.rules or "part:group" in frame.rules  # told in a claim of their own
        return len(forces) > (0 if apart else 1)

    def _passive(self, frame: Frame) -> bool:
        """Whether the words that tell the event are in the passive: they leave out who did it, and so must we."""
        reading = frame.trigger.reading
        if "voice:passive" in frame.rules or (reading is not None and (reading.passive or reading.pos == "ppart")):
            return True
        chunk = frame.chunk
        return frame.passive or (chunk.kind == "verb" and any(r.passive for r in self.view.senses[chunk.start].verbs))

    def _agents_of(self, frame: Frame, parse: SentenceParse) -> tuple[Actor, ...]:
        """Who made a strike of this sentence, whether its claim is made already or comes later."""
        known = self.doers.get(id(frame))
        if known is None:
            known = self._actors(frame, frame.agents, parse, "agent") or self._strikes_before(frame)
            known = known or (self._massacre(parse, frame) if frame.event in STRIKES else ())
        return known

    def _of(self, victim: Actor, losers: tuple[Actor, ...]) -> bool:
        """Whether a victim is one of a side, or a thing that is told to be its own."""
        ours = {victim.text, *victim.also}
        return any(
            one_name(victim, loser) or any(alike(form, own) for own in ours for form in (loser.text, *loser.also))
            for loser in losers
        )

    def _struck_before(self, frame: Frame, targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Who made the strike that the sentence before ends with, where it hit those who are told to be dead now."""
        if self.made and "agent:strike-before" in self.made[-1].rules and self.made[-1].event in HARM:
            return self.made[-1].agents  # مقتل تسعة منهم وإصابة عشرة
        strike = self.before[-1] if self.before and not self.made else None
        if strike is None or strike.event not in FAMILIES["remote"] or strike.stance != "asserts":
            return ()
        hit = bool(targets) and all(self._of(v, strike.targets) for v in targets if not self._only_counts(v))
        named = any(not self._only_counts(v) for v in targets)
        return strike.agents if hit and named else ()

    def _same_side(self, actor: Actor, victims: tuple[Actor, ...]) -> bool:
        """Whether a victim is one of the actor's own: nobody is said to have struck himself."""
        return any(
            one_name(actor, v) or (actor.text in v.also and v.text.endswith(_OWN))  # his soldiers
            for v in victims
        )

    def _strikes_before(self, frame: Frame) -> tuple[Actor, ...]:
        """Who made strikes that go on from those told before: another raid, one of the raids, the raids."""
        reading = frame.trigger.reading
        if frame.event in ("attack", "ambush") or (reading is not None and reading.pos != "noun"):
            return ()
        words = self.view.lang.group("going.on")
        first = self.view.tokens[frame.trigger.start].text
        # "The raids", with nothing said of where or on whom: those told before.
        told_of = frame.places or (frame.targets and "target:victims" not in frame.rules)
        again = first.startswith(ARTICLE) and first.endswith(SOUND_FEMININE_PLURAL) and not told_of
        if first.startswith(ARTICLE) and not first.endswith(SOUND_FEMININE_PLURAL) and frame.event in _FROM_AFAR:
            # "The shelling", right after a strike was told: that strike.
            made = [c for c in self.made if c.event not in HARM]  # حصيلة قتلى | القصف
            last = next(iter(reversed([*self.before, *made])), None)
            if last is not None and last.event in _FROM_AFAR and last.agents and last.stance == "asserts":
                return last.agents
        near = range(max(frame.chunk.start, frame.trigger.start - 1), min(frame.trigger.end + 2, frame.chunk.end))
        if not again and not any(self.view.keys[t] in words for t in near):
            return ()
        told = [*self.claims, *self.made]
        source = next((c for c in reversed(told) if c.event == frame.event and c.agents), None)
        return source.agents if source is not None else ()

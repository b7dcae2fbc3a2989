"""Befallen: whom something was done to, where only a count or a pronoun tells, and who can have it done to him."""

from typing import Final

from riwaya.extract.antecedents import Antecedents
from riwaya.extract.chunk import Chunk
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.linking import STRIKES
from riwaya.lang.grammar import FROM, SUFFIX_3MP
from riwaya.model import Actor, Claim
from riwaya.model.vocabulary import FAMILY_OF, HARM

_BODILY_HARM: Final = frozenset(("killed", "injured", "execution", "abduction", "displacement", "detained"))
_LIVING: Final = frozenset(("people", "person", "force", "body", "joined", "anaphor"))
_HUMAN_KINDS: Final = frozenset(("people", "person", "force", "body", "joined", "means"))
_BEFALLING: Final = HARM | {"execution", "detained", "abduction", "evacuation"}


class Befallen(Antecedents):
    """Tells victims: those told before, those that a strike hit, and no waste or newspaper."""

    def _victims(self, frame: Frame, targets: tuple[Actor, ...], made: list[Claim]) -> tuple[Actor, ...]:
        """Victims told by a bare count ('fifteen others were hurt') are those named before, or whom a strike hit."""
        if frame.event not in _BEFALLING:
            return targets
        if targets and not all(self._only_counts(t) for t in targets):
            return targets
        if not targets and any(a.pronoun == SUFFIX_3MP for a in frame.targets):
            return next((c.targets for c in reversed(self.before) if c.targets), ())  # "they were taken by gunmen"
        befell = STRIKES | (HARM | {"execution"} if frame.event in HARM else _BEFALLING)
        source = next((c for c in reversed(made) if c.targets and c.event in befell), None)
        if source is None and targets:
            source = next((c for c in reversed(self.claims[-3:]) if c.targets and c.event in HARM), None)
        if source is None:
            return targets
        strike = source.event in STRIKES
        ground = {place.start for place in source.places} if strike else set()
        hit = tuple(t for t in source.targets if t.start not in ground and not (strike and self._thing(t)))
        if not hit:
            return targets  # a town is hit by a strike, not hurt by it
        frame.rules.append("target:claim-before")
        return hit

    def _lifeless(self, frame: Frame, argument: Argument) -> bool:
        """Whether a phrase can only be a place or a happening, to which nobody does what is done to people."""
        view, chunk = self.view, argument.chunk
        if chunk is None:
            return False
        head = max(argument.start, min(chunk.head, argument.end - 1))
        if chunk.prep == FROM and head in view.place_at and chunk.end - chunk.start == 1:
            return True  # في مناطق مختلفة من سوريا
        if chunk.numeral or chunk.kinds & _HUMAN_KINDS:
            return False
        sense = view.senses[head]
        if sense.kinds & _HUMAN_KINDS:
            return False
        named = [m for m in chunk.actors if argument.start <= m.start < argument.end]
        if named:  # من سوريا: a state is killed and held by a figure of speech only
            return (
                frame.trigger.reading is not None and all(m.start in view.place_at for m in named) and not chunk.kinds
            )
        if any(p.start <= head < p.end for p in chunk.places):  # type: ignore[attr-defined]
            return True
        ground = view.lang.group("hit.places") | view.lang.group("place.like") | view.lang.group("event.attributes")
        happening = any(r.pos == "noun" for r in (*sense.events, *sense.carriers)) and not sense.heads
        return happening or bool(bare_keys(view.keys[head]) & ground)

    def _struck_again(self, frame: Frame, agents: tuple[Actor, ...], made: list[Claim]) -> tuple[Actor, ...]:
        """شن هجوما على المتمردين ثم نفذ غارات جوية, التفجير الثاني: whom the strike hit that this one goes on from."""
        if (
            frame.event not in STRIKES
            or FAMILY_OF[frame.event] != "remote"
            or frame.places
            or frame.stance != "asserts"
        ):
            return ()
        told = [*self.before, *made]
        before = next((c for c in reversed(told) if c.event in STRIKES), None)
        if before is None or before.stance != "asserts" or not before.targets:
            return ()
        names = {a.entity or a.text for a in agents}
        another = bool(set(self.view.keys[frame.chunk.start : frame.chunk.end]) & self.view.lang.group("one.more"))
        same = bool(names) and names <= {a.entity or a.text for a in before.agents}
        if not (same or (another and not agents and before.event == frame.event)):
            return ()
        frame.rules.append("target:same-strikes")
        return before.targets

    def _bodily(self, frame: Frame, targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The targets of what befalls bodies without those that have none: a waste, a newspaper, the raids."""
        if frame.event not in _BODILY_HARM:
            return targets
        return tuple(t for t in targets if not self._inanimate(t))

    def _inanimate(self, actor: Actor) -> bool:
        """Whether every word of a name is known, and none of them tells of people, of a force or a count."""
        if actor.entity is not None:
            return False
        view = self.view
        counts = view.lang.group("counting.only")
        first = view.token_at(actor.start)
        known = False
        for t in range(first, len(view.tokens)):
            token, sense = view.tokens[t], view.senses[t]
            if token.start >= actor.end:
                break
            counted = token.kind == "number" or token.key in view.numbers or bare_keys(token.key) & counts
            if counted or t in view.actor_at or t in view.place_at or sense.kinds & _LIVING:
                return False
            if any(r.pos in ("part", "ppart") or getattr(r.entry, "counted", False) for r in sense.readings):
                return False  # المتهم, الجرحى
            known = known or t > first or (bool(sense.readings) and any(r.pos == "noun" for r in sense.readings))
            if not known:
                return False
        return known

    def _thing(self, actor: Actor) -> bool:
        """Whether whom a strike hit is a market, a school: no people, who could be dead."""
        at = self.view.token_at(actor.start)
        if at in self.view.actor_at:
            return False
        sense = self.view.senses[at]
        ground = self.view.lang.group("hit.places") | self.view.lang.group("place.like")
        return sense.kinds == {"site"} or (not sense.kinds and bool(bare_keys(self.view.keys[at]) & ground))

    def _only_counts(self, actor: Actor) -> bool:
        view = self.view
        words = view.lang.group("counting.only")
        first = view.token_at(actor.start)
        while first < len(view.tokens) and view.tokens[first].start < actor.end:
            token = view.tokens[first]
            known = (
                token.kind == "number"
                or token.key in words
                or token.key in view.numbers
                or view.senses[first].func in ("quant", "prep")
            )
            if token.kind != "punct" and not known:
                return False
            first += 1
        return True

    def _civilian(self, frame: Frame) -> bool:
        chunks = [a.chunk for a in (*frame.agents, *frame.targets) if a.chunk is not None]
        return bool(chunks) and all(
            "force" not in c.kinds
            and ("people" in c.kinds or self._of_people(c) or (frame.trigger.reading is not None and self._crowd(c)))
            for c in chunks
        )

    def _refugees(self, frame: Frame) -> bool:
        """الذين فروا من القتال: people of whom nothing is said but that they fled, from a war or their homes."""
        clause = frame.clause
        if clause.kind != "rel" or any(a.chunk is not None and a.chunk.kinds for a in (*frame.agents, *frame.targets)):
            return False
        told = clause.antecedent is not None and (clause.antecedent.kinds or clause.antecedent.actors)
        words = self.view.lang.group("fled.from")
        end = frame.trigger.end
        return not told and any(bare_keys(key) & words for key in self.view.keys[end : end + 3])

    def _crowd(self, chunk: Chunk) -> bool:
        """فر آلاف آخرون, هرب المئات: nothing but a number of hundreds or thousands, and not "of them"."""
        view = self.view
        words = view.lang.group("counting.only")
        crowd = any(bare_keys(view.keys[t]) & view.lang.group("crowds") for t in range(chunk.start, chunk.end))
        only = all(view.keys[t] in words or view.keys[t] in view.numbers for t in range(chunk.start, chunk.end))
        behind = view.keys[chunk.end] if chunk.end < len(view.keys) else ""
        return crowd and only and behind not in view.lang.group("out.of.them")

    def _of_people(self, chunk: Chunk) -> bool:
        """قوافل النازحين, أفواج اللاجئين: a column of people is those people."""
        if self.view.keys[chunk.head] not in self.view.lang.group("columns"):
            return False
        return any(
            h.entry.kind == "people" for t in range(chunk.head + 1, chunk.end) for h in self.view.senses[t].heads
        )

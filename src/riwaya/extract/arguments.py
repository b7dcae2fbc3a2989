"""Arguments: who acts and who suffers, with pronouns, dropped subjects, "both sides" and bare counts resolved."""

from typing import Final

import msgspec

from riwaya.extract.befallen import Befallen
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.linking import STRIKES
from riwaya.extract.nations import nation_behind
from riwaya.extract.sides import UNTOLD
from riwaya.gazetteer.actors import actors
from riwaya.lang.entries import Carrier
from riwaya.lang.grammar import ARTICLE, FIRST_PERSON, SUFFIX_3MP, SUFFIX_OF
from riwaya.model import Actor, Claim
from riwaya.model.vocabulary import FAMILY_OF, HARM, MOST_FORMS
from riwaya.text.normalise import fold

_ARMED: Final = frozenset(("military", "armed_group"))
_POLICING: Final = frozenset(("detained", "abduction", "seizure", "blockade"))
_FOUGHT: Final = frozenset(("battle", "remote", "gained", "kept_or_lost", "things", "people"))
_PAIR: Final = 2
_RECENT: Final = 4  # claims back to who acted last
_OF_MEN: Final = HARM | {"execution", "detained", "abduction", "human_shields"}
_PRESS: Final = frozenset(("outlet", "agency"))
_TELLERS: Final = frozenset(
    ("unnamed", "outlet", "agency", "state_media", "monitor", "activist", "witness", "document", "social_media")
)


class Arguments(Befallen):
    """Turns role fillers into actors."""

    def _actors(self, frame: Frame, arguments: list[Argument], parse: SentenceParse, role: str) -> tuple[Actor, ...]:
        out: list[Actor] = []
        for argument in arguments:
            if argument.chunk is None and argument.pronoun in FIRST_PERSON:
                out.extend(self._first_person(frame))
                continue
            resolved = self._resolve(frame, argument, parse, role)
            if role == "agent" and resolved is not None and self._only_tells(frame, resolved.chunk):
                reading = frame.trigger.reading
                suffix = SUFFIX_OF.get(reading.feature, "") if reading is not None else ""
                asked = Argument(frame.trigger.start, frame.trigger.end, None, suffix)
                resolved = self._resolve(frame, asked, parse, role) if suffix else None
            if resolved is None:
                if role == "agent" and argument.pronoun == SUFFIX_3MP:
                    out.extend(a for a in self._they(frame) if all(a.text != o.text for o in out))
                continue
            if (same := self._these(resolved)) is not None:
                out.extend(a for a in (same,) if all(a.text != o.text for o in out))
                continue
            if (
                role == "agent"
                and resolved.chunk is not None
                and (inner := self._doer(frame, resolved.chunk, parse)) is not None
            ):
                out.extend(a for a in inner if all(a.text != o.text for o in out))
                continue
            if (
                role == "agent"
                and resolved.chunk is not None
                and (
                    not (self._acts(resolved.chunk) or (frame.event in _POLICING and self._manned(resolved.chunk)))
                    or (argument.chunk is not None and argument.start <= frame.trigger.start < argument.end)
                )
            ):
                continue
            if (
                role == "target"
                and frame.event in _OF_MEN
                and resolved.chunk is not None
                and self._lifeless(frame, resolved)
            ):
                continue
            actor = self.namer.actor(resolved)
            if actor is not None and actor.entity is None and resolved.chunk is not None:
                actor = _owned(actor, self._owners(frame, resolved.chunk, parse))
            if actor is not None and role == "agent" and resolved.chunk is not None:
                actor = self._by_its_army(frame, actor, resolved.chunk)
            if actor is not None and all(actor.text != o.text for o in out):
                out.append(actor)
        return tuple(out)

    def _by_its_army(self, frame: Frame, actor: Actor, chunk: Chunk) -> Actor:
        """A ministry of defence by the army that fights for it; "the soldiers" by the army that tells of them."""
        if FAMILY_OF[frame.event] not in _FOUGHT:
            return actor
        keys, group = self.view.keys, self.view.lang.group
        forces: tuple[Actor, ...] = ()
        if not group("of.defence").isdisjoint(keys[chunk.start + 1 : chunk.end]) and "body" in chunk.kinds:
            forces = self._forces_between(chunk.start, chunk.end, aircraft=False)
        elif actor.entity is None and chunk.end - chunk.start == 1 and keys[chunk.start] in group("own.troops"):
            chain = self._chain(frame.trigger.start)
            if chain and chain[-1].voices and chain[-1].voices[-1].kind in _ARMED:
                speaker = chain[-1].voices[-1]
                forces = (self.namer.we(speaker), *self._forces_of(speaker, aircraft=False))
        names = dict.fromkeys(form for force in forces for form in (force.text, *force.also) if form != actor.text)
        return msgspec.structs.replace(actor, also=(*names, *actor.also)[:MOST_FORMS]) if names else actor

    def _these(self, argument: Argument) -> Actor | None:
        """هذه القوات: the last that was told of by a name that begins with the same noun."""
        chunk = argument.chunk
        if chunk is None or chunk.end - chunk.start != 2 or self.view.senses[chunk.start].func != "demo":
            return None
        if "force" not in chunk.kinds or chunk.actors:
            return None
        head = bare_keys(self.view.keys[chunk.head])
        told = (a for c in reversed(self.claims) for a in (*c.agents, *c.targets) if " " in a.text)
        named = next((a for a in told if bare_keys(fold(a.text.split()[0])) & head), None)
        last = self.before[-1].agents if self.before else ()
        acted = next((a for a in last if self._armed(a)), None)  # مقاتلو المقاومة نجحوا... هذه القوات
        return acted if acted is not None and (named is None or named.start < acted.start) else named

    def _armed(self, actor: Actor) -> bool:
        """Whether somebody is a force, by the gazetteer or by the noun that he is called by."""
        if actor.entity is not None and actors().rows[actor.entity].kind in _ARMED:
            return True
        return "force" in self.view.senses[self.view.token_at(actor.start)].kinds

    def _first_person(self, frame: Frame) -> tuple[Actor, ...]:
        chain = self._chain(frame.trigger.start)
        return (self.namer.we(chain[-1].voices[-1]),) if chain and chain[-1].voices else ()

    def _only_tells(self, frame: Frame, chunk: Chunk | None) -> bool:
        """Whether the subject that a clause borrows is a source, which tells and does not act: رجحت أن تهاجم."""
        clause = frame.clause
        if chunk is None or chunk is not clause.subject or not clause.borrowed or clause.kind != "that":
            return False
        if self._dead(chunk):
            return True
        return "source" in chunk.kinds and not self._acts(chunk)

    def _they(self, frame: Frame) -> tuple[Actor, ...]:
        """Who "they" are that a verb in the plural tells of, where no phrase can be meant: who acted last."""
        reading = frame.trigger.reading
        if reading is None or reading.feature != "3mp" or reading.passive or frame.clause.antecedent is not None:
            return ()
        told = [*self.claims, *self.made][-_RECENT:]
        rows = actors().rows
        for claim in reversed(told):
            bodies = tuple(a for a in claim.agents if a.entity is None or rows[a.entity].kind in _ARMED)
            if bodies and FAMILY_OF[claim.event] in ("gained", "battle", "remote", "people", "things"):
                return bodies
        return ()

    def _both_sides(
        self, frame: Frame, arguments: list[Argument], actors: tuple[Actor, ...], made: list[Claim]
    ) -> tuple[Actor, ...]:
        """'Both sides': the parties of the fighting told before."""
        words = self.view.lang.group("both.sides")
        each = self.view.lang.group("each.side")
        if all(words.isdisjoint(self.view.keys[a.start : a.end]) for a in arguments) and not any(
            a.chunk is not None and self.view.keys[a.end - 1] in each and self.view.senses[a.start].func == "quant"
            for a in arguments
        ):
            return actors
        told = [c for c in reversed([*self.claims, *made]) if c.agents and (_parties_hit(c) or _mutual(c))]
        fight = (
            next((c for c in told if c.event == "clash"), None)
            or next((c for c in told if c.event == "attack"), None)
            or next((c for c in told if FAMILY_OF[c.event] in ("battle", "gained", "remote")), None)
            or next((c for c in told if c.event in HARM and all(t.entity is not None for t in c.targets)), None)
        )
        if fight is None:
            frame.rules.append(UNTOLD)
            fighting = FAMILY_OF[frame.event] in ("battle", "remote")
            return () if fighting and arguments is frame.agents else actors  # whose sides they are is not told
        frame.rules.append("sides:clash-before")
        if frame.event == "clash" and arguments is frame.agents:
            self.fought = _parties_hit(fight)[:2]
            return fight.agents[:2]
        hit = _parties_hit(fight)
        if arguments is frame.targets and len(hit) == _PAIR and FAMILY_OF[frame.event] not in ("battle", "remote"):
            return hit  # العملية ضد التنظيم والحزب ... اعتقال عناصر من الطرفين
        return (*fight.agents[:2], *hit[:2])

    def _doer(self, frame: Frame, chunk: Chunk, parse: SentenceParse) -> tuple[Actor, ...] | None:
        """Of an event that is itself the subject ('the raids hit the market'): who made it. None for other phrases."""
        told = next(
            (
                f
                for f in parse.frames
                if f is not frame
                and chunk.start <= f.trigger.start < chunk.end
                and (f.event in STRIKES or f.trigger.start == chunk.head)
                and not (chunk.kinds & {"means", "force"} and f.trigger.start > chunk.head)  # طيران العدوان
            ),
            None,
        )
        if told is None and chunk is frame.clause.antecedent:
            led = self._leads(frame.clause.parent)
            if led is not None and bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("operations"):
                return self._actors(frame, [Argument(led.start, led.end, led)], parse, "agent")
        if told is None:
            return self._of_strikes(chunk)
        if told.event in HARM and told.targets and chunk is frame.clause.antecedent:
            return self._actors(frame, told.targets, parse, "agent")  # مقتل سالم الذي فجر نفسه
        if told.event not in STRIKES:
            return None if chunk.kinds & {"force", "body"} and told.trigger.start == chunk.head else ()
        if told.agents:
            return self._actors(told, told.agents, parse, "agent")
        return self._of_strikes(chunk) or ()

    def _leads(self, clause: Clause | None) -> Chunk | None:
        """Who carries out what a clause's verb carries: the army | led an operation (that hit the market)."""
        if clause is None or clause.verb is None or clause.reading is None or clause.subject is None:
            return None
        entry = clause.reading.entry
        carries = isinstance(entry, Carrier) and entry.subj == "agent" and entry.stance == "asserts"
        return clause.subject if carries and not clause.reading.passive and suits_agent(clause.subject) else None

    def _of_strikes(self, chunk: Chunk) -> tuple[Actor, ...] | None:
        """Of 'the raids', 'one of them' as a subject: who made the strikes told before. None for other phrases."""
        view = self.view
        pronominal = view.keys[chunk.start] in view.lang.group("one.of.them") and chunk.end - chunk.start == 1
        if chunk.kinds & {"force", "body", "person", "people", "means"} and not (
            pronominal or any(r.pos == "noun" for r in view.senses[chunk.head].events)
        ):
            return None
        told = [t for t in range(chunk.start, chunk.end) if any(r.pos == "noun" for r in view.senses[t].events)]
        kinds = {r.entry.event for t in told for r in view.senses[t].events if r.pos == "noun"} & STRIKES
        if kinds & {"attack"} or any(view.keys[t].removeprefix(ARTICLE) in view.lang.group("blows") for t in told):
            kinds = set(STRIKES)  # "the attacks", "the blows": of whatever kind they were
        if not kinds and not pronominal:
            return None
        nation = next((c for t in told if (c := nation_behind(view, t, t + 1)) is not None), None)
        if nation is not None:
            actor = self.namer.actor(Argument(nation.start, nation.end, nation))
            return (actor,) if actor is not None else ()
        before = any(view.senses[t].article for t in told) or any(
            view.keys[t] in view.lang.group("going.on") for t in range(chunk.start, chunk.end)
        )
        if not before and not pronominal:
            return ()
        claims = [*self.claims, *self.made]
        source = next((c for c in reversed(claims) if c.agents and c.event in (kinds or STRIKES)), None)
        return source.agents if source is not None else ()

    def _acts(self, chunk: Chunk) -> bool:
        tells = "source" in chunk.kinds and not chunk.kinds & {"force", "body", "people"}
        if tells and all(row.kind in _TELLERS for m in chunk.actors[:1] for row in m.rows):
            return False  # sources tell; they take no towns
        head = bare_keys(self.view.keys[chunk.head])
        if not chunk.actors and head & (self.view.lang.group("happenings") | self.view.lang.group("projectiles")):
            return False  # what happens and what flies is nobody
        if not chunk.kinds and chunk.actors and all(row.kind in _PRESS for row in chunk.actors[0].rows):
            return False
        if chunk.places and not (chunk.actors or chunk.kinds) and head & self.view.lang.group("hit.places"):
            return False  # a quarter, a base: they are held and hit
        if suits_agent(chunk) or "means" in chunk.kinds or (chunk.places and not chunk.prep):
            return True
        if chunk.end - chunk.start == 1 and self.view.keys[chunk.start] in self.view.lang.group("the.many"):
            return True  # المئات الذين فروا
        sense = self.view.senses[chunk.head]
        return (
            not sense.readings
            and not chunk.numeral
            and not sense.func
            and self.view.tokens[chunk.head].kind == "word"
            and self.view.keys[chunk.head] not in self.view.lang.group("event.attributes")
        )

    def _manned(self, chunk: Chunk) -> bool:
        """Whether a phrase tells a post whose men stop and arrest people: a checkpoint."""
        return bool(bare_keys(*self.view.keys[chunk.start : chunk.end]) & self.view.lang.group("manned.posts"))


def _parties_hit(claim: Claim) -> tuple[Actor, ...]:
    """Whom a claim tells that it befell, without the towns and bases that were only where."""
    ground = {place.start for place in claim.places}
    return tuple(t for t in claim.targets if t.start not in ground)


def _mutual(claim: Claim) -> bool:
    """Whether both sides of a fight stand among its agents: they traded fire."""
    return len(claim.agents) > 1 and FAMILY_OF[claim.event] == "remote"


def _owned(actor: Actor, owners: tuple[Actor, ...]) -> Actor:
    """'Its forces' by the names of those whose they are, and known by what the first of them is known by."""
    if not owners:
        return actor
    forms = dict.fromkeys(form for owner in owners for form in (owner.text, *owner.also))
    also = tuple(form for form in dict.fromkeys((*forms, *actor.also)) if form != actor.text)[:MOST_FORMS]
    rows = actors().rows
    for owner in owners:
        row = rows.get(owner.entity or "")
        if row is not None and row.kind == "person":
            row = rows.get(row.parent)  # a commander's are those of the body that he commands
        if row is not None and row.id.startswith("actor:"):
            return msgspec.structs.replace(actor, name=row.name, entity=row.id, also=also)
    return msgspec.structs.replace(actor, also=also)

"""Owners: whose forces, sites and people a pronoun or a nation's adjective tells."""

from typing import Final

import msgspec

from riwaya.extract.agreement import accusative
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.discourse import Discourse, SentenceParse
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.speakers import Speaker
from riwaya.lang.grammar import (
    ALEF_MAQSURA,
    AND,
    ARTICLE,
    FEMININE_ENDINGS,
    FIRST_PERSON,
    FOLDED_TEH,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    SUFFIX_1P,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    SUFFIXES,
    TEH_MARBUTA,
    TO,
)
from riwaya.model import Actor
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF
from riwaya.text.normalise import fold

_OWNED: Final = frozenset(("force", "body", "means", "site"))
_THINGS: Final = frozenset(("means", "site"))
_FROM_THE_AIR: Final = frozenset(("airstrike", "drone_strike"))
_POSSESSORS: Final = {TO + suffix: suffix for suffix in (SUFFIX_3MP, SUFFIX_3FS, SUFFIX_3MS)}
"""Pronouns on ل, which say whose something is."""
_NATION: Final = 4  # letters that a country and its adjective share


class Owners(Discourse):
    """Looks for possessors in the document."""

    def _whose(self, chunk: Chunk) -> Argument:
        """Of media and sources, whose they are: "the regime's media announced its taking of" means the regime."""
        if "source" not in chunk.kinds or not chunk.actors or chunk.actors[-1].start == chunk.start:
            return Argument(chunk.start, chunk.end, chunk)
        match = chunk.actors[-1]
        owner = Chunk("np", match.start, match.end)
        owner.head, owner.actors, owner.definite = match.start, (match,), True
        return Argument(owner.start, owner.end, owner)

    def _before(self, parse: SentenceParse, token: int) -> list[Chunk]:
        """The phrases of a sentence before a token that name somebody."""
        return [c for c in parse.chunks if c.kind == "np" and c.end <= token and (suits_agent(c) or c.places)]

    def _agrees(self, chunk: Chunk, pronoun: str) -> bool:
        token = self.view.tokens[chunk.head]
        feminine = token.text.endswith((*FEMININE_ENDINGS, ALEF_MAQSURA)) or bool(
            bare_keys(token.key) & self.view.lang.group("feminine.forces")
        )
        if pronoun == SUFFIX_3FS:
            named = bool(chunk.actors) and not (self._man(chunk) or self._masculine(chunk))
            return feminine or ("force" in chunk.kinds and "person" not in chunk.kinds) or named
        if pronoun == SUFFIX_3MS:
            return not feminine
        if pronoun == SUFFIX_3MP:
            thing = bool(chunk.kinds) and chunk.kinds <= _THINGS and not chunk.actors
            return not (thing or self._man(chunk) or self._state(chunk))
        return True

    def _man(self, chunk: Chunk) -> bool:
        """Whether a phrase is headed by a noun for one man: a spokesman, a source (مصدر)."""
        heads = self.view.senses[chunk.head].heads
        if (
            chunk.numeral
            or self.view.tokens[chunk.head].text.endswith(TEH_MARBUTA)
            or not chunk.kinds & {"person", "source"}
        ):
            return False
        return bool(heads) and all(r.feature in ("s", "sa") for r in heads)

    def _masculine(self, chunk: Chunk) -> bool:
        """Whether a bare name is of what is called by a masculine noun: داعش, تنظيم الدولة."""
        match = chunk.actors[0]
        if match.start != chunk.head or chunk.kinds:
            return False
        masculine = self.view.lang.group("masculine.bodies")
        return any(fold(row.forms[0].split()[0]) in masculine for row in match.rows)

    def _state(self, chunk: Chunk) -> bool:
        """Whether a phrase is nothing but the name of a state or its capital, which is never "they"."""
        if chunk.coord or chunk.numeral or not chunk.actors or chunk.actors[0].start != chunk.start:
            return False
        match = chunk.actors[0]
        named = not (match.ambiguous or match.generic)  # العدو may be a state, and is a name of none
        return named and match.end >= chunk.end and all(row.kind == "government" for row in match.rows)

    def _owners(self, frame: Frame, chunk: Chunk, parse: SentenceParse) -> tuple[Actor, ...]:
        """Whose 'our forces', 'its fighters', 'sites of theirs', 'the army of his country' are, likeliest first."""
        if not chunk.kinds & _OWNED:
            return ()
        if chunk.actors and chunk.actors[-1].rows[0].kind != "person" and not self._suffix(chunk):
            return ()
        if any(self._country_noun(t) for t in range(chunk.start, chunk.end)):
            return self._national(frame, chunk)
        user = self._user(chunk, parse)
        if user is not None:
            return self._named(user)
        if "site" in chunk.kinds:
            owner = next((c for c in parse.chunks if c.start == chunk.end and c.kind == "np" and c.prep == TO), None)
            if owner is not None and (owner.actors or owner.kinds & {"force", "body"}):
                return self._named(owner)
        suffix = self._suffix(chunk)
        if not suffix and "means" in chunk.kinds and chunk.definite and not chunk.actors:
            # "The aircraft", nobody's: those whose strikes were told before.
            told = [*self.claims, *self.made]
            air = next((c for c in reversed(told) if c.event in _FROM_THE_AIR and c.agents), None)
            return air.agents if air is not None else ()
        if not suffix:
            return ()
        chain = self._chain(frame.trigger.start)
        speaker = chain[-1].voices[-1] if chain and chain[-1].voices else None
        accuser = self._accuser(chunk, parse)
        if accuser is not None:  # رفضت الحركة اتهام صحف لعناصرها: of who is spoken of before, not of the accusers
            outer = [c for c in self._before(parse, accuser.start) if suits_agent(c) and self._agrees(c, suffix)]
            return self._named(outer[-1]) if outer else ()
        if suffix in FIRST_PERSON and speaker is not None:
            return (self.namer.we(speaker), *self._told_of(speaker), *self._forces_of(speaker, "means" in chunk.kinds))
        if suffix in FIRST_PERSON:
            return ()
        content = chain[-1].content[0] if chain else parse.start
        hits = suffix == SUFFIX_3MP or (
            FAMILY_OF[frame.event] == "remote" and all(a.chunk is not chunk for a in frame.agents)
        )
        before = [
            c
            for c in self._before(parse, chunk.start)
            if suits_agent(c)
            and not accusative(self.view, c)
            and (c.actors or not c.places)
            # nobody strikes sites of his own
            and not (hits and any(a.chunk is c for a in frame.agents))
        ]
        inside = [c for c in before if c.start >= content]
        for candidate in reversed(inside):
            if self._agrees(candidate, suffix):
                return self._named(candidate)
        if speaker is not None and (
            suffix != SUFFIX_3MS or not self.view.tokens[speaker.head].text.endswith(TEH_MARBUTA)
        ):
            voice = self.namer.voice(speaker)
            said = Actor(voice.text, voice.start, voice.end, voice.name, voice.entity, voice.also)
            return (self.namer.we(speaker), said, *self._forces_of(speaker, "means" in chunk.kinds))
        for earlier in (*reversed(before), self.last_subject):
            if earlier is not None and self._agrees(earlier, suffix):
                return self._named(earlier)
        return ()

    def _accuser(self, chunk: Chunk, parse: SentenceParse) -> Chunk | None:
        """The phrase of an accusation that stands before whom it accuses: اتهامات موسكو | لقواتها."""
        at = parse.chunks.index(chunk) if chunk in parse.chunks else 0
        before = parse.chunks[at - 1] if at and chunk.prep == TO else None
        if before is None or before.kind != "np":
            return None
        return before if bare_keys(self.view.keys[before.head]) & self.view.lang.group("accusations") else None

    def _told_of(self, speaker: Speaker) -> tuple[Actor, ...]:
        """Whom a statement that says "our forces" told of by name as taking ground: they are its forces."""
        voice = self.namer.voice(speaker)
        for claim in self.claims:
            same = bool(claim.voices) and claim.voices[-1].text == voice.text
            named = [a for a in claim.agents if not a.text.endswith(SUFFIX_1P)]
            if same and named and claim.event in FAMILIES["gained"] and claim.stance == "asserts":
                return tuple(msgspec.structs.replace(a, also=()) for a in named[:2])
        return ()

    def _forces_of(self, speaker: Speaker, aircraft: bool) -> tuple[Actor, ...]:
        """The forces of a speaker's nation that the document names: a Ruritanian official's are the Ruritanian army."""
        return self._forces_between(speaker.start, speaker.end, aircraft)

    def _forces_between(self, first: int, last: int, aircraft: bool) -> tuple[Actor, ...]:
        """The forces that the document names of the nations that some tokens tell by their adjectives."""
        nations = self._nations(first, last)
        if not nations:
            return ()
        out: dict[str, Actor] = {}
        for start, match in self.view.actor_at.items():
            row = match.rows[0]
            if row.kind != "military" or row.id.startswith("voice:") or match.ambiguous:
                continue
            heads = self.view.senses[start].kinds
            if heads & {"person", "source"} or ("means" in heads) != aircraft:
                continue
            if nations & self._nations(start, match.end) and row.id not in out:
                a, b = self.namer.offsets(start, match.end)
                out[row.id] = Actor(self.view.text[a:b], a, b, row.name, row.id, ())
        return tuple(out.values())[:2]

    def _nations(self, start: int, end: int) -> set[str]:
        """The adjectives of nations among some tokens, without article and ending."""
        group = self.view.lang.group("nations")
        found: set[str] = set()
        for t in range(start, end):
            for key in bare_keys(self.view.keys[t]):
                found |= {
                    key,
                    *(key.removesuffix(ending) for ending in (FOLDED_TEH, PLURAL_OBLIQUE, PLURAL_NOMINATIVE)),
                } & group
        return found

    def _named(self, chunk: Chunk) -> tuple[Actor, ...]:
        actor = self.namer.actor(Argument(chunk.start, chunk.end, chunk))
        return (actor,) if actor is not None else ()

    def _country_noun(self, t: int) -> bool:
        """Whether a token is 'his country', 'our country'."""
        key = self.view.keys[t]
        nouns = self.view.lang.group("country.nouns")
        return any(key.endswith(s) and key[: -len(s)] in nouns for s in SUFFIXES)

    def _suffix(self, chunk: Chunk) -> str:
        """The possessor pronoun on a phrase, or on the ل right behind it."""
        view = self.view
        at = next((t for t in range(chunk.start, chunk.end) if view.senses[t].suffix), -1)
        own = view.senses[at].suffix if at >= 0 else ""
        if at > chunk.start and view.senses[at].conj:
            return ""  # الجيش وحلفاؤه: the army's
        end = chunk.end
        while not own and end < len(view.keys) and view.keys[end][:1] == AND and "site" in view.senses[end].kinds:
            end += 1  # مواقع وتجمعات لهم: of both
        if own or end >= len(view.keys):
            return own
        return _POSSESSORS.get(view.keys[end], "")

    def _user(self, chunk: Chunk, parse: SentenceParse) -> Chunk | None:
        """مبنى يتخذه المسلحون: who is in a place that is hit, by the relative clause on it."""
        if "site" not in chunk.kinds:
            return None
        for clause in parse.clauses:
            antecedent = clause.antecedent
            if antecedent is None or antecedent.end != chunk.end or clause.kind not in ("rel", "bare"):
                continue
            if clause.subject is not None and not clause.borrowed and clause.subject.kinds & {"force", "body"}:
                return clause.subject
            if clause.subject is not None and not clause.borrowed and clause.subject.actors:
                return clause.subject
        return None

    def _national(self, frame: Frame, chunk: Chunk) -> tuple[Actor, ...]:
        """'The army of his country', said by the Ruritanian president: the document's Ruritanian army."""
        chain = self._chain(frame.trigger.start)
        if not chain or not chain[-1].voices:
            return ()
        speaker = chain[-1].voices[-1]
        keys = self.view.keys
        said = {keys[t].removeprefix(ARTICLE)[:_NATION] for t in range(speaker.start, speaker.end) if len(keys[t]) > 5}
        found: dict[str, Actor] = {}
        for start, end, _, row in self.namer.seen_with_head(chunk):
            nation = {keys[t].removeprefix(ARTICLE)[:_NATION] for t in range(start + 1, end)}
            if nation & said and start != chunk.start:
                a, b = self.namer.offsets(start, end)
                text = self.view.text[a:b]
                found.setdefault(text, Actor(text, a, b, row.name if row else None, row.id if row else None))
        return tuple(found.values())

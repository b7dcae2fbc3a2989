"""Antecedents: the phrase a pronoun stands for, and whose 'his forces', 'its positions', 'sites of theirs' are."""

from typing import Final

import msgspec

from riwaya.extract.agreement import accusative, singular
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.discourse import Discourse, SentenceParse
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.speakers import Speaker
from riwaya.lang.grammar import (
    ALEF_MAQSURA,
    AND,
    ARTICLE,
    BY,
    FEMININE_ENDINGS,
    FIRST_PERSON,
    FOLDED_TEH,
    FROM,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    PLURAL_SUFFIXES,
    SUFFIX_1P,
    SUFFIX_3FP,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    SUFFIXES,
    TEH_MARBUTA,
    TO,
)
from riwaya.model import Actor
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF, HARM
from riwaya.text.normalise import fold

_OWNED: Final = frozenset(("force", "body", "means", "site"))
_HUMAN: Final = frozenset(("people", "force", "person"))
_THINGS: Final = frozenset(("means", "site"))
_FROM_THE_AIR: Final = frozenset(("airstrike", "drone_strike"))
_OF_SEVERAL: Final = (*PLURAL_SUFFIXES, SUFFIX_3FP)
_POSSESSORS: Final = {TO + suffix: suffix for suffix in (SUFFIX_3MP, SUFFIX_3FS, SUFFIX_3MS)}
"""Pronouns on ل, which say whose something is."""
_VIOLENT: Final = HARM | {"execution", "abduction", "capture", "recapture"}
_NATION: Final = 4  # letters that a country and its adjective share


class Antecedents(Discourse):
    """Finds what pronouns refer to."""

    def _resolve(self, frame: Frame, argument: Argument, parse: SentenceParse, role: str) -> Argument | None:
        """The phrase a pronoun argument stands for; other arguments are themselves."""
        chunk = argument.chunk
        if chunk is not None:
            partitive = self._partitive(chunk, argument.start, role)
            if not partitive:
                return argument
            return self._out_of(frame, chunk, parse, role) or argument
        candidates: list[Chunk] = []
        said = self._chain(frame.trigger.start)
        owned = argument.start >= 0 and bool(
            bare_keys(self.view.keys[argument.start].removesuffix(argument.pronoun))
            & self.view.lang.group("responsibility")
        )
        if said and said[-1].voices and (owned or 0 <= frame.trigger.start - said[-1].content[0] <= 2):
            # "X announced its taking of": the pronoun of what is said right away is the speaker.
            voice = said[-1].voices[-1]
            speaker = next((c for c in parse.chunks if c.start <= voice.head < c.end), None)
            if speaker is not None and role == "agent" and not suits_agent(speaker):
                if self._agrees(speaker, argument.pronoun):
                    return Argument(voice.start, voice.end, speaker)
            elif speaker is not None:
                candidates.append(speaker)
        clause: Clause | None = frame.clause
        while clause is not None:
            if clause.subject is not None:
                candidates.append(clause.subject)
            if clause.antecedent is not None:
                candidates.append(clause.antecedent)
            clause = clause.parent
        before = self._before(parse, frame.trigger.start)
        candidates.extend(c for c in reversed(before) if not c.prep)  # who acts before where it was and by what
        beside = self.view.lang.group("locative.like") | self.view.lang.group("where.one.stands")
        candidates.extend(c for c in reversed(before) if c.prep and c.prep not in beside)
        if self.last_subject is not None:
            candidates.append(self.last_subject)
        candidates.extend(c for c in reversed(before) if c.prep and c.prep in beside)  # in front of the headquarters of
        others = frame.agents if role == "target" else frame.targets if role == "agent" else []
        taken = {a.chunk.start for a in others if a.chunk is not None}
        quoting = said[-1] if said and said[-1].voices and self._opens_quote(said[-1].content[0]) else None
        for whole in candidates:
            if whole.start <= frame.trigger.start < whole.end or whole.start in taken:
                continue
            candidate = self._undergoing(whole)
            if candidate.start in taken or (role == "agent" and whole.prep and self._state(whole)):
                continue
            if role == "agent" and self._bystanders(frame, whole):
                continue  # قال أحد السكان، وعددهم ألف شخص: "أحرقوا القرية"
            if role == "agent" and self._dead(whole):
                continue  # أن أربعة قتلى سقطوا...، مؤكدا أنهم صدوا الهجوم
            if whole.prep == BY and whole.end - whole.start == 1 and not (whole.definite or whole.actors):
                continue  # بقوة: how, not who
            if quoting is not None and any(v.start <= candidate.head < v.end for v in quoting.voices):
                continue  # in his own words a speaker is "I" or "we"
            if role == "target" and (candidate.head in self.voice_tokens or self._one(candidate, argument.pronoun)):
                continue  # who says that they were taken is not who was taken
            if role == "target" and self._no_man(frame, candidate, argument.pronoun):
                continue  # استشهاده: one man's, and no group's
            if suits_agent(candidate) and self._agrees(candidate, argument.pronoun):
                return self._whose(candidate)
        return None

    def _bystanders(self, frame: Frame, chunk: Chunk) -> bool:
        """Whether a phrase tells of people who are counted, or spoken of behind a preposition: they do no violence."""
        if FAMILY_OF[frame.event] not in ("battle", "remote", "things") and frame.event not in _VIOLENT:
            return False
        plain = chunk.kinds == {"people"} and not chunk.actors
        return plain and (chunk.numeral or bool(chunk.prep) or chunk.head in self.voice_tokens)

    def _dead(self, chunk: Chunk) -> bool:
        """Whether a phrase is headed by a noun for dead or hurt people."""
        head = self.view.senses[chunk.head]
        return any(r.pos == "noun" and r.entry.event in HARM for r in head.events)

    def _opens_quote(self, token: int) -> bool:
        """Whether a quotation opens at a token or beside it."""
        return any(t in self.view.mark_pairs for t in (token - 1, token, token + 1))

    def _undergoing(self, chunk: Chunk) -> Chunk:
        """انسحاب القوات: behind event nouns and their carriers, whoever they are of; another phrase is itself."""
        senses = self.view.senses
        at = chunk.start
        while at < chunk.end - 1 and at not in self.view.actor_at and self._tells(at):
            at += 1
        if at == chunk.start or (senses[at].func and senses[at].func != "quant"):
            return chunk
        rest = Chunk("np", at, chunk.end)
        rest.head, rest.kinds, rest.prep, rest.coord = at, senses[at].kinds, chunk.prep, chunk.coord
        rest.actors = tuple(m for m in chunk.actors if m.start >= at)
        rest.definite = True
        return rest if suits_agent(rest) else chunk

    def _tells(self, token: int) -> bool:
        sense = self.view.senses[token]
        return not sense.kinds and any(r.pos == "noun" for r in (*sense.events, *sense.carriers))

    def _out_of(self, frame: Frame, part: Chunk, parse: SentenceParse, role: str) -> Argument | None:
        """Out of whom or what a phrase counts: two of them (منها) of the boats before, most of them of the people."""
        following = self.view.keys[part.end] if part.end < len(self.view.keys) else ""
        one = self.view.keys[part.start] in self.view.lang.group("one.of.them")
        if role == "target" and (one or following == FROM + SUFFIX_3FS):
            before = [c for c in reversed(parse.chunks) if c.kind == "np" and c.end <= part.start and not c.actors]
            for counted in (True, False):
                for chunk in before:
                    at = self._things(chunk, counted)
                    if at >= 0:
                        rest = Chunk("np", at, chunk.end)
                        rest.head, rest.kinds = at, self.view.senses[at].kinds
                        return Argument(rest.start, rest.end, rest)
        doers = [a.chunk for a in frame.agents]
        people = [
            c
            for c in self._before(parse, part.start)
            if c not in doers and (c.actors or (c.kinds & _HUMAN and "means" not in c.kinds))
        ]
        found = Argument(people[-1].start, people[-1].end, people[-1]) if people else None
        befallen = [a for f in parse.frames if f is not frame for a in f.targets if a.end <= part.start]
        named = [a for a in befallen if a.chunk is not None and (a.chunk.actors or a.chunk.kinds & _HUMAN)]
        last = max(named, key=lambda a: a.start, default=None)  # طرد المسلحين وفرار العشرات منهم
        return last if last is not None and (found is None or last.start > found.start) else found

    def _things(self, chunk: Chunk, counted: bool) -> int:
        """The token in a phrase that names several means or sites: counted ones, or by a plural; -1 without one."""
        senses = self.view.senses
        at = next((t for t in range(chunk.start, chunk.end) if senses[t].kinds & _THINGS), -1)
        if at < 0 or counted:
            numbered = at > chunk.start and (chunk.numeral or self.view.keys[at - 1] in self.view.numbers)
            return at if numbered else -1
        return at if "means" in senses[at].kinds and any(r.feature[:1] in ("p", "d") for r in senses[at].heads) else -1

    def _whose(self, chunk: Chunk) -> Argument:
        """Of media and sources, whose they are: "the regime's media announced its taking of" means the regime."""
        if "source" not in chunk.kinds or not chunk.actors or chunk.actors[-1].start == chunk.start:
            return Argument(chunk.start, chunk.end, chunk)
        match = chunk.actors[-1]
        owner = Chunk("np", match.start, match.end)
        owner.head, owner.actors, owner.definite = match.start, (match,), True
        return Argument(owner.start, owner.end, owner)

    def _one(self, chunk: Chunk, pronoun: str) -> bool:
        return pronoun in PLURAL_SUFFIXES and singular(self.view, chunk)

    def _no_man(self, frame: Frame, chunk: Chunk, pronoun: str) -> bool:
        """Whether a pronoun in the singular, of who died or was held, cannot stand for a phrase: many, or a body."""
        if frame.event not in HARM or pronoun != SUFFIX_3MS or frame.trigger.reading is None:
            return False
        if frame.trigger.reading.pos != "noun" or "person" in chunk.kinds:
            return False
        heads = self.view.senses[chunk.head].heads
        return bool(chunk.numeral) or (bool(heads) and all(r.feature.startswith("p") for r in heads))

    def _before(self, parse: SentenceParse, token: int) -> list[Chunk]:
        """The phrases of a sentence before a token that name somebody."""
        return [c for c in parse.chunks if c.kind == "np" and c.end <= token and (suits_agent(c) or c.places)]

    def _partitive(self, chunk: Chunk, start: int, role: str) -> bool:
        """Whether a phrase only counts out of those named before: most of them, dozens of them."""
        view = self.view
        words = [t for t in range(start, chunk.end) if view.tokens[t].kind != "punct"]
        if not words or chunk.actors or chunk.kinds:
            return False
        if len(words) == 1 and view.keys[words[0]] in view.lang.group("latter"):
            return True
        if len(words) == 1 and role == "target" and view.keys[words[0]] in view.lang.group("one.of.them"):
            return True
        last = view.tokens[words[-1]].text
        if len(words) == 1 and view.senses[words[0]].func == "quant" and last.endswith(_OF_SEVERAL):
            return True
        following = chunk.end
        if following >= len(view.keys) or view.keys[following] not in view.lang.group("out.of.them"):
            return False
        return all(
            view.tokens[t].kind == "number" or view.keys[t] in view.numbers or view.senses[t].func in ("quant", "prep")
            for t in words
        )

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

"""Antecedents: the phrase a pronoun stands for, and whose 'his forces', 'its positions', 'sites of theirs' are."""

from typing import Final

from riwaya.extract.agreement import singular
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.owners import Owners
from riwaya.lang.grammar import (
    BY,
    FROM,
    PLURAL_SUFFIXES,
    SUFFIX_3FP,
    SUFFIX_3FS,
    SUFFIX_3MS,
)
from riwaya.model.vocabulary import FAMILY_OF, HARM

_HUMAN: Final = frozenset(("people", "force", "person"))
_THINGS: Final = frozenset(("means", "site"))
_OF_SEVERAL: Final = (*PLURAL_SUFFIXES, SUFFIX_3FP)
_VIOLENT: Final = HARM | {"execution", "abduction", "capture", "recapture"}


class Antecedents(Owners):
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

"""Attributions: which words credit whom with what. Verbs, participles, verbal nouns and prepositions that report.

Each attribution governs a content range of tokens. One that begins inside another's content is nested in it, and the
nesting is the chain of voices; one on the same level ends the content of the one before.
"""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.keys import bare_keys
from riwaya.extract.statements import Statements
from riwaya.lang.entries import Reporting, Source
from riwaya.lang.grammar import AND, COMPLEMENTISERS, CONJUNCTION_LETTERS
from riwaya.text.sentences import Sentence


class Attributor(Statements):
    """Finds the attributions of a document, sentence after sentence; remembers who spoke last."""

    def sentence(
        self, index: int, sentence: Sentence, chunks: list[Chunk], clauses: list[Clause], owner: list[int]
    ) -> None:
        """Add the attributions of one sentence."""
        here: list[Attribution] = []
        self.phrases = self.view.phrases(sentence.start, sentence.end)
        senses = self.view.senses
        for k, chunk in enumerate(chunks):
            if chunk.kind == "np":
                if senses[chunk.start].saying is not None:
                    self._participle(index, sentence, chunks, clauses[owner[k]], k, here)
                if senses[chunk.head].said is not None:
                    self._noun(index, sentence, chunks, clauses[owner[k]], k, here)
                elif chunk.prep and chunk.end - chunk.head > 2 and senses[chunk.head + 1].said is not None:
                    self._noun(index, sentence, chunks, clauses[owner[k]], k, here, chunk.head + 1)
                elif chunk.prep and senses[chunk.head].reports:
                    self._saying(index, sentence, chunks, clauses[owner[k]], k, here)
            elif chunk.kind == "verb" and chunk.reading is not None and senses[chunk.start].says is not None:
                formula = self.formula(chunk.start) is not None or self.quoting(chunk.start)
                reading = None if formula else self._reporting(chunk, chunks, k)
                if reading is not None:
                    self._verb(index, sentence, chunks, clauses[owner[k]], k, reading, here)
        self._issued_by(chunks, clauses, owner, here)
        self._sources(index, sentence, chunks, owner, here)
        listed = self._listed(sentence)
        self._colon(index, sentence, chunks, here)
        self._trailing(index, sentence, chunks, here)
        self._false(index, sentence, chunks, here)
        self._called_false(index, sentence, chunks, here)
        self._neither(index, sentence, chunks, here)
        self._unverified(index, sentence, chunks, here)
        self._impersonal(index, sentence, chunks, owner, here)
        if self.relays:
            self._relayed_by(index, sentence, here)
        self._goes_on(index, sentence, here, listed)
        self._quotations(index, sentence, chunks, clauses, owner, here)
        self._heads(sentence, here)
        self.before = chunks
        if not here:
            return
        here.sort(key=lambda a: a.cue)
        self._level(here, chunks, clauses, owner)
        self._complements(here, chunks)
        self._same_voice(here)
        for attribution in here:
            attribution.voices = [self._with_issuer(v) for v in attribution.voices]
        tops = [
            a for a in here if a.voices and not a.falsity and not any(b is not a and b.covers(a.cue[0]) for b in here)
        ]
        if tops:
            self.last_chain = list(tops[-1].voices)
            self.chains = [*self.chains[-5:], *(list(a.voices) for a in tops)]
        self.found.extend(here)
        self.voice_keys.update(self.view.keys[t] for a in here for v in a.voices for t in range(v.start, v.end))

    def _level(self, here: list[Attribution], chunks: list[Chunk], clauses: list[Clause], owner: list[int]) -> None:
        """End the content of an attribution where one on its own level begins."""
        clause_at = {chunks[c.verb].start: c for c in clauses if c.verb is not None}
        for b, attribution in enumerate(here):
            cue = attribution.cue[0]
            clause = clause_at.get(cue)
            if isinstance(attribution.entry, Source):
                continue
            participle = clause is None
            if attribution.nested and (participle or attribution.content[0] < cue):
                continue  # a noun that an outer word of saying governs, or a verb that follows what it tells
            for earlier in here[:b]:
                opens = earlier.content[0] > earlier.cue[0]  # "in the statement of X stands that": what follows is X's
                if not earlier.covers(cue) or (isinstance(earlier.entry, Source) and not (earlier.falsity or opens)):
                    continue
                if earlier.quoted and self.view.quote_of.get(cue) is not None:
                    continue
                if participle and self.view.senses[cue].reports[0].pos == "noun":
                    continue
                if participle or self._same_level(clause, attribution, earlier):
                    start = self._opener(clause, cue)
                    earlier.content = (earlier.content[0], max(earlier.content[0], start))

    def _complements(self, here: list[Attribution], chunks: list[Chunk]) -> None:
        """End a nested attribution at a joined complementiser that goes on with the outer one's.

        "He said إن A announced أن … وإن …": a further clause of what he said, as its form shows. Where the nested
        attribution took no such clause itself (warned of, informed them of), any joined one is the outer's.
        """
        joined = [c for c in chunks if c.func == "that" and (c.coord or self.view.keys[c.start][:1] == AND)]
        if not joined:
            return
        for inner in here:
            outer = next(
                (a for a in here if a is not inner and a.covers(inner.cue[0]) and isinstance(a.entry, Reporting)), None
            )
            if outer is None or inner.quoted or not isinstance(inner.entry, Reporting):
                continue
            own, above = self._form(inner, chunks), self._form(outer, chunks)
            if not above or own == above:
                continue
            end = next((c.start for c in joined if c.start > inner.content[0] and self._bare_form(c) == above), None)
            if end is not None and inner.covers(end):
                inner.content = (inner.content[0], end)

    def _form(self, attribution: Attribution, chunks: list[Chunk]) -> str:
        """How the complementiser of an attribution is written: إن, أن or بأن; empty when it has none."""
        for chunk in chunks:
            if chunk.start < attribution.cue[1]:
                continue
            if chunk.func == "that":
                return self._bare_form(chunk)
            if chunk.kind == "verb" or chunk.func in ("rel", "sub"):
                return ""
        return ""

    def _bare_form(self, chunk: Chunk) -> str:
        text = self.view.tokens[chunk.start].text.lstrip(CONJUNCTION_LETTERS)
        return next((spelled for form, spelled in COMPLEMENTISERS.items() if text.startswith(form)), text)

    def _same_voice(self, here: list[Attribution]) -> None:
        """A relative clause after a voice goes on with that voice: according to the office, which pointed to ..."""
        for source in here:
            if not isinstance(source.entry, Source) or not source.voices:
                continue
            voice = source.voices[-1]
            for other in here:
                if other is source or not other.voices or not isinstance(other.entry, Reporting):
                    continue
                speaker = other.voices[-1]
                if speaker != voice and voice.start <= speaker.start <= voice.end and other.cue[0] > voice.start:
                    other.voices = list(source.voices)

    def _against(self, clause: Clause, attribution: Attribution) -> bool:
        """ "... but the spokesman said": whether a contrast opens the clause in which somebody named there speaks."""
        if clause.opener is None or not attribution.voices:
            return False
        t = clause.opener.start
        contrast = self.view.lang.group("contrast") | self.view.lang.group("contrast.of.two")
        opened = any(bare_keys(self.view.keys[u]) & contrast for u in (t, t - 1) if u >= 0)
        return opened and attribution.voices[-1].start > t

    def _opener(self, clause: Clause | None, cue: int) -> int:
        if clause is not None and clause.opener is not None:
            return min(cue, clause.opener.start)
        return cue

    def _same_level(self, clause: Clause | None, attribution: Attribution, earlier: Attribution) -> bool:
        if clause is None:
            return True
        if self._against(clause, attribution):
            return True
        if clause.kind in ("that", "rel"):
            return False
        entry = attribution.entry
        if isinstance(entry, Reporting) and entry.continues:
            return True
        if clause.kind in ("conj", "sub", "main", "bare"):
            own = attribution.voices and attribution.voices[-1].start > attribution.cue[0]
            same_voice = attribution.voices and earlier.voices and attribution.voices[-1] == earlier.voices[-1]
            return bool(own) or bool(same_voice)
        return False

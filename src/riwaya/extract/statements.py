"""Statements that go on: a communiqué is its issuer's word, sentence after sentence, and so is what "we" tell."""

from bisect import bisect_left
from typing import Final

from riwaya.extract.attribution import CONTINUED, Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.impersonal import Impersonal
from riwaya.extract.keys import bare_keys
from riwaya.extract.speakers import Speaker, can_speak, extend
from riwaya.extract.view import View
from riwaya.lang.grammar import ABOUT, IN
from riwaya.text.sentences import Sentence

_SPEECH: Final = 5  # words that a quotation must have to be somebody's speech
_QUOTED: Final = frozenset(("person", "body", "source"))


class Statements(Impersonal):
    """Remembers who issued the statement that the text gives, and credits him with what nobody else says."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.issued = False
        """Whether the text itself is the issuer's statement: what follows is his, until somebody else is quoted."""

    def _document_heads(self, chunks: list[Chunk]) -> list[int]:
        """The chunks that are headed by a noun for a statement."""
        senses = self.view.senses
        return [k for k, c in enumerate(chunks) if c.kind == "np" and senses[c.head].document]

    def _issued_by(self, chunks: list[Chunk], clauses: list[Clause], owner: list[int], here: list[Attribution]) -> None:
        """Note who issues the statement that a sentence speaks of: issued by X, X issued the following statement."""
        view = self.view
        for k in self._document_heads(chunks):
            clause = clauses[owner[k]]
            verb = chunks[clause.verb] if clause.verb is not None and clause.verb < k else None
            if verb is not None and bare_keys(view.keys[verb.start]) & view.lang.group("issuing"):
                subject = clause.subject
                if subject is not None and subject in chunks and can_speak(view, subject) and subject is not chunks[k]:
                    self.issuer = extend(view, chunks, chunks.index(subject))[0]
                    self.issued = self.issued or bool(
                        bare_keys(*view.keys[chunks[k].start : chunks[-1].end]) & view.lang.group("following")
                    )
                    return
            by = next((c for c in chunks[k + 1 : k + 4] if c.kind == "np" and c.prep == ABOUT), None)
            issued = any(
                bare_keys(view.keys[t]) & view.lang.group("issued")
                for t in range(chunks[k].head + 1, by.start if by is not None else chunks[k].end)
            )
            if by is not None and issued and can_speak(view, by):
                self.issuer = extend(view, chunks, chunks.index(by))[0]
                told = any(c.kind == "verb" and not by.prep_start > c.start > chunks[k].start for c in chunks)
                self.issued = self.issued or not told  # "statement issued by X", as a heading
                return
            quoted = [v for a in here if a.cue[0] < chunks[k].start for v in a.voices if v.kind != "document"]
            if chunks[k].prep == IN and quoted:
                self.issuer = quoted[-1]  # X announced in a statement
                return

    def _with_issuer(self, speaker: Speaker) -> Speaker:
        """A document that speaks, with who issued it: the last issuer, else whoever was quoted before."""
        if speaker.kind != "document" or speaker.issuer is not None:
            return speaker
        by = self.issuer
        if by is None and self.last_chain and self.last_chain[-1].kind != "document":
            by = self.last_chain[-1]
        if by is None and self.last_chain:
            return speaker._replace(issuer=self.last_chain[-1].issuer)
        return speaker if by is None or by.start == speaker.start else speaker._replace(issuer=(by.start, by.end))

    def _goes_on(self, index: int, sentence: Sentence, here: list[Attribution], listed: list[Speaker]) -> None:
        """Credit a sentence that credits nobody: an item to who heads its list, "we" and what goes on to the issuer.

        A statement goes on with its issuer until somebody else is quoted.
        """
        view = self.view
        if sentence.end <= view.title_end or any(a.voices or a.falsity for a in here):
            return
        if view.quote_of.get(sentence.start) is not None or any(
            a.covers(sentence.start) for a in self.found if a.quoted
        ):
            return
        issuer = self.issuer if self.issued else None
        speaker = (self.issuer or self._just_spoke(index)) if self._ours(sentence) else issuer
        voices = listed or ([speaker] if speaker is not None else [])
        if not voices:
            return
        speaker = voices[-1]
        start = next(
            (t + 1 for t in range(sentence.start, sentence.end) if view.tokens[t].text == ":" and t > speaker.start),
            sentence.start,
        )
        attribution = Attribution(CONTINUED, (start, start), (start, sentence.end), index)
        attribution.voices = voices
        here.append(attribution)

    def _quotations(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        clauses: list[Clause],
        owner: list[int],
        here: list[Attribution],
    ) -> None:
        """Credit direct speech that no word of saying governs: with who was just quoted, or with whom its clause has.

        A sentence that is all a quotation goes on with who spoke before; of "praised "what our men did"", the
        subject of the clause said it. A few words in quotation marks, or a name, are no speech: it takes a verb.
        """
        view = self.view
        quoted = [k for k, c in enumerate(chunks) if view.quote_of.get(c.start) is not None]
        if not quoted or sentence.end <= view.title_end:
            return
        for q in dict.fromkeys(view.quote_of[chunks[k].start] for k in quoted):
            quote = view.quotes[q]
            inside = [k for k in quoted if view.quote_of[chunks[k].start] == q]
            told = any(chunks[k].kind == "verb" and chunks[k].reading is not None for k in inside)
            if quote.end - quote.start < _SPEECH or not told or quote.start < sentence.start:
                continue
            if any(a.covers(chunks[inside[0]].start) for a in (*here, *self.found) if a.voices):
                continue
            opens = all(c.kind in ("func", "punct") for c in chunks[: inside[0]])
            if opens and not any(a.voices for a in here):
                last = self._just_spoke(index)
                voices = list(self.last_chain) if last is not None else []
            else:
                voices = self._quoted_subject(chunks, clauses[owner[inside[0]]], inside[0])
            if voices:
                attribution = Attribution(CONTINUED, (quote.start, quote.start), (quote.start, quote.end), index)
                attribution.voices = voices
                attribution.quoted = True
                here.append(attribution)

    def _quoted_subject(self, chunks: list[Chunk], clause: Clause, k: int) -> list[Speaker]:
        """Who acts in the clause around a quotation, where he is no force and his verb tells nothing of ours."""
        while clause.verb is None or clause.verb >= k:
            if clause.parent is None:
                return []
            clause = clause.parent
        subject, verb = clause.subject, chunks[clause.verb]
        if subject is None or subject not in chunks or subject.start >= chunks[k].start:
            return []
        if self.view.senses[verb.start].events or not subject.kinds & _QUOTED or not can_speak(self.view, subject):
            return []
        return [extend(self.view, chunks, chunks.index(subject))[0]]

    def _ours(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of "our forces", outside quotation marks."""
        at = bisect_left(self.ours, sentence.start)
        return at < len(self.ours) and self.ours[at] < sentence.end

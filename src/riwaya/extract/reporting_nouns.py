"""Attributions by participles and verbal nouns of saying: adding that ..., the army's announcement of ..."""

from riwaya.extract.agreement import feminine
from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.keys import bare_keys
from riwaya.extract.reported import confine, has_that, run_quote, speech_follows
from riwaya.extract.reporting import ReportingWords
from riwaya.extract.speakers import BEARERS, Speaker, can_speak, eventive, extend
from riwaya.lang.entries import Reporting, Source
from riwaya.lang.reading import Reading
from riwaya.text.sentences import Sentence


class ReportingNouns(ReportingWords):
    """Finds who speaks where a participle or a noun of saying stands."""

    def _participle(
        self, index: int, sentence: Sentence, chunks: list[Chunk], clause: Clause, k: int, here: list[Attribution]
    ) -> None:
        view = self.view
        chunk = chunks[k]
        sense = view.senses[chunk.start]
        reading = sense.saying
        comma = k > 0 and chunks[k - 1].kind == "punct"
        opens = k == 0 and reading is not None and reading.feature == "msa"
        if reading is None or chunk.prep or (sense.heads and not (comma or opens)) or self._fixed(chunk.start):
            return
        if reading.feature not in ("msa", "fs", "mp", "ms", "fp", "d"):
            return
        before = chunks[k - 1] if k else None
        if before is not None and before.kind not in ("punct", "verb", "time") and reading.feature not in ("msa",):
            return
        ahead = chunks[k + 1 : k + 5]
        entry: Reporting = reading.entry
        linked = (
            has_that(ahead)
            or any(c.prep in entry.gives for c in ahead[:2])
            or any(c.kind == "np" and eventive(view, c) for c in [chunk, *ahead[:1]])
            or speech_follows(self.view, chunks, k)
            or (bool(ahead) and ahead[0].start == chunk.end and self._reports_at(ahead[0].start))
        )
        if not linked:
            return
        governing = self._governing(here)
        voices = list(governing.voices) if governing is not None else self._who_acts(chunks, clause, reading, k)
        stop = sentence.end
        if not voices and k == 0 and self._just_spoke(index) is None:
            voices, stop = self._who_follows(chunks, sentence)
        voices = voices or list(self.last_chain)
        if not voices:
            return
        attribution = Attribution(entry, (chunk.start, chunk.start + 1), (chunk.start + 1, stop), index)
        attribution.voices = voices
        run_quote(self.view, attribution, sentence)
        if attribution.stance != "asserts" and not attribution.quoted:
            confine(self.view, attribution, chunks)
        here.append(attribution)

    def _who_acts(self, chunks: list[Chunk], clause: Clause, reading: Reading, k: int) -> list[Speaker]:
        """Who acts in the clause that a participle of saying describes: انسحبت الحركة، مؤكدة أن."""
        subject = clause.subject if clause.subject is not None else clause.topic
        outer: Clause | None = clause
        while subject is None and outer is not None:
            outer = outer.parent
            subject = outer.subject if outer is not None else None
        if subject is None or subject not in chunks or subject.start >= chunks[k].start:
            return []
        if reading.feature != "msa" and chunks[k - 1].kind != "punct":
            return []  # مدينة: a participle only behind a sign
        bears = bool(subject.actors) or not subject.kinds.isdisjoint(BEARERS)
        woman = reading.feature in ("fs", "fp")
        agrees = feminine(self.view, subject) if woman else not feminine(self.view, subject)
        if not bears or not agrees or not can_speak(self.view, subject):
            return []
        return [extend(self.view, chunks, chunks.index(subject))[0]]

    def _resorted(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        clause: Clause,
        k: int,
        entry: Reporting,
        here: list[Attribution],
    ) -> bool:
        """سارع الجيش إلى نفي, عاد المتحدث إلى تأكيد: the noun tells what the subject of its verb said."""
        view = self.view
        chunk = chunks[k]
        if clause.verb is None or clause.verb >= k or not chunk.prep or clause.subject is None:
            return False
        verb, subject = chunks[clause.verb], clause.subject
        if not bare_keys(view.keys[verb.start]) & view.lang.group("resorting"):
            return False
        if subject not in chunks or subject is chunk or not can_speak(view, subject):
            return False
        attribution = Attribution(entry, (chunk.head, chunk.head + 1), (chunk.head + 1, sentence.end), index)
        attribution.voices = [extend(view, chunks, chunks.index(subject))[0]]
        if attribution.stance != "asserts":
            confine(view, attribution, chunks)
        here.append(attribution)
        return True

    def _saying(
        self, index: int, sentence: Sentence, chunks: list[Chunk], clause: Clause, k: int, here: list[Attribution]
    ) -> None:
        """سارع الناطق إلى القول إن: a definite noun of saying behind a verb of resorting to it."""
        sense = self.view.senses[chunks[k].head]
        noun = next((r for r in sense.reports if r.pos == "noun" and r.article), None)
        if noun is not None and has_that(chunks[k + 1 : k + 2]):
            self._resorted(index, sentence, chunks, clause, k, noun.entry, here)

    def _reports_at(self, t: int) -> bool:
        """Whether a phrase for reports begins at a token: نافيا | ما تداولته."""
        return any(isinstance(p, Source) and p.kind == "reports" for _, p in self.view.phrase_at.get(t, ()))

    def _just_spoke(self, index: int) -> Speaker | None:
        """Who is credited with the sentence before."""
        before = [a for a in self.found if a.sentence == index - 1 and a.voices]
        return before[-1].voices[-1] if before else None

    def _who_follows(self, chunks: list[Chunk], sentence: Sentence) -> tuple[list[Speaker], int]:
        """Who acts in the clause that an opening participle goes with, and where that begins: نافيا …، قال القائد."""
        for i in range(2, len(chunks) - 1):
            verb, after = chunks[i], chunks[i + 1]
            if verb.kind != "verb" or verb.coord or chunks[i - 1].kind != "punct":
                continue
            if after.kind == "np" and not after.prep and can_speak(self.view, after):
                return [extend(self.view, chunks, i + 1)[0]], chunks[i - 1].start
        return [], sentence.end

    def _renewed(self, chunks: list[Chunk], k: int, entry: Reporting, here: list[Attribution]) -> bool:
        """Whether a noun for denying, demanding and the like is the object of the word of saying just before it."""
        if not here or not here[-1].voices or here[-1].stance != "asserts" or entry.stance == "asserts":
            return False
        near = 0 <= chunks[k].start - here[-1].content[0] <= 2
        return near and not chunks[k].prep and not has_that(chunks[k + 1 : k + 2])

    def _fixed(self, token: int) -> bool:
        """Whether a fixed phrase that attributes begins here (نقلا عن): it is read by itself."""
        kinds = ("prep", "prep_verb", "prep_pron")
        return any(isinstance(p, Source) and p.kind in kinds for _, p in self.view.phrase_at.get(token, ()))

    def _noun(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        clause: Clause,
        k: int,
        here: list[Attribution],
        head: int | None = None,
    ) -> None:
        """A verbal noun of reporting in construct with its voice: إعلان الجيش سيطرته, نفي موسكو."""
        view = self.view
        chunk = chunks[k]
        wake = head is not None and view.keys[chunk.head] in view.lang.group("wake")  # في أعقاب | إعلان الجيش
        if head is not None and not wake:
            return
        head = chunk.head if head is None else head
        reading = view.senses[head].said
        if reading is None:
            return
        entry: Reporting = reading.entry
        if self._renewed(chunks, k, entry, here):
            # "renewed its denial of": the noun is what is said, by whoever says it.
            attribution = Attribution(entry, (head, head + 1), (head + 1, sentence.end), index)
            attribution.voices = list(here[-1].voices)
            attribution.nested = True
            confine(self.view, attribution, chunks)
            here.append(attribution)
            return
        if not reading.suffix and self._resorted(index, sentence, chunks, clause, k, entry, here):
            return
        if chunk.end - head < 2 or reading.suffix:
            return
        if not entry.construct:
            return
        if not (chunk.actors or view.senses[head + 1].heads or chunk.places):
            return
        if view.keys[head + 1] in view.lang.group("of.the.press"):
            return  # في تصريح صحفي: an adjective
        ahead = chunks[k + 1 : k + 4]
        told = any(c.kind == "np" and (eventive(view, c) or view.senses[c.head].carrier_noun) for c in ahead)
        if not (has_that(ahead) or told):
            return
        row = chunk.actors[0].rows[0] if chunk.actors and not chunk.actors[0].ambiguous else None
        speaker = Speaker(
            head + 1,
            chunk.end,
            head + 1,
            row.kind if row and row.kind in ("military", "government") else "unnamed",
            row,
        )
        attribution = Attribution(entry, (head, head + 1), (chunk.end, sentence.end), index)
        attribution.voices = [speaker]
        if chunk.prep:
            # "Despite the ministry's assurances that ..., fighting went on": it ends with its phrase.
            behind = range(k + 1, len(chunks))
            signs = (i for i in behind if chunks[i].kind == "punct" and view.tokens[chunks[i].start].text in "،,")
            ends = (i for i in signs if i + 1 == len(chunks) or chunks[i + 1].func != "that")
            comma = next((chunks[i].start for i in ends), None)
            attribution.content = (attribution.content[0], comma if comma is not None else sentence.end)
        here.append(attribution)

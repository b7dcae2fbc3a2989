"""Attributions by participles and verbal nouns of saying: adding that ..., the army's announcement of ..."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.reported import confine, has_that, run_quote, speech_follows
from riwaya.extract.reporting import ReportingWords
from riwaya.extract.speakers import Speaker, eventive
from riwaya.lang.entries import Reporting, Source
from riwaya.text.sentences import Sentence


class ReportingNouns(ReportingWords):
    """Finds who speaks where a participle or a noun of saying stands."""

    def _participle(self, index: int, sentence: Sentence, chunks: list[Chunk], k: int, here: list[Attribution]) -> None:
        view = self.view
        chunk = chunks[k]
        sense = view.senses[chunk.start]
        reading = sense.saying
        comma = k > 0 and chunks[k - 1].kind == "punct"
        if reading is None or chunk.prep or (sense.heads and not comma) or self._fixed(chunk.start):
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
        )
        if not linked:
            return
        governing = self._governing(here)
        voices = list(governing.voices) if governing is not None else list(self.last_chain)
        if not voices:
            return
        attribution = Attribution(entry, (chunk.start, chunk.start + 1), (chunk.start + 1, sentence.end), index)
        attribution.voices = voices
        run_quote(self.view, attribution, sentence)
        if attribution.stance != "asserts" and not attribution.quoted:
            confine(self.view, attribution, chunks)
        here.append(attribution)

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

    def _noun(self, index: int, sentence: Sentence, chunks: list[Chunk], k: int, here: list[Attribution]) -> None:
        """A verbal noun of reporting in construct with its voice: إعلان الجيش سيطرته, نفي موسكو."""
        view = self.view
        chunk = chunks[k]
        reading = view.senses[chunk.head].said
        if reading is None:
            return
        entry: Reporting = reading.entry
        if self._renewed(chunks, k, entry, here):
            # "renewed its denial of": the noun is what is said, by whoever says it.
            attribution = Attribution(entry, (chunk.head, chunk.head + 1), (chunk.head + 1, sentence.end), index)
            attribution.voices = list(here[-1].voices)
            attribution.nested = True
            confine(self.view, attribution, chunks)
            here.append(attribution)
            return
        if chunk.end - chunk.head < 2 or reading.suffix:
            return
        if not entry.construct:
            return
        if not (chunk.actors or view.senses[chunk.head + 1].heads or chunk.places):
            return
        ahead = chunks[k + 1 : k + 4]
        if not (has_that(ahead) or any(c.kind == "np" and eventive(view, c) for c in ahead)):
            return
        row = chunk.actors[0].rows[0] if chunk.actors and not chunk.actors[0].ambiguous else None
        speaker = Speaker(
            chunk.head + 1,
            chunk.end,
            chunk.head + 1,
            row.kind if row and row.kind in ("military", "government") else "unnamed",
            row,
        )
        attribution = Attribution(entry, (chunk.head, chunk.head + 1), (chunk.end, sentence.end), index)
        attribution.voices = [speaker]
        if chunk.prep:
            # "Despite the ministry's assurances that ..., fighting went on": it ends with its phrase.
            comma = next(
                (c.start for c in chunks[k + 1 :] if c.kind == "punct" and view.tokens[c.start].text in "،,"), None
            )
            attribution.content = (attribution.content[0], comma if comma is not None else sentence.end)
        here.append(attribution)

"""Attributions without a verb of saying: according to, as the agency said."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.reported import run_quote
from riwaya.extract.reporting_nouns import ReportingNouns
from riwaya.extract.speakers import MEDIA, Speaker, can_speak, extend
from riwaya.lang.entries import Source
from riwaya.lang.grammar import TO
from riwaya.text.sentences import Sentence


class SourcePhrases(ReportingNouns):
    """Finds voices that prepositions and fixed phrases credit."""

    def _sources(
        self, index: int, sentence: Sentence, chunks: list[Chunk], owner: list[int], here: list[Attribution]
    ) -> None:
        view = self.view
        for t in self.phrases:
            for n, payload in view.phrase_at[t]:
                if not isinstance(payload, Source) or payload.kind not in ("prep", "prep_verb", "prep_pron"):
                    continue
                if payload.kind == "prep_pron":
                    self._his_word(index, sentence, chunks, t, n, payload, here)
                    break
                if self._source(index, sentence, chunks, owner, t, n, payload, here):
                    break

    def _source(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        owner: list[int],
        t: int,
        n: int,
        entry: Source,
        here: list[Attribution],
    ) -> bool:
        view = self.view
        k = next(
            (i for i, c in enumerate(chunks) if c.start >= t + n or (c.kind == "np" and c.start <= t + n < c.end)), None
        )
        if k is None:
            return False
        cue_end = t + n
        chunk = chunks[k]
        relayed: Speaker | None = None
        if entry.role == "issuer":
            by = self.issuer or (self.last_chain[-1] if self.last_chain else None)
            if by is not None:
                attribution = Attribution(entry, (t, cue_end), (cue_end, sentence.end), index)
                attribution.voices = [by]
                here.append(attribution)
            return by is not None
        if entry.kind == "prep_verb" or chunk.kind == "verb":
            while k < len(chunks) and (chunks[k].func in ("sub", "aux") or chunks[k].kind == "time"):
                k += 1
            if k >= len(chunks) or chunks[k].kind != "verb":
                return False
            verb = chunks[k]
            reading = next((r for r in view.senses[verb.start].reports if r.pos in ("perf", "impf")), None)
            if reading is None:
                return False
            speaker, _ = self._speaker_after(chunks, k, reading.entry)
            if speaker is None:
                return False
            if entry.needs_verb and not self._ends_there(chunks, speaker):
                return False  # "as the spokesman also confirmed that": a statement of its own, not a source
            if reading.entry.role == "relay":
                relayed = self._relayed(chunks, k)[0]  # according to what the agency quoted from an officer
            cue_end = verb.end
            here[:] = [a for a in here if a.cue[0] != verb.start]
        elif chunk.kind == "np" and can_speak(view, chunk):
            speaker, _ = extend(view, chunks, k)
            if speaker.start < t + n and entry.role != "from":
                return False
            bare = not chunk.kinds and not chunk.actors and not chunk.places and chunk.end - chunk.start == 1
            known = view.keys[chunk.head] in self.voice_keys
            if bare and not known and view.senses[chunk.head].article and entry.role != "from":
                return False  # "according to need": a common noun that the lexicon does not know
        else:
            return False
        leading = all(c.kind in ("func", "punct") for c in chunks if c.end <= t) or t - sentence.start <= 1
        attribution = Attribution(entry, (t, cue_end), (sentence.start, t), index)
        attribution.voices = [speaker] if relayed is None else [speaker, relayed]
        covering = next((a for a in here if a.voices and (a.covers(t) or a.cue[0] < t <= a.content[0])), None)
        if leading:
            attribution.content = (min(attribution.voices[-1].end, sentence.end), sentence.end)
            run_quote(view, attribution, sentence)
        elif covering is not None:
            medium = covering.voices[-1].kind in MEDIA and speaker.kind not in MEDIA
            if entry.role == "from" or (medium and speaker.kind != "document"):
                covering.voices = [*covering.voices, speaker]  # the agency, quoting an officer
            elif t - covering.content[0] <= 3 or self._closes(chunks, speaker):
                # "X said, according to the agency, that", "X said ..., as the agency reported": the agency quotes X.
                quoted = covering.voices
                for other in here:
                    same = other.voices and other.voices[-1].head == quoted[-1].head
                    if same and other.voices[0] != speaker:  # "X confirmed ... but denied ..., as the agency reported"
                        other.voices = [speaker, *other.voices]
            else:
                attribution.content = (max(covering.content[0], self._clause_start(chunks, owner, t)), t)
                here.append(attribution)
                return True
            if t - covering.content[0] <= 3:
                covering.content = (speaker.end, covering.content[1])
            return True
        elif self._interposed(chunks, t) or (
            view.tokens[t - 1].text in "،,-–("
            and (
                not self._closes(chunks, speaker)
                or (speaker.end + 2 < sentence.end and view.tokens[speaker.end].text in "،,-–)")
            )
        ):
            # Set off by signs inside its sentence: a clause of saying is about the sentence, a phrase about its clause.
            whole = entry.kind == "prep_verb"
            start = sentence.start if whole else self._clause_start(chunks, owner, t)
            stop = self._clause_stop(chunks, speaker.end + 1, sentence)
            attribution.content = (start, min(stop, self._main_begins(chunks, speaker.end, sentence)))
        here.append(attribution)
        return True

    def _main_begins(self, chunks: list[Chunk], end: int, sentence: Sentence) -> int:
        """Where the main clause begins behind a source in a fronted phrase: after raids, by X, they took Y."""
        first = next((c for c in chunks if c.kind != "punct"), None)
        if first is None or first.func != "prep" or first.prep not in self.view.lang.group("source.of.time"):
            return sentence.end
        for i in range(1, len(chunks)):
            chunk, comma = chunks[i], chunks[i - 1]
            if chunk.start >= end and chunk.kind == "verb" and not chunk.coord and comma.kind == "punct":
                return chunk.start
        return sentence.end

    def _interposed(self, chunks: list[Chunk], t: int) -> bool:
        """أوقع بحسب الوزارة أكثر من ثلاثين قتيلا: a source between a verb and what belongs to it, without signs."""
        return any(c.kind == "verb" and c.end == t for c in chunks)

    def _his_word(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        t: int,
        n: int,
        entry: Source,
        here: list[Attribution],
    ) -> None:
        """According to him, as they claim: whoever speaks goes on, else who acts in the sentence, or spoke before."""
        view = self.view
        covering = next((a for a in here if a.voices and a.covers(t - 1)), None)
        if covering is not None:
            if entry.attitude != "neutral":
                covering.attitude = entry.attitude
            return
        leading = t - sentence.start <= 1
        actor = next((i for i, c in enumerate(chunks) if c.end <= t and c.kind == "np" and can_speak(view, c)), None)
        if not leading and actor is not None and entry.attitude != "neutral":
            voices = [extend(view, chunks, actor)[0]]
        elif self.last_chain:
            voices = list(self.last_chain)
        elif self.before and leading:
            before = next((i for i, c in enumerate(self.before) if c.kind == "np" and can_speak(view, c)), None)
            voices = [] if before is None else [extend(view, self.before, before)[0]]
        else:
            voices = []
        if not voices:
            return
        content = (t + n, sentence.end) if leading else (sentence.start, sentence.end)
        attribution = Attribution(entry, (t, t + n), content, index)
        attribution.voices = voices
        here.append(attribution)

    def _closes(self, chunks: list[Chunk], speaker: Speaker) -> bool:
        """Whether the attribution stands at the end: nothing but a relative clause or an aside follows its voice."""
        after = next((i for i, c in enumerate(chunks) if c.start >= speaker.end), None)
        if after is None:
            return True
        if (
            chunks[after].kind == "verb"
            and chunks[after].start == speaker.end
            and not self.view.senses[speaker.head].article
        ):
            return True  # بحسب مصدر أمني | تحدث عن: a relative clause
        for chunk in chunks[after:]:
            if chunk.kind == "np" and not chunk.prep and not chunk.adverbial and not chunk.coord:
                return False
            if chunk.kind == "verb":
                return False
            if chunk.func in ("rel", "sub"):
                return True
        return True

    def _ends_there(self, chunks: list[Chunk], speaker: Speaker) -> bool:
        """Whether nothing that is said follows the speaker."""
        rest = [c for c in chunks if c.start >= speaker.end]
        while rest and rest[0].kind == "np" and rest[0].prep == TO:
            rest.pop(0)  # as an officer told | the agency
        after = rest[0] if rest else None
        return after is None or after.kind in ("punct", "time") or after.func == "sub"

    def _clause_start(self, chunks: list[Chunk], owner: list[int], token: int) -> int:
        """Where the clause that is interrupted at `token` begins."""
        at = next(
            (i for i in range(len(chunks) - 1, -1, -1) if chunks[i].end <= token and chunks[i].kind != "punct"), 0
        )
        first = next(i for i, o in enumerate(owner) if o == owner[at])
        for i in range(at, first, -1):
            if chunks[i].kind == "punct" and self.view.tokens[chunks[i].start].text in "؛;:":
                return chunks[i].end
        return chunks[first].end if chunks[first].func in ("sub", "that", "rel") else chunks[first].start

    def _clause_stop(self, chunks: list[Chunk], token: int, sentence: Sentence) -> int:
        for chunk in chunks:
            if chunk.start > token and (
                (chunk.func == "sub" and not bare_keys(self.view.keys[chunk.start]) & self.view.lang.group("besides"))
                or (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;")
            ):
                return chunk.start
        return sentence.end

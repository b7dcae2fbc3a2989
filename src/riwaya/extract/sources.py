"""Attributions without a verb of saying: according to, the colon, predicates of falsity, what could not be verified."""

from riwaya.extract.attribution import COLON, UNVERIFIED, Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.reporting import ReportingWords
from riwaya.extract.speakers import Speaker, can_speak, extend
from riwaya.lang.entries import Source
from riwaya.text.sentences import Sentence


class SourcePhrases(ReportingWords):
    """Finds voices that prepositions and fixed phrases credit."""

    def _sources(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        view = self.view
        for t in self.phrases:
            for n, payload in view.phrase_at[t]:
                if not isinstance(payload, Source) or payload.kind not in ("prep", "prep_verb"):
                    continue
                if self._source(index, sentence, chunks, t, n, payload, here):
                    break

    def _source(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
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
            cue_end = verb.end
            here[:] = [a for a in here if a.cue[0] != verb.start]
        elif chunk.kind == "np" and can_speak(view, chunk):
            speaker, _ = extend(view, chunks, k)
            if speaker.start < t + n and entry.role != "from":
                return False
        else:
            return False
        leading = all(c.kind in ("func", "punct") for c in chunks if c.end <= t) or t - sentence.start <= 1
        covering = [a for a in here if a.content[0] <= t < a.content[1] or a.cue[0] < t]
        content = (min(speaker.end, sentence.end), sentence.end) if leading else (sentence.start, t)
        attribution = Attribution(entry, (t, cue_end), content, index)
        attribution.voices = [speaker]
        verb_attr = covering[0] if covering else None
        if not leading and verb_attr is not None:
            if t - verb_attr.content[0] <= 3 or entry.role == "from":
                # "قال X، بحسب الوكالة، إن": the agency is the outer voice of what X says.
                order = [speaker, *verb_attr.voices] if entry.role != "from" else [*verb_attr.voices, speaker]
                verb_attr.voices = order
                verb_attr.content = (max(verb_attr.content[0], speaker.end), verb_attr.content[1])
                return True
            attribution.content = (verb_attr.content[0], t)
        elif (
            not leading
            and speaker.end + 1 < sentence.end
            and view.tokens[speaker.end].text in "،,"
            and view.tokens[t - 1].text in "،,"
        ):
            # Set off by commas inside its clause: what follows is the same statement.
            attribution.content = (self._clause_start(chunks, t), self._clause_stop(chunks, speaker.end + 1, sentence))
        here.append(attribution)
        return True

    def _false(self, index: int, sentence: Sentence, here: list[Attribution]) -> None:
        """Predicates of falsity: the reports that ... are baseless; there is no truth to what ..."""
        view = self.view
        for t in self.phrases:
            hit = next(((n, p) for n, p in view.phrase_at[t] if isinstance(p, Source) and p.kind == "falsity"), None)
            if hit is None:
                continue
            n, entry = hit
            reports = next(
                (
                    r
                    for r in range(t - 1, sentence.start - 1, -1)
                    if any(isinstance(p, Source) and p.kind == "reports" for _, p in view.phrase_at.get(r, ()))
                ),
                None,
            )
            if reports is not None:
                content = (reports, t)
            elif t + n < sentence.end and (view.keys[t + n][:1] == "ل" or view.senses[t + n].func in ("that", "rel")):
                content = (t + n, sentence.end)
            else:
                continue
            attribution = Attribution(entry, (t, t + n), content, index)
            attribution.falsity = True
            here.append(attribution)
            return

    def _unverified(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """It could not be verified: fixed phrases, and any negated "can" before a word for verifying."""
        view = self.view
        cannot = view.lang.group("cannot")
        senses, keys = view.senses, view.keys
        negations = [
            t
            for t in range(sentence.start, sentence.end)
            if senses[t].func == "neg" or keys[t] in cannot or keys[t][1:] in cannot
        ]
        for t in sorted({*self.phrases, *negations}):
            hit = next(
                ((n, p) for n, p in view.phrase_at.get(t, ()) if isinstance(p, Source) and p.kind == "unverified"), None
            )
            start, end = (t, t + hit[0]) if hit is not None else self._cannot_verify(t, sentence)
            if end <= start:
                continue
            entry = hit[1] if hit is not None else UNVERIFIED
            attribution = Attribution(entry, (start, end), (end, sentence.end), index)
            attribution.falsity = True
            k = next((i for i, c in enumerate(chunks) if c.start <= start < c.end), 0)
            near = [c for c in (*chunks[max(0, k - 2) : k], *chunks[k + 1 : k + 5]) if c.kind == "np"]
            voice = next((c for c in near if c.prep in ("", "ل") and c.actors and can_speak(view, c)), None)
            if voice is not None:
                attribution.voices = [extend(view, chunks, chunks.index(voice))[0]]
            here[:] = [a for a in here if not (start <= a.cue[0] < sentence.end)]
            here.append(attribution)
            return

    def _cannot_verify(self, t: int, sentence: Sentence) -> tuple[int, int]:
        """Tokens from a negation at `t` to a word for verifying within reach, or an empty range."""
        view = self.view
        cannot = view.lang.group("cannot")
        if view.senses[t].func != "neg" and view.keys[t] not in cannot and view.keys[t][1:] not in cannot:
            return t, t
        words = view.lang.group("verify") | view.lang.group("verify.verbs")
        for v in range(t + 1, min(t + 9, sentence.end)):
            if view.tokens[v].kind == "punct" and view.tokens[v].text in "،.؛":
                break
            if view.keys[v] in words:
                return t, v + 1
        return t, t

    def _ends_there(self, chunks: list[Chunk], speaker: Speaker) -> bool:
        """Whether nothing that is said follows the speaker."""
        after = next((c for c in chunks if c.start >= speaker.end), None)
        return after is None or after.kind in ("punct", "time") or after.func == "sub"

    def _clause_start(self, chunks: list[Chunk], token: int) -> int:
        start = chunks[0].start
        for chunk in chunks:
            if chunk.start >= token - 1:
                break
            if (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "،,؛;:") or chunk.func in (
                "sub",
                "that",
            ):
                start = chunk.end
        return start

    def _clause_stop(self, chunks: list[Chunk], token: int, sentence: Sentence) -> int:
        for chunk in chunks:
            if chunk.start > token and (
                chunk.func == "sub" or (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;")
            ):
                return chunk.start
        return sentence.end

    def _colon(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """A voice and a colon at the head of a sentence, as bulletins and live blogs write it."""
        view = self.view
        k = 0
        while (
            k < len(chunks)
            and k < 4
            and (chunks[k].kind in ("punct", "time") or view.tokens[chunks[k].start].kind == "number")
        ):
            k += 1
        if k >= len(chunks) or chunks[k].kind != "np" or chunks[k].prep or not can_speak(view, chunks[k]):
            return
        speaker, after = extend(view, chunks, k)
        if after >= len(chunks) or view.tokens[chunks[after].start].text != ":" or after + 1 >= len(chunks):
            return
        colon = chunks[after].start
        if not (chunks[k].actors or chunks[k].kinds & {"source", "person", "body"}):
            return
        attribution = Attribution(COLON, (colon, colon + 1), (colon + 1, sentence.end), index)
        attribution.voices = [speaker]
        self._quote(attribution, sentence)
        here.insert(0, attribution)

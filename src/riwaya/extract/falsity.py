"""What is called false, and what could not be verified: judgements on reports, with or without a voice of their own."""

from bisect import bisect_left

from riwaya.extract.attribution import UNVERIFIED, Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.sources import SourcePhrases
from riwaya.extract.speakers import can_speak, extend
from riwaya.lang.entries import Source
from riwaya.text.sentences import Sentence


class Falsity(SourcePhrases):
    """Finds predicates of falsity and statements that something could not be verified."""

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
        negations = self.negations[
            bisect_left(self.negations, sentence.start) : bisect_left(self.negations, sentence.end)
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
        at = bisect_left(self.negations, t)
        if at == len(self.negations) or self.negations[at] != t:
            return t, t
        words = view.lang.group("verify") | view.lang.group("verify.verbs")
        for v in range(t + 1, min(t + 9, sentence.end)):
            if view.tokens[v].kind == "punct" and view.tokens[v].text in "،.؛":
                break
            if view.keys[v] in words:
                return t, v + 1
        return t, t

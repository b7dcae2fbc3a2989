"""Impersonal reporting: reports that nobody stands behind, what is only likely, and what is recalled as background."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.falsity import Falsity
from riwaya.extract.keys import bare_keys
from riwaya.extract.shapes import PHRASE
from riwaya.extract.speakers import Speaker
from riwaya.lang.entries import Source
from riwaya.lang.grammar import AND
from riwaya.text.sentences import Sentence


class Impersonal(Falsity):
    """Finds formulas that attribute to nobody: they change how a claim stands, or set it in the background."""

    def _impersonal(
        self, index: int, sentence: Sentence, chunks: list[Chunk], owner: list[int], here: list[Attribution]
    ) -> None:
        view = self.view
        for t in self.phrases:
            hit = self.formula(t)
            if hit is None or any(a.cue[0] <= t < a.cue[1] or any(v.start == t for v in a.voices) for a in here):
                continue
            n, entry = hit
            start, end = t + n, sentence.end
            if entry.kind == "impersonal":
                start, end = self._likely(chunks, owner, t, t + n, sentence)
            attribution = Attribution(entry, (t, t + n), (start, end), index)
            rumour = next((c for c in chunks if t <= c.start < t + n and c.kind == "np" and self._rumour(c)), None)
            if entry.role == "rumour" and rumour is not None:
                attribution.voices = [
                    Speaker(rumour.start, self._qualified(rumour.end, sentence.end), rumour.head, "unnamed", None)
                ]
            here.append(attribution)
            if entry.kind == "background":
                # What is recalled is told by the outlet again, not by whom it quoted before.
                here[:] = [a for a in here if a.cue[0] >= t or not a.covers(t) or view.quote_of.get(t) is not None]

    def _rumour(self, chunk: Chunk) -> bool:
        return any(isinstance(p, Source) and p.kind == "reports" for _, p in self.view.phrase_at.get(chunk.start, ()))

    def formula(self, t: int) -> tuple[int, Source] | None:
        """The impersonal or background formula that begins at a token: its length and entry."""
        if not self.view.shapes[t] & PHRASE:
            return None
        return next(
            (
                (n, p)
                for n, p in self.view.phrase_at[t]
                if isinstance(p, Source) and p.kind in ("impersonal", "background")
            ),
            None,
        )

    def _likely(
        self, chunks: list[Chunk], owner: list[int], start: int, end: int, sentence: Sentence
    ) -> tuple[int, int]:
        """What a formula of likelihood governs: what follows it, up to a contrast or the next sign of a new clause."""
        contrast = self.view.lang.group("contrast")
        for chunk in chunks:
            if chunk.start < end:
                continue
            if chunk.func == "sub" and self.view.keys[chunk.start].lstrip(AND) in contrast:
                return end, chunk.start
            if bare_keys(self.view.keys[chunk.start]) & self.view.lang.group("besides"):
                return end, chunk.start
            if chunk.kind == "punct" and self.view.tokens[chunk.start].text in "،؛" and chunk.start > end + 2:
                return end, chunk.start
        return end, sentence.end

"""Whose word it is where a word of saying stands: named before or behind it, meant by a pronoun, or left out."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.speakers import BEARERS, MEDIA, Speaker, can_speak, eventive, extend
from riwaya.extract.view import View
from riwaya.lang.entries import Heads, Reporting, Source
from riwaya.lang.grammar import ABOUT, FROM, TEH_MARBUTA
from riwaya.lang.reading import Reading


def _tells(view: View, chunk: Chunk) -> bool:
    """Whether a phrase can be who tells a medium something."""
    bears = bool(chunk.actors) or not chunk.kinds.isdisjoint(BEARERS)
    return chunk.kind == "np" and not (chunk.prep or chunk.coord) and bears and can_speak(view, chunk)


class ReportingVoices:
    """Finds the speaker of a word of saying, and remembers who spoke last."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.last_chain: list[Speaker] = []
        self.chains: list[list[Speaker]] = []
        """The last few chains, the latest last."""
        self.relays: list[tuple[Chunk, Speaker, Reporting]] = []
        """In this sentence: who is said to have carried what somebody said ("broadcast by the radio"), and where."""
        self.before: list[Chunk] = []
        """The chunks of the sentence before."""

    def _speaker_before(self, chunks: list[Chunk], k: int, clause: Clause) -> Speaker | None:
        """The speaker named before the verb: X said, X had said; with "as for X", "and he said"."""
        view = self.view
        topic = clause.topic
        near = chunks[k - 1] if k else None
        if near is not None and near.kind == "np" and near.coord and not near.prep and can_speak(view, near):
            return extend(view, chunks, k - 1)[0]  # "..., and the army announces"
        if topic is None and clause.kind == "conj" and clause.parent is not None and clause.parent.verb is None:
            topic = clause.parent.topic
        if topic is None or topic.end > chunks[k].start or topic not in chunks:
            return None
        latter = self._latter(chunks, chunks.index(topic))
        if latter is not None or not can_speak(view, topic):
            return latter
        return extend(view, chunks, chunks.index(topic))[0]

    def _speaker_after(self, chunks: list[Chunk], k: int, entry: Reporting) -> tuple[Speaker | None, int]:
        """The speaker named after the verb, and the index of the chunk from which the content may begin."""
        view = self.view
        reading = chunks[k].reading
        if reading is not None and reading.feature in ("3mp", "1p", "1s", "3md", "3fd"):
            return None, k + 1
        j = k + 1
        while j < len(chunks) and j < k + 9:
            chunk = chunks[j]
            if chunk.kind == "time" or chunk.func == "adv":
                j += 1
                continue
            if chunk.kind == "func" and chunk.func in ("prep", "pron"):
                j += 1
                continue
            if chunk.kind == "np":
                if chunk.prep in view.lang.group("before.speaker") and not eventive(view, chunk):
                    if chunk.prep == FROM and entry.role == "":
                        return None, k + 1
                    j += 1
                    continue
                if chunk.prep:
                    return None, k + 1
                latter = self._latter(chunks, j)
                if latter is not None:
                    return latter, j + 1
                if can_speak(view, chunk):
                    told = chunks[j + 1] if j + 1 < len(chunks) and entry.object == "addressee" else None
                    if told is not None and self._listens(chunk) and _tells(view, told):
                        return extend(view, chunks, j + 1)  # أبلغ الوكالة | ضابط
                    if chunk.kinds == {"people"} and entry.shows:
                        return None, k + 1
                    return extend(view, chunks, j)
                return None, k + 1
            return None, k + 1
        return None, k + 1

    def _listens(self, chunk: Chunk) -> bool:
        """Whether a phrase is a medium, which is told things: by its noun or name, or because it is set in quotes."""
        heads = (r.entry for r in self.view.senses[chunk.head].heads if isinstance(r.entry, Heads))
        row = chunk.actors[0].rows[0] if chunk.actors else None
        quoted = self.view.quote_of.get(chunk.start) is not None or chunk.start - 1 in self.view.mark_pairs
        return quoted or any(h.voice in MEDIA for h in heads) or (row is not None and row.kind in MEDIA)

    def _latter(self, chunks: list[Chunk], j: int) -> Speaker | None:
        """Whom "the latter" or "these" stands for: who was named last, in this sentence or the one before."""
        view = self.view
        words = view.lang.group("speaker.latter")
        chunk = chunks[j]
        if chunk.end - chunk.start != 1 or view.keys[chunk.start] not in words:
            return None
        for named, k in [(chunks, i) for i in range(j - 1, -1, -1)] + [
            (self.before, i) for i in range(len(self.before) - 1, -1, -1)
        ]:
            c = named[k]
            if c.kind == "np" and (c.actors or c.kinds & {"person", "body", "force", "people"}) and can_speak(view, c):
                return extend(view, named, k)[0]
        return None

    def _relayed(self, chunks: list[Chunk], k: int) -> tuple[Speaker | None, int]:
        view = self.view
        for j in range(k + 1, min(len(chunks), k + 8)):
            chunk = chunks[j]
            if chunk.kind == "np" and chunk.prep == ABOUT and can_speak(view, chunk):
                return extend(view, chunks, j)
            if chunk.kind == "verb" or chunk.func == "that":
                break
        return None, k + 1

    def _reports_voice(self, chunks: list[Chunk], k: int, clause: Clause) -> Speaker | None:
        """News or reports that nobody else is credited with speak for themselves: "the reports say that"."""
        view = self.view
        candidates = [c for c in chunks[k + 1 : k + 2] if c.kind == "np" and not c.prep]
        if clause.topic is not None:
            candidates.append(clause.topic)
        for chunk in candidates:
            named = any(isinstance(p, Source) and p.kind == "reports" for _, p in view.phrase_at.get(chunk.start, ()))
            if named:
                at = chunks.index(chunk)
                end = chunk.end
                while (
                    at + 2 < len(chunks)
                    and chunks[at + 1].func == "prep"
                    and chunks[at + 1].prep == FROM
                    and chunks[at + 2].kind == "np"
                ):
                    end = chunks[at + 2].end
                    at += 2
                return Speaker(chunk.start, self._qualified(end, chunks[-1].end), chunk.head, "unnamed", None)
        return None

    def _qualified(self, end: int, stop: int) -> int:
        """Where "unconfirmed reports" ends: the negated word belongs to it."""
        negated = end + 2 <= stop and self.view.keys[end] in self.view.lang.group("negating.nominal")
        return end + 2 if negated else end

    def _resumed(self, speaker: Speaker) -> list[Speaker] | None:
        """The chain that a short definite mention goes on with: the officer whom the agency quoted, "the officer"."""
        view = self.view
        if view.senses[speaker.start].func == "demo":
            return self._this(speaker)
        if len(self.last_chain) < 2 or speaker.end - speaker.start > 2 or not view.senses[speaker.head].article:
            return None
        last = self.last_chain[-1]
        short = next(iter(r.entry for r in view.senses[speaker.head].heads), None)
        full = next(iter(r.entry for r in view.senses[last.head].heads), None)
        same = view.lang.singular(view.keys[speaker.head]) == view.lang.singular(view.keys[last.head])
        return [*self.last_chain[:-1], speaker] if same and short is full else None

    def _this(self, speaker: Speaker) -> list[Speaker] | None:
        """The chain that "this source" points back to: the last whose speaker is called so."""
        view = self.view
        singular, keys = view.lang.singular, view.keys
        said = singular(keys[speaker.head])
        return next((list(c) for c in reversed(self.chains) if singular(keys[c[-1].head]) == said), None)

    def _agreeing(self, reading: Reading) -> list[Speaker]:
        """The last chain whose speaker a verb without subject can agree with: "they added", "she added"."""
        wanted = reading.feature
        for chain in reversed(self.chains):
            head = chain[-1].head
            plural = any(r.feature == "p" for r in self.view.senses[head].heads[:1])
            woman = self.view.tokens[head].text.endswith(TEH_MARBUTA)
            if wanted == "3mp" and not plural:
                continue
            if wanted == "3ms" and (woman or plural):
                continue
            if wanted == "3fs" and not (woman or plural) and self.view.senses[head].heads:
                continue
            return list(chain)
        return list(self.last_chain)

    def _governing(self, here: list[Attribution]) -> Attribution | None:
        """The attribution of this sentence on whose level a further one stands."""
        return next((a for a in reversed(here) if a.voices and not a.nested and not a.falsity), None)

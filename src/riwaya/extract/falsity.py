"""What is called false, and what could not be verified: judgements on reports, with or without a voice of their own."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from riwaya.extract.attribution import NEITHER, UNVERIFIED, Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys, carrying
from riwaya.extract.signs import SignVoices
from riwaya.extract.speakers import Speaker, can_speak, eventive, extend, voice_kind
from riwaya.lang.entries import Source
from riwaya.lang.grammar import ON, TO
from riwaya.text.sentences import Sentence

_THIS: Final = 6  # words from reports to what calls them false, beyond which "this talk" is what is called so


class Falsity(SignVoices):
    """Finds predicates of falsity and statements that something could not be verified."""

    def _false(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
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
            this = any(view.keys[r] in view.lang.group("this.talk") for r in range(max(t - 3, sentence.start), t))
            if reports is not None and not (this and t - reports > _THIS):
                content = (reports, t)
            elif (about := self._what_is_false(t + n, sentence)) is not None:
                content = (about, self._scope(about, chunks, sentence))
            elif this and not any(
                bare_keys(view.keys[r]) & view.lang.group("describing") for r in range(max(t - 9, sentence.start), t)
            ):
                content = (t + n, t + n)  # دا كلام ما عندو أساس
            else:
                continue
            attribution = Attribution(entry, (t, t + n), content, index)
            attribution.falsity = True
            describer = self._describer(chunks, reports) if reports is not None and content[0] == reports else None
            attribution.voices = [describer] if describer is not None else []
            here.append(attribution)
            return

    def _scope(self, about: int, chunks: list[Chunk], sentence: Sentence) -> int:
        """Where what is false ends: at a contrast, or where something else is said besides (كما أكد)."""
        breaks = self.view.lang.group("scope.breaks")
        for chunk in chunks:
            if chunk.start > about and chunk.func == "sub" and bare_keys(self.view.keys[chunk.start]) & breaks:
                return chunk.start
        return sentence.end

    def _what_is_false(self, t: int, sentence: Sentence) -> int | None:
        """Where the report begins that a predicate of falsity has behind it: لا صحة إطلاقا | لما أشيع."""
        view = self.view
        while t < sentence.end and view.keys[t] in view.lang.group("at.all"):
            t += 1
        if t >= sentence.end:
            return None
        named = any(isinstance(p, Source) and p.kind == "reports" for _, p in view.phrase_at.get(t, ()))
        behind = named or view.keys[t][:1] == TO or view.senses[t].func in ("that", "rel")
        return t if behind else None

    def _describer(self, chunks: list[Chunk], reports: int) -> Speaker | None:
        """Who calls reports false, with the verb and its subject before them: وصف المتحدث | ما يشاع | بأنه كذب."""
        describing = self.view.lang.group("describing")
        verbs = (k for k, c in enumerate(chunks) if bare_keys(self.view.keys[c.start]) & describing)
        return next(
            (s for k in verbs if (s := self._first_speaker(chunks[k + 1 :], chunks, reports)) is not None), None
        )

    def _first_speaker(self, among: Iterable[Chunk], chunks: list[Chunk], stop: int) -> Speaker | None:
        """The whole speaker whose phrase is the first of some that can speak and ends before token `stop`."""
        spoken = (c for c in among if c.end <= stop and c.kind == "np" and not c.prep and can_speak(self.view, c))
        found = next(spoken, None)
        return extend(self.view, chunks, chunks.index(found))[0] if found is not None else None

    def _unverified(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """It could not be verified: fixed phrases, and any negated "can" before a word for verifying."""
        view = self.view
        negations = self.negations[
            bisect_left(self.negations, sentence.start) : bisect_left(self.negations, sentence.end)
        ]
        for t in sorted({*self.phrases, *negations}) if negations else self.phrases:
            hit = next(
                ((n, p) for n, p in view.phrase_at.get(t, ()) if isinstance(p, Source) and p.kind == "unverified"), None
            )
            start, end = (t, t + hit[0]) if hit is not None else self._cannot_verify(t, sentence)
            if end <= start or any(a.entry is NEITHER and a.cue[0] <= t < a.cue[1] for a in here):
                continue
            entry = hit[1] if hit is not None else UNVERIFIED
            breaks = view.lang.group("scope.breaks")
            stop = next((c.start for c in chunks if c.start > end and view.keys[c.start] in breaks), sentence.end)
            stop = min(stop, next((a.cue[0] for a in here if a.cue[0] > end and self._anew(a, chunks)), stop))
            attribution = Attribution(entry, (start, end), (end, stop), index)
            attribution.falsity = True
            voice = self._verifier(chunks, start, end) if entry.role != "direct" else None
            if voice is not None:
                attribution.voices = [voice]
            here[:] = [a for a in here if not (start <= a.cue[0] < stop)]
            here.append(attribution)
            return

    def _anew(self, attribution: Attribution, chunks: list[Chunk]) -> bool:
        """Whether somebody else begins to tell: accounts differ of the town's fate: while the army says that …"""
        at = next((i for i, c in enumerate(chunks) if c.start <= attribution.cue[0] < c.end), 0)
        before = chunks[at - 1] if at else None
        if not attribution.voices or before is None or chunks[at].kind != "verb":
            return False
        return before.func == "sub" or (before.kind == "punct" and self.view.tokens[before.start].text in "،,؛")

    def _verifier(self, chunks: list[Chunk], start: int, end: int) -> Speaker | None:
        """Who could not verify: "could not be verified by X", "X cannot verify", without the words for verifying."""
        view = self.view
        verify = view.lang.group("verify") | view.lang.group("verify.verbs")
        before = [c for c in chunks if start - 3 <= c.start and c.end <= start and c.kind == "np" and not c.prep]
        inside = [c for c in chunks if start < c.start < end + 3 and c.kind == "np" and c.prep in ("", TO, ON)]
        for chunk in (*inside, *before):
            stop = next((t for t in range(chunk.head, chunk.end) if bare_keys(view.keys[t]) & verify), chunk.end)
            latin = view.tokens[chunk.head].text.isascii()
            named = chunk.actors or latin or chunk.prep in (TO, ON) or can_speak(view, chunk)
            if stop <= chunk.head or not named or eventive(view, chunk):
                continue
            if chunk in before and not (chunk.actors or chunk.kinds or latin or chunk.definite):
                continue  # an unknown word before the verb names nobody
            if any(r.pos == "noun" for r in view.senses[chunk.head].carriers) and not chunk.kinds:
                continue
            if stop < chunk.end:
                return Speaker(chunk.start, stop, chunk.head, voice_kind(view, chunk, chunk.start, stop), None)
            return extend(view, chunks, chunks.index(chunk))[0]
        return None

    def _neither(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """Neither confirmed nor denied: "refused to confirm or deny that", "did not confirm or deny it"."""
        view = self.view
        keys = view.keys
        first_here = bisect_left(self.confirming, sentence.start)
        here_too = self.confirming[first_here : bisect_left(self.confirming, sentence.end - 1)]
        if not here_too:
            return
        deny, refuse = (carrying(view.lang.group(name)) for name in ("denying", "refusing"))
        for t in here_too:
            other = next((u for u in range(t + 1, min(t + 5, sentence.end)) if deny[keys[u]]), None)
            first = next(
                (
                    u
                    for u in range(t - 1, max(t - 20, sentence.start - 1), -1)
                    if view.senses[u].func == "neg" or refuse[keys[u]]
                ),
                None,
            )
            if other is None or first is None:
                continue
            cue = first
            attribution = Attribution(NEITHER, (cue, other + 1), (other + 1, sentence.end), index)
            attribution.falsity = True
            near = [c for c in chunks if c.kind == "np" and not c.prep and can_speak(view, c)]
            after = [c for c in near if cue < c.start < other]
            before = [c for c in near if c.end <= cue]
            if after or before:
                chosen = after[0] if after else before[-1]
                attribution.voices = [extend(view, chunks, chunks.index(chosen))[0]]
            here[:] = [a for a in here if not (cue <= a.cue[0] <= other)]
            here.append(attribution)
            return

    def _called_false(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """Somebody calls a report false: "he described the news as lies", "a figure that X called invented"."""
        view = self.view
        describing = view.lang.group("describing")
        for t in self.phrases:
            hit = next(((n, p) for n, p in view.phrase_at[t] if isinstance(p, Source) and p.kind == "falsity"), None)
            if hit is None or any(a.falsity and a.cue[0] <= t < a.cue[1] for a in here):
                continue
            k = next(
                (
                    k
                    for k in range(len(chunks) - 1, -1, -1)
                    if t - 14 < chunks[k].start < t and bare_keys(view.keys[chunks[k].start]) & describing
                ),
                None,
            )
            if k is None:
                continue
            speaker = self._first_speaker(chunks[k + 1 :], chunks, t) or self._first_speaker(
                reversed(chunks[:k]), chunks, t
            )
            if speaker is None:
                speaker = self.last_chain[-1] if self.last_chain else None
            end = t + hit[0]
            phrase = next((c for c in chunks if c.start <= t < c.end), None)
            while end < sentence.end and phrase is not None and end < phrase.end:
                end += 1  # «مسرحية مكشوفة»: with what describes it
            attribution = Attribution(hit[1], (chunks[k].start, end), (end, end), index)
            attribution.falsity = True
            attribution.voices = [speaker] if speaker is not None else []
            here[:] = [a for a in here if a.cue[0] != chunks[k].start]
            here.append(attribution)

    def _cannot_verify(self, t: int, sentence: Sentence) -> tuple[int, int]:
        """Tokens from a negation at `t` to a word for verifying within reach, or an empty range."""
        view = self.view
        at = bisect_left(self.negations, t)
        if at == len(self.negations) or self.negations[at] != t:
            return t, t
        words = view.lang.group("verify") | view.lang.group("verify.verbs")
        for v in range(t + 1, min(t + 9, sentence.end)):
            if (view.tokens[v].kind == "punct" and view.tokens[v].text in "،.؛") or view.senses[v].conj:
                break
            if view.keys[v] in words:
                return t, v + 1
        return t, t

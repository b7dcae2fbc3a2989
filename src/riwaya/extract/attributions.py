"""Attributions: which words credit whom with what. Verbs, participles, verbal nouns and prepositions that report.

Each attribution governs a content range of tokens. One that begins inside another's content is nested in it, and the
nesting is the chain of voices; one on the same level ends the content of the one before.
"""

from typing import Final

from riwaya.extract.chunks import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.speakers import Speaker, can_speak, eventive, extend
from riwaya.extract.triggers import bare_keys
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Reporting, Source
from riwaya.lang.lexicon import Reading
from riwaya.model.vocabulary import Attitude, Denial, DeniesWhat, Stance
from riwaya.text.quotes import is_mark
from riwaya.text.sentences import Sentence

_SKIPPED_PREPS: Final = frozenset(("ل", "في", "عبر", "خلال", "علي", "ب", "من", "امام", "عقب", "بعد", "اثر", "قبل", "لدي", "مع"))


COLON: Final = Source(id="src.colon", kind="prep", forms=())
"""The colon as a cue."""
UNVERIFIED: Final = Source(id="unver.cannot", kind="unverified", forms=(), stance="doubts", denial="unverified")
"""A negated "can" before a word for verifying."""


class Attribution:
    """Voices (outermost first; empty when a report is called false by nobody in particular) + cue + content.

    `cue` and `content` are token ranges. `quoted` tells that the content is direct speech that may cross sentences.
    """

    __slots__ = (
        "accused",
        "anaphoric",
        "attitude",
        "content",
        "cue",
        "demand",
        "denial",
        "denies_what",
        "entry",
        "falsity",
        "nested",
        "quoted",
        "sentence",
        "stance",
        "voices",
        "weak",
    )

    def __init__(self, entry: Reporting | Source, cue: tuple[int, int], content: tuple[int, int], sentence: int) -> None:
        self.entry = entry
        self.cue = cue
        self.content = content
        self.sentence = sentence
        self.voices: list[Speaker] = []
        self.stance: Stance = entry.stance
        self.denial: Denial | None = entry.denial
        self.denies_what: DeniesWhat = entry.denies_what if isinstance(entry, Reporting) else "event"
        self.attitude: Attitude = entry.attitude
        self.quoted = False
        self.weak = isinstance(entry, Reporting) and entry.weak
        self.demand = isinstance(entry, Reporting) and entry.role == "demand"
        self.anaphoric = False
        self.falsity = False
        self.nested = False
        self.accused: Chunk | None = None

    def covers(self, token: int) -> bool:
        """Whether the content holds this token."""
        return self.content[0] <= token < self.content[1]


class Attributor:
    """Finds the attributions of a document, sentence after sentence; remembers who spoke last."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: list[Attribution] = []
        self.last_chain: list[Speaker] = []
        self.phrases: list[int] = []

    def sentence(self, index: int, sentence: Sentence, chunks: list[Chunk], clauses: list[Clause], owner: list[int]) -> None:
        """Add the attributions of one sentence."""
        here: list[Attribution] = []
        self.phrases = self.view.phrases(sentence.start, sentence.end)
        for k, chunk in enumerate(chunks):
            if chunk.kind == "verb" and chunk.reading is not None:
                reading = self._reporting(chunk, chunks, k)
                if reading is not None:
                    self._verb(index, sentence, chunks, clauses[owner[k]], k, reading, here)
            elif chunk.kind == "np":
                self._participle(index, sentence, chunks, k, here)
                self._noun(index, sentence, chunks, k, here)
        self._sources(index, sentence, chunks, here)
        self._colon(index, sentence, chunks, here)
        self._false(index, sentence, here)
        self._unverified(index, sentence, chunks, here)
        here.sort(key=lambda a: a.cue)
        self._level(here, chunks, clauses, owner)
        tops = [a for a in here if a.voices and not a.falsity and not any(b is not a and b.covers(a.cue[0]) for b in here)]
        if tops:
            self.last_chain = list(tops[-1].voices)
        self.found.extend(here)

    # --- verbs ---

    def _reporting(self, chunk: Chunk, chunks: list[Chunk], k: int) -> Reading | None:
        view = self.view
        reading = next((r for r in view.senses[chunk.start].reports if r.pos in ("perf", "impf", "juss")), None)
        if reading is None:
            return None
        entry: Reporting = reading.entry
        ahead = chunks[k + 1 : k + 9]
        if entry.only_with:
            near = {view.keys[t] for c in ahead for t in range(c.start, c.end)}
            bare = near | {key[1:] for key in near if key[:1] in "بول"}
            return reading if near & view.lang.words(entry.only_with) or bare & view.lang.words(entry.only_with) else None
        sense = view.senses[chunk.start]
        rival = any(isinstance(r.entry, (Event, Carrier)) for r in sense.verbs if r.entry is not entry)
        if entry.role == "relay":
            return reading if any(c.prep == "عن" for c in ahead[:6]) else (reading if self._has_that(ahead) else None)
        if entry.only_person or "quote" == entry.gives[:1] and not self._has_that(ahead):
            return None
        if entry.commits == "opinion" and not self._has_that(ahead):
            return None
        if entry.continues or rival or entry.weak:
            if self._has_that(ahead) or self._speech(chunks, k):
                return reading
            if entry.continues or rival and not entry.role == "demand":
                return None
            return reading if any(c.kind == "np" and eventive(view, c) for c in ahead) else None
        return reading

    def _has_that(self, ahead: list[Chunk]) -> bool:
        for chunk in ahead:
            if chunk.func == "that":
                return True
            if chunk.kind == "verb" or chunk.func in ("rel", "sub"):
                return False
        return False

    def _speech(self, chunks: list[Chunk], k: int) -> bool:
        """Whether a colon or an opening quotation follows the verb closely."""
        view = self.view
        start = chunks[k].end
        stop = min(start + 14, chunks[-1].end)
        for t in range(start, stop):
            token = view.tokens[t]
            if token.text == ":":
                return True
            if is_mark(token) and view.quote_of.get(t + 1) is not None:
                return True
            if view.senses[t].func in ("sub", "rel"):
                return False
        return False

    def _verb(
        self,
        index: int,
        sentence: Sentence,
        chunks: list[Chunk],
        clause: Clause,
        k: int,
        reading: Reading,
        here: list[Attribution],
    ) -> None:
        view = self.view
        entry: Reporting = reading.entry
        verb = chunks[k]
        speaker, after = self._speaker_after(chunks, k, entry)
        voices: list[Speaker] = []
        explicit = speaker is not None
        if speaker is None and clause.topic is not None and can_speak(view, clause.topic) and clause.topic.end <= verb.start:
            speaker, _ = extend(view, chunks, chunks.index(clause.topic))
            explicit = True
        if speaker is None and clause.kind in ("rel", "bare") and clause.antecedent is not None:
            antecedent = clause.antecedent
            if entry.weak and self._document(antecedent):
                if here:
                    return  # a video that shows what its publisher says it shows
                parent = clause.parent
                published = parent is not None and parent.verb is not None and bool(
                    bare_keys(view.keys[chunks[parent.verb].start]) & view.lang.group("publishing")
                )
                if published and parent is not None and parent.subject is not None and can_speak(view, parent.subject):
                    antecedent = parent.subject
            if can_speak(view, antecedent):
                speaker, _ = extend(view, chunks, chunks.index(antecedent))
                explicit = True
            elif eventive(view, antecedent):
                return  # "reports that claimed ...": transparent, no voice of its own
        if speaker is None and here and reading.conj and not entry.continues and clause.subject is not None:
            subject = clause.subject
            if can_speak(view, subject) and subject in chunks and not reading.passive:
                speaker, _ = extend(view, chunks, chunks.index(subject))
                explicit = subject.start > here[-1].content[0]
        chain: list[Speaker] = []
        if speaker is None:
            governing = self._governing(here)
            chain = list(governing.voices) if governing is not None else list(self.last_chain)
        if speaker is None or not explicit:
            reports = self._reports_voice(chunks, k, clause)
            if reports is not None and not any(a.covers(verb.start) for a in here):
                speaker, explicit = reports, True
        if speaker is not None and entry.weak and here and here[-1].covers(verb.start) and self._document_speaker(speaker):
            return
        if reading.passive or entry.impersonal:
            speaker, chain = None, []
        if speaker is not None:
            voices.append(speaker)
        else:
            voices.extend(chain)  # a dropped speaker is the one last quoted, with whoever quoted him
        content_start = after
        if entry.role == "relay":
            inner, inner_after = self._relayed(chunks, k)
            if inner is not None:
                voices.append(inner)
                content_start = max(content_start, inner_after)
        if not voices:
            return
        start_token = self._content_start(chunks, content_start, sentence, verb.end)
        attribution = Attribution(entry, (verb.start, verb.end), (start_token, sentence.end), index)
        attribution.voices = voices
        attribution.nested = clause.kind in ("that", "rel") and any(a.covers(verb.start) for a in here)
        if entry.role == "accuse":
            attribution.accused = next(
                (c for c in chunks[after : after + 4] if c.kind == "np" and not c.prep and can_speak(view, c)), None
            )
            if attribution.accused is not None:
                attribution.content = (attribution.accused.end, sentence.end)
        if self._negated(chunks, k):
            if attribution.stance == "asserts" and entry.id != "say.confirm":
                return  # "did not announce": nothing is said
            self._negate(attribution)
        self._quote(attribution, sentence)
        if attribution.stance != "asserts" and not attribution.quoted:
            self._confine(attribution, chunks)
        here.append(attribution)

    def _document(self, chunk: Chunk) -> bool:
        return any(r.entry.voice == "document" for r in self.view.senses[chunk.head].heads if hasattr(r.entry, "voice"))

    def _document_speaker(self, speaker: Speaker) -> bool:
        return speaker.kind == "document"

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
                while at + 2 < len(chunks) and chunks[at + 1].func == "prep" and chunks[at + 1].prep == "من" and chunks[at + 2].kind == "np":
                    end = chunks[at + 2].end
                    at += 2
                return Speaker(chunk.start, end, chunk.head, "unnamed", None)
        return None

    def _governing(self, here: list[Attribution]) -> Attribution | None:
        """The attribution of this sentence on whose level a further one stands."""
        return next((a for a in reversed(here) if a.voices and not a.nested and not a.falsity), None)

    def _confine(self, attribution: Attribution, chunks: list[Chunk]) -> None:
        """What is denied, doubted, demanded or threatened ends where a contrasting clause begins."""
        words = self.view.lang.group("contrast")
        for chunk in chunks:
            if chunk.start > attribution.content[0] and chunk.func == "sub" and bare_keys(self.view.keys[chunk.start]) & words:
                attribution.content = (attribution.content[0], chunk.start)
                return

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
            if chunk.kind == "func" and chunk.func == "prep":
                j += 1
                continue
            if chunk.kind == "np":
                if chunk.prep in _SKIPPED_PREPS and not eventive(view, chunk):
                    if chunk.prep == "من" and entry.role == "":
                        return None, k + 1
                    j += 1
                    continue
                if chunk.prep:
                    return None, k + 1
                if can_speak(view, chunk):
                    if chunk.kinds == {"people"} and entry.id in ("say.show",):
                        return None, k + 1
                    return extend(view, chunks, j)
                return None, k + 1
            return None, k + 1
        return None, k + 1

    def _relayed(self, chunks: list[Chunk], k: int) -> tuple[Speaker | None, int]:
        view = self.view
        for j in range(k + 1, min(len(chunks), k + 8)):
            chunk = chunks[j]
            if chunk.kind == "np" and chunk.prep == "عن" and can_speak(view, chunk):
                return extend(view, chunks, j)
            if chunk.kind == "verb" or chunk.func == "that":
                break
        return None, k + 1

    def _content_start(self, chunks: list[Chunk], after: int, sentence: Sentence, floor: int) -> int:
        if after < len(chunks):
            return max(floor, chunks[after].prep_start if chunks[after].kind == "np" else chunks[after].start)
        return min(floor, sentence.end)

    def _negated(self, chunks: list[Chunk], k: int) -> bool:
        return k > 0 and chunks[k - 1].func == "neg"

    def _negate(self, attribution: Attribution) -> None:
        if attribution.stance == "denies":
            attribution.stance, attribution.denial = "doubts", "unverified"
        elif attribution.stance == "asserts":
            attribution.stance, attribution.denial = "doubts", "unverified"
        elif attribution.stance == "doubts":
            attribution.stance, attribution.denial = "possible", None

    def _quote(self, attribution: Attribution, sentence: Sentence) -> None:
        """Let direct speech that opens with the content run to its closing mark, over sentences."""
        view = self.view
        first = attribution.content[0]
        for t in range(first, min(first + 8, sentence.end)):
            quote_index = view.quote_of.get(t)
            if quote_index is not None:
                quote = view.quotes[quote_index]
                if quote.end > attribution.content[1]:
                    attribution.content = (first, quote.end)
                attribution.quoted = True
                return
        if sentence.end - 1 >= first and view.tokens[sentence.end - 1].text == ":" and sentence.end < len(view.tokens):
            quote_index = view.quote_of.get(sentence.end + 1) or view.quote_of.get(sentence.end)
            if quote_index is not None:
                attribution.content = (first, view.quotes[quote_index].end)
                attribution.quoted = True

    # --- participles and nouns ---

    def _participle(self, index: int, sentence: Sentence, chunks: list[Chunk], k: int, here: list[Attribution]) -> None:
        view = self.view
        chunk = chunks[k]
        sense = view.senses[chunk.start]
        reading = next((r for r in sense.reports if r.pos == "part" and not r.article), None)
        comma = k > 0 and chunks[k - 1].kind == "punct"
        if reading is None or chunk.prep or (sense.heads and not comma):
            return
        if reading.feature not in ("msa", "fs", "mp", "ms", "fp", "d"):
            return
        before = chunks[k - 1] if k else None
        if before is not None and before.kind not in ("punct", "verb", "time") and reading.feature not in ("msa",):
            return
        ahead = chunks[k + 1 : k + 5]
        entry: Reporting = reading.entry
        linked = self._has_that(ahead) or any(c.prep in entry.gives for c in ahead[:2]) or any(
            c.kind == "np" and eventive(view, c) for c in [chunk, *ahead[:1]]
        ) or self._speech(chunks, k)
        if not linked:
            return
        governing = self._governing(here)
        voices = list(governing.voices) if governing is not None else list(self.last_chain)
        if not voices:
            return
        attribution = Attribution(entry, (chunk.start, chunk.start + 1), (chunk.start + 1, sentence.end), index)
        attribution.voices = voices
        self._quote(attribution, sentence)
        if attribution.stance != "asserts" and not attribution.quoted:
            self._confine(attribution, chunks)
        here.append(attribution)

    def _noun(self, index: int, sentence: Sentence, chunks: list[Chunk], k: int, here: list[Attribution]) -> None:
        """A verbal noun of reporting in construct with its voice: إعلان الجيش سيطرته, نفي موسكو."""
        view = self.view
        chunk = chunks[k]
        reading = next((r for r in view.senses[chunk.head].reports if r.pos == "noun" and not r.article), None)
        if reading is None or chunk.end - chunk.head < 2 or reading.suffix:
            return
        entry: Reporting = reading.entry
        if entry.id not in ("say.announce", "deny.nafa", "say.claim", "say.allege", "say.accuse", "say.confirm", "deny.belie", "say.declare"):
            return
        if not (chunk.actors or view.senses[chunk.head + 1].heads or chunk.places):
            return
        ahead = chunks[k + 1 : k + 4]
        if not (self._has_that(ahead) or any(c.kind == "np" and eventive(view, c) for c in ahead)):
            return
        row = chunk.actors[0].rows[0] if chunk.actors and not chunk.actors[0].ambiguous else None
        speaker = Speaker(chunk.head + 1, chunk.end, chunk.head + 1, row.kind if row and row.kind in ("military", "government") else "unnamed", row)
        attribution = Attribution(entry, (chunk.head, chunk.head + 1), (chunk.end, sentence.end), index)
        attribution.voices = [speaker]
        here.append(attribution)

    # --- prepositions and fixed phrases ---

    def _sources(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        view = self.view
        for t in self.phrases:
            for n, payload in view.phrase_at[t]:
                if isinstance(payload, Source) and payload.kind in ("prep", "prep_verb"):
                    if self._source(index, sentence, chunks, t, n, payload, here):
                        break

    def _source(
        self, index: int, sentence: Sentence, chunks: list[Chunk], t: int, n: int, entry: Source, here: list[Attribution]
    ) -> bool:
        view = self.view
        k = next((i for i, c in enumerate(chunks) if c.start >= t + n or (c.kind == "np" and c.start <= t + n < c.end)), None)
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
        if leading:
            content = (min(speaker.end, sentence.end), sentence.end)
        else:
            content = (sentence.start, t)
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
        elif not leading and speaker.end + 1 < sentence.end and view.tokens[speaker.end].text in "،," and view.tokens[t - 1].text in "،,":
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
        negations = [t for t in range(sentence.start, sentence.end) if senses[t].func == "neg" or keys[t] in cannot or keys[t][1:] in cannot]
        for t in sorted({*self.phrases, *negations}):
            hit = next(((n, p) for n, p in view.phrase_at.get(t, ()) if isinstance(p, Source) and p.kind == "unverified"), None)
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
            if chunk.kind == "punct" and self.view.tokens[chunk.start].text in "،,؛;:" or chunk.func in ("sub", "that"):
                start = chunk.end
        return start

    def _clause_stop(self, chunks: list[Chunk], token: int, sentence: Sentence) -> int:
        for chunk in chunks:
            if chunk.start > token and (chunk.func == "sub" or (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;")):
                return chunk.start
        return sentence.end

    def _colon(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """A voice and a colon at the head of a sentence, as bulletins and live blogs write it."""
        view = self.view
        k = 0
        while k < len(chunks) and k < 4 and (chunks[k].kind in ("punct", "time") or view.tokens[chunks[k].start].kind == "number"):
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

    # --- levels ---

    def _level(self, here: list[Attribution], chunks: list[Chunk], clauses: list[Clause], owner: list[int]) -> None:
        """End the content of an attribution where one on its own level begins."""
        clause_at = {chunks[c.verb].start: c for c in clauses if c.verb is not None}
        for b, attribution in enumerate(here):
            cue = attribution.cue[0]
            clause = clause_at.get(cue)
            if isinstance(attribution.entry, Source):
                continue
            participle = clause is None
            for earlier in here[:b]:
                if isinstance(earlier.entry, Source) or not earlier.covers(cue):
                    continue
                if earlier.quoted and self.view.quote_of.get(cue) is not None:
                    continue
                if participle and self.view.senses[cue].reports[0].pos == "noun":
                    continue
                if participle or self._same_level(clause, attribution, earlier):
                    start = self._opener(clause, cue)
                    earlier.content = (earlier.content[0], max(earlier.content[0], start))

    def _opener(self, clause: Clause | None, cue: int) -> int:
        if clause is not None and clause.opener is not None:
            return min(cue, clause.opener.start)
        return cue

    def _same_level(self, clause: Clause | None, attribution: Attribution, earlier: Attribution) -> bool:
        if clause is None:
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

"""Attributions by verbs, participles and verbal nouns of saying: their speakers and what they govern."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.keys import bare_keys
from riwaya.extract.speakers import Speaker, can_speak, eventive, extend
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Reporting, Source
from riwaya.lang.reading import Reading
from riwaya.text.quotes import is_mark
from riwaya.text.sentences import Sentence


class ReportingWords:
    """Finds who speaks where a word of saying stands, and remembers who spoke last."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: list[Attribution] = []
        self.last_chain: list[Speaker] = []
        self.chains: list[list[Speaker]] = []
        """The last few chains, the latest last."""
        self.voice_keys: set[str] = set()
        """The words of the voices credited so far: a family name is met again alone."""
        self.before: list[Chunk] = []
        """The chunks of the sentence before."""
        self.phrases: list[int] = []
        self.issuer: Speaker | None = None
        """Who issued the statement that the text gives or speaks of."""
        cannot = view.lang.group("cannot")
        self.negations = [
            t
            for t, (sense, key) in enumerate(zip(view.senses, view.keys, strict=True))
            if sense.func == "neg" or key in cannot or key[1:] in cannot
        ]
        """The tokens that negate, or say that something cannot be done."""
        self.confirming = view.among("confirming")

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
            return (
                reading if near & view.lang.words(entry.only_with) or bare & view.lang.words(entry.only_with) else None
            )
        sense = view.senses[chunk.start]
        rival = any(isinstance(r.entry, (Event, Carrier)) for r in sense.verbs if r.entry is not entry)
        if entry.role == "relay":
            return reading if any(c.prep == "عن" for c in ahead[:6]) else (reading if self._has_that(ahead) else None)
        if entry.only_person or (reading.feature in ("3md", "3fd") and not self._dual_before(chunks, k)):
            return None
        if entry.commits == "opinion" and not self._has_that(ahead):
            return None
        if rival and any(self.quoting(c.start) for c in ahead[:4]):
            return reading  # "published, quoting a source, news of": no deployment
        if entry.continues or rival or entry.weak:
            this = bool(ahead) and view.keys[ahead[0].start] in view.lang.group("that.said")
            if this or self._has_that(ahead) or self._speech(chunks, k):
                return reading
            if entry.continues:
                return None
            told = self._told(ahead)
            if entry.role in ("demand", "own") or entry.stance == "threatens":
                # Who threatens or owns up to it is voice and agent both.
                objects = {w for r in sense.events for w in r.entry.with_object}
                named = bare_keys(*(view.keys[c.head] for c in ahead if c.kind == "np")) if ahead else frozenset()
                own = bool(objects) and bool(named & view.lang.words(tuple(sorted(objects))))
                return reading if told or own or any(c.prep in entry.gives for c in ahead[:4]) else None
            lends = {r.entry.subj for r in sense.carriers} - {"none", "event"}
            return reading if told and not (rival and (lends or sense.events)) else None
        return reading

    def _has_that(self, ahead: list[Chunk]) -> bool:
        for chunk in ahead:
            if chunk.func == "that":
                return True
            if chunk.kind == "verb" or chunk.func in ("rel", "sub"):
                return False
        return False

    def _dual_before(self, chunks: list[Chunk], k: int) -> bool:
        """Whether two are named before a verb in the dual; without them the form is an accusative (هدوءا حذرا)."""
        before = [c for c in chunks[max(0, k - 4) : k] if c.kind == "np"]
        if not before:
            return True  # a dropped pair
        two = any(c.coord or self.view.tokens[c.head].text.endswith(("ان", "ين", "تا", "ا")) for c in before[-2:])
        return two and before[-1].definite

    def quoting(self, token: int) -> bool:
        """Whether نقلا عن and its like begin at a token; they are written like a verb in the dual."""
        return any(isinstance(p, Source) and p.role == "from" for _, p in self.view.phrase_at.get(token, ()))

    def _told(self, ahead: list[Chunk]) -> bool:
        """Whether an event noun, or a noun that carries one, follows before the next verb."""
        for chunk in ahead:
            if chunk.kind == "verb" or chunk.func in ("that", "rel", "sub"):
                return False
            if chunk.kind == "np" and (
                eventive(self.view, chunk) or any(r.pos == "noun" for r in self.view.senses[chunk.head].carriers)
            ):
                return True
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
        voices: list[Speaker] = []
        speaker, after = self._speaker_before(chunks, k, clause), k + 1
        if speaker is None:
            speaker, after = self._speaker_after(chunks, k, entry)
        explicit = speaker is not None
        if speaker is None and clause.kind == "bare" and k and chunks[k - 1].kind == "punct":
            # "a member of the council, who preferred not to be named, said": the verb resumes what stands before.
            outer = clause.parent
            while outer is not None and speaker is None:
                for phrase in (outer.topic, outer.subject):
                    if phrase is not None and phrase in chunks and phrase.end <= verb.start and can_speak(view, phrase):
                        speaker, _ = extend(view, chunks, chunks.index(phrase))
                        explicit = True
                        break
                outer = outer.parent if outer.kind in ("bare", "rel", "conj") else None
        if speaker is None and clause.kind in ("rel", "bare") and clause.antecedent is not None:
            antecedent = clause.antecedent
            if entry.weak and self._document(antecedent):
                if here:
                    return  # a video that shows what its publisher says it shows
                parent = clause.parent
                published = (
                    parent is not None
                    and parent.verb is not None
                    and bool(bare_keys(view.keys[chunks[parent.verb].start]) & view.lang.group("publishing"))
                )
                if published and parent is not None and parent.subject is not None and can_speak(view, parent.subject):
                    antecedent = parent.subject
            if can_speak(view, antecedent):
                speaker, _ = extend(view, chunks, chunks.index(antecedent))
                explicit = True
            elif eventive(view, antecedent):
                return  # "reports that claimed ...": transparent, no voice of its own
        resumed = reading.conj or clause.kind == "sub"
        if speaker is None and resumed and not entry.continues and clause.subject is not None:
            subject = clause.subject
            if subject.start > verb.start and clause.parent is not None and clause.parent.subject is not None:
                subject = clause.parent.subject  # what stands behind the verb was no speaker of it
            told = bool(here) or (clause.kind == "conj" and clause.parent is not None)
            if told and can_speak(view, subject) and subject in chunks and not reading.passive:
                speaker, _ = extend(view, chunks, chunks.index(subject))
                explicit = not here or subject.start > here[-1].content[0]
        if speaker is not None and explicit and view.keys[speaker.start - 1] in view.lang.group("that.said"):
            self._said_that(index, verb, speaker, entry)
        chain: list[Speaker] = []
        if speaker is None:
            governing = self._governing(here)
            chain = list(governing.voices) if governing is not None else self._agreeing(reading)
        if speaker is None or not explicit:
            reports = self._reports_voice(chunks, k, clause)
            if reports is not None and not any(a.covers(verb.start) for a in here):
                speaker, explicit = reports, True
        if (
            speaker is not None
            and entry.weak
            and here
            and here[-1].covers(verb.start)
            and self._document_speaker(speaker)
        ):
            return
        if reading.passive or entry.impersonal:
            speaker, chain = None, []
        resumed_chain = self._resumed(speaker) if speaker is not None and not here else None
        if resumed_chain is not None:
            voices.extend(resumed_chain)
        elif speaker is not None:
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
        around = self._after_content(chunks, k, after, sentence) if explicit and speaker is not None else None
        if around is not None and speaker is not None and speaker.start > verb.start:
            attribution = Attribution(entry, (verb.start, speaker.end), around, index)
            attribution.voices = voices
            attribution.nested = True
            here.append(attribution)
            return
        start_token = self._content_start(chunks, content_start, sentence, verb.end)
        if entry.role == "own":
            start_token = verb.start
        attribution = Attribution(entry, (verb.start, verb.end), (start_token, sentence.end), index)
        attribution.voices = voices
        if (speaker is not None and self._qualified(speaker.end, sentence.end) > speaker.end) or (
            speaker is not None and self.view.keys[speaker.end - 2] in view.lang.group("negating.nominal")
        ):
            attribution.stance = "possible"  # unconfirmed reports say that
        attribution.nested = clause.kind in ("that", "rel") and any(a.covers(verb.start) for a in here)
        if entry.role == "accuse":
            attribution.accused = next(
                (c for c in chunks[after : after + 4] if c.kind == "np" and not c.prep and can_speak(view, c)), None
            )
            if attribution.accused is not None:
                attribution.content = (attribution.accused.end, sentence.end)
        if self._negated(chunks, k):
            if attribution.stance == "asserts" and not entry.doubts_if_negated:
                attribution.silent = True  # "did not announce": nothing is said, by anybody
                self._confine(attribution, chunks)
                here.append(attribution)
                return
            self._negate(attribution)
        self._quote(attribution, sentence)
        inside = view.quote_of.get(verb.start) is not None  # said within a quotation: it need not run to its end
        if (attribution.stance != "asserts" or entry.role == "accuse") and (inside or not attribution.quoted):
            self._confine(attribution, chunks)
        here.append(attribution)

    def _after_content(self, chunks: list[Chunk], k: int, after: int, sentence: Sentence) -> tuple[int, int] | None:
        """The content of a verb of saying that follows or interrupts it: "…, said a resident", "X, said Y, took Z"."""
        view = self.view
        if k == 0 or chunks[k].coord or not any(c.kind in ("np", "verb") for c in chunks[:k]):
            return None
        t = chunks[k].start - 1
        set_off = t >= sentence.start and view.tokens[t].kind == "punct" and view.tokens[t].text in '،,–—-”»"'
        if not set_off or any(c.func in ("that", "rel", "sub") for c in chunks[k : min(after, len(chunks))]):
            return None
        if after >= len(chunks) or (chunks[after].kind == "punct" and view.tokens[chunks[after].start].text in ".!؟"):
            return sentence.start, chunks[k].start
        closes = chunks[after].kind == "punct" and view.tokens[chunks[after].start].text in "،,–—-"
        rest = chunks[after + 1 :]
        if closes and rest and rest[0].kind == "verb" and not rest[0].coord:
            return sentence.start, sentence.end
        if closes and rest and any(r.pos == "part" for r in view.senses[rest[0].start].reports):
            return sentence.start, chunks[k].start
        return None

    def _said_that(self, index: int, verb: Chunk, speaker: Speaker, entry: Reporting) -> None:
        """ "The channel reported this": the sentence before is what it reported, whoever else it quotes in it."""
        sentences = self.view.sentences
        before = next((s for s in reversed(sentences[max(0, index - 3) : index]) if s.end - s.start > 3), None)
        if before is None or speaker.start < verb.start:
            return
        attribution = Attribution(entry, (verb.start, verb.end), (before.start, before.end), index - 1)
        attribution.voices = [speaker]
        self.found.append(attribution)

    def _resumed(self, speaker: Speaker) -> list[Speaker] | None:
        """The chain that a short definite mention goes on with: the officer whom the agency quoted, "the officer"."""
        view = self.view
        if len(self.last_chain) < 2 or speaker.end - speaker.start > 2 or not view.senses[speaker.head].article:
            return None
        last = self.last_chain[-1]
        short = next(iter(r.entry for r in view.senses[speaker.head].heads), None)
        full = next(iter(r.entry for r in view.senses[last.head].heads), None)
        same = view.lang.singular(view.keys[speaker.head]) == view.lang.singular(view.keys[last.head])
        return [*self.last_chain[:-1], speaker] if same and short is full else None

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
                while (
                    at + 2 < len(chunks)
                    and chunks[at + 1].func == "prep"
                    and chunks[at + 1].prep == "من"
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

    def _agreeing(self, reading: Reading) -> list[Speaker]:
        """The last chain whose speaker a verb without subject can agree with: "they added", "she added"."""
        wanted = reading.feature
        for chain in reversed(self.chains):
            head = chain[-1].head
            plural = any(r.feature == "p" for r in self.view.senses[head].heads[:1])
            woman = self.view.tokens[head].text.endswith("ة")
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

    def _confine(self, attribution: Attribution, chunks: list[Chunk]) -> None:
        """What is denied, doubted, demanded or threatened ends where a contrasting clause begins."""
        words = self.view.lang.group("contrast")
        for chunk in chunks:
            if (
                chunk.start > attribution.content[0]
                and chunk.func == "sub"
                and bare_keys(self.view.keys[chunk.start]) & words
                and (self.view.keys[chunk.start] != "حين" or self.view.keys[chunk.start - 1] in ("في", "وفي"))
            ):
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
            if chunk.kind == "func" and chunk.func in ("prep", "pron"):
                j += 1
                continue
            if chunk.kind == "np":
                if chunk.prep in view.lang.group("before.speaker") and not eventive(view, chunk):
                    if chunk.prep == "من" and entry.role == "":
                        return None, k + 1
                    j += 1
                    continue
                if chunk.prep:
                    return None, k + 1
                latter = self._latter(chunks, j)
                if latter is not None:
                    return latter, j + 1
                if can_speak(view, chunk):
                    if chunk.kinds == {"people"} and entry.shows:
                        return None, k + 1
                    return extend(view, chunks, j)
                return None, k + 1
            return None, k + 1
        return None, k + 1

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
        if attribution.stance == "denies" or attribution.stance == "asserts":
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

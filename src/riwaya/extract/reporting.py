"""Attributions by verbs of saying: which verb reports, whom it credits and with what."""

from typing import Final

from riwaya.extract.agreement import can_resume
from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.keys import bare_keys
from riwaya.extract.reported import (
    confine,
    content_around,
    content_begins,
    has_that,
    negate,
    run_quote,
    speech_follows,
)
from riwaya.extract.reporting_voices import ReportingVoices
from riwaya.extract.shapes import CONFIRMS, NEGATES, OURS, PHRASE
from riwaya.extract.speakers import BEARERS, MEDIA, Speaker, can_speak, eventive, extend
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Reporting, Source
from riwaya.lang.grammar import ABOUT, ALEF, AND, BY, CONJUNCTION_LETTERS, DUAL, FEMININE_DUAL_CONSTRUCT, IN, TO
from riwaya.lang.reading import Reading
from riwaya.text.sentences import Sentence

_MARKED: Final = NEGATES | CONFIRMS | OURS
_JOINED: Final = AND + BY + TO
_OF_TWO: Final = (*DUAL, FEMININE_DUAL_CONSTRUCT[0], ALEF)


class ReportingWords(ReportingVoices):
    """Finds the attributions that verbs of saying make."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.found: list[Attribution] = []
        self.voice_keys: set[str] = set()
        """The words of the voices credited so far: a family name is met again alone."""
        self.phrases: list[int] = []
        self.issuer: Speaker | None = None
        """Who issued the statement that the text gives or speaks of."""
        marked = [(t, bits) for t, bits in enumerate(view.shapes) if bits & _MARKED]
        self.negations = [t for t, bits in marked if bits & NEGATES]
        """The tokens that negate, or say that something cannot be done."""
        self.confirming = [t for t, bits in marked if bits & CONFIRMS]
        self.ours = [t for t, bits in marked if bits & OURS and view.quote_of.get(t) is None]
        """The words for what is the speaker's own (our forces), outside quotation marks."""

    def _reporting(self, chunk: Chunk, chunks: list[Chunk], k: int) -> Reading | None:
        view = self.view
        reading = view.senses[chunk.start].says
        if reading is None or (reading.feature == "1s" and chunk.reading is not None and chunk.reading.feature != "1s"):
            return None  # أعقبه: "followed it", not "I comment on it"
        entry: Reporting = reading.entry
        if self._anonymous(chunk.end) or (reading.pos == "perf" and self._beyond_doubt(chunks, k)):
            return None
        ahead = chunks[k + 1 : k + 9]
        if entry.without and any(
            view.keys[t] in view.lang.words(entry.without) for c in ahead[:4] for t in range(c.start, c.end)
        ):
            return None
        if entry.only_with:
            near = {view.keys[t] for c in ahead for t in range(c.start, c.end)}
            bare = near | {key[1:] for key in near if key[:1] in _JOINED}
            return (
                reading if near & view.lang.words(entry.only_with) or bare & view.lang.words(entry.only_with) else None
            )
        sense = view.senses[chunk.start]
        rival = any(isinstance(r.entry, (Event, Carrier)) for r in sense.verbs if r.entry is not entry)
        if entry.role == "relay":
            quoting = any(c.prep == ABOUT for c in ahead[:6]) or has_that(chunks[k + 1 : k + 20])
            return reading if quoting else None
        if entry.only_person or (reading.feature in ("3md", "3fd") and not self._dual_before(chunks, k)):
            return None
        if entry.commits == "opinion" and not has_that(ahead):
            return None
        if rival and ABOUT in entry.gives and any(c.prep == ABOUT for c in ahead[:3]) and self._spoken_by(ahead):
            return reading  # "the statement spoke of": to happen and to bring about take no عن
        if rival and any(self.quoting(c.start) for c in ahead[:4]):
            return reading  # "published, quoting a source, news of": no deployment
        if entry.continues or rival or entry.weak:
            this = bool(ahead) and view.keys[ahead[0].start] in view.lang.group("that.said")
            if this or has_that(chunks[k + 1 : k + 20]) or speech_follows(self.view, chunks, k):
                return reading
            if entry.continues:
                return None
            told = self._told(ahead)
            if entry.role in ("demand", "own") or entry.stance == "threatens":
                # Who threatens or owns up to it is voice and agent both.
                objects = {w for r in sense.events for w in r.entry.with_object}
                named = bare_keys(*(view.keys[c.head] for c in ahead if c.kind == "np")) if ahead else frozenset()
                own = bool(objects) and bool(named & view.lang.words(tuple(sorted(objects))))
                lack = any(c.func == "without" and view.keys[c.start][:1] in entry.gives for c in ahead[:4])  # بعدم
                return reading if told or own or lack or any(c.prep in entry.gives for c in ahead[:4]) else None
            # Its own preposition tells a verb of saying from a carrier spelled like it: تحدث البيان عن مقتل.
            prep = next((c.prep for c in ahead[:4] if c.prep and c.prep in entry.gives), "")
            own = bool(prep) and not any(prep in r.entry.preps for r in sense.carriers)
            lends = {r.entry.subj for r in sense.carriers} - {"none", "event"}
            return reading if told and not (rival and ((lends and not own) or sense.events)) else None
        return reading

    def _beyond_doubt(self, chunks: list[Chunk], k: int) -> bool:
        """لا شك أن: what لا negates is no perfect, but the noun that is written alike."""
        before = chunks[k - 1] if k else None
        if before is None or before.func != "neg":
            return False
        negation = self.view.keys[before.start].lstrip(CONJUNCTION_LETTERS)
        return negation in self.view.lang.group("negating.nominal")

    def _anonymous(self, t: int) -> bool:
        """طالبا عدم كشف اسمه: that he is not to be named is no part of what he says."""
        keys = self.view.keys
        group = self.view.lang.group("naming.of.sources")
        return t + 1 < len(keys) and keys[t] in self.view.lang.group("without") and keys[t + 1] in group

    def _spoken_by(self, ahead: list[Chunk]) -> bool:
        """Whether the phrase right behind a verb can speak."""
        first = ahead[0]
        return first.kind == "np" and not first.prep and can_speak(self.view, first)

    def _dual_before(self, chunks: list[Chunk], k: int) -> bool:
        """Whether two are named before a verb in the dual; without them the form is an accusative (هدوءا حذرا)."""
        before = [c for c in chunks[max(0, k - 4) : k] if c.kind == "np"]
        if not before:
            return True  # a dropped pair
        two = any(c.coord or self.view.tokens[c.head].text.endswith(_OF_TWO) for c in before[-2:])
        return two and before[-1].definite

    def quoting(self, token: int) -> bool:
        """Whether نقلا عن and its like begin at a token; they are written like a verb in the dual."""
        if not self.view.shapes[token] & PHRASE:
            return False
        return any(isinstance(p, Source) and p.role == "from" for _, p in self.view.phrase_at[token])

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
        if self._shows(chunks, k, reading, here):
            return
        speaker, after = None if self._names_next(chunks, k) else self._speaker_before(chunks, k, clause), k + 1
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
            issuer = self._issues(chunks, clause, k)
            if issuer is not None:
                antecedent = issuer  # أصدرت الوزارة بيانا نفت فيه
            if can_speak(view, antecedent):
                speaker, _ = extend(view, chunks, chunks.index(antecedent))
                explicit = True
            elif eventive(view, antecedent):
                return  # "reports that claimed ...": transparent, no voice of its own
        if speaker is not None and speaker.start > verb.start and self._carried_by(speaker, chunks, k, here, sentence):
            return
        resumed = reading.conj or clause.kind == "sub"
        if speaker is None and resumed and not entry.continues and clause.subject is not None:
            subject = clause.subject
            if subject.start > verb.start and clause.parent is not None and clause.parent.subject is not None:
                subject = clause.parent.subject  # what stands behind the verb was no speaker of it
            told = bool(here) or (clause.kind == "conj" and clause.parent is not None)
            if here and subject.start < verb.start and not (subject.actors or subject.kinds & BEARERS):
                told = False  # of unknown words and who was quoted in this sentence, the latter goes on
            agrees = can_resume(view, reading, subject) or subject.start > verb.start or not here
            if told and agrees and can_speak(view, subject) and subject in chunks and not reading.passive:
                speaker, _ = extend(view, chunks, chunks.index(subject))
                explicit = not here or subject.start > here[-1].content[0]
        if speaker is not None and self._carries(speaker, reading, chunks, k):
            if speaker.start > verb.start:
                self.relays.append((verb, speaker, entry))
            return
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
        around = content_around(self.view, chunks, k, after, sentence) if explicit and speaker is not None else None
        if around is not None and speaker is not None and speaker.start > verb.start:
            attribution = Attribution(entry, (verb.start, speaker.end), around, index)
            attribution.voices = voices
            attribution.nested = True
            here.append(attribution)
            return
        start_token = content_begins(chunks, content_start, sentence, verb.end)
        if entry.role == "own":
            start_token = verb.start
        attribution = Attribution(entry, (verb.start, verb.end), (start_token, sentence.end), index)
        attribution.voices = voices
        if (speaker is not None and self._qualified(speaker.end, sentence.end) > speaker.end) or (
            speaker is not None and self.view.keys[speaker.end - 2] in view.lang.group("negating.nominal")
        ):
            attribution.stance = "possible"  # unconfirmed reports say that
        attribution.nested = clause.kind in ("that", "rel") and any(a.covers(verb.start) for a in here)
        if entry.role in ("accuse", "demand"):
            named = (
                c for c in chunks[after : after + 4] if c.kind not in ("time", "func") or c.func in ("that", "prep")
            )
            first = next(named, None) if entry.role == "demand" else None
            attribution.addressed = next(
                (
                    c
                    for c in ([first] if first is not None else chunks[after : after + 4])
                    if c.kind == "np" and not c.prep and can_speak(view, c) and not self._described_by(chunks, c)
                ),
                None,
            )
            if attribution.addressed is not None:
                attribution.content = (attribution.addressed.end, sentence.end)
        if self._negated(chunks, k):
            if attribution.stance == "asserts" and not entry.doubts_if_negated:
                attribution.silent = True  # "did not announce": nothing is said, by anybody
                confine(self.view, attribution, chunks)
                here.append(attribution)
                return
            negate(attribution)
        run_quote(self.view, attribution, sentence)
        inside = view.quote_of.get(verb.start) is not None  # said within a quotation: it need not run to its end
        if (attribution.stance != "asserts" or entry.role == "accuse") and (inside or not attribution.quoted):
            confine(self.view, attribution, chunks)
        here.append(attribution)

    def _shows(self, chunks: list[Chunk], k: int, reading: Reading, here: list[Attribution]) -> bool:
        """ما يفسر, مما يدل على: what is told shows it, and nobody says so; whoever was quoted does not go on."""
        if not k or self.view.keys[chunks[k - 1].start] not in self.view.lang.group("which.shows"):
            return False
        if reading.passive or (k > 1 and chunks[k - 2].kind != "punct"):
            return False  # ما يبث من صور: what is broadcast
        after = chunks[k + 1] if k + 1 < len(chunks) else None
        named = after is not None and after.kind == "np" and not after.prep and can_speak(self.view, after)
        if reading.suffix or named or reading.entry.stance != "asserts":
            return False
        for attribution in here:
            if attribution.covers(chunks[k].start) and not attribution.quoted:
                attribution.content = (attribution.content[0], max(attribution.content[0], chunks[k - 1].start))
        return True

    def _names_next(self, chunks: list[Chunk], k: int) -> bool:
        """ "..., وأشار تقرير المنظمة": whether a joined verb of saying has its speaker right behind it."""
        if not chunks[k].coord or not k or chunks[k - 1].kind != "punct" or k + 1 >= len(chunks):
            return False
        after = chunks[k + 1]
        bears = bool(after.actors) or not after.kinds.isdisjoint(BEARERS)
        return after.kind == "np" and not (after.prep or after.coord) and bears and can_speak(self.view, after)

    def _carries(self, speaker: Speaker, reading: Reading, chunks: list[Chunk], k: int) -> bool:
        """ "A statement that the radio broadcast": the pronoun on the verb is what it carries."""
        verb, keys = chunks[k], self.view.keys
        if not reading.suffix or reading.pos != "perf" or not (speaker.kind in MEDIA or self._in_talk(chunks, k)):
            return False
        if not bare_keys(keys[verb.start].removesuffix(reading.suffix)) & self.view.lang.group("publishing"):
            return False
        # ما بثته القناة: what it said
        return not (k and keys[chunks[k - 1].start] in self.view.lang.group("what"))

    def _in_talk(self, chunks: list[Chunk], k: int) -> bool:
        """Whether a verb stands behind a statement or a talk in which somebody spoke: في حديث | نشرته."""
        before = chunks[k - 1]
        return (
            before.kind == "np"
            and before.prep == IN
            and bool(bare_keys(self.view.keys[before.head]) & self.view.lang.group("voice.media"))
        )

    def _relayed_by(self, index: int, sentence: Sentence, here: list[Attribution]) -> None:
        """Put who carried the words of a speaker before him: in a statement that the radio broadcast."""
        for verb, carrier, entry in self.relays:
            t = verb.start
            told = [a for a in here if a.voices and (a.voices[-1].end <= t or a.cue[0] < t)]
            if not told:
                alone = Attribution(entry, (t, verb.end), (carrier.end, sentence.end), index)
                alone.voices = [carrier]
                here.append(alone)
                continue
            outer = told[-1]
            outer.voices = [carrier, *(v for v in outer.voices if v.start != carrier.start)]
            if outer.content[0] <= carrier.start:
                outer.content = (carrier.end, max(outer.content[1], carrier.end))
        self.relays.clear()

    def _carried_by(
        self, speaker: Speaker, chunks: list[Chunk], k: int, here: list[Attribution], sentence: Sentence
    ) -> bool:
        """ "X said in remarks that the channel broadcast that ...": the channel quotes X, whose words follow it."""
        before = chunks[k - 1] if k else None
        if before is None or before.kind != "np" or before.prep != IN or not here:
            return False
        if not bare_keys(self.view.keys[before.head]) & self.view.lang.group("voice.media"):
            return False
        that = next((c for c in chunks[k + 1 :] if c.start >= speaker.end), None)
        outer = next((a for a in here if a.voices and a.covers(chunks[k].start)), None)
        if that is None or that.func != "that" or outer is None:
            return False
        outer.voices = [speaker, *outer.voices]
        outer.content = (that.start, sentence.end)
        here[:] = [a for a in here if a is outer or not outer.cue[0] < a.cue[0] < chunks[k].start]
        return True

    def _said_that(self, index: int, verb: Chunk, speaker: Speaker, entry: Reporting) -> None:
        """ "The channel reported this": the sentence before is what it reported, whoever else it quotes in it."""
        sentences = self.view.sentences
        before = next((s for s in reversed(sentences[max(0, index - 3) : index]) if s.end - s.start > 3), None)
        if before is None or speaker.start < verb.start:
            return
        attribution = Attribution(entry, (verb.start, verb.end), (before.start, before.end), index - 1)
        attribution.voices = [speaker]
        self.found.append(attribution)

    def _issues(self, chunks: list[Chunk], clause: Clause, k: int) -> Chunk | None:
        """Who issued the statement in which ("فيه") somebody says something: the subject of the clause around it."""
        parent, antecedent = clause.parent, clause.antecedent
        if antecedent is None or parent is None or not self._document(antecedent) or k + 1 >= len(chunks):
            return None
        within = self.view.keys[chunks[k + 1].start] in self.view.lang.group("resumptive")
        subject = parent.subject
        if not within or subject is None or subject is antecedent or subject not in chunks:
            return None
        return subject if can_speak(self.view, subject) else None

    def _document(self, chunk: Chunk) -> bool:
        return any(r.entry.voice == "document" for r in self.view.senses[chunk.head].heads if hasattr(r.entry, "voice"))

    def _document_speaker(self, speaker: Speaker) -> bool:
        return speaker.kind == "document"

    def _described_by(self, chunks: list[Chunk], chunk: Chunk) -> bool:
        """الذي استقل: whether an unknown word right behind a relative is its verb, and names nobody."""
        at = chunks.index(chunk)
        behind = at > 0 and chunks[at - 1].func == "rel"
        return behind and not (chunk.actors or chunk.kinds or chunk.places or self.view.senses[chunk.head].article)

    def _negated(self, chunks: list[Chunk], k: int) -> bool:
        return k > 0 and chunks[k - 1].func == "neg"

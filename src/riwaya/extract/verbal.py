"""Frames of verbs: subject, object, passive readings, relative clauses."""

from typing import Final

from riwaya.extract.agreement import accusative, feminine, suffix_of, vowelled_passive
from riwaya.extract.attributes import flies
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.modality import Modality
from riwaya.lang.entries import Event
from riwaya.lang.grammar import (
    AGAINST,
    DUAL_NOMINATIVE,
    FROM,
    FUTURE,
    HAMZA,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    SOUND_FEMININE_PLURAL,
    TEH_MARBUTA,
    TO,
    WITH,
)
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import HARM

_FORCES: Final = frozenset(("military", "armed_group"))
_BODIES: Final = _FORCES | {"government"}


class VerbalFrames(Modality):
    """Fills the frame of a finite verb."""

    def _verbal(self, frame: Frame, entry: Event, reading: Reading) -> None:
        clause, k = frame.clause, frame.trigger.chunk
        subject: Chunk | None = clause.subject if clause.verb == k else None
        following = self._following(k)
        among = next((n for n, c in enumerate(following) if c.func == "pron" and self._among(c)), len(following))
        bare = self._bare(following[:among])
        if frame.event in HARM:  # (وسط) | اليمن: no state, no town is killed or wounded
            deeds = self.view.lang.group("cruelties")  # قتل وسفك | الدماء
            bare = [c for c in bare if (c.kinds or not c.places) and not bare_keys(self.view.keys[c.start]) & deeds]
        passive = reading.passive or entry.passive_only or vowelled_passive(self.view, frame.trigger.start, reading)
        people = subject is not None and subject.kinds and subject.kinds <= {"people", "person"} and not subject.actors
        if (
            entry.event == "destruction"
            and (subject is None or (people and clause.borrowed))
            and reading.feature in ("3fs", "3ms")
        ):
            passive = passive or (bool(bare) and not reading.suffix and bare[0].kinds == {"site"})  # دمرت متاجر ومبان
        if entry.passive_first and not passive:
            passive = self._reads_passive(clause, bare, subject, reading)
        object_: Chunk | None = None
        if passive:
            # What stands in the accusative is no subject of a passive: أعدموا رميا بالرصاص.
            nominative = [c for c in bare if not accusative(self.view, c)]
            object_ = (
                subject
                if subject is not None and (clause.topic is subject or subject in bare)
                else (nominative[0] if nominative else subject)
            )
            subject = None
            frame.rules.append("voice:passive")
        else:
            two = len(bare) > 1 and not bare[1].coord and entry.obj not in ("none", "")
            if two and flies(self.view, bare[0].start):
                subject = bare[0]  # وأصابت | شظايا | خمسة مدنيين
            elif subject in bare and clause.topic is not None and flies(self.view, clause.topic.start):
                subject = clause.topic  # القصف قتل | عائلة
            completes = self.view.lang.words(entry.with_object) if entry.absorbs else frozenset()
            joined = self._coordinated(subject) if subject is not None else []  # the army and its allies drove out
            rest = [c for c in bare if c is not subject and c not in joined and not self._completes(c, completes)]
            taken = bool(reading.suffix) and clause.kind not in ("rel", "bare")  # its object is the pronoun on it
            whose = self._completed(bare, completes) if completes and not rest else None
            if whose is not None:
                object_ = whose  # حصدت الألغام أرواح | تسعة مدنيين
            elif rest and entry.obj != "none" and not taken:
                object_ = rest[0]
            elif entry.object_alone and subject in bare and not (taken or clause.borrowed or self._with_object(joined)):
                # طردت المليشيات من القاعدة: who drives out is told before, or not at all.
                object_ = subject
                subject = None
        told_of = clause.antecedent
        described = told_of is not None and (clause.kind != "bare" or self._described(clause, reading))
        if told_of is not None and described and subject is not told_of and not passive:
            if reading.suffix and entry.obj != "none":
                if clause.kind == "bare":
                    object_ = told_of
                elif object_ is None or object_.coord:
                    object_ = self._told_of(told_of)
                self._fill(frame, entry.obj, object_, "rel:object")
                object_ = None
            elif self._resumed(following) or (clause.kind == "rel" and entry.subj == "agent" and not reading.suffix):
                role = "place" if told_of.places or entry.obj == "none" else entry.obj
                self._fill(frame, role, told_of, "rel:antecedent")
        if subject is not None:
            self._fill(frame, entry.subj, subject, "subject", borrowed=clause.borrowed)
            self._against_each_other(frame, entry, subject)
        elif not passive and entry.subj == "agent" and reading.feature in ("3mp", "3fs", "3ms") and clause.verb == k:
            self._pronoun(frame, "agent", frame.trigger.start, suffix_of(reading))
        if object_ is not None:
            role = "target" if passive and entry.subj == "target" else entry.obj
            self._fill(frame, role, object_, "object")
        elif reading.suffix and entry.obj not in ("none", "") and clause.kind != "rel":
            self._pronoun(frame, entry.obj, frame.trigger.start, reading.suffix)
        self._prepositions(frame, entry, following)
        self._agent_by(frame, entry, following)
        self._polarity(frame, clause, k)
        if reading.prep == FUTURE:
            self._set(frame, "expects", None, "future")
        elif reading.prep == TO and reading.pos == "impf" and not self._after_perfect(clause):
            self._set(frame, "expects", None, "purpose")
        self._governing_verb(frame, clause)

    def _told_of(self, chunk: Chunk) -> Chunk:
        """مقتل المصور سالم، الذي قتله: of a harm and whom it befell, who is described is the latter."""
        if not any(r.pos == "noun" for r in self.view.senses[chunk.start].events):
            return chunk
        whom = self._complement(chunk, chunk.start + 1)
        return whom if whom is not None and whom.kinds & {"person", "people", "force"} else chunk

    def _described(self, clause: Clause, reading: Reading) -> bool:
        """نقاط عسكرية | احتلتها المعارضة: an indefinite phrase that the pronoun on the verb behind takes up."""
        told_of = clause.antecedent
        if told_of is None or not reading.suffix or clause.verb is None or told_of.actors:
            return False
        return told_of.end == self.chunks[clause.verb].start and not told_of.definite

    def _completes(self, chunk: Chunk, words: frozenset[str]) -> bool:
        """Whether a phrase is one of the words that complete its verb, or whose these are: راح ضحية | القصف."""
        owner = (
            chunk.start - 1 if self.view.tokens[chunk.start - 1].end + 1 == self.view.tokens[chunk.start].start else -1
        )
        return bool(words) and any(bare_keys(self.view.keys[t]) & words for t in (chunk.head, owner) if t >= 0)

    def _completed(self, bare: list[Chunk], words: frozenset[str]) -> Chunk | None:
        """Whose lives they are: what stands in construct with the word that completes a verb."""
        for chunk in bare:
            whose = self._complement(chunk, chunk.start + 1) if bare_keys(self.view.keys[chunk.start]) & words else None
            if whose is not None and (whose.numeral or whose.actors or whose.kinds & {"people", "person", "force"}):
                return whose
        return None

    def _with_object(self, joined: list[Chunk]) -> bool:
        """طرد الجيش وحلفاؤه المسلحين: what follows a noun that has its owner on it is no adjective of that."""
        return any(self.view.senses[t].suffix for c in joined for t in range(c.start, c.end - 1))

    def _bare(self, following: list[Chunk]) -> list[Chunk]:
        """The phrases behind a verb that can be its subject or object.

        Not what is joined to a phrase behind a preposition (قتلوا في بلدة X | وقرية Y).
        """
        out: list[Chunk] = []
        before: Chunk | None = None
        in_brackets = False
        for chunk in following:
            if chunk.kind == "punct":
                in_brackets = (in_brackets or self.view.tokens[chunk.start].text == "(") and (
                    self.view.tokens[chunk.start].text != ")"
                )
            if chunk.func == "aux" and self.view.keys[chunk.start] in self.view.lang.group("was"):
                break  # أخوه الذي قتل في الكمين | كان ضابطا
            if chunk.kind != "np" or in_brackets:
                continue
            joined = chunk.coord and before is not None and bool(before.prep) and not out
            if not (chunk.prep or chunk.adverbial or joined or self._manner_of_death(chunk)):
                out.append(chunk)
            before = chunk
        return out

    def _manner_of_death(self, chunk: Chunk) -> bool:
        """رميا بالرصاص: how they were put to death."""
        return self.view.keys[chunk.head] in self.view.lang.group("manners.of.killing")

    def _among(self, chunk: Chunk) -> bool:
        """بينهم: what follows tells who was among them, and is no object."""
        return self.view.keys[chunk.start] in self.view.lang.group("among.them")

    def _against_each_other(self, frame: Frame, entry: Event, subject: Chunk) -> None:
        """اشتبك الجيش والمسلحون: of two that a mutual verb joins, and nobody else, one is the other's adversary."""
        named = [a for a in frame.agents if a.chunk is not None]
        with_others = any(c.prep in (WITH, AGAINST) for c in self._following(frame.trigger.chunk))
        if entry.mutual and len(named) == 2 and named[0].chunk is subject and not (frame.targets or with_others):
            frame.agents.remove(named[1])
            frame.targets.append(named[1])

    def _reads_passive(self, clause: Clause, bare: list[Chunk], subject: Chunk | None, reading: Reading) -> bool:
        """Whether an unvowelled قتل reads 'was killed': one phrase only, a count or people, no actor before it."""
        after = [c for c in bare if self.chunks.index(c) > (clause.verb or 0)]
        if reading.suffix:
            return False  # مخابرات النظام اعتقلته: whom it befell is the pronoun on the verb
        if after and self._body(after[0]):
            return False  # اعتقلت حماس: bodies arrest, they are not arrested
        if reading.feature in ("3mp", "1p", "3md") and after and not self._adverb(after[0]):
            return False  # a plural verb has its subject already: what follows is the object
        if after and clause.borrowed and self._his_own_deed(clause, after[0]):
            return False
        if reading.feature == "3fs" and after and after[0].numeral and not self._feminine(after[0]):
            return False  # قتلت 137 جنديا: a count of men does not make its verb feminine
        if after and self._disagrees(after[0], reading):
            return False
        if after and self.view.keys[after[0].end - 1] in self.view.lang.group("others.oblique"):
            return False
        if after and (accusative(self.view, after[0]) or self._accusative_object(after)):
            return False  # an object in the accusative has its doer elsewhere
        topic = clause.topic
        if topic is not None and (flies(self.view, topic.start) or (after and suits_agent(topic))):
            return False  # القصف قتل عائلة
        if len(after) >= 2:
            first, second = after[0], after[1]
            if (flies(self.view, first.start) or "means" in first.kinds) and not (first.numeral or second.coord):
                return False  # قتلت قذيفة | ثلاثة أطفال
            if first.kinds and first.kinds <= {"people"} and not first.actors:
                return True
            if "site" in first.kinds and second.numeral:
                return False
            if first.numeral or not suits_agent(first):
                return True
            return not (second.numeral or second.kinds & {"people", "force"} or second.actors)
        if topic is not None and not after:
            return True
        if after:
            return True
        if clause.kind == "bare" and reading.feature == "3mp" and not reading.conj:
            return True  # أن أربعة مهندسين يعملون في شركة | اختطفوا
        described = clause.kind in ("rel", "bare") and subject is clause.antecedent  # الذي قتل مساء الخميس
        return subject is None or not clause.borrowed or described

    def _body(self, chunk: Chunk) -> bool:
        """Whether a phrase is nothing but the name of a group, a force or a state's body."""
        if chunk.numeral or chunk.coord or len(chunk.actors) != 1:
            return False
        match = chunk.actors[0]
        whole = match.start == chunk.start and match.end >= chunk.end
        return whole and all(row.kind in _BODIES for row in match.rows)

    def _adverb(self, chunk: Chunk) -> bool:
        """أعدموا رميا بالرصاص: a bare accusative that names nobody tells how."""
        return accusative(self.view, chunk) and not suits_agent(chunk)

    def _his_own_deed(self, clause: Clause, object_: Chunk) -> bool:
        """Whether a verb under "that he" or joined to another goes on with the force that is its subject there.

        قال الجيش إنه أسر عشرين مسلحا, سيطر الجيش على الوادي وقتل ثلاثين مسلحا. A nominative behind it, or one of
        his own men, would be whom it befell.
        """
        subject = clause.subject
        if subject is None:
            return False
        force = "force" in subject.kinds or any(m.rows[0].kind in _FORCES for m in subject.actors)
        if not force or self.view.senses[object_.end - 1].suffix:
            return False
        text = self.view.tokens[object_.start].text
        if clause.kind == "conj":
            return text.endswith(PLURAL_OBLIQUE)
        return clause.kind == "that" and not text.endswith((DUAL_NOMINATIVE, PLURAL_NOMINATIVE))

    def _disagrees(self, chunk: Chunk, reading: Reading) -> bool:
        """Whether a phrase cannot be the subject of its verb: أسرت قائدهم, أعدم امرأة; it is the object."""
        if reading.feature == "3fs":
            return "person" in chunk.kinds and not chunk.numeral and not feminine(self.view, chunk)
        heads = self.view.senses[chunk.head].heads
        one = bool(heads) and all(r.feature.startswith("s") for r in heads) and not chunk.numeral
        one = one and "person" not in chunk.kinds  # عمدة, خليفة: men
        adjacent = self.view.tokens[chunk.head - 1].kind == "word" and not chunk.coord
        return reading.feature == "3ms" and one and adjacent and self.view.tokens[chunk.head].text.endswith(TEH_MARBUTA)

    def _accusative_object(self, after: list[Chunk]) -> bool:
        return len(after) > 1 and not after[1].coord and not after[0].numeral and accusative(self.view, after[1])

    def _feminine(self, chunk: Chunk) -> bool:
        if "force" in chunk.kinds and FROM in self.view.keys[chunk.start : chunk.head]:
            return False  # 17 من الميليشيا: men
        return self.view.tokens[chunk.head].text.endswith((TEH_MARBUTA, SOUND_FEMININE_PLURAL, HAMZA))

    def _after_perfect(self, clause: Clause) -> bool:
        parent = clause.parent
        if parent is None or parent.verb is None:
            return False
        verb = self.chunks[parent.verb]
        return verb.reading is not None and verb.reading.pos == "perf" and bool(self.view.senses[verb.start].events)

    def _resumed(self, following: list[Chunk]) -> bool:
        """A resumptive pronoun on a preposition: عليها, فيه, منها."""
        return any(
            self.view.keys[t] in self.view.lang.group("resumptive") for c in following for t in range(c.start, c.end)
        )

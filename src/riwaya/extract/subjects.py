"""Subjects: who acts in a clause.

The phrase before or behind its verb, what a relative clause describes, or the subject of a clause that it hangs on.
"""

from typing import Final

from riwaya.extract.agreement import accusative, can_resume, feminine, human, singular
from riwaya.extract.chunk import Chunk
from riwaya.extract.clause import Clause, suits_agent
from riwaya.extract.keys import bare_keys
from riwaya.extract.objects import (
    acts_behind,
    alone,
    ancestors,
    carried_with,
    entered,
    hit,
    late_subject,
    of_forces,
    only_place,
    toll,
)
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Reporting
from riwaya.lang.grammar import (
    ALEF,
    AND,
    FEMININE_ENDINGS,
    SINGULAR_SUFFIXES,
    SUFFIX_3D,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    TO,
)
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import FAMILY_OF

_SUFFIXES: Final = (SUFFIX_3MP, SUFFIX_3FS, SUFFIX_3MS)
_OF_PRONOUN: Final = ((SUFFIX_3D, "3md"), (SUFFIX_3MP, "3mp"), (SUFFIX_3FS, "3fs"))


def opens_saying(view: View, chunk: Chunk) -> bool:
    """مشيرة, مضيفا: a bare participle of saying opens what somebody adds, and is nobody."""
    if chunk.kind != "np" or chunk.numeral or not view.senses[chunk.head].reports:
        return False
    sense = view.senses[chunk.head]
    says = any(r.pos == "part" and r.feature[1:2] == "s" for r in sense.reports)
    if says and chunk.end - chunk.start == 1 and view.tokens[chunk.head].text.endswith(ALEF):
        return not (sense.article or chunk.places or chunk.actors)  # مشيرا: pointing out, and no field marshal
    return says and not (sense.article or sense.heads or chunk.places or suits_agent(chunk))


def find_subject(view: View, chunks: list[Chunk], clause: Clause, owner: list[int], clauses: list[Clause]) -> None:
    verb_index = clause.verb
    if verb_index is None:
        for k in range(clause.start, clause.end):
            if owner[k] == clause.index and chunks[k].kind == "np" and not chunks[k].prep:
                clause.topic = chunks[k]
                break
        return
    for k in range(clause.start, verb_index):
        chunk = chunks[k]
        if owner[k] != clause.index:
            continue
        if chunk.kind == "np" and not chunk.prep and not chunk.adverbial and clause.topic is None:
            clause.topic = chunk
        elif chunk.func == "aux" and view.keys[chunk.start] in view.lang.group("and.had"):
            clause.topic = None  # (وعمل) مصورا في قناة، وقد | اختطفه مسلحون: what stood before is over
        elif chunk.func == "neg":
            clause.negated = view.keys[chunk.start].lstrip(AND)
        elif chunk.func == "that" and view.senses[chunk.start].suffix:
            pass
    verb = chunks[verb_index]
    _agree(view, chunks, verb_index)
    reading = clause.reading = verb.reading
    if verb.reading is not None and verb.reading.feature in ("1p", "1s"):
        return  # the speaker acts; a phrase before the verb is what is spoken of
    plural = verb.reading is not None and verb.reading.feature in ("3mp", "3md", "3fd", "3fp", "1p", "1s")
    after = None if plural else _after_verb(view, chunks, clause, verb_index, owner)
    if after is not None and _described_acts(view, chunks, clause, verb_index, owner, after):
        clause.subject = clause.antecedent
        clause.borrowed = True
        return
    if clause.topic is not None and after is not None and suits_agent(after) and not suits_agent(clause.topic):
        # "The town, the army holds it": what is spoken of stands first, who acts stands behind the verb.
        clause.subject = after
        clause.antecedent = clause.antecedent or clause.topic
        return
    if clause.topic is not None and not (clause.kind == "rel" and after is not None):
        clause.subject = clause.topic
        return
    if after is not None:
        clause.subject = after
        return
    behind = chunks[verb_index + 1] if verb_index + 1 < len(chunks) else None
    if behind is not None and behind.prep == TO and bare_keys(view.keys[verb.start]) & view.lang.group("given.to"):
        clause.subject = behind  # سبق للحركة أن
        return
    if (
        clause.kind in ("rel", "bare")
        and clause.antecedent is not None
        and can_resume(view, reading, clause.antecedent)
        and not _resumed(view, chunks, verb_index)
        and not _object_of(clause)
    ):
        clause.subject = clause.antecedent
        clause.borrowed = True
        return
    inner = _people_in(view, clause)
    if inner is not None and can_resume(view, reading, inner):
        clause.subject, clause.borrowed = inner, True
        return
    able = [p for p in ancestors(clause) if p.subject is not None and can_resume(view, reading, p.subject)]
    known = [p for p in able if p.subject is not None and not only_place(p.subject)]
    able = known or able
    plural = reading is not None and reading.feature == "3mp"
    same = (p for p in able if plural and p.reading is not None and p.reading.feature == "3mp")
    source = _said_of(view, clause) or next(same, None) or next(iter(able), None)
    left = _left_by(view, chunks, clause, reading) if source is not None and source is clause.parent else None
    if left is not None:
        clause.subject = left
        clause.borrowed = True
        return
    if source is not None and clause.kind == "that" and source.kind == "rel" and source.antecedent is not None:
        clause.subject = source.antecedent  # "the movement, which fights the government, lost": an aside is over
        clause.borrowed = True
    elif source is not None:
        clause.subject = source.subject
        clause.borrowed = True


def _agree(view: View, chunks: list[Chunk], verb_index: int) -> None:
    """Read a verb by the phrase behind it where the first reading does not agree: تعرض | مقر is no "she offers"."""
    verb = chunks[verb_index]
    if verb.reading is None or verb.reading.feature != "3fs" or verb.reading.pos != "impf":
        return
    after = chunks[verb_index + 1] if verb_index + 1 < len(chunks) else None
    if after is None or after.kind != "np" or after.prep or feminine(view, after) or accusative(view, after):
        return
    past = (r for r in view.senses[verb.start].verbs if r.pos == "perf" and r.feature == "3ms" and not r.suffix)
    verb.reading = next(past, verb.reading)


def _described_acts(view: View, chunks: list[Chunk], clause: Clause, verb: int, owner: list[int], after: Chunk) -> bool:
    """Whether what a relative clause describes is the subject of its verb, and the one phrase behind it the object.

    التحالف الذي دمر المخازن: a relative clause takes its noun up by a pronoun (on the verb, or behind a preposition)
    unless the noun is the subject of its verb.
    """
    noun, reading = clause.antecedent, clause.reading
    if clause.kind not in ("rel", "bare") or noun is None or reading is None or reading.suffix or reading.passive:
        return False
    if not isinstance(reading.entry, Event) or reading.entry.obj in ("none", "") or reading.entry.subj != "agent":
        return False
    acts = bool(noun.actors) or bool(noun.kinds & {"force", "means"}) or tells_strike(view, noun)
    if not acts or not can_resume(view, reading, noun) or not alone(chunks, chunks.index(after), clause, owner):
        return False
    resumed = view.lang.group("resumptive")
    return not any(
        view.keys[t] in resumed
        for k in range(verb + 1, clause.end)
        if owner[k] == clause.index
        for t in range(chunks[k].start, chunks[k].end)
    )


def tells_strike(view: View, chunk: Chunk) -> bool:
    """Whether a phrase has the noun of a strike: air raids, shelling, an attack."""
    return any(
        r.pos == "noun"
        and isinstance(r.entry, Event)
        and (r.entry.event == "attack" or FAMILY_OF[r.entry.event] == "remote")
        for t in range(chunk.start, chunk.end)
        for r in view.senses[t].events
    )


def _people_in(view: View, clause: Clause) -> Chunk | None:
    """لطرد المقاتلين، الذين يسيطرون: whom an event noun is of, where the relative clause of people describes them."""
    noun = clause.antecedent
    if clause.kind != "rel" or noun is None or clause.reading is None or clause.reading.feature not in ("3mp", "3md"):
        return None
    at = noun.start
    while at < noun.end - 1 and not view.senses[at].kinds and any(r.pos == "noun" for r in view.senses[at].events):
        at += 1
    if at == noun.start:
        return None
    people = Chunk("np", at, noun.end)
    people.head, people.kinds, people.definite = at, view.senses[at].kinds, True
    people.actors = tuple(m for m in noun.actors if m.start >= at)
    return people if suits_agent(people) else None


def _left_by(view: View, chunks: list[Chunk], clause: Clause, reading: Reading | None) -> Chunk | None:
    """طالبت الحكومة بانسحاب القوات من البلدة التي سيطرت عليها: who is told of by the noun that the place completes."""
    noun, parent = clause.antecedent, clause.parent
    if clause.kind != "rel" or noun is None or not noun.prep or suits_agent(noun) or parent is None:
        return None
    says = parent.verb is not None and bool(view.senses[chunks[parent.verb].start].reports)
    at = chunks.index(noun)
    told = chunks[at - 1] if at and chunks[at - 1].kind == "np" else chunks[at - 2] if at > 1 else None
    if not says or told is None or told.kind != "np" or not told.end - told.start > 1:
        return None
    if not any(r.pos == "noun" for r in view.senses[told.start].events) or told.kinds:
        return None
    doer = Chunk("np", told.start + 1, told.end)
    doer.head, doer.kinds, doer.definite = doer.start, view.senses[doer.start].kinds, True
    doer.actors = tuple(m for m in told.actors if m.start >= doer.start)
    return doer if suits_agent(doer) and can_resume(view, reading, doer) else None


def _said_of(view: View, clause: Clause) -> Clause | None:
    """Whose subject the pronoun on أن stands for: somebody who acts and agrees, and is no aside of a relative clause.

    "X took the base which holds the airport, adding that it combs the sites": X combs them.
    """
    if clause.kind != "that" or not _pronoun_topic(view, clause) or clause.opener is None:
        return None
    pronoun = next(p for p in _SUFFIXES if view.tokens[clause.opener.start].text.endswith(p))
    for parent in ancestors(clause):
        subject = parent.subject
        if subject is None or not suits_agent(subject):
            continue
        says = parent is clause.parent and not parent.borrowed  # "while X confirmed, Y said that it ..."
        if parent.kind == "rel" or (parent.kind == "bare" and not says):
            continue
        if pronoun == SUFFIX_3FS and not feminine(view, subject):
            continue
        if pronoun == SUFFIX_3MP and not (human(view, subject) and not singular(view, subject)):
            continue
        if pronoun == SUFFIX_3MS and view.tokens[subject.head].text.endswith(FEMININE_ENDINGS):
            continue
        return parent
    return None


def _object_of(clause: Clause) -> bool:
    """Whether the verb's own pronoun takes up what the clause describes: quarters that they besiege."""
    noun, parent = clause.antecedent, clause.parent
    verb = clause.reading
    if noun is None or parent is None or verb is None or verb.suffix not in SINGULAR_SUFFIXES or clause.kind != "bare":
        return False
    return not suits_agent(noun) and parent.subject is not None and suits_agent(parent.subject)


def _after_verb(view: View, chunks: list[Chunk], clause: Clause, verb_index: int, owner: list[int]) -> Chunk | None:
    """The phrase after the verb that is its subject, if one is there."""
    reading = chunks[verb_index].reading
    entry = reading.entry if reading is not None else None
    if _subject_on_that(view, clause, reading):
        return None
    for k in range(verb_index + 1, min(clause.end, verb_index + 6)):
        if owner[k] != clause.index:
            break
        chunk = chunks[k]
        if chunk.kind == "np":
            if chunk.adverbial:
                continue
            if chunk.prep:
                if carried_with(view, verb_index, chunks, k, clause):
                    return None
                if chunk.prep in view.lang.group("before.subject"):
                    continue
                return None
            words = view.lang.words(entry.with_object) if isinstance(entry, Event) else frozenset()
            acts = "means" in chunk.kinds and chunk.definite and not alone(chunks, k, clause, owner)
            if not acts and words and bare_keys(view.keys[chunk.head]) & words:
                return None  # "imposes its control": the noun completes the verb
            late = late_subject(chunks, k, clause, owner)
            if late is not None and isinstance(entry, Event) and entry.obj not in ("none", ""):
                return late
            if accusative(view, chunk) or view.keys[chunk.start] in view.lang.group("oneself"):
                return None  # an accusative is the object: the subject is dropped
            if reading is not None and reading.feature == "3fs" and not feminine(view, chunk):
                elided = isinstance(entry, Carrier) and of_forces(chunk)  # تواصل | الدعم السريع
                if not elided:
                    return None
            if reading is not None and reading.feature == "3ms" and _counted_things(entry, chunk):
                return None  # إنه دمر | ثلاث دبابات
            joined = (
                reading is not None
                and bool(reading.conj)
                and clause.parent is not None
                and clause.parent.subject is not None
            )
            if hit(view, entry, chunk) and alone(chunks, k, clause, owner):
                return None  # استهدفت منطقة زراعية: quarters do not attack
            if entered(view, clause, entry, chunk) and not acts_behind(chunks, k, clause, owner):
                return None  # ثم دخلت زنجبار: towns enter nothing
            completed = reading is not None and bool(reading.suffix)  # the object is on the verb: دخلتها الكتائب
            if (
                isinstance(entry, Event)
                and entry.obj not in ("none", "")
                and not (completed or reading_passive(reading))
            ):
                if (joined or _pronoun_topic(view, clause)) and not suits_agent(chunk):
                    return None  # a dropped subject: the phrase is the object
                if (
                    joined
                    and chunk.kinds & {"site", "people"}
                    and not (chunk.actors or chunk.kinds & {"means", "force"})
                ):
                    return None
                dropped = joined or (clause.kind in ("that", "sub") and "means" not in chunk.kinds)
                if dropped and not entry.passive_first and alone(chunks, k, clause, owner) and _agent_before(clause):
                    return None  # "X entered the town and expelled Y": one phrase, and somebody who acts already
            if isinstance(entry, Carrier) and entry.subj == "cause" and joined and toll(view, chunk):
                return None  # "and inflicted | losses": its subject is the one before
            pointing = chunk.end - chunk.start == 1 and view.senses[chunk.start].func == "demo"
            if isinstance(entry, Carrier) and entry.subj == "agent" and pointing and joined:
                return None  # وأعقب | ذلك بإعدام أربعة
            if (
                isinstance(entry, Carrier)
                and entry.subj == "object"
                and joined
                and _agent_before(clause)
                and _to_do(chunks, k, entry)
            ):
                return None  # "and forced | its men to flee": whoever acted before did
            takes = isinstance(entry, Carrier) and entry.subj in ("agent", "patient")
            if isinstance(entry, Event):  # أن تشن | غارات
                takes = any(r.entry.subj == "agent" for r in view.senses[chunks[verb_index].start].carriers)
            if (
                takes
                and any(r.pos == "noun" for r in view.senses[chunk.head].events)
                and not (chunk.kinds or of_forces(chunk))
            ):
                return None  # the event noun is what the carrier carries; its subject is dropped
            if joined and chunk.places and not (chunk.actors or chunk.kinds) and _agent_before(clause):
                return None  # وأخذت عزان: whoever acted before
            if isinstance(entry, Reporting) and not suits_agent(chunk) and chunk.places and not joined:
                return chunk
            return chunk
        if chunk.kind == "time" or (chunk.kind == "func" and chunk.func in ("prep", "adv", "pron")):
            continue
        return None
    return None


def _counted_things(entry: object, chunk: Chunk) -> bool:
    """Whether a phrase counts several things, which take no masculine verb: behind one with objects they were hit."""
    if not isinstance(entry, Event) or entry.obj in ("none", "") or entry.passive_first:
        return False
    return chunk.numeral and bool(chunk.kinds) and chunk.kinds <= {"means", "site"}


def _subject_on_that(view: View, clause: Clause, reading: Reading | None) -> bool:
    """Whether the pronoun on أن is the verb's subject, so that none follows: إنها دمرت دبابة (إنه may be nobody)."""
    if clause.kind != "that" or clause.opener is None or reading is None or reading.passive:
        return False
    text = view.tokens[clause.opener.start].text
    return any(text.endswith(pronoun) and reading.feature == of for pronoun, of in _OF_PRONOUN)


def _resumed(view: View, chunks: list[Chunk], verb_index: int) -> bool:
    """Whether a pronoun right behind the verb takes the antecedent up: the towns that they took (عليها)."""
    following = verb_index + 1
    return following < len(chunks) and view.keys[chunks[following].start] in view.lang.group("resumptive")


def _pronoun_topic(view: View, clause: Clause) -> bool:
    """Whether the word that opens the clause carries its subject: لكنه, أنها."""
    opener = clause.opener
    return opener is not None and view.tokens[opener.start].text.endswith(_SUFFIXES) and opener.func != "rel"


def _to_do(chunks: list[Chunk], k: int, carrier: Carrier) -> bool:
    """Whether what somebody is forced to do stands right behind chunk `k`: أجبرت عناصرها | على الفرار."""
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    return following is not None and following.prep in carrier.folded


def _agent_before(clause: Clause) -> bool:
    parent = clause.parent
    while parent is not None and parent.verb is None and parent.subject is None:
        parent = parent.parent  # an aside without a verb
    return parent is not None and parent.subject is not None and suits_agent(parent.subject)


def reading_passive(reading: Reading | None) -> bool:
    """Whether a verb reading is passive by its spelling."""
    return reading is not None and reading.passive

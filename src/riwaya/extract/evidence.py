"""Evidence: the shortest clause that holds an event and its arguments, without what attributes it."""

from typing import Final

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.subjects import opens_saying
from riwaya.extract.view import View
from riwaya.lang.grammar import IN
from riwaya.model.vocabulary import HARM

_JOINED: Final = 3  # tokens between event nouns that share what follows: the killing and wounding of
_NEGATED: Final = 6  # tokens between a negated verb and the event noun that it carries
_DESCRIBED: Final = 8  # tokens before a participle within which the phrase stands that it describes: families besieged
_CAUSE: Final = 5  # tokens of a cause ("the attack left") that still belong to the clause of its toll
_FOILED: Final = "stance:failed-attempt"
_LEAD: Final = 11  # tokens between who does it and its verb before, and the event noun, that still are one clause
_HAPPENING: Final = frozenset(["event", "place", "agent", "agent_or_event", "none", "patient"])


def evidence(
    view: View,
    chunks: list[Chunk],
    clauses: list[Clause],
    owner: list[int],
    frame: Frame,
    frames: list[Frame],
    attributions: list[Attribution],
) -> tuple[int, int]:
    """Tokens `[start, end)` of the evidence of a frame."""
    k = frame.trigger.chunk
    clause = frame.clause
    harm = frame.event in HARM
    others = {
        f.trigger.start
        for f in frames
        if f is not frame and not (harm and _joint_harm(frame, f)) and not _repelled(frame, f)
    }
    start = min(frame.core_start, frame.trigger.start)
    far = frame.trigger.start - start > _LEAD and not frame.trigger.entry.counted
    if far and any(start <= t < frame.trigger.start for t in others):
        start = (
            frame.trigger.start
        )  # شن الجيش هجوما على القبائل المتهمة | بتخريب: what carries it carries another first
    reading = frame.trigger.reading
    verbal = reading is not None and reading.pos in ("perf", "impf", "juss")
    first_chunk = chunks[clause.start].start if clause.start < len(chunks) else 0
    if not verbal and frame.chunk.prep in view.lang.group("source.of.time"):
        start = frame.trigger.start
    if verbal:
        subject = clause.subject
        if subject is not None and not clause.borrowed and subject.start < start and subject.start >= first_chunk:
            start = subject.start
        elif (
            clause.kind in ("rel", "bare")
            and clause.antecedent is not None
            and start - clause.antecedent.start <= 12
            and (clause.kind == "rel" or _fills(view, frame, clause.antecedent))
        ):
            start = clause.antecedent.start
        for j in range(k - 1, max(-1, k - 4), -1):
            if owner[j] == owner[k] and chunks[j].func in ("neg", "aux"):
                start = min(start, chunks[j].start)
    else:
        participle = reading is not None and reading.pos in ("part", "ppart")
        reach = len(view.tokens) if frame.trigger.entry.after else _DESCRIBED if participle else 0
        for argument in (*frame.agents, *frame.targets):
            if argument.chunk is not None and first_chunk <= argument.start < start <= argument.start + reach:
                start = argument.start
        start = min(start, _counted_from(view, frame))
        joined = next((f for f in frames if f.trigger.end == frame.trigger.start and _joint_harm(f, frame)), None)
        if joined is not None:  # one toll of both: عشرات القتلى | والجرحى
            start = min(start, joined.core_start, _counted_from(view, joined))
        if (
            frame.cause
            and clause.verb is not None
            and clause.subject is not None
            and not clause.borrowed
            and not any(chunks[clause.verb].end <= t < frame.trigger.start - 1 for t in others)
        ):
            start = min(start, max(first_chunk, _caused_from(chunks[clause.verb], clause.subject, start)))
        verb = chunks[clause.verb] if clause.verb is not None and clause.verb < k else None
        if (
            verb is not None
            and any(a.chunk is clause.subject for a in frame.agents if a.chunk is not None)
            and not clause.borrowed
            and not view.senses[verb.start].reports
            and not any(verb.start <= t < frame.trigger.start for t in others)
            and clause.subject is not None
        ):
            lead = min(verb.start, max(clause.subject.start, first_chunk))
            if any(lead <= t < verb.start for t in others):
                lead = verb.start  # عملية تمشيط تجري للقضاء على: who or what does it is told as an event of its own
            if start - lead <= _LEAD:
                start = min(start, lead)
        lead = frame.trigger.start - 1
        if frame.stance == "denies" and lead >= 0 and view.keys[lead] in view.lang.group("denying.before"):
            start = min(start, lead)
        if verb is not None and "stance:negated" in frame.rules and verb.end > frame.trigger.start - _NEGATED:
            start = min(start, _negated_from(view, chunks, clause.verb or 0))
    floor = _floor(attributions, frame.trigger.start)
    start = max(start, floor) if floor <= frame.trigger.start else start
    end = _end(view, chunks, owner, frame, k, others, attributions)
    if not verbal:
        end = max(end, _told_on(view, chunks, clauses, owner, frame, others, attributions))
    end = max(end, _described(view, chunks, clauses, owner, frame, others, attributions, end))
    return _trim(view, start, end)


def _negated_from(view: View, chunks: list[Chunk], verb: int) -> int:
    """Where the negation before a verb begins: لم يوقع, دون أن يسفر."""
    start = chunks[verb].start
    for chunk in reversed(chunks[max(0, verb - 3) : verb]):
        if chunk.func == "neg" or view.keys[chunk.start] in view.lang.group("denying.before"):
            return chunk.start
        if chunk.func not in ("that", "aux"):
            break
    return start


def _caused_from(verb: Chunk, subject: Chunk, toll: int) -> int:
    """Where the evidence of a toll begins that a cause is said to have brought: with the cause, unless that is long.

    الهجوم أسفر عن | مقتل ثلاثة, but only "أسفر عن مقتل ثلاثة" where the attack is told at length before.
    """
    if subject.start < verb.start:
        return subject.start if verb.start - subject.start <= _CAUSE else verb.start
    return verb.start if toll - verb.end <= 2 * _CAUSE else toll  # what is joined counts, too: dead | and wounded


def _fills(view: View, frame: Frame, chunk: Chunk) -> bool:
    """Whether a phrase has a role in the event, or tells it by its noun: raids that targeted X."""
    if any(view.senses[t].events for t in range(chunk.start, chunk.end)):
        return True
    if bare_keys(view.keys[chunk.head]) & view.lang.group("operations"):
        return True  # عمليتين | استهدفتا مواقع الجيش
    return any(a.start == chunk.start for a in (*frame.agents, *frame.targets, *frame.places))


def _counted_from(view: View, frame: Frame) -> int:
    """Where the count before a counted noun begins: 21 dead, dozens of wounded."""
    start = frame.trigger.start
    if not frame.trigger.entry.counted and "merged:relative" not in frame.rules:
        return start
    reading = frame.trigger.reading
    if reading is not None and reading.feature == "s" and start > 2:
        back = start - 1 if view.keys[start - 1] in view.lang.group("between") else start - 2
        between = view.keys[back] in view.lang.group("between") and (back == start - 1 or view.senses[back + 1].events)
        if between and _counts(view, back - 1):  # أكثر من مئة بين قتيل وجريح: one count of both
            start = back
            while start > 0 and _counts(view, start - 1):
                start -= 1
            return start
    while start > frame.chunk.start and _counts(view, start - 1):
        start -= 1
    apart = start > 1 and start == frame.chunk.start and view.senses[start - 1].func == "prep"
    if apart and view.senses[start - 2].func == "quant":
        start -= 2  # أكثر من | ثلاثين قتيلا
    return start


def _counts(view: View, t: int) -> bool:
    """Whether a token counts: a figure, a number in words, أكثر من."""
    sense = view.senses[t]
    if view.tokens[t].kind == "number" or sense.func == "quant" or view.tokens[t].key in view.numbers:
        return True
    return sense.func == "prep" and t > 0 and view.senses[t - 1].func == "quant"


def _repelled(frame: Frame, other: Frame) -> bool:
    """أحبط الجيش محاولة تسلل: the attempt that a clash repelled is part of what is told of it."""
    return frame.event == "clash" and other.trigger.start > frame.trigger.start and _FOILED in other.rules


def _joint_harm(frame: Frame, other: Frame) -> bool:
    """عشرات القتلى والجرحى من المدنيين: two harms told of the same people do not cut each other's evidence."""
    return (
        other is not frame
        and frame.event in HARM
        and other.event in HARM
        and other.trigger.start == frame.trigger.end
        and other.trigger.start == other.core_start
        and frame.trigger.reading is not None
        and frame.trigger.reading.pos == "noun"
    )


def _floor(attributions: list[Attribution], token: int) -> int:
    return max((a.content[0] for a in attributions if a.covers(token)), default=0)


def _end(
    view: View,
    chunks: list[Chunk],
    owner: list[int],
    frame: Frame,
    k: int,
    others: set[int],
    attributions: list[Attribution],
) -> int:
    """Where the clause stops telling this event."""
    harm = frame.event in HARM
    merged = frame.core_end if "merged:relative" in frame.rules else 0
    stops = {a.cue[0] for a in attributions if a.cue[0] > frame.trigger.start}
    arguments = _own_arguments(view, frame, others)
    # Where another event's own phrase begins, a place behind it is that event's.
    border = min((t for t in others if t >= max((*arguments, frame.core_end))), default=len(view.tokens))
    arguments += [a.end for a in frame.places if a.chunk is not None and frame.trigger.start <= a.start < border]
    needed = max((*arguments, frame.core_end))
    end = max(frame.trigger.end, chunks[k].end)
    figure = frame.carrier.figure if frame.carrier is not None else ()
    if chunks[k].prep in figure:
        figure = ()
    told = next((c for c in chunks[k + 1 :] if c.kind == "np" and c.numeral and c.prep in figure), None)
    own = {t for a in (*frame.agents, *frame.targets) for t in range(a.start, a.end)}
    held = _held(chunks[k], others - own, frame.trigger.start)
    if told is not None and frame.event in HARM:
        return told.end  # the toll of the raids on X rose | to 12 civilians
    if held is not None:
        return max(held, frame.trigger.end)
    for j in range(k + 1, len(chunks)):
        chunk = chunks[j]
        if chunk is told or (told is not None and chunk.end == told.start and chunk.func == "prep"):
            break
        if stops and chunk.start >= needed - 1 and any(chunk.start <= s < chunk.end for s in stops):
            break
        if (chunk.kind == "verb" or chunk.func == "aux") and chunk.start > needed - 1 and owner[j] != owner[k]:
            break
        if chunk.kind == "verb" and j > k + 1 and frame.chunk.kind == "np" and chunk.start >= merged:
            break
        if opens_saying(view, chunk) and chunk.start >= needed - 1:
            break
        if chunk.func in ("sub", "that", "rel", "cond") and chunk.start >= needed:
            break
        if chunk.func == "pron" and chunk.start >= needed and view.keys[chunk.start] in view.lang.group("among.them"):
            break  # who was among them is told apart
        if chunk.prep in view.lang.group("causes.only") and chunk.func == "prep" and chunk.start >= needed:
            break
        following = chunks[j + 1] if chunk.func == "pron" and j + 1 < len(chunks) else None
        part = following is not None and following.numeral and following.start in others
        if part and chunk.start >= needed:
            break  # 14 مواطنا | منهم أربعة أتراك
        if chunk.kind == "punct":
            if view.tokens[chunk.start].text in "،,؛;:.-–…!؟?" and chunk.start >= needed:
                if view.tokens[chunk.start].text in "،," and _listed(view, chunks, owner, j, others, stops):
                    continue
                break
            if view.tokens[chunk.start].text in "([" and chunk.start >= needed:
                break
        if chunk.kind == "np" and chunk.start >= needed - 1 and not others.isdisjoint(range(chunk.start, chunk.end)):
            if harm and chunk.prep == IN and not chunk.coord:
                end = chunk.end  # مقتل ثلاثة | في معارك
            break
        if (
            chunk.func == "prep"
            and chunk.prep in view.lang.group("source.of.time")
            and j + 1 < len(chunks)
            and chunk.start >= needed
        ):
            following = chunks[j + 1]
            if any(t in others for t in range(following.start, following.end)):
                if harm:  # مقتل ثلاثة | خلال الاشتباكات: in what they died or were hurt belongs to it
                    end = following.end
                break
        end = chunk.end
    last = len(chunks) - 1
    while end > frame.trigger.end:
        while last >= 0 and chunks[last].end > end:
            last -= 1
        if last < 0 or chunks[last].end != end or chunks[last].kind != "func" or chunks[last].func == "pron":
            break
        end -= 1
    return max(end, frame.trigger.end)


def _own_arguments(view: View, frame: Frame, others: set[int]) -> list[int]:
    """Where the arguments behind the trigger end; of harm, up to the next event once it is told whom it befell.

    قتل مدني مع ابنه وإصابة جاره جراء القصف من قبل X: whose shelling it was is told with the wounding.
    """
    behind = [a for a in (*frame.agents, *frame.targets) if a.chunk is not None and a.start >= frame.trigger.start]
    if frame.event not in HARM:
        return [a.end for a in behind]
    whom = [a for a in frame.targets if a.chunk is not None and not _only_counts(view, a.chunk)]
    first = min((a.end for a in whom), default=len(view.tokens))
    border = min((t for t in others if t >= max(first, frame.core_end)), default=len(view.tokens))
    return [a.end for a in behind if a.start < border]


def _only_counts(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is a bare count: 16, more than 30."""
    return all(_counts(view, t) for t in range(chunk.start, chunk.end))


def _listed(view: View, chunks: list[Chunk], owner: list[int], comma: int, others: set[int], stops: set[int]) -> bool:
    """Whether a comma stands in a list that goes on behind it: a gun, and 14 rifles, and five rockets."""
    if not 0 < comma < len(chunks) - 2:
        return False
    before, item = chunks[comma - 1], chunks[comma + 1]
    after = next((c for c in chunks[comma + 2 :] if c.kind != "np" or c.prep), chunks[-1])
    if before.kind != "np" or item.kind != "np" or not item.coord or item.prep or owner[comma + 1] != owner[comma - 1]:
        return False
    inside = range(item.start, item.end)
    return after.kind != "verb" and not any(t in others or t in stops or view.senses[t].reports for t in inside)


def _told_on(
    view: View,
    chunks: list[Chunk],
    clauses: list[Clause],
    owner: list[int],
    frame: Frame,
    others: set[int],
    attributions: list[Attribution],
) -> int:
    """Where a relative clause ends that tells of the event noun before it only that it happened, and how.

    المعارك التي اندلعت في الجبل, غارات شنها الطيران على المدينة: the clause is the event's own.
    """
    relative = next((c for c in clauses if c.antecedent is frame.chunk and c.verb is not None), None)
    if relative is None or relative.verb is None or relative.kind not in ("rel", "bare"):
        return 0
    verb = chunks[relative.verb]
    if any(t in others for t in range(frame.trigger.end, verb.end)):
        return 0
    if not any(
        r.entry.subj in _HAPPENING and r.pos in ("perf", "impf", "juss") for r in view.senses[verb.start].carriers
    ):
        return 0
    return _end(view, chunks, owner, frame, relative.verb, others, attributions)


def _described(
    view: View,
    chunks: list[Chunk],
    clauses: list[Clause],
    owner: list[int],
    frame: Frame,
    others: set[int],
    attributions: list[Attribution],
    end: int,
) -> int:
    """Where the relative clause ends that describes the last phrase of the evidence: mines that the group left."""
    filled = {a.chunk.start for a in (*frame.agents, *frame.targets) if a.chunk is not None}
    relative = next(
        (
            c
            for c in clauses
            if c.antecedent is not None
            and c.antecedent.end == end
            and c.antecedent is not frame.chunk
            and not c.antecedent.places
            and c.verb is not None
            and (c.kind == "rel" or (c.kind == "bare" and c.antecedent.start in filled))
        ),
        None,
    )
    if relative is None or relative.verb is None:
        return 0
    verb, sense = chunks[relative.verb], view.senses[chunks[relative.verb].start]
    opened = all(c.func == "rel" for c in chunks if end <= c.start < verb.start)
    if not opened or verb.coord or sense.reports:
        return 0
    stop = _end(view, chunks, owner, frame, relative.verb, others, attributions)
    tells = stop < len(view.tokens) and stop in others
    alone = stop <= verb.end
    return 0 if tells or alone or any(t in others for t in range(end, stop)) else stop


def _held(chunk: Chunk, others: set[int], trigger: int) -> int | None:
    """A second event noun in the same phrase ends the first one's evidence there."""
    later = [t for t in range(trigger + 1, chunk.end) if t in others]
    return later[0] if later else None


def _trim(view: View, start: int, end: int) -> tuple[int, int]:
    tokens = view.tokens
    while start < end - 1 and tokens[start].kind == "punct":
        start += 1
    while end - 1 > start and tokens[end - 1].kind == "punct" and tokens[end - 1].text not in '"”»)%':
        end -= 1
    if start and view.mark_pairs.get(start - 1, end) < end - 1:
        start -= 1  # «تحرير» المدينة: a mark that closes inside opens inside
    text = "".join(tokens[i].text for i in range(start, end))
    if end - 1 > start and tokens[end - 1].text in '"”»' and not any(m in text[:-1] for m in '"“«”'):
        end -= 1
    if end - 1 > start and tokens[end - 1].text == ")" and "(" not in text:
        end -= 1
    return start, end

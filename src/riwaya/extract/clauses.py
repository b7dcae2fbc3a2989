"""Clauses of a sentence over its chunks, with the subject of each.

A clause begins at a complementiser, a relative, a subordinator, at a verb joined by و or ف, and at a verb that follows
another one in the same clause (a relative clause without pronoun after an indefinite noun). A clause interrupted by a
relative clause goes on when the next bare verb finds it still without a verb.
"""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clause import Clause, suits_agent
from riwaya.extract.objects import only_place
from riwaya.extract.subjects import find_subject, tells_strike
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event
from riwaya.lang.grammar import AND, CONJUNCTIONS, PLURAL_OBLIQUE, has_conjunction
from riwaya.model.vocabulary import FAMILY_OF

__all__ = ["Clause", "divide", "suits_agent"]

_FRONTED: Final = 6  # chunks from the joined preposition to the verb
_HARM: Final = frozenset(("killed", "injured", "destruction"))


def divide(view: View, chunks: list[Chunk]) -> tuple[list[Clause], list[int]]:
    """The clauses of a sentence, and for every chunk the index of its clause."""
    clauses = [Clause(0, "main", 0, None)]
    owner: list[int] = []
    current = clauses[0]

    def begin(kind: str, at: int, parent: Clause) -> Clause:
        clause = Clause(len(clauses), kind, at, parent)
        clauses.append(clause)
        return clause

    for i, chunk in enumerate(chunks):
        kind = chunk.kind
        if kind == "np" or kind == "time":
            pass
        elif kind == "func":
            if chunk.func == "prep" and _opens_with_where(view, chunks, i):
                if current.verb is not None:
                    current = begin("conj", i, _level(current))
                current.fronted = True
            elif chunk.func in ("that", "rel", "sub", "cond"):
                goes_on = view.keys[chunk.start].removeprefix(AND) in view.lang.group("then")
                current = begin(chunk.func, i, _level(current) if goes_on else current)
                current.opener = chunk
                if chunk.func == "rel":
                    current.antecedent = _antecedent(chunks, i, people=view.keys[chunk.start].endswith(PLURAL_OBLIQUE))
            elif chunk.func == "aux" and current.verb is not None and _set_back(chunks, i):
                described = None if chunk.coord else _antecedent(chunks, i)
                current = begin("conj" if chunk.coord else "bare", i, current)
                current.antecedent = described
        elif (
            kind == "punct"
            and i + 1 < len(chunks)
            and (
                view.tokens[chunk.start].text == ":"
                or (view.tokens[chunk.start].text in "-–—" and i <= 10 and current.index == 0 and current.verb is None)
            )
        ):
            current = begin("main", i, current)  # after a voice and a colon, or a dateline and a dash
        elif kind == "verb":
            joined = chunk.coord or (
                chunk.reading is None and view.keys[chunk.start][:1] in CONJUNCTIONS and len(view.keys[chunk.start]) > 4
            )
            if joined and (current.verb is not None or i > current.start):
                base = current
                # A joined verb continues the clause level of the verb before it.
                if base.kind == "rel" and base.verb is not None and base.parent is not None and _new_subject(chunks, i):
                    base = base.parent
                current = begin("conj", i, base)
            elif current.verb is not None:
                parent = current.parent
                if (
                    current.kind == "rel"
                    and parent is not None
                    and parent.verb is None
                    and _topic(chunks, parent, owner)
                ):
                    current = parent
                else:
                    nxt = begin("bare", i, current)
                    nxt.antecedent = _described(view, chunks, i)
                    current = nxt
            if current.verb is None:
                current.verb = i
        owner.append(current.index)
        current.end = i + 1
        if kind == "punct" and _aside_ends(view, chunks, current, i):
            current = current.parent or current
    for clause in clauses:
        find_subject(view, chunks, clause, owner, clauses)
    return clauses, owner


def _aside_ends(view: View, chunks: list[Chunk], clause: Clause, i: int) -> bool:
    """Whether a comma ends a relative clause that a comma opened, and a phrase of the outer one follows: حماس، التي
    تدير القطاع، | عشرات السلفيين."""
    if clause.kind != "rel" or clause.verb is None or clause.opener is None or clause.parent is None:
        return False
    before, at = clause.opener.start - 1, chunks[i].start
    if before < 0 or view.tokens[before].text not in "،," or view.tokens[at].text not in "،,":
        return False
    outer = clause.parent
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    bare = following is not None and following.kind == "np" and not (following.prep or following.coord)
    return bare and outer.verb is not None and outer.kind != "rel"


def _opens_with_where(view: View, chunks: list[Chunk], i: int) -> bool:
    """Whether a joined preposition puts a place before the verb of a clause: (قتل ثلاثة)، وفي حلب | قتل خمسة."""
    key = view.keys[chunks[i].start]
    if not has_conjunction(key) or key[1:] not in view.lang.group("locative.like"):
        return False
    placed = False
    for chunk in chunks[i + 1 : i + 1 + _FRONTED]:
        if chunk.kind == "verb":
            return placed and not chunk.coord
        if chunk.kind == "np" and chunk.prep:
            placed = placed or bool(chunk.places)
        elif not (chunk.kind == "time" or chunk.func == "prep" or chunk.adverbial):
            return False
    return False


def _level(clause: Clause) -> Clause:
    """The clause that what joins a new place, or "then", goes on: no relative clause, and no cause."""
    while clause.kind in ("rel", "bare") and clause.parent is not None:
        clause = clause.parent
    return clause


def _topic(chunks: list[Chunk], clause: Clause, owner: list[int]) -> bool:
    return any(
        owner[k] == clause.index and chunks[k].kind == "np" and not chunks[k].prep
        for k in range(clause.start, len(owner))
    )


def _antecedent(chunks: list[Chunk], i: int, people: bool = False) -> Chunk | None:
    """The noun phrase just before a relative clause; a place is not what one of `people` (الذين) describes."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if people and chunks[k].prep and only_place(chunks[k]):
            continue
        if chunks[k].kind == "np":
            # "في بلدة X بريف Y التي": the qualifier is not what the relative is about when another stands before it.
            return chunks[k]
        if chunks[k].kind == "verb":
            return None
    return None


def _described(view: View, chunks: list[Chunk], i: int) -> Chunk | None:
    """What a relative clause without a pronoun describes: غارات على مأرب | استهدفت, an event noun rather than where it
    was or by what, where the verb tells what strikes do: غارة في سرت | قتلت ثلاثة. No town kills."""
    nearest = _antecedent(chunks, i)
    reading = chunks[i].reading
    entry = reading.entry if reading is not None else None
    struck = isinstance(entry, Event) and (FAMILY_OF[entry.event] == "remote" or entry.event == "attack")
    causes = isinstance(entry, Carrier) and entry.subj == "cause"
    harms = isinstance(entry, Event) and entry.event in _HARM and entry.subj == "agent"
    placed = nearest is not None and bool(nearest.places) and not nearest.actors
    if nearest is None or not (nearest.prep or (harms and placed)) or not (struck or causes or (harms and placed)):
        return nearest
    for k in range(i - 1, max(-1, i - 6), -1):
        chunk = chunks[k]
        if chunk.kind == "verb" or chunk.kind == "punct":
            break
        if chunk.kind == "np" and not chunk.definite and tells_strike(view, chunk):
            return chunk
    return None if harms and placed else nearest


def _set_back(chunks: list[Chunk], i: int) -> bool:
    """Whether an auxiliary has its subject before its verb, both behind it: (مواقع) كان المسلحون قد سيطروا عليها."""
    if i + 3 >= len(chunks) or chunks[i + 1].kind != "np" or chunks[i + 1].prep:
        return False
    return chunks[i + 2].func == "aux" and chunks[i + 3].kind == "verb" and not chunks[i + 3].coord


def _new_subject(chunks: list[Chunk], i: int) -> bool:
    return i + 1 < len(chunks) and chunks[i + 1].kind == "np" and not chunks[i + 1].prep and suits_agent(chunks[i + 1])

"""Events of peace: accidents, nature, disease, sport, trade and figures of speech that use the words of war.

What shows them is data (`peacetime.yaml`): heads of phrases that do no business of war, words for what harm came from,
words for what a sentence speaks of altogether.
"""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Final, NamedTuple

from riwaya.extract.chunk import Chunk
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys, carrying
from riwaya.extract.view import View
from riwaya.lang.entries import Peacetime
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold
from riwaya.text.once import once

_ARMED_KINDS: Final = frozenset(("military", "armed_group"))


class _Known(NamedTuple):
    entry: Peacetime
    rest: tuple[str, ...]


@once
def _entries() -> tuple[Peacetime, ...]:
    return read_entries("peacetime.yaml", Peacetime)


@once
def _table() -> dict[str, tuple[_Known, ...]]:
    """What is known by its first word."""
    out: dict[str, list[_Known]] = {}
    for entry in (entry for entry in _entries() if entry.role != "armed"):
        for words in entry.words:
            first, *rest = map(fold, words.split())
            out.setdefault(first, []).append(_Known(entry, tuple(rest)))
    return {first: tuple(known) for first, known in out.items()}


@once
def _armed() -> Mapping[str, bool]:
    """Whether a token is an armed word."""
    return carrying(frozenset(fold(word) for entry in _entries() if entry.role == "armed" for word in entry.words))


class Peace:
    """The marks of peace in one document, and whether a frame is such an event."""

    def __init__(self, view: View) -> None:
        self.view = view
        table = _table()
        opens = carrying(frozenset(table))
        self.marks: list[tuple[int, Peacetime]] = []
        for t in [t for t, key in enumerate(view.keys) if opens[key]]:
            for form in bare_keys(view.keys[t]):
                for known in table.get(form, ()):
                    size = len(known.rest)
                    if not size or tuple(view.keys[t + 1 : t + 1 + size]) == known.rest:
                        self.marks.append((t, known.entry))

    def rules_out(self, frame: Frame, chunks: list[Chunk], owner: list[int], sentence: tuple[int, int]) -> bool:
        """Whether a frame of a sentence tells no event of a conflict."""
        if not self.marks:
            return False
        start, end = sentence
        first = bisect_left(self.marks, start, key=_at)
        here = self.marks[first : bisect_left(self.marks, end, key=_at)]
        told = {frame.event, frame.trigger.entry.id}
        here = [(t, entry) for t, entry in here if not entry.events or not told.isdisjoint(entry.events)]
        if not here:
            return False
        doers = [t for t, entry in here if entry.role == "doer"]
        shown = any(entry.role == "cause" or (entry.role == "setting" and t < frame.trigger.start) for t, entry in here)
        shown = shown or any(_heads(chunk, t) for chunk in _phrases(frame, chunks, owner) for t in doers)
        if not shown:
            return False
        if any(entry.sure for _, entry in here):
            return not any(a.chunk is not None and _is_force(a.chunk) for a in (*frame.agents, *frame.targets))
        return not self._armed(frame, start, end)

    def _armed(self, frame: Frame, start: int, end: int) -> bool:
        """Whether something else in the sentence is armed."""
        view = self.view
        trigger = range(frame.trigger.start, frame.trigger.end)
        armed = _armed()
        for t in range(start, end):
            if t in trigger:
                continue
            if armed[view.keys[t]]:
                return True
            actor = view.actor_at.get(t)
            if actor is not None and actor.rows[0].kind in _ARMED_KINDS:
                return True
        return False


def _is_force(chunk: Chunk) -> bool:
    return "force" in chunk.kinds and "person" not in chunk.kinds


def _at(mark: tuple[int, Peacetime]) -> int:
    return mark[0]


def _heads(chunk: Chunk, token: int) -> bool:
    """Whether a token is what a phrase is about: its head, its first words, or what its number counts."""
    return token == chunk.head or 0 <= token - chunk.start <= 1 or (chunk.numeral and chunk.start <= token < chunk.end)


def _phrases(frame: Frame, chunks: list[Chunk], owner: list[int]) -> list[Chunk]:
    """Whom an event's clause names without a preposition, and whom the clause that it is joined to."""
    clause = frame.clause
    clauses = {clause.index}
    if clause.kind == "conj" and clause.parent is not None:
        clauses.add(clause.parent.index)
    named = [c for c, own in zip(chunks, owner, strict=True) if own in clauses and c.kind == "np" and not c.prep]
    return [*named, *(a.chunk for a in (*frame.agents, *frame.targets) if a.chunk is not None)]

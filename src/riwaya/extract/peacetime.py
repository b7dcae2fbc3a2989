"""Events of peace: accidents, nature, disease, sport, trade and figures of speech that use the words of war.

What shows them is data (`peacetime.yaml`): heads of phrases that do no business of war, words for what harm came from,
words for what a sentence speaks of altogether.
"""

from bisect import bisect_left
from typing import Final, NamedTuple

from riwaya.extract.chunk import Chunk
from riwaya.extract.frame import Frame
from riwaya.extract.view import View
from riwaya.lang.entries import Peacetime
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold
from riwaya.text.once import once

_ONTO: Final = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_ARMED_KINDS: Final = frozenset(("military", "armed_group"))


class _Known(NamedTuple):
    entry: Peacetime
    rest: tuple[str, ...]


@once
def _table() -> dict[str, tuple[_Known, ...]]:
    """What is known by the first word, in every form in which it may be written on to what stands before it."""
    out: dict[str, list[_Known]] = {}
    for entry in read_entries("peacetime.yaml", Peacetime):
        for words in entry.words:
            first, *rest = map(fold, words.split())
            for form in written(first):
                out.setdefault(form, []).append(_Known(entry, tuple(rest)))
    return {form: tuple(known) for form, known in out.items()}


def written(key: str) -> list[str]:
    """A folded word with each conjunction and preposition that may be written onto it."""
    forms = [onto + key for onto in _ONTO]
    if key.startswith("ال"):
        forms += ["لل" + key[2:], "ولل" + key[2:]]
    return forms


@once
def _armed() -> frozenset[str]:
    return frozenset(form for entry in read_entries("peacetime.yaml", Peacetime) for form in _armed_forms(entry))


def _armed_forms(entry: Peacetime) -> list[str]:
    return [form for word in entry.words for form in written(fold(word))] if entry.role == "armed" else []


class Peace:
    """The marks of peace in one document, and whether a frame is such an event."""

    def __init__(self, view: View) -> None:
        self.view = view
        table = _table()
        self.marks: list[tuple[int, Peacetime]] = []
        for t, key in enumerate(view.keys):
            for known in table.get(key, ()):
                size = len(known.rest)
                if not size or tuple(view.keys[t + 1 : t + 1 + size]) == known.rest:
                    self.marks.append((t, known.entry))

    def rules_out(self, frame: Frame, chunks: list[Chunk], owner: list[int], sentence: tuple[int, int]) -> bool:
        """Whether a frame of a sentence tells no event of a conflict."""
        if not self.marks:
            return False
        start, end = sentence
        first = bisect_left(self.marks, start, key=_at)
        here = [m for m in self.marks[first : bisect_left(self.marks, end, key=_at)] if m[1].role != "armed"]
        here = [(t, entry) for t, entry in here if not entry.events or frame.event in entry.events]
        if not here:
            return False
        doers = [t for t, entry in here if entry.role == "doer"]
        shown = any(entry.role == "cause" or (entry.role == "setting" and t < frame.trigger.start) for t, entry in here)
        shown = shown or any(_heads(chunk, t) for chunk in _phrases(frame, chunks, owner) for t in doers)
        return shown and not self._armed(frame, start, end)

    def _armed(self, frame: Frame, start: int, end: int) -> bool:
        """Whether something else in the sentence is armed."""
        view = self.view
        trigger = range(frame.trigger.start, frame.trigger.end)
        armed = _armed()
        for t in range(start, end):
            if t in trigger:
                continue
            if view.keys[t] in armed:
                return True
            actor = view.actor_at.get(t)
            if actor is not None and actor.rows[0].kind in _ARMED_KINDS:
                return True
        return False


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

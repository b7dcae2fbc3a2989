"""Reading what is new into a ledger: what `riwaya run --add` does, for what a round found."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from riwaya.fetch.clock import Clock
from riwaya.ledger import alert_rows
from riwaya.ledger.store import Ledger
from riwaya.model.errors import InputError
from riwaya.pipeline.outcome import from_error
from riwaya.pipeline.run import items_of
from riwaya.pipeline.shard import Item
from riwaya.read import Source, discover
from riwaya.watch.feeds import New
from riwaya.workspace.adding import add

_SETTLED: Final = 1.0
"""Seconds that a file has lain unchanged before it is read: who writes it may not be done."""


class Read(msgspec.Struct, frozen=True):
    """What a round read. `documents`: the ids of those that were kept; `duplicates`: how many others are the same
    publication as one that is there; `problems`: lines about what was set aside.
    """

    documents: tuple[str, ...]
    duplicates: int
    problems: tuple[str, ...]
    passed: int

    @property
    def kept(self) -> int:
        """How many reports were kept."""
        return len(self.documents)


def changed_files(
    paths: Sequence[str], root: Path | None, known: Mapping[str, str], clock: Clock
) -> Iterator[tuple[Source, str]]:
    """The files below some paths that were not read as they are now, each with its fingerprint.

    What cannot be read at all is left to the run that names it: here it would be said every round.
    """
    marks: dict[str, str | None] = {}
    found = [source for source in discover(paths, root=root) if isinstance(source, Source)]
    young = False
    for source in found:
        marks[source.path], age = _mark(source.path, clock)
        young |= marks[source.path] != known.get(source.path) and age < _SETTLED
    if young:
        clock.sleep(_SETTLED)
    for source in found:
        mark = marks[source.path]
        if mark is not None and mark != known.get(source.path) and (not young or _mark(source.path, clock)[0] == mark):
            yield source, mark


def _mark(path: str, clock: Clock) -> tuple[str | None, float]:
    """What tells a file's content from another (size and time), and its age in seconds; None if it is gone."""
    try:
        status = os.stat(path)
    except OSError:
        return None, 0.0
    return f"{status.st_size}:{status.st_mtime_ns}", clock.now().timestamp() - status.st_mtime


def ingest(
    ledger: Ledger,
    files: Sequence[tuple[Source, str]],
    entries: Iterable[New | InputError],
    *,
    root: Path | None,
    jobs: int | None,
) -> Read:
    """Read files and entries of feeds, and add them to the ledger in one transaction; then remember them as read."""
    marks = {source.path: mark for source, mark in files}
    items = _items([source for source, _ in files], entries, marks, root)
    added = add(ledger, items, inputs=marks.keys(), jobs=jobs)
    if marks:
        with ledger.writing() as connection:
            alert_rows.remember(connection, marks)
    return Read(added.documents, len(added.duplicates), tuple(one.message for one in added.set_aside), added.passed)


def _items(
    sources: Sequence[Source], entries: Iterable[New | InputError], marks: dict[str, str], root: Path | None
) -> Iterator[Item]:
    """Everything to be read; what is taken of feeds is marked on the way."""
    yield from items_of(sources, root=root)
    seen: set[str] = set()
    for one in entries:
        if isinstance(one, InputError):
            yield from_error(one)
        elif one.entry.id not in seen:
            seen.add(one.entry.id)
            marks[one.source] = one.fingerprint
            yield one.entry

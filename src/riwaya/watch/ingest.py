"""Reading what is new into a ledger: what `riwaya run --add` does, for what a round found."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import msgspec

from riwaya import __version__
from riwaya.fetch.clock import Clock
from riwaya.ledger import alert_rows
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document
from riwaya.model.codec import decode_lines
from riwaya.model.errors import InputError
from riwaya.pipeline import Kept, SetAside
from riwaya.pipeline.outcome import PassedOver, from_error
from riwaya.pipeline.run import items_of, jobs_for, stream
from riwaya.pipeline.shard import Item
from riwaya.read import Source, discover
from riwaya.watch.feeds import New

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
    sources = [source for source, _ in files]
    passed = 0
    kept: dict[str, None] = {}
    twice: list[str] = []
    aside: list[SetAside] = []
    outlets: list[tuple[str, str]] = []
    with tempfile.TemporaryFile() as documents, tempfile.TemporaryFile() as claims:
        number, items = jobs_for(jobs, _items(sources, entries, marks, root))
        for outcome in stream(items, jobs=number):
            if isinstance(outcome, Kept):
                kept[outcome.id] = None
                if outcome.outlet_name is not None:
                    outlets.append((outcome.id, outcome.outlet_name))
                documents.write(outcome.document + b"\n")
                claims.writelines(claim + b"\n" for claim in outcome.claims)
            elif isinstance(outcome, PassedOver):
                passed += outcome.number
            else:
                aside.append(msgspec.structs.replace(outcome, trace=None))
        if marks or kept:
            run = ledger.run()
            ledger.write_run(
                _records(documents, Document),
                _records(claims, Claim),
                aside,
                version=__version__,
                options=run.options if run is not None else {"title": None},
                inputs={*marks, *(one.source for one in aside)},
                outlet_names=outlets,
                duplicate=twice.append,
            )
    if marks:
        with ledger.writing() as connection:
            alert_rows.remember(connection, marks)
    for id in twice:
        kept.pop(id, None)
    return Read(tuple(kept), len(twice), tuple(one.message for one in aside), passed)


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


Record = TypeVar("Record", Claim, Document)


def _records(file: BinaryIO, kind: type[Record]) -> Iterator[Record]:
    file.seek(0)
    yield from decode_lines(file, kind, "what was read")

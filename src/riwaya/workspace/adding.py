"""Adding reports to a ledger that is in use: what `riwaya run --add` does, for whoever has inputs and no folder."""

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import BinaryIO, TypeVar

import msgspec

from riwaya import __version__
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document
from riwaya.model.codec import decode_lines
from riwaya.pipeline import Kept, Outcome, SetAside
from riwaya.pipeline.outcome import PassedOver
from riwaya.pipeline.run import jobs_for, stream
from riwaya.pipeline.shard import Item


class Added(msgspec.Struct, frozen=True):
    """What became of some inputs: every one of them was kept, is a duplicate, or was set aside.

    `documents`: the ids of the reports that were kept; `duplicates`: of those that are the same publication as one that
    is there; `passed`: what containers held beside reports.
    """

    documents: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    passed: int = 0

    @property
    def read(self) -> int:
        """How many inputs there were."""
        return len(self.documents) + len(self.duplicates) + len(self.set_aside)


def add(
    ledger: Ledger,
    items: Iterable[Item],
    *,
    inputs: Collection[str],
    jobs: int | None,
    heard: Callable[[Outcome], None] = lambda outcome: None,
) -> Added:
    """Read the items, and add what they hold to the ledger in one transaction: all of it is there then, or nothing.

    `inputs` names what was read, so that what was set aside of the same before is forgotten; it may grow while the
    items are taken. What a run has read is neither kept in memory nor written before all of it is read. `heard` is told
    of each outcome as it comes.
    """
    passed = 0
    kept: dict[str, None] = {}
    twice: list[str] = []
    aside: list[SetAside] = []
    outlets: list[tuple[str, str]] = []
    with tempfile.TemporaryFile() as documents, tempfile.TemporaryFile() as claims:
        number, taken = jobs_for(jobs, iter(items))
        for outcome in stream(taken, jobs=number):
            heard(outcome)
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
        if inputs or kept:
            run = ledger.run()
            ledger.write_run(
                _records(documents, Document),
                _records(claims, Claim),
                aside,
                version=__version__,
                options=run.options if run is not None else {"title": None},
                inputs={*inputs, *(one.source for one in aside)},
                outlet_names=outlets,
                duplicate=twice.append,
            )
    for id in twice:
        kept.pop(id, None)
    return Added(tuple(kept), tuple(twice), tuple(aside), passed)


Record = TypeVar("Record", Claim, Document)


def _records(file: BinaryIO, kind: type[Record]) -> Iterator[Record]:
    file.seek(0)
    yield from decode_lines(file, kind, "what was read")

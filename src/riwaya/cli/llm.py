"""The step of `riwaya claims` and `riwaya run` that asks a language model."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from riwaya.cli.console import Console
from riwaya.model import Claim, Document
from riwaya.model.codec import encode
from riwaya.pipeline import Kept, Outcome

if TYPE_CHECKING:
    from riwaya.llm.reader import Entry, Reader
    from riwaya.llm.settings import Settings

LOG, CACHE = "llm.jsonl", "llm-cache"
"""What became of the model's readings, and its answers, in the folder of a run."""


class Step:
    """Asks a model about every report that goes through. `unread` counts passages that it failed at."""

    def __init__(
        self, console: Console, reader: "Reader", log: IO[bytes] | None, spared: Callable[[Document], bool] | None
    ):
        self._console, self._reader, self._log, self._spared = console, reader, log, spared
        self._fates: Counter[str] = Counter()
        self._why: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()

    def __call__(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes in order, with the model's claims among those of each document."""
        others: dict[int, list[Outcome]] = {0: []}
        taken: list[Kept] = []

        def documents() -> Iterator[tuple[Document, list[Claim]]]:
            for outcome in outcomes:
                if isinstance(outcome, Kept):
                    document = msgspec.json.decode(outcome.document, type=Document)
                    if self._spared is None or not self._spared(document):
                        taken.append(outcome)
                        others[len(taken)] = []
                        yield document, [msgspec.json.decode(claim, type=Claim) for claim in outcome.claims]
                        continue
                    self._problems["of reports in which something is redacted"] += 1
                others[len(taken)].append(outcome)

        done = 0
        for read in self._reader.read(documents()):
            yield from others.pop(done)
            kept, taken[done] = taken[done], _NOTHING
            done += 1
            self._note(read.log)
            yield msgspec.structs.replace(kept, claims=tuple(map(encode, read.claims)))
        yield from others.pop(done)

    def _note(self, log: "tuple[Entry, ...]") -> None:
        for entry in log:
            self._fates[entry.verdict] += 1
            if entry.verdict == "rejected":
                self._why[entry.code or ""] += 1
            elif entry.verdict in ("failed", "unasked"):
                self._problems[entry.says or ""] += 1
            if self._log is not None:
                self._log.write(msgspec.json.encode(entry) + b"\n")

    def say(self) -> None:
        """What was asked and what came of it; what was not asked or not answered is always said."""
        reader, fates = self._reader, self._fates
        readings = sum(fates[f] for f in ("accepted", "confirms", "alternative", "rejected"))
        why = ", ".join(f"{code} {n}" for code, n in sorted(self._why.items(), key=lambda w: (-w[1], w[0])))
        if not self._console.quiet:
            self._console.line(
                f"{reader.rule}: {reader.asked} passages asked, {reader.cached} answered before, {reader.calls} calls, "
                f"about {reader.tokens} tokens; {readings} readings = {fates['accepted']} accepted + "
                f"{fates['confirms']} confirming + {fates['alternative']} alternatives + {fates['rejected']} rejected"
                + (f" ({why})" if why else "")
            )
        for says, n in sorted(self._problems.items()):
            self._console.line(f"{reader.rule}: {n} passages left to the grammar alone: {says}")

    @property
    def failed(self) -> bool:
        """Whether the model failed at a passage that it was asked about."""
        return self._fates["failed"] > 0


_NOTHING = Kept("", b"", ())


@contextmanager
def step(
    console: Console,
    settings: "Settings | None",
    log: Path | None,
    spared: Callable[[Document], bool] | None = None,
) -> Iterator[Step | None]:
    """The step that asks a model, if one is asked for. Documents that are `spared` are not sent anywhere."""
    if settings is None:
        yield None
        return
    from riwaya.llm.reader import Reader

    if not settings.local:
        console.line(
            f"the text of every report will be sent to {settings.host}, which is not this machine; "
            "whoever runs it can read what the reports say and whom they name"
        )
        if settings.url.startswith("http:"):
            console.line(f"{settings.url}: the way there is not encrypted; whoever is between can read along")
    with closing(Reader(settings)) as reader:
        if log is None:
            yield Step(console, reader, None, spared)
            return
        with log.open("wb") as file:
            yield Step(console, reader, file, spared)

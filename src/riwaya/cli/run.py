"""`riwaya run`: documents, claims, ledger and report in a folder."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from riwaya import __version__
from riwaya.cli.console import Console
from riwaya.cli.inputs import find, read_into
from riwaya.cli.llm import CACHE, LOG, step
from riwaya.cli.output import WORK, discard, publish, staging
from riwaya.gazetteer.own.tables import FILE_NAME as OWN_PLACES
from riwaya.gazetteer.own.tables import in_use, read_own, write_own
from riwaya.ledger import FILE_NAME, open_ledger
from riwaya.model import Claim, Document
from riwaya.model.codec import encode, read_records
from riwaya.pipeline import Kept, Outcome, SetAside
from riwaya.pipeline.outcome import DUPLICATE, NOT_CONFLICT
from riwaya.read import Options, Source

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger
    from riwaya.llm.settings import Settings
    from riwaya.reason.workings import Workings

DOCUMENTS, CLAIMS, REPORT = "documents.jsonl", "claims.jsonl", "report.html"
NOT_KEPT = "set_aside.jsonl"
"""Staged only: the ledger and the report take what was set aside from it."""
OUTLETS = "outlets.jsonl"
"""Staged only: documents of outlets that no table knows, each with what its outlet calls itself, for the ledger."""

REPORT_LIMIT = 2000
"""Documents that the report shows: a page with more of them is of no use in a browser. The other files hold all."""


def run_into(
    console: Console,
    paths: Sequence[str],
    out: Path,
    *,
    root: Path | None,
    jobs: int | None,
    title: str | None,
    options: Options | None = None,
    add: bool = False,
    ledger: str | None = None,
    llm: "Settings | None" = None,
    scheduler: str | None = None,
) -> None:
    """Read the reports that the paths hold and put the four files into `out`; the ledger into that named, if one is.

    With `add` the reports that the ledger holds stay, and the files hold them all. With `llm` a model is asked,
    too, and a fifth file says what became of its readings. `scheduler` is the address of a cluster that reads.
    """
    sources = find(paths, root)
    # The ledger is opened first: one that cannot be used is better known before the work than after it.
    with staging(out) as staged, open_ledger(ledger or out / FILE_NAME, create=True) as opened:
        if llm is not None and llm.cache is None:
            llm = msgspec.structs.replace(llm, cache=out / CACHE)
        with step(console, llm, staged / LOG, opened.redacts() if llm else None) as asking:
            outcomes = read_into(
                console, sources, out / WORK, root=root, jobs=jobs, scheduler=scheduler, options=options
            )
            kept = _stage(outcomes if asking is None else asking(outcomes), staged)
        before = opened.run()
        run = opened.write_run(
            read_records(staged / DOCUMENTS, Document),
            read_records(staged / CLAIMS, Claim),
            _set_aside(staged),
            version=__version__,
            options={"title": title} if llm is None else {"title": title, "llm": llm.model},
            inputs={source.path if isinstance(source, Source) else source.source for source in sources}
            if add
            else None,
            outlet_names=_outlet_names(staged),
            duplicate=lambda _: console.count_twice(),
        )
        if add or opened.has_redactions():
            _stage_all(opened, staged)
        workings = _report(console, opened, staged, title, run.documents)
        places = _own_places(staged)
        publish(staged, out, (DOCUMENTS, CLAIMS, REPORT, *places, *((LOG,) if asking else ())))
        if not places:
            (out / OWN_PLACES).unlink(missing_ok=True)
        if asking is None:
            (out / LOG).unlink(missing_ok=True)  # it is of claims that are no longer there
        # What the report is made from serves the workspace, too, where it is made from all reports.
        from riwaya.cli.analyse import spread_over

        if add and workings is None and before is not None:
            from riwaya.workspace.updating import update

            update(opened, kept, since=before.id, spread=spread_over(scheduler))
        else:
            from riwaya.workspace.derive import derive

            derive(opened, workings, spread=spread_over(scheduler))
        discard(out / WORK)
    console.summary(f"; {run.claims} claims in {out}, to be read in {out / REPORT}")
    if asking is not None:
        asking.say()
    console.leave(incomplete=asking is not None and asking.failed)


def _own_places(staged: Path) -> tuple[str, ...]:
    """Stage the own places in use, as one table; the file's name, if there are any."""
    paths = in_use()
    if not paths:
        return ()
    rows = [own for path in paths for _, own in read_own(path)]
    write_own(staged / OWN_PLACES, rows, ["The own places of the run that this folder is of."])
    return (OWN_PLACES,)


def write_again(console: Console, ledger: "Ledger", folder: Path) -> None:
    """Write the files of a run anew from what its ledger holds."""
    run = ledger.run()
    with staging(folder) as staged:
        _stage_all(ledger, staged)
        title, held = (run.options.get("title"), run.documents) if run else (None, 0)
        _report(console, ledger, staged, title, held)
        publish(staged, folder, (DOCUMENTS, CLAIMS, REPORT))


def _stage_all(ledger: "Ledger", staged: Path) -> None:
    """Stage what the ledger holds, in place of what this run read."""
    with (staged / DOCUMENTS).open("wb") as documents:
        documents.writelines(encode(document) + b"\n" for document in ledger.documents())
    with (staged / CLAIMS).open("wb") as claims:
        claims.writelines(encode(claim) + b"\n" for claim in ledger.claims())
    with (staged / NOT_KEPT).open("wb") as not_kept:
        not_kept.writelines(msgspec.json.encode(one) + b"\n" for one in ledger.set_aside())


def _stage(outcomes: Iterable[Outcome], staged: Path) -> list[str]:
    """Stage documents, claims and what was not kept, as JSON lines; the ids of the documents."""
    kept: list[str] = []
    with (
        (staged / DOCUMENTS).open("wb") as documents,
        (staged / CLAIMS).open("wb") as claims,
        (staged / NOT_KEPT).open("wb") as not_kept,
        (staged / OUTLETS).open("wb") as outlets,
    ):
        for outcome in outcomes:
            if isinstance(outcome, Kept):
                kept.append(outcome.id)
                documents.write(outcome.document + b"\n")
                if outcome.outlet_name is not None:
                    outlets.write(msgspec.json.encode((outcome.id, outcome.outlet_name)) + b"\n")
                claims.writelines(claim + b"\n" for claim in outcome.claims)
            elif isinstance(outcome, SetAside):
                not_kept.write(msgspec.json.encode(msgspec.structs.replace(outcome, trace=None)) + b"\n")
    return kept


def _set_aside(staged: Path) -> Iterator[SetAside]:
    with (staged / NOT_KEPT).open("rb") as file:
        for line in file:
            yield msgspec.json.decode(line, type=SetAside)


def _outlet_names(staged: Path) -> Iterator[tuple[str, str]]:
    with (staged / OUTLETS).open("rb") as file:
        for line in file:
            yield msgspec.json.decode(line, type=tuple[str, str])


def _report(console: Console, ledger: "Ledger", staged: Path, title: str | None, held: int) -> "Workings | None":
    """Stage the report, with what people decided; the workings that it shows, if it shows all documents."""
    from riwaya.ledger import effective
    from riwaya.ledger.derived import last_decision
    from riwaya.reason.workings import Workings
    from riwaya.report import SetAsideLine, write_report
    from riwaya.report.brief.names import both

    with ledger.reading() as connection:
        decided = bool(last_decision(connection))
    documents = list(islice(read_records(staged / DOCUMENTS, Document), REPORT_LIMIT))
    shown = {document.id for document in documents}
    told: Iterator[Claim] = read_records(staged / CLAIMS, Claim)
    if decided:
        told = (reviewed.claim for reviewed in effective.claims(ledger))
    claims = list(takewhile(lambda claim: claim.document in shown, told))
    lost = (one for one in _set_aside(staged) if one.code not in (DUPLICATE, NOT_CONFLICT))
    set_aside = [SetAsideLine(one.source, one.code, one.message) for one in islice(lost, REPORT_LIMIT)]
    workings = Workings.of(documents, claims, effective.decided(ledger) if decided else None)
    write_report(
        staged / REPORT,
        documents,
        claims,
        set_aside,
        title=title,
        outlet_names={outlet: both(name) for outlet, name in ledger.outlet_names().items()},
        workings=workings,
        decided=decided,
    )
    if held > len(documents):
        console.line(f"the report shows the first {len(documents)} of {held} documents; the other files hold all")
        return None
    return workings

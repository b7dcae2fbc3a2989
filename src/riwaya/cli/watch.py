"""`riwaya watch` and `riwaya alerts`: reports read as they come, and what is told of it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import SET_ASIDE, Console, guarded
from riwaya.cli.fetch import Contact, Delay
from riwaya.cli.options import Debug, Jobs, JsonLines, Ledger, Quiet, Root

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger as Opened
    from riwaya.watch.outbox import Sink
    from riwaya.watch.rounds import Watch

ARCHIVE = "fetched.warc.gz"
"""What feeds and their pages gave, in the folder of the ledger."""


def watch(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Folders and files of reports, and addresses of feeds.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the ledger; made if need be.")],
    once: Annotated[bool, typer.Option("--once", help="One round, then leave: for cron.")] = False,
    interval: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="Time between two rounds.")] = 300.0,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Write alerts to this file, as JSON lines.")
    ] = None,
    webhook: Annotated[str | None, typer.Option(metavar="URL", help="Send alerts to this address.")] = None,
    secret: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File with the secret that the webhook is signed with.")
    ] = None,
    embargo: Annotated[
        float, typer.Option(metavar="HOURS", min=0.0, help="How old reports must be before they are told of.")
    ] = 72.0,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Tell also what the first round finds, instead of taking it as known.")
    ] = False,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Read the pages that entries of feeds link to.")
    ] = False,
    language: Annotated[str, typer.Option(metavar="ar|en", help="Language of the alerts.")] = "en",
    ledger: Annotated[
        str | None, typer.Option(metavar="URL", help="A PostgreSQL ledger, instead of ledger.db in the folder.")
    ] = None,
    root: Root = None,
    delay: Delay = 2.0,
    contact: Contact = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read reports as they come, and alert to what changes.

    An alert is given when a claim contradicts the ledger, a dispute opens, or the most probable holder of a place
    changes. Each is told once, over restarts and crashes. Reports younger than the embargo are not told of, and nothing
    about where people flee, shelter or are treated; how much is held back is said.

    \b
    Examples:
      riwaya watch examples/bukamal/reports -o watched --once
      riwaya watch examples/bukamal/reports -o watched --once --from-start --embargo 0 --file alerts.jsonl
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.lang.labels import LANGUAGES
        from riwaya.model.errors import LedgerError, UsageError

        if language not in LANGUAGES:
            raise UsageError(f"{language}: alerts are in ar or en")
        if secret is not None and webhook is None:
            raise UsageError("--secret signs a webhook; give its address with --webhook")
        from contextlib import ExitStack

        from riwaya.cli.output import locked
        from riwaya.cli.run import DOCUMENTS, write_again
        from riwaya.fetch import Archive, Fetcher, Settings, SystemClock
        from riwaya.ledger import FILE_NAME, open_ledger
        from riwaya.watch.feeds import FeedWatch
        from riwaya.watch.rounds import Watch
        from riwaya.watch.telling import Telling

        feeds = [one for one in sources if one.startswith(("http://", "https://"))]
        paths = [one for one in sources if one not in feeds]
        missing = [path for path in paths if not Path(path).exists()]
        if missing:
            raise UsageError(f"{missing[0]}: no such file or folder; check the path")
        out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            stack.enter_context(locked(out / ".watch.lock"))
            clock = SystemClock()
            opened = stack.enter_context(open_ledger(ledger or out / FILE_NAME, create=True))
            feed_watch = None
            if feeds:
                settings = Settings(delay=delay, contact=contact)
                archive = stack.enter_context(Archive(out / ARCHIVE, settings))
                feed_watch = FeedWatch(Fetcher(archive, settings=settings, clock=clock), full_text=full_text)

            def write_files(changed: "Opened") -> None:
                if (out / DOCUMENTS).exists():  # `riwaya run` wrote here, and its files hold what the ledger does
                    write_again(console, changed, out)

            rounds = Watch(
                opened,
                _sinks(file, webhook, secret, quiet=quiet),
                clock,
                paths=paths,
                root=root,
                feeds=feeds,
                feed_watch=feed_watch,
                telling=Telling("ar" if language == "ar" else "en"),
                embargo_hours=embargo,
                jobs=jobs,
                from_start=from_start,
                say=console.line,
                changed=write_files,
            )
            incomplete = _round(console, rounds)
            while not once:
                clock.sleep(interval)
                try:
                    _round(console, rounds)
                except (LedgerError, OSError) as error:  # another writes just now, the disk is full: it may pass
                    console.error(f"{' '.join(str(error).split())}; the next round tries again")
        if incomplete:
            raise typer.Exit(SET_ASIDE)


def _sinks(file: Path | None, webhook: str | None, secret: Path | None, *, quiet: bool) -> "list[Sink]":
    from riwaya.fetch import SystemClock
    from riwaya.watch.outbox import JsonFile, Posted, Terminal
    from riwaya.watch.webhook import Webhook, secret_of

    sinks: list[Sink] = [] if quiet else [Terminal(_print)]
    if file is not None:
        sinks.append(JsonFile(file))
    if webhook is not None:
        key = secret_of(secret.read_text(encoding="utf-8")) if secret is not None else None
        sinks.append(Posted(Webhook(webhook, key), SystemClock()))
    return sinks


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _round(console: Console, rounds: "Watch") -> bool:
    """One round, said in a line if anything happened; whether something was set aside or waits to arrive."""
    from riwaya.watch.rounds import held_back_line

    done = rounds.round()
    for problem in done.problems:
        console.line(f"set aside: {problem}")
    parts = [f"read {done.read}"] if done.read else []
    if done.duplicates:
        parts.append(f"duplicates {done.duplicates}")
    if done.first:
        parts.append("the first look: what the ledger holds is taken as known")
    if done.found:
        parts.append(f"found {done.found}")
    if done.told:
        parts.append(f"told {done.told}")
    if done.lapsed:
        parts.append(f"no longer so: {done.lapsed}")
    held = held_back_line(done.held_back)
    if held and parts:
        parts.append(held)
    if done.waiting:
        parts.append(f"waiting to arrive: {done.waiting}")
    if parts and not console.quiet:
        console.line("; ".join(parts))
    return bool(done.problems or done.waiting)


def alerts(
    ledger: Ledger,
    held: Annotated[
        bool, typer.Option("--held", help="List also what is held back or is no longer so, with the reason.")
    ] = False,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """List the alerts of a ledger, in the order of finding.

    Those that were told; what is held back is counted, and listed with --held, for the eyes of whoever keeps the
    ledger.

    \b
    Examples:
      riwaya alerts out
      riwaya alerts out --held --json
    """
    console = Console(debug=debug)
    with guarded(console):
        import msgspec

        from riwaya.ledger import alert_rows, open_ledger
        from riwaya.watch.record import Alert
        from riwaya.watch.rounds import held_back_line

        with open_ledger(ledger) as opened, opened.reading() as connection:
            rows = alert_rows.all_alerts(connection, () if held else (alert_rows.TOLD,))
            counts = alert_rows.held_back(connection)
        for row in rows:
            if not row.record:
                continue
            found = msgspec.json.decode(row.record, type=Alert)
            if json:
                line = {"state": row.state, "reason": row.reason, "due_at": row.due_at, **msgspec.structs.asdict(found)}
                _print(msgspec.json.encode(line).decode())
            else:
                state = "" if row.state == alert_rows.TOLD else f" [{row.reason or row.state}]"
                _print(f"{found.found_at} {found.kind} {found.id}{state} {found.text}")
        if counts:
            console.line(held_back_line(counts))

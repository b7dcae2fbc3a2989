"""`riwaya search`: words in the reports of a ledger."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, JsonLines, Ledger, Quiet

if TYPE_CHECKING:
    from riwaya.ledger.search import Hit


def search(
    ledger: Ledger,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words, "phrases", -words that must not occur; may be empty.')
    ] = "",
    voice: Annotated[str | None, typer.Option(metavar="NAME", help="With a claim of this voice.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="… with this agent or target.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="… at this place.")] = None,
    stance: Annotated[str | None, typer.Option(metavar="STANCE", help="… of this stance, such as denies.")] = None,
    event: Annotated[str | None, typer.Option(metavar="TYPE", help="… of this event type, such as capture.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="… of this day or later (2017-11-08).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="… of this day or earlier.")] = None,
    reviewed: Annotated[
        bool | None, typer.Option("--reviewed/--unreviewed", help="… about which somebody decided, or nobody did.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="OUTLET", help="Published by this outlet (outlet:…).")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="Reports a page.")] = 20,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page.")] = 1,
    json: JsonLines = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Search the reports of a ledger.

    Words are found whatever their hamza, diacritics, clitics and endings; what stands in quotes is found together; what
    has a minus before it must not occur. Filters keep reports with a claim for which all of them hold. NAME is an
    entity (place:…), a display name or an Arabic name. Each report is shown with its best passages and their offsets.

    \b
    Examples:
      riwaya search out السيطرة
      riwaya search out '"مدينة البوكمال" -قصف' --stance denies
      riwaya search out --place Al-Bukamal --since 2017-11-08 --until 2017-11-09 --json
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.query import Query
        from riwaya.ledger.search import search

        asked = Query(
            text=query,
            voice=voice,
            actor=actor,
            place=place,
            stance=_one_of("--stance", stance),
            event=_one_of("--event", event),
            since=_day("--since", since),
            until=_day("--until", until),
            outlet=outlet,
            reviewed=reviewed,
        )
        with open_ledger(ledger) as opened:
            found = search(opened, asked, offset=(page - 1) * limit, size=limit)
        for hit in found.items:
            typer.echo(_as_json(hit) if json else "\n".join(_lines(hit)))
        if not quiet:
            total = f"{found.total}" if found.exact else f"at most {found.total}"
            shown = f", {found.offset + 1} to {found.offset + len(found.items)} shown" if found.items else ""
            console.line(f"{total} reports{shown}")


def _one_of(option: str, value: str | None) -> str | None:
    from riwaya.model.errors import UsageError
    from riwaya.model.vocabulary import EVENTS, STANCES

    known = sorted(STANCES) if option == "--stance" else sorted(EVENTS)
    if value is not None and value not in known:
        raise UsageError(f"{option} {value}: there is none; it is one of {', '.join(known)}")
    return value


def _day(option: str, value: str | None) -> str | None:
    import datetime

    from riwaya.model.errors import UsageError

    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{option} {value}: is no day; write it as 2017-11-08") from None


def _as_json(hit: "Hit") -> str:
    import msgspec

    return msgspec.json.encode(hit).decode()


def _lines(hit: "Hit") -> Iterator[str]:
    from riwaya.report.offsets import printable

    days = hit.published
    about = [hit.document, days.earliest if days.earliest == days.latest else f"{days.earliest} to {days.latest}"]
    about += [hit.outlet, hit.title]
    yield printable("  ".join(part for part in about if part))
    for passage in hit.passages:
        shown = " ".join(printable(passage.text).split())
        claims = f"  ({', '.join(passage.claims)})" if passage.claims else ""
        yield f"  [{passage.start}, {passage.end}) {shown}{claims}"

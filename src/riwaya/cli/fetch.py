"""`riwaya fetch`: pages from the web into a web archive, which `riwaya run` reads."""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, Quiet

if TYPE_CHECKING:
    from riwaya.fetch import Fetcher

Contact = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Your address or page, said to the sites, so that they can reach you."),
]
Delay = Annotated[float, typer.Option(metavar="SECONDS", min=0.0, help="Least time between two requests to one host.")]


def fetch(
    urls: Annotated[
        list[str],
        typer.Argument(metavar="URL", help="Addresses, http or https; `-` reads them from stdin, one a line."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="A web archive (.warc.gz), made or added to.")
    ],
    delay: Delay = 2.0,
    contact: Contact = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Fetch also the pages that the entries of feeds link to.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Fetch also what the archive holds already.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Fetch pages into a web archive.

    What a site's robots.txt forbids is not fetched, nor anything in a private network, nor what the archive holds
    already. Every answer is kept as it came, with its time and its SHA-256. `riwaya run` reads the archive.

    \b
    Examples:
      riwaya fetch https://news.example/report.html -o pages.warc.gz
      riwaya fetch https://news.example/feed.xml --full-text -o pages.warc.gz
      riwaya fetch - -o pages.warc.gz --contact desk@news.example < addresses.txt
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.fetch import Archive, Fetcher, Settings
        from riwaya.model.errors import UsageError

        if not out.name.endswith(".warc.gz"):
            raise UsageError(f"{out}: the archive is a .warc.gz file; name it so")
        settings = Settings(delay=delay, contact=contact)
        with Archive(out, settings) as archive:
            held = fetch_into(console, Fetcher(archive, settings=settings), urls, full_text=full_text, again=again)
        console.summary(f"; {held} of them were in {out} before" if held else f" in {out}")
        console.leave()


def fetch_into(
    console: Console, fetcher: "Fetcher", urls: Iterable[str], *, full_text: bool = False, again: bool = False
) -> int:
    """Fetch each address, and with `full_text` what feeds among them link to; how many were in the archive before.

    Feeds are always asked for anew: they are read for what is new in them.
    """
    from riwaya.fetch import NotFetched
    from riwaya.read.feed import is_feed, links_of

    held = 0
    waiting = deque((url, again, full_text) for url in _each(urls))
    seen = {url for url, _, _ in waiting}
    while waiting:
        url, anew, follow = waiting.popleft()
        try:
            found = fetcher.fetch(url, anew=anew)
            if found is not None and found.cached and follow and is_feed(found.body):
                found = fetcher.fetch(url, anew=True)
        except NotFetched as error:
            console.count_set_aside(str(error))
            continue
        console.count_kept()
        if found is not None:
            held += found.cached
            for link in links_of(found.body, found.final) if follow else ():
                if link not in seen:
                    seen.add(link)
                    waiting.append((link, again, False))
    return held


def _each(urls: Iterable[str]) -> Iterator[str]:
    """The addresses, each once."""
    seen: set[str] = set()
    for given in urls:
        lines = typer.get_text_stream("stdin") if given == "-" else [given]
        for line in lines:
            url = line.strip()
            if url and not url.startswith("#") and url not in seen:
                seen.add(url)
                yield url

"""Documents as lists show them: a name that says what each is about, who published it and when."""

from collections.abc import Iterable

import msgspec

from riwaya.ledger import browse
from riwaya.ledger.store import Ledger
from riwaya.model import Published

_TITLE = 90


class Head(msgspec.Struct, frozen=True):
    """A document without its text. `title`: its own, or how its text begins, or its id."""

    id: str
    title: str = ""
    outlet: str | None = None
    url: str | None = None
    language: str = "ar"
    published: Published = Published()
    length: int = 0
    retired: bool = False
    redacted: bool = False

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.id


def heads(ledger: Ledger, ids: Iterable[str]) -> dict[str, Head]:
    """The heads of these documents, by id; those that the ledger does not hold are left out."""
    return {ident: head_of(found) for ident, found in browse.heads(ledger, ids).items()}


def head_of(stored: browse.DocumentHead) -> Head:
    """The head of a stored document."""
    return Head(
        stored.id,
        stored.title or _first_line(stored.opening),
        stored.outlet,
        stored.url if stored.url and stored.url.startswith(("https://", "http://")) else None,
        stored.language,
        stored.published,
        stored.length,
        stored.retired,
        stored.redacted,
    )


def _first_line(opening: str) -> str:
    line = " ".join(opening.strip().split("\n", 1)[0].split())
    return (
        line if len(line) <= _TITLE else (line[: line.rfind(" ", _TITLE // 2, _TITLE)].rstrip() or line[:_TITLE]) + "…"
    )

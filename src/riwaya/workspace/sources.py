"""The list of sources, and what a page shows of one: described, institutions graded, persons pooled."""

import msgspec
from sqlalchemy import select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import effective
from riwaya.ledger.decisions import Decision
from riwaya.ledger.store import Ledger
from riwaya.workspace.derived import count, record
from riwaya.workspace.records import SourceFigures, SourceRecord, Words

ON_A_PAGE = 50


class Listing(msgspec.Struct, frozen=True):
    """Page `page` of `pages` of `total` sources, those with most claims first; `graded`: letters that people gave."""

    lines: list[tuple[str, SourceFigures]]
    graded: dict[str, str]
    total: int
    page: int
    pages: int


class SourcePage(msgspec.Struct, frozen=True):
    """A source: as an outlet, for what its reports tell, and as a voice in anybody's reports; either may be missing.

    `graded`: the letter that somebody gave it, with the decision.
    """

    id: str
    outlet: SourceRecord | None
    voice: SourceRecord | None
    graded: tuple[str, Decision] | None

    def framing(self) -> list[Words]:
        """The words of both records."""
        return [words for one in (self.outlet, self.voice) if one is not None for words in one.framing]


def sources(ledger: Ledger, *, kind: str = "", page: int = 1) -> Listing:
    """Outlets and voices (or only one of the two) by their claims."""
    table = tables.derived_sources.c
    every = select(table.kind, table.id)
    if kind:
        every = every.where(table.kind == kind)
    order = table.claims.desc(), table.kind, table.id
    # Which are shown is settled before any record is read: they are large, and would be sorted with the rest.
    here = every.order_by(*order).offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE).subquery()
    query = select(table.kind, table.record).join(here, (here.c.kind == table.kind) & (here.c.id == table.id))
    with ledger.reading() as connection:
        total = count(connection, every)
        found = connection.execute(query.order_by(*order))
        lines = [(row.kind, msgspec.json.decode(row.record, type=SourceFigures)) for row in found]
    graded = {id: letter for id, (letter, _) in effective.grades(ledger).items()}
    return Listing(lines, graded, total, page, max(1, -(-total // ON_A_PAGE)))


def source(ledger: Ledger, ident: str) -> SourcePage | None:
    """One source, None where nothing is told by it."""
    table = tables.derived_sources.c
    with ledger.reading() as connection:
        query = select(table.record).where(table.id == ident)
        outlet = record(connection, query.where(table.kind == "outlet"), SourceRecord)
        voice = record(connection, query.where(table.kind == "voice"), SourceRecord)
    if outlet is None and voice is None:
        return None
    return SourcePage(ident, outlet, voice, effective.grades(ledger).get(ident))

"""Who has decided anything."""

from sqlalchemy import func, select

from riwaya.ledger import review_tables as tables
from riwaya.ledger.store import Ledger


def deciders(ledger: Ledger) -> list[tuple[str, int]]:
    """Everybody who made decisions, with how many, the most first."""
    who, number = tables.decisions.c.who, func.count()
    with ledger.reading() as connection:
        query = select(who, number).group_by(who).order_by(number.desc(), who)
        return [(row[0], row[1]) for row in connection.execute(query)]

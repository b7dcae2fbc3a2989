"""The order of the parties that hold places: their colours, patterns and numbers follow from it on every page."""

from collections.abc import Iterable

from riwaya.ledger import derived
from riwaya.ledger.store import Ledger


def numbered(ledger: Ledger, also: Iterable[str] = ()) -> dict[str, int]:
    """A number from 0 for each holder of any place of the ledger: those of whom most is known first, then by their ids.

    `also`: holders that are on the page; those of whom the ledger did not know when it was analysed come last.
    """
    with ledger.reading() as connection:
        known = derived.holders(connection)
    ordered = sorted(known, key=lambda holder: (-known[holder], holder))
    ordered += sorted(set(also) - known.keys())
    return {holder: n for n, holder in enumerate(ordered)}

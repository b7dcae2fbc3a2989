"""What waits for review, as a page asks for it."""

from collections.abc import Mapping
from typing import Final, get_args

from riwaya.ledger import reviews
from riwaya.ledger.decisions import Decision, Status
from riwaya.ledger.queue import Filters
from riwaya.ledger.store import Ledger
from riwaya.model.vocabulary import EVENTS, STANCES

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
_RECENT: Final = 12


def asked(query: Mapping[str, str]) -> Filters:
    """The filters that an address asks for; what means nothing is passed over."""
    status = next((status for status in STATUSES if status == query.get("status")), None)
    return Filters(
        status=None if query.get("status") == "any" else status or "unreviewed",
        document=query.get("document") or None,
        event=query["event"] if query.get("event") in EVENTS else None,
        stance=query["stance"] if query.get("stance") in STANCES else None,
        place=query.get("place") or None,
        voice=query.get("voice") or None,
        actor=query.get("actor") or None,
        outlet=query.get("outlet") or None,
        below=_share(query.get("below", "")),
    )


def _share(text: str) -> float | None:
    return int(text) / 100 if text.isdecimal() and 0 < int(text) <= 100 else None


def decided_since(ledger: Ledger, reader: str | None) -> list[Decision]:
    """The latest decisions that this reader may see, the newest first."""
    return reviews.everything(ledger, newest=True, limit=_RECENT, reader=reader)

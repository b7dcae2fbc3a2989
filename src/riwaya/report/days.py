"""The days that a claim is told of."""

import datetime

from riwaya.model import Claim, Document


def claim_days(claim: Claim, document: Document) -> tuple[str | None, str | None, str]:
    """`(earliest, latest, basis)` of what a claim tells, as ISO days, either of which may be None.

    Basis: `stated` (a day that the text gives), `relative` (counted from the day of publication), `published` (no
    day is given: the day of publication, which bounds what is told as past), `floating` (relative to an unknown
    day of publication), `none`.
    """
    published = document.published.days()
    time = claim.time
    if time is not None:
        first, last = _day(time.earliest), _day(time.latest)
        if first or last:
            return first, last, "relative" if time.offset_days is not None else "stated"
        if time.offset_days is not None:
            if published is None:
                return None, None, "floating"
            try:
                low = published[0] + datetime.timedelta(days=time.offset_days[0])
                high = published[1] + datetime.timedelta(days=time.offset_days[1])
            except OverflowError:
                return None, None, "none"
            return low.isoformat(), high.isoformat(), "relative"
    if published is not None:
        return published[0].isoformat(), published[1].isoformat(), "published"
    return None, None, "none"


def _day(text: str | None) -> str | None:
    """The ISO day, or None when there is none or it is no day of the calendar."""
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None

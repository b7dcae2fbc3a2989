"""Leaving one place for another: what such a claim says of the place left is not what it says of where they went."""

from typing import Final

import msgspec

from riwaya.model import Claim

ALL_GONE_TO: Final = "place:destination"
"""Rule of a claim all of whose places are where its agents went."""
LAST_GONE_TO: Final = "place:destination-last"
"""Rule of a claim the last of whose places is where its agents went."""
ARRIVING: Final = "deployment"
"""The event that leaving one place is for the other."""


def as_told_of_places(claim: Claim) -> tuple[Claim, ...]:
    """The claim as it bears on its places: as it is, but as arriving where its agents are said to have gone.

    "They withdrew from X to Y" gives a withdrawal from X and an arrival at Y, both under the claim's own id.
    """
    if ALL_GONE_TO in claim.rules:
        return (msgspec.structs.replace(claim, event=ARRIVING),)
    if LAST_GONE_TO in claim.rules and len(claim.places) > 1:
        *left, last = claim.places
        return (
            msgspec.structs.replace(claim, places=tuple(left)),
            msgspec.structs.replace(claim, event=ARRIVING, places=(last,)),
        )
    return (claim,)

"""What extraction gives back: claims, and on request the steps that led to each of them."""

import msgspec

from riwaya.model import Claim


class Step(msgspec.Struct, frozen=True):
    """One step of how a claim came about: the stage, the id of the rule or entry that acted, and what it did."""

    stage: str
    rule: str
    says: str


class Extraction(msgspec.Struct, frozen=True):
    """The claims of one document in text order; `steps` (by claim id) is filled only when asked for."""

    claims: tuple[Claim, ...]
    steps: dict[str, tuple[Step, ...]] = {}

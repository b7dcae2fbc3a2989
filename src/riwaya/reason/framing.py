"""Framing: which of several words outlets and voices use for one referent. Counted with its spans, never scored.

Words are looked for in the names of actors and voices and in the evidence of claims (`riwaya.lang.framing` has them).
What stands on an outlet's page counts for the outlet; what stands in a claim that is credited to a voice counts for
that voice too, though the outlet may have put it into words of its own.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from riwaya.lang.framing import Scope, Use, first_of, uses
from riwaya.model import Actor, Claim, Voice
from riwaya.model.vocabulary import FAMILIES
from riwaya.reason.parties import generic

_SCOPES: Final[Mapping[str, Scope]] = {
    **dict.fromkeys((*FAMILIES["gained"], "withdrawal", "loss", "control", "clearing"), "taking"),
    **dict.fromkeys(("killed", "injured", "execution"), "dead"),
    **dict.fromkeys(("bombing", "vehicle_bomb", "attack"), "suicide"),
}
"""Where each type of event has its paired words looked for."""


class Usage(msgspec.Struct, frozen=True, order=True):
    """One use of a paired word: for `referent` (an actor's id, or `taking`, `dead`, `suicide`) the word shown as
    `form`, standing as `text` at `[start, end)` of the document. `credited`: in what a voice is credited for.
    """

    referent: str
    form: str
    document: str
    start: int
    end: int
    text: str
    entry: str
    credited: bool


def framing(claims: Iterable[Claim]) -> list[tuple[Usage, Claim]]:
    """Every use in the claims, with a claim that it stands in; a stretch of text counts once for a referent."""
    out: dict[tuple[str, int, int, str], tuple[Usage, Claim]] = {}
    for claim in claims:
        for usage in _of_claim(claim):
            out.setdefault((usage.document, usage.start, usage.end, usage.referent), (usage, claim))
    return [out[key] for key in sorted(out)]


def _of_claim(claim: Claim) -> Iterable[Usage]:
    scope = _SCOPES.get(claim.event)
    if scope is not None:
        for use in uses(claim.evidence.text, scope):
            yield _usage(claim, scope, use, claim.evidence.start, claim.evidence.text, bool(claim.voices))
    for mention in (*claim.agents, *claim.targets):
        yield from _of_actor(claim, mention, bool(claim.voices))
    for voice in claim.voices:
        yield from _of_actor(claim, voice, False)


def _of_actor(claim: Claim, mention: Actor | Voice, credited: bool) -> Iterable[Usage]:
    if mention.entity is None or generic(mention.entity) or not mention.entity.startswith("actor:"):
        return
    use = _word_for(mention.text, mention.entity)
    if use is not None:
        yield _usage(claim, mention.entity, use, mention.start, mention.text, credited)


@lru_cache(maxsize=20_000)
def _word_for(text: str, actor: str) -> Use | None:
    """The paired word by which a mention calls an actor: the same few are met again and again."""
    return first_of(uses(text, "actor", actor))


def _usage(claim: Claim, referent: str, use: Use, start: int, text: str, credited: bool) -> Usage:
    return Usage(
        referent, use.entry.form, claim.document, start + use.start, start + use.end, text[use.start : use.end],
        use.entry.id, credited,
    )  # fmt: skip

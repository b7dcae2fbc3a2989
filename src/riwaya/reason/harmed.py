"""Who was harmed: people of no side or fighters, by what a claim counts and names."""

from functools import cache
from typing import Final, Literal

import msgspec

from riwaya.lang.grammar import without_article
from riwaya.lang.load import read_entries
from riwaya.model.vocabulary import HARM
from riwaya.reason.facts import Fact, numbers_of
from riwaya.text.normalise import fold

HARMLESS: Final = frozenset({"civilians", "children", "women"})
"""Those of the harmed who fight for nobody."""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: Literal["civilians", "fighters"]
    forms: tuple[str, ...]


def others_harmed(denial: Fact, claim: Fact) -> bool:
    """Whether a denial of deaths or injuries speaks of other people than the claim does.

    "No civilian was killed" leaves standing that attackers were; "we executed nobody" leaves standing that people died.
    """
    if denial.kind not in HARM:
        return False
    if denial.claim.event == "execution" and claim.claim.event != "execution":
        return True
    mine, theirs = statuses(denial), statuses(claim)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def statuses(fact: Fact) -> frozenset[str]:
    """`civilians`, `fighters`, both or, where nothing says so, neither."""
    found = {number.status for number in numbers_of(fact) if number.status}
    if fact.loser.civilian:
        found.add("civilians")
    elif fact.loser.combatant:
        found.add("fighters")
    if not found:
        words = _words()
        found = {words[word] for target in fact.claim.targets for word in _first(target.text) if word in words}
    return frozenset("civilians" if status in HARMLESS else status for status in found)


def _first(text: str) -> tuple[str, ...]:
    """The noun that a mention begins with, as it stands and without its article."""
    head = fold(text).partition(" ")[0]
    return (head, without_article(head))


@cache
def _words() -> dict[str, str]:
    entries = read_entries("harmed_words.yaml", _Words, package="riwaya.reason.data")
    return {fold(form): entry.id for entry in entries for form in entry.forms}

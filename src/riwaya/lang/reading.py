"""How a token can be read: the records that the lexicon hands out.

They are plain classes, not msgspec's: compiled with the rest, their fields cost next to nothing to ask for.
"""

from typing import Any, Final


class Reading:
    """One way to read a token: the entry, what form of it, and the clitics that were taken off."""

    __slots__ = ("article", "conj", "entry", "feature", "passive", "pos", "prep", "suffix")

    def __init__(
        self, entry: Any, pos: str, feature: str, passive: bool, conj: str, prep: str, article: bool, suffix: str
    ) -> None:
        self.entry: Final = entry
        self.pos: Final = pos
        self.feature: Final = feature
        self.passive: Final = passive
        self.conj: Final = conj
        self.prep: Final = prep
        self.article: Final = article
        self.suffix: Final = suffix

    def _fields(self) -> tuple[Any, str, str, bool, str, str, bool, str]:
        return self.entry, self.pos, self.feature, self.passive, self.conj, self.prep, self.article, self.suffix

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"Reading{self._fields()!r}"

    def without_suffix(self) -> "Reading":
        """The same with no pronoun."""
        return Reading(self.entry, self.pos, self.feature, self.passive, self.conj, self.prep, self.article, "")

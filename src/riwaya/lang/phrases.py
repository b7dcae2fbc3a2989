"""Fixed phrases: sequences of words that stand for an entry wherever they stand in a text."""

from typing import Generic, TypeVar

from riwaya.lang.grammar import CONJUNCTIONS
from riwaya.text.normalise import fold

Payload = TypeVar("Payload")


class _Bucket(Generic[Payload]):
    """The phrases with one first word: those of one word, and longer ones by their second word."""

    __slots__ = ("longer", "single")

    def __init__(self) -> None:
        self.single: list[tuple[int, Payload]] = []
        self.longer: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}


class PhraseTable(Generic[Payload]):
    """Fixed word sequences by folded keys; the first word may carry a conjunction."""

    def __init__(self) -> None:
        self._by_first: dict[str, _Bucket[Payload]] = {}

    def add(self, phrase: str, payload: Payload) -> None:
        """Add a phrase given in plain spelling."""
        first, *rest = (fold(word) for word in phrase.split())
        bucket = self._by_first.setdefault(first, _Bucket())
        if rest:
            longer = bucket.longer.setdefault(rest[0], [])
            longer.append((tuple(rest), payload))
            longer.sort(key=lambda item: -len(item[0]))
        else:
            bucket.single.append((1, payload))

    def starts(self, key: str) -> bool:
        """Whether a phrase may begin with this folded token."""
        return key in self._by_first or (key[:1] in CONJUNCTIONS and key[1:] in self._by_first)

    def match(self, keys: list[str], i: int) -> list[tuple[int, Payload]]:
        """`(number of tokens, payload)` of the phrases that begin at `i`, longest first."""
        first = keys[i]
        bucket = self._by_first.get(first)
        if bucket is None:
            if first[:1] not in CONJUNCTIONS:
                return []
            bucket = self._by_first.get(first[1:])
            if bucket is None:
                return []
        longer = bucket.longer.get(keys[i + 1]) if i + 1 < len(keys) else None
        if longer is None:
            return bucket.single
        out = []
        for rest, payload in longer:
            n = len(rest)
            if n == 1 or tuple(keys[i + 1 : i + 1 + n]) == rest:
                out.append((n + 1, payload))
        return out + bucket.single

"""Which names have been met before, over any number of them, in bounded memory."""

from typing import Final

from riwaya.read.containers.members import hash_of

_EXACT: Final = 500_000  # names kept one by one
_BITS: Final = 1 << 28  # 32 MB, taken only when there are more
_PROBES: Final = 4


class Seen:
    """A set of names that answers wrongly at most by taking a new name for one it has met.

    That happens to none of the first half million, and to about one in 3,000 of the ten millionth.
    """

    def __init__(self) -> None:
        self._exact: Final[set[int]] = set()
        self._bits: bytearray | None = None

    def add(self, name: str) -> bool:
        """Take note of a name; whether it is new."""
        known = hash_of(name)
        if known in self._exact:
            return False
        if len(self._exact) < _EXACT:
            self._exact.add(known)
            return True
        if self._bits is None:
            self._bits = bytearray(_BITS // 8)
        new = False
        step = (known >> 32) | 1
        for probe in range(_PROBES):
            bit = (known + probe * step) % _BITS
            if not self._bits[bit >> 3] & (1 << (bit & 7)):
                self._bits[bit >> 3] |= 1 << (bit & 7)
                new = True
        return new

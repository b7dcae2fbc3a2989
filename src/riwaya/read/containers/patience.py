"""How many broken records in a row a file may have before the rest of it is left."""

from riwaya.model.errors import InputError, Malformed


class Patience:
    """Counts broken records that follow one another; `what` names them, `remedy` says what to do about the file."""

    def __init__(self, source: str, limit: int, what: str, remedy: str = "mend the file") -> None:
        self._source, self._limit, self._what, self._remedy = source, limit, what, remedy
        self._broken = 0

    def whole(self) -> None:
        """A record was read."""
        self._broken = 0

    def broken(self, error: InputError) -> None:
        """A record could not be read: Malformed, about the whole file, when that was one too many."""
        self._broken += 1
        if self._broken >= self._limit:
            problem = f"{self._broken} {self._what}, one after the other; the rest is left"
            raise Malformed(self._source, problem, self._remedy) from error

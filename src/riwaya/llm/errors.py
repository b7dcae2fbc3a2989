"""What can go wrong between riwaya and a model's server."""

from riwaya.model.errors import RiwayaError


class LlmError(RiwayaError):
    """The server cannot be used at all: the command ends, for asking on would fail as well."""


class Unanswered(Exception):
    """One question got no answer that could be used, after all retries; the others go on.

    `code` is a stable word for counting: `timeout`, `unreachable`, `server`, `answer`, `budget`.
    """

    def __init__(self, code: str, says: str) -> None:
        self.code, self.says = code, says
        super().__init__(says)

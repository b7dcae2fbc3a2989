"""The errors riwaya raises on purpose. Each message is one line: what is concerned, what is wrong, what to do."""

from pathlib import Path


class RiwayaError(Exception):
    """Base of every error that riwaya raises on purpose."""


class UsageError(RiwayaError):
    """The command or call was used wrongly (exit code 2)."""


class RecordError(RiwayaError, ValueError):
    """A record was built from values that contradict each other or the text."""


class DataError(RiwayaError):
    """A language or gazetteer data file is wrong: names the file and the line."""

    def __init__(self, file: str | Path, line: int | None, problem: str) -> None:
        self.file, self.line, self.problem = str(file), line, problem
        where = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{where}: {problem}")

    def __reduce__(self) -> tuple[type["DataError"], tuple[str, int | None, str]]:
        return type(self), (self.file, self.line, self.problem)


class LedgerError(RiwayaError):
    """A ledger cannot be opened, is of an unknown version, or failed its integrity check."""


class ClusterError(RiwayaError):
    """A cluster cannot be reached, or its machines do not have what the work needs."""


class InputError(RiwayaError):
    """One input cannot be read; the rest of the run goes on.

    `code` is a stable word for counting (`empty`, `binary`, `encoding`, `too_large`, `unreadable`, `not_arabic`,
    `malformed`, `no_text`, `not_conflict`); `source` is the input as the user named it.
    """

    code = "unreadable"

    def __init__(self, source: str | Path, problem: str, remedy: str) -> None:
        self.source = str(source)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.source}: {problem}; {remedy}")

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str]]:
        return type(self), (self.source, self.problem, self.remedy)


class EmptyInput(InputError):
    """There is no text in the input."""

    code = "empty"


class BinaryInput(InputError):
    """The input is not text."""

    code = "binary"


class EncodingProblem(InputError):
    """The bytes are text in no encoding that could be recognised soundly."""

    code = "encoding"


class TooLarge(InputError):
    """The input is beyond what one report can be."""

    code = "too_large"


class Unreadable(InputError):
    """The operating system refuses to give the input."""

    code = "unreadable"


class NotArabic(InputError):
    """The text is in no language that riwaya reads."""

    code = "not_arabic"


class Malformed(InputError):
    """The input breaks its own format (HTML, JSON, CSV)."""

    code = "malformed"


class NoText(InputError):
    """The page holds no article text."""

    code = "no_text"


class NotConflict(InputError):
    """The text shows no sign of armed conflict; raised only where such texts are to be left out."""

    code = "not_conflict"

"""What becomes of one input: kept as a document with its claims, set aside with a reason, or passed over."""

import msgspec

from riwaya.model.errors import InputError, NotConflict

INTERNAL = "internal"
"""Code of an input whose extraction failed with an error that nobody foresaw."""
CRASHED = "crashed"
"""Code of an input at which a worker process died."""


DUPLICATE = "duplicate"
"""Code of an input that is the same publication as another of its run; in the ledger, it stands with what was set
aside, though nothing is lost with it."""


NOT_CONFLICT = NotConflict.code
"""Code of an input that was left out because the user wants reports of armed conflict alone; nothing is lost with it,
either."""


class SetAside(msgspec.Struct, frozen=True, tag="aside"):
    """One input that was not kept: `message` is one line, `code` a stable word for counting, `trace` for debugging."""

    source: str
    code: str
    message: str
    trace: str | None = None


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """One document and its claims as JSON lines without line ends. `document` is empty unless it was asked for.

    `source` is the input as users see it, `twin` the digest that it shares with what is the same publication
    (`riwaya.pipeline.twins`), `outlet_name` what its outlet calls itself, where no table knows the outlet.
    """

    id: str
    document: bytes
    claims: tuple[bytes, ...]
    source: str = ""
    twin: bytes = b""
    outlet_name: str | None = None


class PassedOver(msgspec.Struct, frozen=True, tag="passed"):
    """What a container holds beside reports, and is no input: how many, and what they are."""

    source: str
    number: int
    what: str


Outcome = Kept | SetAside | PassedOver


def one_line(text: str) -> str:
    """`text` with every line break and control character made visible, so that it stays one line when printed."""
    return "".join(c if c.isprintable() or c in " \u200c\u200d\u200e\u200f" else repr(c)[1:-1] for c in text)


def from_error(error: InputError) -> SetAside:
    """An input that riwaya refuses on purpose."""
    return SetAside(error.source, error.code, one_line(str(error)))


def from_surprise(source: str, error: BaseException, trace: str) -> SetAside:
    """An input whose extraction failed unforeseen."""
    what = one_line(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    message = f"{one_line(source)}: extraction failed ({what}); run it alone with --debug and report the traceback"
    return SetAside(source, INTERNAL, message, trace)


def from_crash(source: str) -> SetAside:
    """An input at which a worker process died."""
    remedy = "try it alone with --jobs 1, or with more memory"
    return SetAside(source, CRASHED, f"{one_line(source)}: the worker process that read it died; {remedy}")


def from_duplicate(source: str, of: str) -> SetAside:
    """An input that is the same publication as an earlier one of its run, whose document has the id `of`."""
    return SetAside(source, DUPLICATE, f"{one_line(source)}: the same publication as {one_line(of)}; kept once")

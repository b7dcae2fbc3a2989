"""Redaction as a page asks for it: what would go, whether it still is what was shown, and doing it."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from riwaya.ledger import derived
from riwaya.ledger.redaction.purge import Tombstone, Wanted, redact
from riwaya.ledger.redaction.sweep import sweep
from riwaya.ledger.store import Ledger
from riwaya.model.errors import LedgerError, RiwayaError
from riwaya.workspace.derive import derive
from riwaya.workspace.editing import Unfit

MOST: Final = 20_000
"""Claims of a ledger that is redacted while a browser waits: all that follows from them is worked out anew."""

KINDS: Final = ("person", "passage", "document")
Rewrite = Callable[[Ledger], None]
"""Writes what lies beside a ledger anew, without what was redacted."""


class Preview(msgspec.Struct, frozen=True):
    """What would go: `stone` is what would be left of it, `words` the characters of a passage, `confirm` what has to be
    typed to have it done.
    """

    wanted: Wanted
    stone: Tombstone
    words: str
    confirm: str

    @property
    def mark(self) -> str:
        """Tells one preview from another: what would go has changed when this has."""
        return "|".join((*self.stone.documents, *(f"{n} {name}" for name, n in self.stone.counts.items())))


def too_large(ledger: Ledger) -> bool:
    """Whether a ledger has to be redacted by the command, because a browser would wait too long."""
    with ledger.reading() as connection:
        return derived.counted(connection)["claims"] > MOST


def wanted_of(form: Mapping[str, str]) -> Wanted:
    """What a form names: a person by names, a line each; a passage `START` to `END` of a document; or a document."""
    kind, document = form.get("kind", ""), form.get("document", "").strip()
    if kind == "person":
        names = tuple(name.strip() for name in form.get("names", "").splitlines() if name.strip())
        if not names:
            raise Unfit("names", "give at least one form of the name")
        return Wanted(None, None, names)
    if kind not in KINDS:
        raise Unfit("kind", "choose what is to go")
    if not document:
        raise Unfit("document", "name the report")
    if kind == "document":
        return Wanted(document)
    start, end = form.get("start", "").strip(), form.get("end", "").strip()
    if not (start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12):
        raise Unfit("start", "a passage needs its first and last character, as numbers")
    return Wanted(document, (int(start), int(end)))


def preview(ledger: Ledger, wanted: Wanted, who: str, why: str) -> Preview:
    """What a redaction would take out; nothing is changed. Unfit if it cannot be made."""
    if not why.strip():
        raise Unfit("why", "a redaction needs its reason, without what is to go")
    try:
        stone = redact(ledger, wanted, who=who, reason=why, dry_run=True)
    except RiwayaError as error:
        raise Unfit("kind", "this cannot be redacted: %(why)s", why=str(error)) from error
    words = ""
    if wanted.document is not None and wanted.span is not None:
        words = ledger.document(wanted.document).text[slice(*wanted.span)]
    return Preview(wanted, stone, words, wanted.names[0] if wanted.names else wanted.document or "")


def carry_out(
    ledger: Ledger, wanted: Wanted, who: str, why: str, *, typed: str, mark: str, rewrite: Rewrite
) -> tuple[Tombstone, str]:
    """Redact, write what lies beside the ledger anew, and work out anew what follows.

    Gives the tombstone, and what could not be swept out of the ledger's file yet, if anything. Unfit if what was typed
    is not what has to be, or what would go is no longer what the preview (`mark`) said.
    """
    now = preview(ledger, wanted, who, why)
    if typed.strip() != now.confirm:
        raise Unfit("typed", "what was typed is not what is to be typed; nothing was redacted")
    if mark != now.mark:
        raise Unfit("mark", "what would go has changed meanwhile; look at it again")
    stone = redact(ledger, wanted, who=who, reason=why)
    rewrite(ledger)
    derive(ledger)
    try:
        sweep(ledger)
    except LedgerError as error:
        return stone, str(error)
    return stone, ""

"""Reviewed documents as gold: what people made of them, in the annotation guide's YAML, with their texts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from riwaya.evaluate.gold_writer import gold_record, gold_yaml
from riwaya.ledger import effective
from riwaya.model import Claim, Document
from riwaya.model.errors import UsageError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

TEXTS, GOLD = "reports", "gold"
"""The folders of an export: `riwaya evaluate DIR/reports DIR/gold` reads it."""

_UNSAFE: Final = re.compile(r"(^|/)\.{1,2}(/|$)|^/|\\|\x00")


class Exported(msgspec.Struct, frozen=True):
    """What an export wrote: the documents, and how many claims and denials are in them."""

    documents: tuple[str, ...]
    claims: int
    denials: int


def reviewed(ledger: "Ledger") -> Iterator[tuple[Document, list[Claim]]]:
    """The documents that were confirmed as reviewed whole, with their claims as they stand, in order of their ids.

    Documents of which something was redacted are left out: their texts are no longer what was annotated.
    """
    from riwaya.ledger.redaction.mark import is_redacted

    for id in sorted(effective.reviewed_documents(ledger)):
        document = ledger.document(id)
        if not is_redacted(document.sha256):
            yield document, [r.claim for r in effective.claims(ledger, id)]


def export(ledger: "Ledger", folder: Path) -> Exported:
    """Write the reviewed documents into `folder`: `gold/ID.yaml` and `reports/ID.txt`.

    UsageError if there are none, or an id cannot be a file's name there.
    """
    names: list[str] = []
    claims = denials = 0
    for document, found in reviewed(ledger):
        if _UNSAFE.search(document.id):
            raise UsageError(f"{document.id!r} cannot be a file below {folder}; give the report a plainer name")
        for kind, suffix, content in (
            (TEXTS, "txt", document.text),
            (GOLD, "yaml", gold_yaml(gold_record(document, found))),
        ):
            path = folder / kind / f"{document.id}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        names.append(document.id)
        claims += len(found)
        denials += sum(claim.denial is not None for claim in found)
    if not names:
        raise UsageError(
            f"{ledger.name}: no document was reviewed whole; confirm documents as reviewed, then export them"
        )
    return Exported(tuple(names), claims, denials)

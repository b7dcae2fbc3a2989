"""Claims and documents as JSON lines, as riwaya itself writes and reads them: whole, and word for word."""

from typing import Final

import msgspec

from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.model.codec import encode


def write(bundle: Bundle, folder: Folder) -> Written:
    """`claims.jsonl` (as they stand after review) and `documents.jsonl`."""
    n = kept = 0
    with (
        folder.staged("claims.jsonl").open("wb") as claims,
        folder.staged("documents.jsonl").open("wb") as documents,
    ):
        last = None
        for claim, document in bundle.raw():
            claims.write(encode(claim) + b"\n")
            n += 1
            if document is not None and document.id != last:
                last = document.id
                text = bundle.text(last) or ""
                documents.write(encode(msgspec.structs.replace(document, text=text)) + b"\n")
                kept += 1
    return Written({"claims.jsonl": n, "documents.jsonl": kept})


FORMAT: Final = Format(
    "claims", "Claims and documents as JSON lines, as riwaya reads them (needs --names)", "folder", write, verbatim=True
)

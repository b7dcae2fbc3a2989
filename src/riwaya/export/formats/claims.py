"""Claims and documents as JSON lines, as riwaya itself writes and reads them: whole, and word for word."""

from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.model.codec import encode


def write(bundle: Bundle, folder: Folder) -> Written:
    """`claims.jsonl` (as they stand after review) and `documents.jsonl`."""
    n, documents = 0, {}
    with folder.staged("claims.jsonl").open("wb") as file:
        for claim, document in bundle.raw():
            file.write(encode(claim) + b"\n")
            n += 1
            if document is not None:
                documents[document.id] = document
    with folder.staged("documents.jsonl").open("wb") as file:
        for document in documents.values():
            file.write(encode(document) + b"\n")
    return Written({"claims.jsonl": n, "documents.jsonl": len(documents)})


FORMAT: Final = Format(
    "claims", "Claims and documents as JSON lines, as riwaya reads them (needs --names)", "folder", write, verbatim=True
)

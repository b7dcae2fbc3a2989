"""Gold YAML, as the annotation guide has it, with the texts: what `riwaya evaluate` and `riwaya import gold` read.

All claims of the reports, as they stand; `riwaya review gold` writes only the reports that were reviewed whole.
"""

import re
from typing import Final

from riwaya.evaluate.gold_writer import gold_record, gold_yaml
from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.ledger.redaction.mark import is_redacted
from riwaya.model import Claim, Document
from riwaya.model.errors import UsageError

_UNSAFE: Final = re.compile(r"(^|/)\.{1,2}(/|$)|^/|\\|\x00")


def write(bundle: Bundle, folder: Folder) -> Written:
    """`gold/ID.yaml` and `reports/ID.txt` for every report."""
    claims: dict[str, list[Claim]] = {}
    documents: dict[str, Document] = {}
    left_out: dict[str, int] = {}
    for claim, document in bundle.raw():
        why = _why_not(document)
        if document is None or why:
            left_out[why] = left_out.get(why, 0) + 1
            continue
        documents[document.id] = document
        claims.setdefault(document.id, []).append(claim)
    for id, document in documents.items():
        if _UNSAFE.search(id):
            raise UsageError(f"{id!r} cannot be a file's name; give the report a plainer name")
        folder.staged(f"reports/{id}.txt").write_bytes(document.text.encode())
        folder.staged(f"gold/{id}.yaml").write_text(gold_yaml(gold_record(document, claims[id])), encoding="utf-8")
    return Written({"gold": len(documents), "claims": sum(map(len, claims.values()))}, left_out)


def _why_not(document: Document | None) -> str:
    if document is None:
        return "claims of reports whose text is not known"
    return "claims of reports of which something was redacted" if is_redacted(document.sha256) else ""


FORMAT: Final = Format(
    "gold", "Gold YAML with the texts, as `riwaya evaluate` reads it (needs --names)", "folder", write, verbatim=True
)

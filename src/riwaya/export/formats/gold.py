"""Gold YAML, as the annotation guide has it, with the texts: what `riwaya evaluate` and `riwaya import gold` read.

All claims of the reports, as they stand; `riwaya review gold` writes only the reports that were reviewed whole.
"""

import re
from itertools import groupby
from typing import Final

import msgspec

from riwaya.evaluate.gold_writer import gold_record, gold_yaml
from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.ledger.redaction.mark import is_redacted
from riwaya.model import Document
from riwaya.model.errors import UsageError

_UNSAFE: Final = re.compile(r"(^|/)\.{1,2}(/|$)|^/|\\|\x00")


def write(bundle: Bundle, folder: Folder) -> Written:
    """`gold/ID.yaml` and `reports/ID.txt` for every report."""
    written = n = 0
    left_out: dict[str, int] = {}
    for id, told in groupby(bundle.raw(), key=lambda pair: pair[0].document):
        pairs = list(told)
        document = pairs[0][1]
        why = _why_not(document)
        if document is None or why:
            left_out[why] = left_out.get(why, 0) + len(pairs)
            continue
        if _UNSAFE.search(id):
            raise UsageError(f"{id!r} cannot be a file's name; give the report a plainer name")
        document = msgspec.structs.replace(document, text=bundle.text(id) or "")
        folder.staged(f"reports/{id}.txt").write_bytes(document.text.encode())
        record = gold_record(document, [claim for claim, _ in pairs])
        folder.staged(f"gold/{id}.yaml").write_text(gold_yaml(record), encoding="utf-8")
        written += 1
        n += len(pairs)
    return Written({"gold": written, "claims": n}, left_out)


def _why_not(document: Document | None) -> str:
    if document is None:
        return "claims of reports whose text is not known"
    return "claims of reports of which something was redacted" if is_redacted(document.sha256) else ""


FORMAT: Final = Format(
    "gold", "Gold YAML with the texts, as `riwaya evaluate` reads it (needs --names)", "folder", write, verbatim=True
)

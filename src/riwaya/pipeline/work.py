"""The work on one input, in whichever process: read, extract, check, encode."""

import traceback
from pathlib import Path

from riwaya.extract import extract
from riwaya.model import Claim, Document
from riwaya.model.codec import encode
from riwaya.model.errors import InputError, RecordError
from riwaya.pipeline.outcome import Kept, Outcome, from_error, from_surprise
from riwaya.read import Entry, Sidecars, Source, read_entry, read_source

Work = Source | Entry
"""What is done at once: a file that the worker reads itself, or an entry that was taken from a container for it."""


def name_of(work: Work) -> str:
    """The input as users know it."""
    return work.source if isinstance(work, Entry) else work.path


class Worker:
    """Does the work on inputs one after the other, keeping what can be shared between them (sidecar files).

    `with_documents` says whether documents are wanted back, or claims alone.
    """

    def __init__(self, root: Path | None, *, with_documents: bool) -> None:
        self._sidecars = Sidecars(root)
        self._with_documents = with_documents

    def __call__(self, work: Work) -> Outcome:
        """The document and claims of one input, or why it is set aside. Raises nothing but what ends the process."""
        try:
            document = read_entry(work) if isinstance(work, Entry) else read_source(work, self._sidecars)
            claims = checked(document, extract(document).claims)
            kept = encode(document) if self._with_documents else b""
            return Kept(document.id, kept, tuple(map(encode, claims)))
        except InputError as error:
            return from_error(error)
        except Exception as error:  # one document's surprise must not cost the user the others
            return from_surprise(name_of(work), error, traceback.format_exc())


def checked(document: Document, claims: tuple[Claim, ...]) -> list[Claim]:
    """The claims in order, each once; RecordError if one is of another document or its spans are not in the text.

    Claims with one id say the same thing of the same place in the text: the first stands for all.
    """
    out: dict[str, Claim] = {}
    for claim in claims:
        if claim.document != document.id:
            raise RecordError(f"claim {claim.id} is of {claim.document!r}, not of {document.id!r}")
        claim.check_against(document.text)
        out.setdefault(claim.id, claim)
    return list(out.values())

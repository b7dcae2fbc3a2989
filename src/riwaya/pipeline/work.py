"""The work on inputs, in whichever process, on whichever machine: read, extract, check, encode."""

import traceback
from collections.abc import Iterable

from riwaya.extract import extract
from riwaya.model import Claim, Document
from riwaya.model.codec import encode
from riwaya.model.errors import InputError, RecordError
from riwaya.pipeline.outcome import Kept, Outcome, from_error, from_surprise
from riwaya.pipeline.shard import Item
from riwaya.pipeline.twins import twin_of
from riwaya.read.entry import Entry
from riwaya.read.reader import read_named


def work(item: Item, *, with_documents: bool) -> Outcome:
    """The document and claims of one input, or why it is set aside. Raises nothing but what ends the process.

    `with_documents` says whether documents are wanted back, or claims alone.
    """
    return _read(item, with_documents) if isinstance(item, Entry) else item


def work_all(items: Iterable[Item], *, with_documents: bool) -> list[Outcome]:
    """What `work` gives of each."""
    return [work(item, with_documents=with_documents) for item in items]


def _read(entry: Entry, with_documents: bool) -> Outcome:
    try:
        document, outlet_name = read_named(entry)
        claims = tuple(map(encode, checked(document, extract(document).claims)))
        if not with_documents:
            return Kept(document.id, b"", claims, entry.source)
        return Kept(document.id, encode(document), claims, entry.source, twin_of(document), outlet_name)
    except InputError as error:
        return from_error(error)
    except Exception as error:  # one document's surprise must not cost the user the others
        return from_surprise(entry.source, error, traceback.format_exc())


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

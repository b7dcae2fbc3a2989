"""Where what is exported comes from: a ledger, read report by report, or claims that are at hand."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from riwaya.ledger.decisions import Status
from riwaya.model import Claim, Document
from riwaya.reason import Material, Report, material

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


class Telling(NamedTuple):
    """One report's claims, in the order of its text, each with what people made of it."""

    document: str
    claims: list[tuple[Claim, Status]]


class Contents(Protocol):
    """Reports and their claims as they stand. What is held in memory is the reports without their texts."""

    @property
    def reports(self) -> Mapping[str, Report]:
        """Every report by its id; its text may be left out."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """What is known of reports besides, by id, with empty texts; none where only claims are known."""

    @property
    def outlets(self) -> Mapping[str, str]:
        """What outlets that no table knows call themselves."""

    def tellings(self) -> Iterator[Telling]:
        """The claims, report by report, always in the same order."""

    def text(self, document: str) -> str | None:
        """The text of a report, None where it is not known."""

    def whole(self) -> Material:
        """All of it in memory, with texts and with what people decided."""


class AtHand:
    """Claims that are in memory anyway."""

    def __init__(
        self, stuff: Material, documents: Iterable[Document] = (), statuses: Mapping[str, Status] | None = None
    ) -> None:
        self._stuff, self._statuses = stuff, statuses or {}
        self._documents = {document.id: document for document in documents}
        self.reports: Mapping[str, Report] = stuff.reports
        self.documents: Mapping[str, Document] = {id: without_text(one) for id, one in self._documents.items()}
        self.outlets: Mapping[str, str] = stuff.outlets

    def tellings(self) -> Iterator[Telling]:
        """The claims, documents in the order of their ids."""
        for document, claims in groupby(self._stuff.claims, key=lambda claim: claim.document):
            yield Telling(document, [(claim, self._statuses.get(claim.id, "unreviewed")) for claim in claims])

    def text(self, document: str) -> str | None:
        """The text of a report, None where it is not known."""
        known = self._documents.get(document)
        return known.text if known is not None else self._stuff.reports[document].text

    def whole(self) -> Material:
        """The material itself."""
        return self._stuff


class InLedger:
    """What a ledger holds, after what people decided; the ledger has to stay open."""

    def __init__(self, ledger: "Ledger") -> None:
        from riwaya.ledger import browse

        self._ledger = ledger
        self._last: tuple[str, str] | None = None
        self.documents: Mapping[str, Document] = {one.id: one for one in browse.without_texts(ledger)}
        self.reports: Mapping[str, Report] = {
            id: msgspec.structs.replace(Report.of(self.documents[id]), text=None) for id in sorted(self.documents)
        }
        self.outlets: Mapping[str, str] = ledger.outlet_names()

    def tellings(self) -> Iterator[Telling]:
        """The claims, documents in the order of reading."""
        from riwaya.ledger import effective

        for document, found in groupby(effective.claims(self._ledger), key=lambda one: one.claim.document):
            told = sorted(found, key=lambda one: (one.claim.evidence.start, one.claim.evidence.end, one.claim.id))
            if document in self.reports:  # nobody added it meanwhile
                yield Telling(document, [(one.claim, one.status) for one in told])

    def text(self, document: str) -> str | None:
        """The text of a report; the last one is remembered, for claims come report by report."""
        if self._last is None or self._last[0] != document:
            self._last = document, self._ledger.document(document).text
        return self._last[1]

    def whole(self) -> Material:
        """All of it in memory."""
        from riwaya.ledger import effective

        claims = (one.claim for one in effective.claims(self._ledger))
        reports = map(Report.of, self._ledger.documents())
        return material(claims, reports, effective.decided(self._ledger), self.outlets)


def without_text(document: Document) -> Document:
    """The document with an empty text."""
    return msgspec.structs.replace(document, text="")

"""The tables of a ledger: claims, documents, events, disputes, relations, hits of a search, days of control.

Rows are flat, for spreadsheets and DataFrames. In them private persons stand by role or initials unless the ledger was
opened with `names=True`; so `evidence` is exactly the characters of the text only then.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from riwaya.api import pages
from riwaya.api.persons import Persons
from riwaya.api.records import Records
from riwaya.export.naming import Naming
from riwaya.lang.labels import Language, labels
from riwaya.ledger.search import Hit
from riwaya.model import Claim, Document
from riwaya.reason import Event, Related
from riwaya.reason.disputes import Dispute
from riwaya.reason.phrases import days, place_name
from riwaya.report.days import claim_days
from riwaya.workspace.recording import Outlets, tellers


class Claims(Records[Claim]):
    """Claims as told, documents in order and claims in text order. None of them is a fact."""

    caption = ", as told: each is somebody's word"
    columns = (
        *(
            "id",
            "document",
            "outlet",
            "outlet_name",
            "published",
            "voices",
            "voice_kind",
            "cue",
            "attitude",
            "stance",
            "denial",
        ),
        *("denies_what", "event", "agents", "targets", "place", "place_id", "lat", "lon", "precision", "earliest"),
        *("latest", "days_basis", "extent_low", "extent_high", "quantities", "background", "evidence", "start", "end"),
        "score",
    )

    def _heads(self) -> tuple[str, ...]:
        return ("voices", "stance", "event", "agents", "place", "earliest", "evidence", "id")

    def _cells(self, item: Claim) -> list[str]:
        row = self._row(item)
        shown = [pages.cell(row[name] or ("the outlet itself" if name == "voices" else "")) for name in self._heads()]
        shown[0] = " → ".join(pages.cell(voice) for voice in row["voices"]) or "the outlet itself"
        shown[-2] = pages.arabic(pages.text(row["evidence"]))
        return shown


class Documents(Records[Document]):
    """The reports, in the order of reading."""

    columns = (
        *("id", "outlet", "outlet_name", "title", "published", "published_latest", "basis", "language", "url"),
        "characters",
    )

    def by_id(self, id: str) -> Document:
        """The document of this id; KeyError if there is none."""
        found = next((document for document in self if document.id == id), None)
        if found is None:
            raise KeyError(id)
        return found


class Events(Records[Event]):
    """Happenings as reports tell them. `asserted`: somebody says that it happened, which does not make it so.

    `decided`: people merged or split it.
    """

    caption = ", as told; a row does not say that it happened"
    columns = (
        *("event", "type", "place", "place_name", "earliest", "latest", "claims", "documents", "roots", "asserted"),
        *("tolls", "decided"),
    )


class Disputes(Records[Dispute]):
    """What voices contradict one another about, what matters most first. Which camp is right is not said."""

    columns = (
        "dispute",
        "topic",
        "about",
        "place_name",
        "earliest",
        "latest",
        "camps",
        "open",
        "would_settle",
        "weight",
    )


class Relations(Records[Related]):
    """What two claims are to each other: repeats, corroborates, contradicts, supersedes, retracts.

    `decided`: a person said so.
    """

    columns = ("a", "type", "b", "subtype", "score", "reasons", "decided")


class Hits(Records[Hit]):
    """What a search found, the best first. `total`: how many documents match in all (at most so many)."""

    columns = ("document", "outlet", "outlet_name", "published", "title", "score", "passages")
    total = 0


class ControlDay(msgspec.Struct, frozen=True):
    """One place on one day.

    `filtered` holds probabilities as known on that day, `smoothed` as known now, both by holder (an entity or a name),
    `contested` and `other`; `besieged_by` the probability that a holder besieges the place. `roots`: independent roots
    told so far; `days_since`: days since the last report, None before the first. They are model probabilities,
    calibrated on simulations.
    """

    place: str
    name: str
    date: str
    filtered: Mapping[str, float]
    smoothed: Mapping[str, float]
    besieged_by: Mapping[str, float]
    roots: int
    days_since: int | None


class ControlDays(Records[ControlDay]):
    """Who held places, day by day. Tabulated, a row for each place, day and state."""

    caption = " of control: model probabilities, calibrated on simulations"
    columns = (
        *("place", "name", "date", "state", "state_name", "filtered", "smoothed", "besieged_by", "roots", "days_since"),
    )

    def to_dicts(self) -> list[dict[str, Any]]:
        """A row for each place, day and state; `besieged_by`: the probability that this holder besieges it."""
        from riwaya.reason.control.whole import holder_name

        fixed = {"contested": "contested", "other": "another holder"}
        return [
            {
                **{name: getattr(day, name) for name in ("place", "name", "date")},
                "state": state,
                "state_name": fixed.get(state) or holder_name(state),
                "filtered": p,
                "smoothed": day.smoothed[state],
                "besieged_by": day.besieged_by.get(state, 0.0),
                **{name: getattr(day, name) for name in ("roots", "days_since")},
            }
            for day in self
            for state, p in day.filtered.items()
        ]

    def _heads(self) -> tuple[str, ...]:
        return ("name", "date", "likeliest", "as known now", "as known then", "roots", "days since")

    def _cells(self, item: ControlDay) -> list[str]:
        state = max(item.smoothed, key=lambda key: item.smoothed[key])
        shown = (item.name, item.date, state, item.smoothed[state], item.filtered[state], item.roots, item.days_since)
        return [pages.cell(value) for value in shown]


class Rows:
    """How records of one ledger become rows."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        claims: Mapping[str, Claim],
        persons: Persons,
        language: Language,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        self._documents, self._claims = documents, claims
        self._naming = Naming(language, names=True, outlets=outlets)
        self._persons, self._language = persons, language
        self._outlets: Outlets = {id: document.outlet for id, document in documents.items()}

    def claim(self, claim: Claim) -> dict[str, Any]:
        """A row of `Claims`."""
        document = self._documents[claim.document]
        place = claim.places[0] if claim.places else None
        earliest, latest, basis = claim_days(claim, document)
        return {
            "id": claim.id,
            "document": claim.document,
            "outlet": document.outlet,
            "outlet_name": self._naming.outlet(document.outlet) or None,
            "published": document.published.earliest,
            "voices": [self._persons.voice(voice) for voice in claim.voices],
            "voice_kind": claim.voices[-1].kind if claim.voices else "outlet",
            "cue": claim.cue.text if claim.cue else None,
            **{name: getattr(claim, name) for name in ("attitude", "stance", "denial", "denies_what", "event")},
            "agents": [self._persons.actor(actor) for actor in claim.agents],
            "targets": [self._persons.actor(actor) for actor in claim.targets],
            "place": (place.name if self._language == "en" and place.name else place.text) if place else None,
            "place_id": place.entity if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "precision": place.precision if place else None,
            "earliest": earliest,
            "latest": latest,
            "days_basis": basis,
            "extent_low": claim.extent.low if claim.extent else None,
            "extent_high": claim.extent.high if claim.extent else None,
            "quantities": [quantity.text for quantity in claim.quantities],
            "background": claim.background,
            "evidence": self._persons.text(claim.evidence.text, claim.document),
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "score": claim.score,
        }

    def document(self, document: Document) -> dict[str, Any]:
        """A row of `Documents`."""
        return {
            **{name: getattr(document, name) for name in ("id", "outlet", "title", "language", "url")},
            "outlet_name": self._naming.outlet(document.outlet) or None,
            "published": document.published.earliest,
            "published_latest": document.published.latest,
            "basis": document.published.basis,
            "characters": len(document.text),
        }

    def event(self, event: Event) -> dict[str, Any]:
        """A row of `Events`."""
        earliest, latest = days(event.days)
        return {
            "event": event.id,
            "type": event.type,
            "place": event.place.removeprefix("text:") or None,
            "place_name": place_name(event.place),
            "earliest": earliest,
            "latest": latest,
            "claims": list(event.claims),
            "documents": len(event.documents),
            "roots": event.roots,
            "asserted": event.happened,
            "tolls": [f"{toll.of}: {_range(toll.low, toll.high)}" for toll in event.tolls],
            "decided": event.decided,
        }

    def dispute(self, dispute: Dispute) -> dict[str, Any]:
        """A row of `Disputes`."""
        kinds = labels(self._language)["voice_kinds"]
        camps = []
        for camp in dispute.camps:
            told = tellers((self._claims[id] for id in camp.claims), self._outlets)
            who = ", ".join(one.name or kinds.get(one.kind, one.kind) for one in told)
            says = self._persons.about(camp.says, (self._claims[id] for id in camp.claims))
            camps.append(f"{says} ({who}; roots: {camp.roots})")
        return {
            "dispute": dispute.id,
            "topic": dispute.topic,
            "about": self._persons.about(
                dispute.about, (self._claims[id] for camp in dispute.camps for id in camp.claims)
            ),
            "place_name": place_name(dispute.place),
            "earliest": dispute.earliest,
            "latest": dispute.latest,
            "camps": camps,
            "open": dispute.open,
            "would_settle": dispute.would_settle,
            "weight": dispute.weight,
        }

    def relation(self, related: Related) -> dict[str, Any]:
        """A row of `Relations`."""
        row = {name: getattr(related, name) for name in Relations.columns}
        return row | {"reasons": list(related.reasons), "decided": related.decided is not None}

    def hit(self, hit: Hit) -> dict[str, Any]:
        """A row of `Hits`."""
        return {
            **{name: getattr(hit, name) for name in ("document", "outlet", "title", "score")},
            "outlet_name": self._naming.outlet(hit.outlet) or None,
            "published": hit.published.earliest,
            "passages": [" ".join(self._persons.text(one.text, hit.document).split()) for one in hit.passages],
        }


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"

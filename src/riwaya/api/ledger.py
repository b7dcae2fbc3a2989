"""A ledger as Python users see it."""

import shutil
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from weakref import finalize

import msgspec

from riwaya.api import pages
from riwaya.api.control import Map, Timeline, a_day, days_of
from riwaya.api.explanation import Explanation
from riwaya.api.persons import Persons
from riwaya.api.tables import Claims, ControlDays, Disputes, Documents, Events, Hits, Relations, Rows
from riwaya.lang.labels import Language
from riwaya.ledger import effective
from riwaya.ledger.query import Query
from riwaya.ledger.search import search
from riwaya.ledger.store import Ledger as Store
from riwaya.model import Claim
from riwaya.model.errors import LedgerError, UsageError
from riwaya.model.vocabulary import EVENTS, STANCES
from riwaya.pipeline import SetAside
from riwaya.reason.workings import Workings
from riwaya.report.brief.names import Namer


class Ledger:
    """Documents, their claims, and what follows from them. Made by `riwaya.read` and `riwaya.open`.

    Everything is worked out when it is first asked for, from the claims as people left them, and kept. What is asked
    for later does not change when somebody else writes to the ledger; open it again for that.
    """

    def __init__(
        self, store: Store, *, language: Language = "en", names: bool = False, temporary: Path | None = None
    ) -> None:
        self._store, self._language, self._names = store, language, names
        self._closing = finalize(self, _close, store, temporary)

    def close(self) -> None:
        """Let go of the ledger; one that `riwaya.read` made is deleted."""
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what it holds -----------------------------------------------------------------------------------------------

    @cached_property
    def documents(self) -> Documents:
        """The reports, in the order of reading."""
        return Documents(tuple(self._store.documents()), lambda document: self._rows.document(document))

    @cached_property
    def claims(self) -> Claims:
        """The claims as they stand: with what reviewers corrected and added, without what they rejected."""
        found = tuple(reviewed.claim for reviewed in effective.claims(self._store))
        return Claims(found, lambda claim: self._rows.claim(claim))

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Inputs that could not be read: which, and why."""
        return tuple(self._store.set_aside())

    # --- what follows ------------------------------------------------------------------------------------------------

    @cached_property
    def events(self) -> Events:
        """Happenings that claims tell of, by place and day, each with its tellings and independent roots."""
        return Events(tuple(self._workings.analysis.events()), self._rows.event)

    @cached_property
    def relations(self) -> Relations:
        """Which claims repeat, corroborate, contradict, supersede or retract which."""
        return Relations(tuple(self._workings.analysis.relations()), self._rows.relation)

    @cached_property
    def disputes(self) -> Disputes:
        """What voices contradict one another about, what matters most first."""
        return Disputes(self._workings.disputes, self._rows.dispute)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places of which claims say who holds them, those of which most is said first: ids, or names where the
        gazetteer has none.
        """
        evidence = self._workings.control.gathered.evidence
        counts = [0] * len(evidence.places)
        for row in evidence.row.tolist():
            counts[int(evidence.row_place[row])] += 1
        order = sorted(range(len(counts)), key=lambda at: (-counts[at], evidence.places[at]))
        return tuple(evidence.places[at].entity or evidence.places[at].name for at in order)

    def control(self, place: str | None = None, *, first: str | None = None, last: str | None = None) -> ControlDays:
        """Who held a place (its id or name; all places without one) on each day, from `first` to `last` (ISO days).

        UsageError for a place of which no claim says who holds it, and for what is no day.
        """
        wanted = None if place is None else [self._place(place)]
        start, end = (a_day(day) if day else None for day in (first, last))
        ready = sorted(self._workings.control.series(wanted), key=lambda series: series.place)
        days = tuple(day for series in ready for day in days_of(series, start, end))
        return ControlDays(days, msgspec.structs.asdict)

    def timeline(self, place: str, *, first: str | None = None, last: str | None = None) -> Timeline:
        """One place's history of control (its id or name), as a picture and with its reasons. Errors as `control`."""
        start, end = (a_day(day) if day else None for day in (first, last))
        return Timeline(self._workings.control, self._place(place), start, end, self._language)

    def map(self, day: str | None = None) -> Map:
        """Who most probably held which place on a day (ISO), as a picture.

        Without a day: on the last of those on which most places had been heard of within a month.
        """
        return Map.of(self._workings.control, day, self._language)

    # --- looking closer ----------------------------------------------------------------------------------------------

    def search(
        self,
        text: str = "",
        *,
        voice: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        stance: str | None = None,
        event: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 20,
    ) -> Hits:
        """Documents with these words, in any spelling and with any clitics, the best first; see `riwaya search`.

        "Quotes" keep words together, a minus forbids one; filters keep documents with a claim for which all of them
        hold.
        UsageError for an unknown stance or event type.
        """
        for name, value, known in (("stance", stance, STANCES), ("event", event, EVENTS)):
            if value is not None and value not in known:
                raise UsageError(f"{name} {value!r}: there is none; it is one of {', '.join(sorted(known))}")
        asked = Query(
            text=text,
            voice=voice,
            actor=actor,
            place=place,
            stance=stance,
            event=event,
            since=a_day(since) if since else None,
            until=a_day(until) if until else None,
            outlet=outlet,
        )
        page = search(self._store, asked, size=limit)
        hits = Hits(page.items, self._rows.hit)
        hits.total = page.total
        return hits

    def explain(self, claim: Claim | str) -> Explanation:
        """What is behind a claim, given itself or by its id, or enough of that to tell it apart; else LedgerError."""
        found = self._claim(claim) if isinstance(claim, str) else claim
        document = self._documents_by_id[found.document]
        outlet = self._namer.outlet(document.outlet or f"document:{document.id}")
        return Explanation(found, document, outlet, self._persons, self._language)

    # --- inside ------------------------------------------------------------------------------------------------------

    @cached_property
    def _workings(self) -> Workings:
        return Workings.of(self.documents, self.claims, effective.decided(self._store))

    @cached_property
    def _documents_by_id(self) -> dict[str, Any]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _namer(self) -> Namer:
        reports = self._workings.material.reports.values()
        return Namer(self._language, reports, with_names=self._names, outlets=self._store.outlet_names())

    @cached_property
    def _persons(self) -> Persons:
        by_document: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_document.setdefault(claim.document, []).append(claim)
        return Persons(by_document, self._language, names=self._names)

    @cached_property
    def _rows(self) -> Rows:
        by_id = {claim.id: claim for claim in self.claims}
        return Rows(self._documents_by_id, by_id, self._persons, self._language, self._store.outlet_names())

    def _claim(self, prefix: str) -> Claim:
        found = [claim for claim in self.claims if claim.id.startswith(prefix)] if prefix else []
        if len(found) != 1 and not (found := [claim for claim in found if claim.id == prefix]):
            what = "begins several claim ids" if prefix and self._several(prefix) else "is no claim of it"
            raise LedgerError(f"{self._store.name}: {prefix!r} {what}; give the id of one, as `ledger.claims` has it")
        return found[0]

    def _several(self, prefix: str) -> bool:
        return any(claim.id.startswith(prefix) for claim in self.claims)

    def _place(self, name: str) -> int:
        at = self._workings.control.place(name)
        if at is None:
            some = ", ".join(self.places[:8]) + (", …" if len(self.places) > 8 else "")
            raise UsageError(f"no claim says who holds {name!r}; places of this ledger: {some or 'none'}")
        return at

    def __repr__(self) -> str:
        aside = f", {len(self.set_aside)} set aside" if self.set_aside else ""
        return f"<Ledger: {len(self.documents)} documents, {len(self.claims)} claims{aside}>"

    def _repr_html_(self) -> str:
        rows: Iterable[tuple[str, int]] = (
            ("documents", len(self.documents)),
            ("claims", len(self.claims)),
            ("set aside", len(self.set_aside)),
        )
        return pages.table("ledger", ("", ""), [[name, str(n)] for name, n in rows])


def _close(store: Store, temporary: Path | None) -> None:
    store.close()
    if temporary is not None:
        shutil.rmtree(temporary, ignore_errors=True)

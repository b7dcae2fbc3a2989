"""From claims and reports to evidence: which place, which parties, which voice, which days, how much it counts."""

import datetime
import gc
import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np

from riwaya.model import Actor, Claim
from riwaya.reason.control.chain import Floats
from riwaya.reason.control.columns import Arrays, Columns, evidence_of, point
from riwaya.reason.control.echoes import Told, own_share
from riwaya.reason.control.evidence import Evidence, PlaceKey
from riwaya.reason.control.parties import INSURGENT, NAMED, STATE, UNNAMED, Parties
from riwaya.reason.control.pieces import Dated, Piece, hypotheses, in_order
from riwaya.reason.control.placing import Placing
from riwaya.reason.control.saying import HOLDS, TERRITORIAL, said
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.sides import NEUTRAL, Sides
from riwaya.reason.control.tables import likelihoods, priors
from riwaya.reason.control.timing import Days, report_days, tells_day, when
from riwaya.reason.control.voicing import Judged, Voicing
from riwaya.reason.control.weights import Weighing
from riwaya.reason.control.workers import mapped
from riwaya.reason.inputs import Material
from riwaya.reason.moves import as_told_of_places

PIECES: Final = 25_000
"""Pieces of evidence, about, that one process weighs at a time."""

Lineages = Mapping[str, tuple[str, float]]
"""For a claim (by id) the root telling that it descends from, and how much it adds to it: in [0, 1]."""


class Gathered(msgspec.Struct, frozen=True):
    """Evidence with what its indices stand for.

    `holders`: for each party the entity (or name) that stands for it in output: the one most often said to hold
    something. `members`: the entities of each party that were met. `sieges` are kept apart: see siege.py.
    """

    evidence: Evidence
    claims: tuple[Claim, ...]
    voices: tuple[Judged, ...]
    roots: tuple[str, ...]
    prior_side: Floats
    holders: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]


def gather(
    material: Material,
    sides: Sides,
    settings: Settings,
    *,
    lineages: Lineages | None = None,
    days: Mapping[str, Mapping[str, float]] | None = None,
) -> Gathered:
    """The evidence in `material`.

    `lineages`: roots and weights of claims, where something better is known than the reports' own `lineage`.
    `days`: distributions over days of publication for reports whose date is not known, by report id.
    """
    # A million small objects are built that hold no cycles: the collector would look through them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _Gathering(material, sides, settings, lineages, days or {}).gathered()
    finally:
        if collecting:
            gc.enable()


class _Gathering:
    def __init__(
        self,
        material: Material,
        sides: Sides,
        settings: Settings,
        lineages: Lineages | None,
        days: Mapping[str, Mapping[str, float]],
    ) -> None:
        self.settings = settings
        self.material = material
        self.reports = list(material.reports.values())
        self.report_number = {report.id: number for number, report in enumerate(self.reports)}
        self.report_days: list[Days] = [
            report_days(report.published, None if report.published.days() else days.get(report.id))
            for report in self.reports
        ]
        self.sides = sides
        self.parties = Parties(sides)
        self.voicing = Voicing(self.parties)
        self.placing = Placing()
        self.weighing = Weighing(
            material.claims,
            self.reports,
            self.report_days,
            (lineages or {}) if settings.lineages else {},
            copies=settings.lineages,
        )
        self.places: dict[str, int] = {}
        self.place_keys: list[PlaceKey] = []
        self.conflicts: list[str] = []
        self.voices: dict[str, int] = {}
        self.judged: list[Judged] = []
        self.pieces: list[Piece] = []
        self.standing: dict[str, dict[str, float]] = {}
        self.named: dict[str, set[int]] = {}

    def gathered(self) -> Gathered:
        for number, claim in enumerate(self.material.claims):
            self._read(number, claim)
        if self.settings.lineages:
            self._discount_echoes()
        local, parties = self._local_parties()
        known = {party: number for number, party in enumerate(parties)}
        evidence = self._arrays([tuple(known[party] for party in here) for here in local], local, tuple(parties))
        holders, members = [], []
        for party in parties:
            tally = self.standing.get(party, {})
            members.append(tuple(sorted(tally)))
            holders.append(min(tally, key=lambda name: (-tally[name], name)) if tally else UNNAMED.get(party, party))
        return Gathered(
            evidence,
            self.material.claims,
            tuple(self.judged),
            self.weighing.roots,
            self._prior_side(known),
            tuple(holders),
            tuple(members),
        )

    def _read(self, number: int, claim: Claim) -> None:
        for view in as_told_of_places(claim):
            self._read_view(number, view)

    def _read_view(self, number: int, claim: Claim) -> None:
        if claim.event not in likelihoods().events or not claim.places:
            return
        report = self.report_number[claim.document]
        places = self.placing.of(claim)
        if not places:
            return
        days = self.report_days[report]
        day = datetime.date.fromordinal(days[-1][0]) if days else None
        for key, grade, conflict in places:
            says = said(claim, inside=grade == "inside")
            if says is None:
                return
            if grade == "near":
                says = msgspec.structs.replace(says, strength=says.strength * likelihoods().strength["near_place"])
            # Who takes and holds stands for its party, rather than who bombs for it.
            much = says.strength if claim.event in HOLDS else 0.01 * says.strength
            agents = self._parties(claim.agents, conflict, day, much)
            targets = self._parties(claim.targets, conflict, day, 0.01 * says.strength)
            # Only who does something to territory is taken for a party on the strength of its bare name.
            if claim.event not in TERRITORIAL:
                agents = tuple(party for party in agents if not party.startswith(NAMED))
            targets = tuple(party for party in targets if not party.startswith(NAMED) or party in self.named)
            if (not agents and not targets) or set(agents) & set(targets):
                continue  # nobody, or one party against itself: misread
            if conflict and agents and all(_foreign(party, conflict) for party in agents):
                says = msgspec.structs.replace(says, strength=says.strength * likelihoods().strength["foreign_agent"])
            for party in agents:
                if party.startswith(NAMED):
                    self.named.setdefault(party, set()).add(report)
            judged = self.voicing.of(claim, self.reports[report].outlet, conflict, day)
            voice = self.voices.setdefault(judged.key, len(self.voices))
            if voice == len(self.judged):
                self.judged.append(judged)
            place = self.places.setdefault(key.key, len(self.places))
            if place == len(self.place_keys):
                self.place_keys.append(key)
                self.conflicts.append(conflict)
            self.pieces.append(Piece(number, place, report, voice, says, agents, targets, tells_day(claim)))

    def _parties(
        self, actors: Sequence[Actor], conflict: str, day: datetime.date | None, weight: float
    ) -> tuple[str, ...]:
        out: dict[str, None] = {}
        for actor in actors:
            party = self.parties.of(actor, conflict, day)
            if party is None:
                continue
            out[party] = None
            name = actor.entity or (actor.name or actor.text if party.startswith(NAMED) else None)
            if name:
                tally = self.standing.setdefault(party, {})
                tally[name] = tally.get(name, 0.0) + weight
        return tuple(out)

    def _discount_echoes(self) -> None:
        """What another voice told in the same terms shortly before counts as far as it is no copy."""
        what: dict[tuple[object, ...], int] = {}
        rows = []
        for piece in self.pieces:
            days = self.report_days[piece.report]
            if not days:
                continue
            claim = self.material.claims[piece.claim]
            terms = claim.event, claim.stance, claim.denial, claim.extent, piece.agents, piece.targets
            day = days[len(days) // 2][0]
            root = self.weighing.root_of[piece.claim]
            rows.append((piece.place, day, piece.voice, root, what.setdefault(terms, len(what)), piece.claim))
        told = np.array(rows, dtype=np.int64).reshape(-1, 6)
        own = own_share(Told(*told[:, :5].T))
        for number in np.nonzero(own < 1.0)[0].tolist():
            self.weighing.discount(int(told[number, 5]), float(own[number]))

    def _local_parties(self) -> tuple[list[tuple[str, ...]], list[str]]:
        """Each place's parties, most spoken of first, and all parties; common nouns are settled on the way."""
        weights: list[dict[str, float]] = [{} for _ in self.place_keys]
        for piece in self.pieces:
            tally = weights[piece.place]
            for parties, much in ((piece.agents, 1.0), (piece.targets, 0.5)):
                for party in parties:
                    # A name that one report alone has for a party may be no party at all.
                    if not party.startswith(NAMED) or len(self.named[party]) > 1:
                        tally[party] = tally.get(party, 0.0) + much * piece.said.strength
        meant = [self._meant(tally, conflict) for tally, conflict in zip(weights, self.conflicts, strict=True)]
        local: list[tuple[str, ...]] = []
        for tally, means in zip(weights, meant, strict=True):
            merged: dict[str, float] = {}
            for party, weight in tally.items():
                party = means.get(party, party)
                merged[party] = merged.get(party, 0.0) + weight
            enough = priors().least_share * sum(merged.values())
            ranked = sorted((p for p in merged if merged[p] >= enough), key=lambda party: (-merged[party], party))
            local.append(tuple(sorted(ranked[: priors().most_parties])))
        for piece in self.pieces:
            means = meant[piece.place]
            piece.agents = tuple(dict.fromkeys(means.get(party, party) for party in piece.agents))
            piece.targets = tuple(dict.fromkeys(means.get(party, party) for party in piece.targets))
        return local, sorted({party for parties in local for party in parties})

    @staticmethod
    def _meant(tally: Mapping[str, float], conflict: str) -> dict[str, str]:
        """What "the government's forces" and "the rebels" mean at a place whose parties are `tally`."""
        named = [party for party in tally if party not in (STATE, INSURGENT)]
        states = sorted(party for party in named if party.endswith((":government", ":transitional")))
        state = next((party for party in states if conflict and party.startswith(conflict)), None)
        state = state or (states[0] if len(states) == 1 else f"{conflict}:government" if conflict else STATE)
        rest = [party for party in named if party != state and not party.startswith(NAMED)]
        best = max(rest, key=lambda party: (tally[party], party), default=INSURGENT)
        return {STATE: state, INSURGENT: best}

    def _prior_side(self, known: Mapping[str, int]) -> Floats:
        """What is believed of the side of every voice before its claims are looked at: `(voices, parties + 1)`."""
        prior = priors().sides
        size = len(known)
        out = np.zeros((len(self.judged), size + 1))
        for number, judged in enumerate(self.judged):
            side = judged.side if self.settings.sides else NEUTRAL
            if not self.settings.sides or size == 0:
                out[number, -1] = 1.0
                continue
            if side is None or (side not in known and side != NEUTRAL):
                unaligned, labelled = prior["unlabelled_unaligned"], 0.0
            elif side == NEUTRAL:
                unaligned, labelled = prior["neutral_unaligned"], 0.0
            elif judged.half:
                unaligned, labelled = 0.5, 0.4
            else:
                unaligned, labelled = prior["labelled_unaligned"], prior["labelled"]
            out[number, :size] = (1.0 - unaligned - labelled) / size
            out[number, -1] = unaligned
            if labelled and side is not None:
                out[number, known[side]] += labelled
        return out

    def _arrays(
        self, local: Sequence[tuple[int, ...]], names: Sequence[tuple[str, ...]], parties: tuple[str, ...]
    ) -> Evidence:
        most = max([priors().most_parties, *(len(here) for here in local)])
        by_place: list[list[Piece]] = [[] for _ in self.place_keys]
        for piece in self.pieces:
            by_place[piece.place].append(piece)

        def rows(part: range) -> tuple[Arrays, list[int], list[float]]:
            columns = Columns(most)
            row_place: list[int] = []
            row_prior: list[float] = []
            for place in part:
                joint, vague = hypotheses(by_place[place], self.report_days)
                for hypothesis, prior in joint:
                    self._row(columns, len(row_place), by_place[place], names[place], hypothesis, vague)
                    row_place.append(place)
                    row_prior.append(prior)
            return columns.arrays(), row_place, row_prior

        size = max(1, len(by_place) * PIECES // max(len(self.pieces), 1))
        parts = [range(first, min(first + size, len(by_place))) for first in range(0, len(by_place), size)] or [
            range(0)
        ]
        row_place: list[int] = []
        row_prior: list[float] = []
        found = []
        for (whole, shares, says), mine, chances in mapped(rows, parts, much=len(parts) > 1):
            whole[:, 0] += len(row_place)
            found.append((whole, shares, says))
            row_place += mine
            row_prior += chances
        whole, shares, says = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        return evidence_of(
            (whole, shares, says),
            tuple(self.place_keys),
            parties,
            tuple(local),
            np.array(row_place, dtype=np.int64),
            np.array(row_prior, dtype=np.float64),
        )

    def _row(
        self,
        columns: Columns,
        row: int,
        pieces: Sequence[Piece],
        here: tuple[str, ...],
        hypothesis: Mapping[int, int],
        vague: Mapping[int, Days],
    ) -> None:
        """The evidence about one place under one hypothesis."""
        dated: list[Dated] = []
        for piece in pieces:
            vector = columns.vector(piece.said.row, piece.agents, piece.targets, here)
            days = vague.get(piece.report) or ((hypothesis.get(piece.report), 1.0),)
            if vector is None:
                continue
            claim = self.material.claims[piece.claim]
            told = [(when(claim, day, spread=piece.said.spread), day, p) for day, p in days]
            about = [(span, span.last if day is None else day, p) for span, day, p in told if span is not None]
            if about:
                dated.append((piece, vector, about))
        dated = in_order(dated)
        weights, first = self.weighing.of(
            [
                (
                    about[len(about) // 2][1],
                    piece.voice,
                    piece.claim,
                    point(vector),
                    piece.said.strength,
                    self.judged[piece.voice].side or "",
                    math.log(max(piece.said.row) / min(piece.said.row)),
                )
                for piece, vector, about in dated
            ],
            repeats=self.settings.repeats,
        )
        table = likelihoods()
        for (piece, vector, about), weight, flag in zip(dated, weights, first, strict=True):
            if weight <= 0.0:
                continue
            claim = self.material.claims[piece.claim]
            change = piece.said.earlier
            earlier = columns.vector(change, piece.agents, piece.targets, here) if change is not None else None
            trust = 1.0 - table.misread_least - table.misread_by_score * (1.0 - claim.score)
            same = (row, piece.voice, self.weighing.root_of[piece.claim], piece.claim, trust)
            for span, known, p in about:
                length = span.last - span.first + 1
                sure = min(1.0, weight * p)
                hazard = 1.0 + (piece.said.hazard - 1.0) * sure, 1.0 + (piece.said.ends - 1.0) * sure
                for day in range(span.first, span.last + 1):
                    report = flag * p if day == span.last else 0.0
                    columns.add(same, vector, day, known, weight * p / length, hazard, report)
                if earlier is not None:
                    before = table.before.days if span.last < known and tells_day(claim) else table.before.days_untold
                    columns.add(
                        same, earlier, span.last - before, known, weight * p * table.before.strength, (1.0, 1.0), 0.0
                    )


def _foreign(party: str, conflict: str) -> bool:
    """Whether a party is known for another country's conflict only: the likelier it was not meant here."""
    return ":" in party and not party.startswith((conflict + ":", "actor:", NAMED))

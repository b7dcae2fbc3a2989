"""How much each claim counts: copies of one root, claims of one report, repeats of one voice.

Everything is decided from what was known when the claim came, so that filtering stays honest.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from riwaya.reason.control.tables import priors
from riwaya.reason.control.timing import Days
from riwaya.reason.inputs import Report

COPY: Final = 0.1
"""What a report counts for that shares its lineage with an earlier one, where nobody gives a weight."""

Item = tuple[int, int, int, int, float]
"""Day known, voice, report, what it says in short, strength."""


class Weighing:
    """Roots and weights of reports. `lineages` None: the reports' own; empty: every report is its own root."""

    def __init__(
        self,
        reports: Sequence[Report],
        days: Sequence[Days],
        lineages: Mapping[str, tuple[str, float]] | None,
    ) -> None:
        roots: dict[str, int] = {}
        self.root_of: list[int] = []
        self._weight: list[float] = []
        own = lineages if lineages is not None else _own(reports, days)
        for report in reports:
            root, weight = own.get(report.id, (report.id, 1.0))
            self.root_of.append(roots.setdefault(root, len(roots)))
            self._weight.append(min(1.0, max(0.0, weight)))
        self.roots = tuple(roots)

    def of(self, items: Sequence[Item], *, repeats: bool) -> tuple[list[float], list[float]]:
        """Weights of the claims about one place, and 1 for each that is a report of its own (what silence counts)."""
        prior = priors()
        cap, window = prior.root_cap, prior.repeat["days"]
        weights, first = [0.0] * len(items), [0.0] * len(items)
        by_voice: dict[tuple[int, int], float] = {}
        by_root: dict[int, float] = {}
        said: dict[tuple[int, int], tuple[int, int]] = {}
        reported: set[tuple[int, int]] = set()
        for i in sorted(range(len(items)), key=lambda i: (items[i][0], -items[i][4], i)):
            known, voice, report, point, strength = items[i]
            root = self.root_of[report]
            weight = strength * self._weight[report]
            if repeats:
                last, times = said.get((voice, point), (known - 10**6, 0))
                times = times + 1 if known - last <= window and known != last else (times if known == last else 0)
                said[voice, point] = (known, times)
                weight *= max(prior.repeat["least"], prior.repeat["factor"] ** times)
            weight = min(weight, cap - by_voice.get((root, voice), 0.0), 2.0 * cap - by_root.get(root, 0.0))
            if weight <= 1e-6:
                continue
            by_voice[root, voice] = by_voice.get((root, voice), 0.0) + weight
            by_root[root] = by_root.get(root, 0.0) + weight
            weights[i] = weight
            if (root, voice) not in reported:
                reported.add((root, voice))
                first[i] = self._weight[report]
        return weights, first


def _own(reports: Sequence[Report], days: Sequence[Days]) -> dict[str, tuple[str, float]]:
    """Lineages as the reports' own records give them: the earliest of each counts in full, the others as copies."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for report, when in zip(reports, days, strict=True):
        # A record may name the root report itself, which has no lineage of its own.
        root = report.lineage or report.id
        groups.setdefault(root, []).append((when[0][0] if when else 10**7, report.id))
    out: dict[str, tuple[str, float]] = {}
    for root, members in groups.items():
        for rank, (_, report_id) in enumerate(sorted(members)):
            out[report_id] = (root, 1.0 if rank == 0 else COPY)
    return out

"""How much each claim counts: copies of one root, claims of one report, repeats of one voice.

Everything is decided from what was known when the claim came, so that filtering stays honest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from riwaya.model import Claim
from riwaya.reason.control.tables import priors
from riwaya.reason.control.timing import Days
from riwaya.reason.inputs import Report

COPY: Final = 0.05
"""What a report counts for that shares its lineage with an earlier one, where nobody gives a weight."""

_NOTHING: Final = 1e-6
Item = tuple[int, int, int, int, float, str, float]
"""Day known, voice, claim, what it says in short, strength, the voice's side ('' when it has none), how much it tells
states apart."""


class Weighing:
    """Roots and weights of claims.

    `lineages` gives them by claim id; a claim that is not in it has those of its report: the reports' own `lineage`
    when `copies`, else every report is a root of its own.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        reports: Sequence[Report],
        days: Sequence[Days],
        lineages: Mapping[str, tuple[str, float]],
        *,
        copies: bool,
    ) -> None:
        roots: dict[str, int] = {}
        self.root_of: list[int] = []
        self._weight: list[float] = []
        own = _own(reports, days) if copies else {}
        for claim in claims:
            root, weight = lineages.get(claim.id) or own.get(claim.document) or (claim.document, 1.0)
            self.root_of.append(roots.setdefault(root, len(roots)))
            self._weight.append(min(1.0, max(0.0, weight)))
        self.roots = tuple(roots)

    def discount(self, claim: int, factor: float) -> None:
        """Let a claim add only so much of what it would."""
        self._weight[claim] *= factor

    def of(self, items: Sequence[Item], *, repeats: bool) -> tuple[list[float], list[float]]:
        """Weights of the claims about one place, and 1 for each that is a report of its own (what silence counts).

        Of what one voice says in one root, what tells most counts in full and each further claim half of the one
        before: it is one account. All voices of one side in a root count for `side_cap` claims at most, and a root for
        `root_cap`; claims that come on one day share what is left evenly.
        """
        prior = priors()
        raw = self._raw(items, repeats=repeats)
        weights, first = list(raw), [0.0] * len(items)
        keys: tuple[tuple[float, Callable[[Item], tuple[int, str]]], ...] = (
            (prior.side_cap, lambda item: (self.root_of[item[2]], item[5] or str(item[1]))),
            (prior.root_cap, lambda item: (self.root_of[item[2]], "")),
        )
        for cap, key in keys:
            used: dict[tuple[int, str], float] = {}
            groups: dict[tuple[int, tuple[int, str]], list[int]] = {}
            for i, item in enumerate(items):
                groups.setdefault((item[0], key(item)), []).append(i)
            for (_, group), members in sorted(groups.items()):
                if len(members) == 1 and group not in used and weights[members[0]] <= cap:
                    used[group] = weights[members[0]]
                    continue
                total = sum(weights[i] for i in members)
                left = max(0.0, cap - used.get(group, 0.0))
                used[group] = used.get(group, 0.0) + min(total, left)
                if total > left:
                    for i in members:
                        weights[i] *= left / total
        reported: set[tuple[int, int]] = set()
        for i in sorted(range(len(items)), key=lambda i: (items[i][0], -items[i][4], i)):
            mine = (self.root_of[items[i][2]], items[i][1])
            if weights[i] > _NOTHING and mine not in reported:
                reported.add(mine)
                first[i] = self._weight[items[i][2]]
        return [weight if weight > _NOTHING else 0.0 for weight in weights], first

    def _raw(self, items: Sequence[Item], *, repeats: bool) -> list[float]:
        """Weights by strength, lineage and repetition, before caps."""
        prior = priors().repeat
        out = [0.0] * len(items)
        said: dict[tuple[int, int], tuple[int, int]] = {}
        accounts: dict[tuple[int, int], int] = {}
        for i in sorted(range(len(items)), key=lambda i: (items[i][0], -items[i][4] * items[i][6], i)):
            known, voice, claim, what, strength, _, _ = items[i]
            account = (self.root_of[claim], voice)
            rank = accounts[account] = accounts.get(account, -1) + 1
            out[i] = strength * self._weight[claim] * priors().next_claim ** rank
            if repeats:
                last, times = said.get((voice, what), (known - 10**6, 0))
                if known != last:
                    times = times + 1 if known - last <= prior["days"] else 0
                said[voice, what] = (known, times)
                out[i] *= max(prior["least"], prior["factor"] ** times)
        return out


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

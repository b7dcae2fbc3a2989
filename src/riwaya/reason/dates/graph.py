"""Joint inference over days: a graph of reports and happenings, each with a distribution over one run of days.

Nodes are reports of unknown day and hubs: the day of a happening that they tell, or the middle of a place's story. An
edge says how far from publication the hub's day lies (a kernel), and with `apart` that it is unrelated. Where the graph
has no loops, two sweeps of messages are exact. A loop is opened by fixing the day of one node and summing over it
(cutset conditioning: Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, 4.3.2), which is exact too; where
that would cost too much, the weakest ties are left out, which is exact for a model that claims less: reports that copy
each other are tied many times, and counting every tie makes too sure.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.reason.dates.kernels import WEEK, Kernel, Vector

MOST_WORK: Final = 6e8
"""Additions that exact inference over loops may cost, about two seconds; beyond, ties are left out."""


class Edge(NamedTuple):
    """Report node `report` tells of hub node `hub`; `apart`: the share of unrelated."""

    report: int
    hub: int
    kernel: Kernel
    apart: float

    def information(self, size: int) -> float:
        """How much the tie can tell, in nats."""
        return (1 - self.apart) * max(0.0, float(np.log(size)) - self.kernel.entropy)


class Graph(NamedTuple):
    """Days `first` to `first + size - 1` (ordinals); `priors[n]` over them for each node; ties between nodes."""

    first: int
    size: int
    priors: list[Vector]
    edges: list[Edge]


class Solution:
    """For each node its distribution (`marginals`); the ties `kept`; whether every tie was (`exact`)."""

    def __init__(self, sweep: "_Sweep", edges: list[Edge], exact: bool) -> None:
        self.marginals = sweep.marginals()
        self.kept, self.exact = edges, exact
        self._sweep = sweep

    def brought(self, n: int) -> float:
        """What the tie tells of its report's day, in nats."""
        return self._sweep.brought(n)

    def worth(self, n: int) -> float:
        """What knowing the day of the tie's hub would tell of its report's day, in nats: their mutual information.

        Taken over the hub's most probable days; with an opened loop, as far as the two can tell alone.
        """
        tie = self._sweep.ties[n]
        report, hub = self._sweep.reaching(n)
        shares = hub * tie.carry(report[None, :], to_hub=True)[0]
        days = np.argsort(-shares, kind="stable")[:MOST_DAYS]
        told = tie.given(report, days)  # one row for each day of the hub
        weights = told.sum(axis=1) * hub[days]
        weights = weights / max(float(weights.sum()), 1e-300)
        told = told / np.maximum(told.sum(axis=1, keepdims=True), 1e-300)
        return max(0.0, _entropy(weights @ told) - float(weights @ np.array([_entropy(row) for row in told])))


def _entropy(shares: Vector) -> float:
    seen = shares[shares > 0]
    return float(-(seen * np.log(seen)).sum())


MOST_DAYS: Final = 40
"""Days of a hub that its worth is taken over."""


class _Tie:
    """An edge with its factor over the graph's days, ready to carry messages either way."""

    def __init__(self, edge: Edge, first: int, size: int) -> None:
        self.edge, self.size = edge, size
        self.table, self.lo, self.hi = edge.kernel.table, edge.kernel.lo, edge.kernel.hi
        self.weekdays = (np.arange(first, first + size) - 1) % WEEK
        self.even = bool((self.table == self.table[0]).all())
        self.floor = edge.apart / size

    def _spans(self, offset: int) -> tuple[slice, slice]:
        """Report days and hub days that are `offset` apart."""
        if abs(offset) >= self.size:
            return slice(0, 0), slice(0, 0)
        if offset >= 0:
            return slice(0, self.size - offset), slice(offset, self.size)
        return slice(-offset, self.size), slice(0, self.size + offset)

    def carry(self, message: Vector, *, to_hub: bool) -> Vector:
        """The message over the tie (rows of a batch): summed over the sender's day."""
        if self.even and message.shape[0] == 1:
            out = self._convolved(message[0], to_hub)[None, :]
        else:
            out = np.zeros_like(message)
            for k in range(self.table.shape[1]):
                reports, hubs = self._spans(self.lo + k)
                weights = self.table[self.weekdays[reports], k]
                source, target = (reports, hubs) if to_hub else (hubs, reports)
                out[..., target] += message[..., source] * weights
        near = np.maximum(out, 0.0) * (1 - self.edge.apart)
        return np.asarray(near + message.sum(axis=-1, keepdims=True) * self.floor)

    def _convolved(self, message: Vector, to_hub: bool) -> Vector:
        """The same for a kernel that knows no weekdays."""
        taps = self.table[0] if to_hub else self.table[0][::-1]
        start = -self.lo if to_hub else self.hi
        full = np.convolve(message, taps)
        out = np.zeros(self.size)
        first, last = max(start, 0), min(start + self.size, full.size)
        if first < last:
            out[first - start : last - start] = full[first:last]
        return out

    def given(self, report: Vector, hub_days: npt.NDArray[np.int64]) -> Vector:
        """For each of some hub days the report's (unnormalised) days."""
        offsets = hub_days[:, None] - np.arange(self.size)[None, :] - self.lo
        inside = (offsets >= 0) & (offsets < self.table.shape[1])
        shares = np.where(inside, self.table[self.weekdays[None, :], np.where(inside, offsets, 0)], 0.0)
        return np.asarray(report[None, :] * (shares * (1 - self.edge.apart) + self.floor))


def solve(graph: Graph) -> Solution:
    """Distributions, and what each tie tells."""
    edges, cut, exact = _openings(graph)
    return Solution(_Sweep(graph, [_Tie(edge, graph.first, graph.size) for edge in edges], cut), edges, exact)


def _openings(graph: Graph) -> tuple[list[Edge], int | None, bool]:
    """The ties to keep and the node to fix; whether all are kept.

    Of the nodes whose fixing opens loops, the one with which the ties kept can tell most.
    """
    n = len(graph.priors)
    if _is_forest(n, graph.edges):
        return graph.edges, None, True
    forest = _strongest(graph, n, graph.edges)
    best: tuple[float, int] = (_told(graph, forest), -1)
    kept = forest
    if graph.size**2 * sum(e.kernel.table.shape[1] for e in graph.edges) * 3 <= MOST_WORK:
        for node in range(n):
            around = [e for e in graph.edges if node in (e.report, e.hub)]
            rest = [e for e in graph.edges if node not in (e.report, e.hub)]
            tried = sorted([*around, *_strongest(graph, n, rest)], key=lambda e: (e.report, e.hub))
            if (worth := _told(graph, tried)) > best[0] + 1e-9:
                best, kept = (worth, node), tried
    return kept, best[1] if best[1] >= 0 else None, len(kept) == len(graph.edges)


def _told(graph: Graph, edges: Sequence[Edge]) -> float:
    return sum(edge.information(graph.size) for edge in edges)


def _strongest(graph: Graph, n: int, edges: Sequence[Edge]) -> list[Edge]:
    """A forest of the ties that can tell most (Kruskal)."""
    group = list(range(n))

    def find(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    kept: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (-round(e.information(graph.size), 9), e.report, e.hub)):
        a, b = find(edge.report), find(edge.hub)
        if a != b:
            group[a] = b
            kept.append(edge)
    return sorted(kept, key=lambda e: (e.report, e.hub))


def _is_forest(n: int, edges: Sequence[Edge]) -> bool:
    group = list(range(n))

    def find(node: int) -> int:
        while group[node] != node:
            node = group[node]
        return node

    for edge in edges:
        a, b = find(edge.report), find(edge.hub)
        if a == b:
            return False
        group[a] = b
    return True


class _Sweep:
    """Sum-product messages over a forest, for every day of the node that is fixed at once (rows of a batch)."""

    def __init__(self, graph: Graph, ties: Sequence[_Tie], cut: int | None) -> None:
        self.graph, self.ties, self.cut = graph, ties, cut
        self.batch = graph.size if cut is not None else 1
        priors: list[Vector] = [np.repeat(p[None, :], self.batch, axis=0) for p in graph.priors]
        if cut is not None:
            priors[cut] = np.diag(graph.priors[cut])
        self.messages, self.beliefs, self.weight = _messages(
            priors, ties, cut, lambda tie, m, to_hub: tie.carry(m, to_hub=to_hub)
        )

    def marginals(self) -> list[Vector]:
        """The distribution of each node."""
        out = []
        for belief in self.beliefs:
            shares = belief / np.maximum(belief.sum(axis=1, keepdims=True), 1e-300)
            mixed = (shares * self.weight[:, None]).sum(axis=0)
            out.append(mixed / mixed.sum())
        return out

    def brought(self, n: int) -> float:
        """How far what the tie brings to its report is from telling nothing."""
        message = (self.messages[n, self.ties[n].edge.report] * self.weight[:, None]).sum(axis=0)
        message = message / max(float(message.sum()), 1e-300)
        seen = message > 0
        return float(np.log(message.size) + (message[seen] * np.log(message[seen])).sum())

    def reaching(self, n: int) -> tuple[Vector, Vector]:
        """What reaches the report and the hub of a tie from everywhere but the tie."""
        tie = self.ties[n]
        out = []
        for node in (tie.edge.report, tie.edge.hub):
            rest = self.beliefs[node] / np.maximum(self.messages[n, node], 1e-300)
            rest = rest / np.maximum(rest.sum(axis=1, keepdims=True), 1e-300)
            mixed = (rest * self.weight[:, None]).sum(axis=0)
            out.append(mixed / max(float(mixed.sum()), 1e-300))
        return out[0], out[1]


Carry = Callable[[_Tie, Vector, bool], Vector]


def _messages(
    priors: list[Vector], ties: Sequence[_Tie], cut: int | None, carry: Carry
) -> tuple[dict[tuple[int, int], Vector], list[Vector], Vector]:
    """Two sweeps over the forest that is left when the ties of `cut` are spread as copies of that node.

    Gives the message that reaches each node over each tie, each node's belief, and the weight of each row of the batch.
    A fixed node is known in each row, so that it passes the same message whatever reaches it: it opens its loops.
    """
    around: list[list[int]] = [[] for _ in priors]
    for n, tie in enumerate(ties):
        around[tie.edge.report].append(n)
        around[tie.edge.hub].append(n)
    messages: dict[tuple[int, int], Vector] = {}
    scale = np.zeros(priors[0].shape[0])

    def other(n: int, node: int) -> int:
        edge = ties[n].edge
        return edge.hub if edge.report == node else edge.report

    def send(n: int, node: int, *, count: bool) -> None:
        """Send over tie `n` from `node`."""
        product = priors[node]
        if node != cut:
            for m in around[node]:
                if m != n:
                    product = product * messages[m, node]
        message = carry(ties[n], product, ties[n].edge.report == node)
        total = message.sum(axis=1, keepdims=True)
        if count:
            scale[:] += np.log(np.maximum(total[:, 0], 1e-300))
        messages[n, other(n, node)] = message / np.maximum(total, 1e-300)

    order, roots = _order(len(priors), around, other, cut)
    if cut is not None:
        for n in around[cut]:
            send(n, cut, count=True)
    for node, n in reversed(order):
        send(n, node, count=True)
    weight_log = scale
    for root in roots:
        product = priors[root]
        for n in around[root]:
            product = product * messages[n, root]
        weight_log = weight_log + np.log(np.maximum(product.sum(axis=1), 1e-300))
    for node, n in order:
        send(n, other(n, node), count=False)
    if cut is not None:
        weight_log = weight_log + np.log(np.maximum(np.diagonal(priors[cut]), 1e-300)) * (1 - len(around[cut]))
        for n in around[cut]:
            send(n, other(n, cut), count=False)
    beliefs = []
    for node, prior in enumerate(priors):
        product = prior
        for n in around[node]:
            if node != cut:
                product = product * messages[n, node]
        beliefs.append(product)
    weight = np.exp(weight_log - weight_log.max())
    return messages, beliefs, weight / weight.sum()


def _order(
    size: int, around: list[list[int]], other: Callable[[int, int], int], cut: int | None
) -> tuple[list[tuple[int, int]], list[int]]:
    """Nodes but roots with the tie to their parent, parents first; and the roots."""
    order: list[tuple[int, int]] = []
    roots: list[int] = []
    seen = {cut} if cut is not None else set()
    for start in range(size):
        if start in seen:
            continue
        seen.add(start)
        roots.append(start)
        queue = [start]
        for node in queue:
            for n in around[node]:
                child = other(n, node)
                if child not in seen:
                    seen.add(child)
                    order.append((child, n))
                    queue.append(child)
    return order, roots

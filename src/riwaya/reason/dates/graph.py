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


class Solution(NamedTuple):
    """For each node its distribution; the ties kept; whether every tie was (`exact`).

    For each tie kept, in nats: `worth`, the mutual information of its two days, which is what knowing the hub's would
    tell (with an opened loop: as far as the two can tell alone), and `brought`, what it tells of the report's day now.
    """

    marginals: list[Vector]
    kept: list[Edge]
    exact: bool
    worth: list[float]
    brought: list[float]


class _Tie:
    """An edge with its factor spread over the graph's days, ready to carry messages either way."""

    def __init__(self, edge: Edge, first: int, size: int) -> None:
        self.edge, self.size = edge, size
        weekdays = (np.arange(first, first + size) - 1) % WEEK
        self.rows = (1 - edge.apart) * edge.kernel.table[weekdays].T  # offsets x report days
        self.lo = edge.kernel.lo
        self.floor = edge.apart / size

    def _spans(self, k: int) -> tuple[slice, slice]:
        """Report days and hub days that are `lo + k` apart."""
        offset = self.lo + k
        if abs(offset) >= self.size:
            return slice(0, 0), slice(0, 0)
        if offset >= 0:
            return slice(0, self.size - offset), slice(offset, self.size)
        return slice(-offset, self.size), slice(0, self.size + offset)

    def carry(self, message: Vector, *, to_hub: bool) -> Vector:
        """The message over the tie: summed over the sender's day."""
        out = np.repeat(message.sum(axis=-1, keepdims=True) * self.floor, self.size, axis=-1)
        for k in range(self.rows.shape[0]):
            reports, hubs = self._spans(k)
            weights = self.rows[k, reports]
            source, target = (reports, hubs) if to_hub else (hubs, reports)
            out[..., target] += message[..., source] * weights
        return out

    def joint(self, report: Vector, hub: Vector) -> Vector:
        """The two nodes' joint distribution (report day x hub day), from what reaches each from elsewhere."""
        table = np.full((self.size, self.size), self.floor)
        for k in range(self.rows.shape[0]):
            reports, hubs = self._spans(k)
            table[np.arange(reports.start, reports.stop), np.arange(hubs.start, hubs.stop)] += self.rows[k, reports]
        table *= report[:, None] * hub[None, :]
        return np.asarray(table / table.sum())


def solve(graph: Graph) -> Solution:
    """Distributions, and what each tie tells."""
    edges, cut, exact = _openings(graph)
    ties = [_Tie(edge, graph.first, graph.size) for edge in edges]
    sweep = _Sweep(graph, ties, cut)
    marginals = sweep.marginals()
    worth = [_mutual(tie, *sweep.reaching(n)) for n, tie in enumerate(ties)]
    brought = [sweep.brought(n) for n in range(len(ties))]
    return Solution(marginals, edges, exact, worth, brought)


def _mutual(tie: _Tie, report: Vector, hub: Vector) -> float:
    joint = tie.joint(report, hub)
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    return float((joint[seen] * np.log(joint[seen] / (rows @ columns)[seen])).sum())


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

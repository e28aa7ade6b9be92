"""Vertex-disjoint paths and minimum vertex cuts by maximum flow; both have the same number (Menger, 1927).

A node becomes an entrance and an exit, joined by an arc of capacity 1. SciPy computes the flow (Dinic). A node is in some
minimum cut if and only if its entrance and exit are in different strong components of the residual graph (Picard and
Queyranne, 1980).
"""

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from graph.linkage.search_budget import SearchBudget
from graph.snapshot.array_types import BoolArray, IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

_UNBOUNDED: Final = 2**30


@dataclass(frozen=True)
class FlowProblem:
    """Arcs in both directions; none joins source and sink."""

    tails: IndexArray
    heads: IndexArray
    size: int
    source: int
    sink: int

    def without(self, nodes: list[int]) -> "FlowProblem":
        remaining = ~(np.isin(self.tails, nodes) | np.isin(self.heads, nodes))
        return FlowProblem(self.tails[remaining], self.heads[remaining], self.size, self.source, self.sink)


class MaxFlow:
    """Node `n` has entrance `2 n` and exit `2 n + 1`."""

    def __init__(self, problem: FlowProblem) -> None:
        self.problem = problem
        self.capacity = _capacities(problem)
        result: Any = maximum_flow(self.capacity, 2 * problem.source + 1, 2 * problem.sink)
        self.value = int(result.flow_value)
        self.flow = result.flow

    def cut_nodes(self) -> list[int]:
        """Returns the nodes of all minimum vertex cuts, sorted."""
        residual = csr_array(self.capacity - self.flow)
        residual.data = np.maximum(residual.data, 0)
        residual.eliminate_zeros()
        _, component = connected_components(residual, directed=True, connection="strong")
        nodes = np.arange(self.problem.size)
        separated = component[2 * nodes] != component[2 * nodes + 1]
        return cast(list[int], nodes[self._saturated() & separated].tolist())

    def disjoint_paths(self) -> list[list[int]]:
        """Returns a path per unit of flow."""
        flow = self.flow.tocoo()
        successors: dict[int, list[int]] = {}
        for start, end, amount in zip(flow.row.tolist(), flow.col.tolist(), flow.data.tolist(), strict=True):
            if amount > 0 and start // 2 != end // 2:
                successors.setdefault(start // 2, []).append(end // 2)
        return [self._follow(first, successors) for first in sorted(successors.get(self.problem.source, []))]

    def _follow(self, node: int, successors: dict[int, list[int]]) -> list[int]:
        path = [self.problem.source, node]
        while path[-1] != self.problem.sink:
            path.append(successors[path[-1]][0])
        return path

    def _saturated(self) -> BoolArray:
        flow = self.flow.tocoo()
        inner = (flow.row // 2 == flow.col // 2) & (flow.data > 0)
        saturated = np.zeros(self.problem.size, bool)
        saturated[flow.row[inner] // 2] = True
        return saturated


def _capacities(problem: FlowProblem) -> Any:
    inner = np.setdiff1d(np.arange(problem.size), [problem.source, problem.sink])
    usable = (problem.tails != problem.sink) & (problem.heads != problem.source)
    rows = np.concatenate([2 * inner, 2 * problem.tails[usable] + 1])
    columns = np.concatenate([2 * inner + 1, 2 * problem.heads[usable]])
    amounts = np.concatenate([np.ones(len(inner)), np.full(int(usable.sum()), _UNBOUNDED)]).astype(np.int32)
    return csr_array((amounts, (rows, columns)), shape=(2 * problem.size, 2 * problem.size))


def first_minimum_vertex_cut(flow: MaxFlow, budget: SearchBudget) -> list[int]:
    """Returns the lexicographically first minimum vertex cut. Raises BudgetExceeded.

    Repeatedly removes the first node of any minimum cut.
    """
    problem, cut = flow.problem, list[int]()
    while True:
        budget.check()
        nodes = flow.cut_nodes() if flow.value else []
        if len(nodes) == flow.value:  # The minimum cut is unique.
            return [*cut, *nodes]
        cut.append(nodes[0])
        flow = MaxFlow(problem.without(cut))

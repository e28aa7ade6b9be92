"""Flow: the most paths between two entities that share no inner entity, and the smallest cuts that break them all.

By Menger's theorem (1927) the two numbers are equal. Each entity is split into an entrance and an exit, joined by a link that carries
one path; the flow is SciPy's (Dinic's algorithm). An entity is in some smallest cut just where its entrance and its exit are in
different strong components of the residual network (Picard and Queyranne, 1980).
"""

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.network import Places
from graph.linkage.snapshot.snapshot import Flags

# SciPy's functions have no types of their own.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

_NO_LIMIT: Final = 2**30


@dataclass(frozen=True)
class FlowProblem:
    """What lies between two ends: pairs of places that are joined, both ways; the ends are places too, not joined directly."""

    near: Places
    far: Places
    size: int
    source: int
    sink: int

    def without(self, places: list[int]) -> "FlowProblem":
        kept = ~(np.isin(self.near, places) | np.isin(self.far, places))
        return FlowProblem(self.near[kept], self.far[kept], self.size, self.source, self.sink)


class MaxFlow:
    """A largest flow through a strait. The entrance of place ``p`` is ``2 p``, its exit ``2 p + 1``."""

    def __init__(self, strait: FlowProblem) -> None:
        self.strait = strait
        self.capacity = _capacities(strait)
        result: Any = maximum_flow(self.capacity, 2 * strait.source + 1, 2 * strait.sink)
        self.value = int(result.flow_value)
        self.flow = result.flow

    def cuttable(self) -> list[int]:
        """The places that are in some smallest cut, in order."""
        residual = csr_array(self.capacity - self.flow)
        residual.data = np.maximum(residual.data, 0)
        residual.eliminate_zeros()
        _, component = connected_components(residual, directed=True, connection="strong")
        places = np.arange(self.strait.size)
        apart = component[2 * places] != component[2 * places + 1]
        return cast(list[int], places[self._carries() & apart].tolist())

    def paths(self) -> list[list[int]]:
        """As many paths as the flow's value, no two with an inner place in common."""
        flow = self.flow.tocoo()
        onward: dict[int, list[int]] = {}
        for start, end, amount in zip(flow.row.tolist(), flow.col.tolist(), flow.data.tolist(), strict=True):
            if amount > 0 and start // 2 != end // 2:
                onward.setdefault(start // 2, []).append(end // 2)
        return [self._follow(first, onward) for first in sorted(onward.get(self.strait.source, []))]

    def _follow(self, place: int, onward: dict[int, list[int]]) -> list[int]:
        path = [self.strait.source, place]
        while path[-1] != self.strait.sink:
            path.append(onward[path[-1]][0])
        return path

    def _carries(self) -> Flags:
        """Which inner places a path of the flow passes."""
        flow = self.flow.tocoo()
        through = (flow.row // 2 == flow.col // 2) & (flow.data > 0)
        carries = np.zeros(self.strait.size, bool)
        carries[flow.row[through] // 2] = True
        return carries


def _capacities(strait: FlowProblem) -> Any:
    inner = np.setdiff1d(np.arange(strait.size), [strait.source, strait.sink])
    inwards = (strait.near != strait.sink) & (strait.far != strait.source)
    rows = np.concatenate([2 * inner, 2 * strait.near[inwards] + 1])
    columns = np.concatenate([2 * inner + 1, 2 * strait.far[inwards]])
    amounts = np.concatenate([np.ones(len(inner)), np.full(int(inwards.sum()), _NO_LIMIT)]).astype(np.int32)
    return csr_array((amounts, (rows, columns)), shape=(2 * strait.size, 2 * strait.size))


def first_minimum_vertex_cut(strait: FlowProblem, budget: SearchBudget) -> list[int]:
    """Of the smallest cuts the first, by its places in order. Raises Stopped.

    The first place of any smallest cut belongs to the answer; what remains is a smallest cut of what is left without it.
    """
    cut: list[int] = []
    while True:
        budget.check()
        flow = MaxFlow(strait.without(cut))
        places = flow.cuttable() if flow.value else []
        if len(places) == flow.value:  # there is just one
            return [*cut, *places]
        cut.append(places[0])

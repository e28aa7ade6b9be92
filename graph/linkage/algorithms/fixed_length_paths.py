"""Enumerates loopless paths of one length lexicographically, by depth-first search on the layered graph. Each node there
continues to a walk of that length, so few branches fail.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.linkage.algorithms.bfs import UNREACHED, DistanceArray
from graph.linkage.algorithms.bidirectional_bfs import BidirectionalBfs
from graph.linkage.algorithms.layered_graph import ArrayLayeredGraph, LayeredGraph, SetLayeredGraph
from graph.linkage.search_budget import SearchBudget
from graph.snapshot.array_types import IndexArray

_UNREACHABLE = 99


@dataclass(frozen=True)
class PathPosition:
    """The position before the first path of `hops` with this prefix; after it if `exclusive`."""

    hops: int
    prefix: tuple[int, ...]
    exclusive: bool


@dataclass(frozen=True)
class Waypoint:
    """An entity that every path must contain."""

    entity: int
    distance: DistanceArray


class FixedLengthPaths:
    """Paths of `hops` through every waypoint."""

    def __init__(self, bfs: BidirectionalBfs, hops: int, waypoints: Sequence[Waypoint], budget: SearchBudget) -> None:
        self._hops = hops
        self._ends = bfs.ends
        self._budget = budget
        self._current: list[int] | None = None
        self._waypoints: list[_WaypointNode] = []
        self._graph = self._set_graph(bfs, waypoints) or self._array_graph(bfs, waypoints)

    def _set_graph(self, bfs: BidirectionalBfs, waypoints: Sequence[Waypoint]) -> LayeredGraph | None:
        layers = None if waypoints else bfs.walk_layers(self._hops)
        return None if layers is None else SetLayeredGraph(bfs.ends[0], bfs.graph.adjacency, layers)

    def _array_graph(self, bfs: BidirectionalBfs, waypoints: Sequence[Waypoint]) -> LayeredGraph | None:
        _, from_end, members = bfs.members(self._hops)
        self._waypoints = [_WaypointNode.of(waypoint, members, from_end) for waypoint in waypoints]
        return ArrayLayeredGraph.of(bfs, members, self._hops) if len(members) else None

    @property
    def position(self) -> PathPosition:
        """The position from which the enumeration resumes after BudgetExceeded."""
        prefix = self._ends[:1] if self._current is None else tuple(self._entities(self._current))
        return PathPosition(self._hops, prefix, False)

    def paths(self, resume: PathPosition | None) -> Iterator[list[int]]:
        """Raises BudgetExceeded."""
        if self._graph is not None and all(waypoint.node is not None for waypoint in self._waypoints):
            yield from self._extensions(self._graph, [self._graph.start], resume)

    def _extensions(self, graph: LayeredGraph, path: list[int], resume: PathPosition | None) -> Iterator[list[int]]:
        """Yields paths with prefix `path`. `resume` is None once the path has left its prefix."""
        if len(path) > self._hops:
            if not (resume and resume.exclusive):
                yield self._entities(path)
            return
        for node in self._successors(graph, path, resume):
            yield from self._extensions(graph, [*path, node], self._resume_along(graph, resume, len(path), node))

    def _successors(self, graph: LayeredGraph, path: list[int], resume: PathPosition | None) -> list[int]:
        """Consumes no budget along `resume`, for which an earlier search has paid."""
        successors = graph.successors(path)
        if resume is None:
            self._current = path
            self._budget.consume(graph.cost(path, successors))
        elif len(path) < len(resume.prefix):
            first = resume.prefix[len(path)]
            successors = [node for node in successors if graph.entity(node) >= first]
        return self._reaching_waypoints(path, successors) if self._waypoints else successors

    def _reaching_waypoints(self, path: list[int], successors: list[int]) -> list[int]:
        """Returns successors from which missing waypoints and the end are reachable within the remaining hops."""
        missing = [waypoint for waypoint in self._waypoints if waypoint.node not in path]
        remaining = self._hops - len(path)
        if len(missing) > remaining:
            return []
        return [node for node in successors if all(waypoint.hops_via[node] <= remaining for waypoint in missing)]

    def _resume_along(self, graph: LayeredGraph, resume: PathPosition | None, position: int, node: int) -> PathPosition | None:
        on_prefix = resume and position < len(resume.prefix) and resume.prefix[position] == graph.entity(node)
        return resume if on_prefix else None

    def _entities(self, path: list[int]) -> list[int]:
        assert self._graph is not None
        return [self._graph.entity(node) for node in path]


@dataclass(frozen=True)
class _WaypointNode:
    """A waypoint in the layered graph of one length.

    `node`: None if the waypoint is on no walk of this length. `hops_via`: for each node, the distance to the end through the waypoint.
    """

    node: int | None
    hops_via: Sequence[int]

    @classmethod
    def of(cls, waypoint: Waypoint, members: IndexArray, from_end: DistanceArray) -> "_WaypointNode":
        node = int(np.searchsorted(members, waypoint.entity))
        if node == len(members) or members[node] != waypoint.entity:
            return cls(None, [])
        rest = int(from_end[waypoint.entity])
        distance = waypoint.distance[members].astype(np.int64)
        return cls(node, np.where(distance == UNREACHED, _UNREACHABLE, distance + rest).tolist())

"""The k shortest loopless paths (Yen, 1971) by iterative deepening, with a certificate about others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from graph.linkage.algorithms.bfs import BfsLayers
from graph.linkage.algorithms.bidirectional_bfs import BidirectionalBfs
from graph.linkage.algorithms.components import components
from graph.linkage.algorithms.fixed_length_paths import FixedLengthPaths, PathPosition, Waypoint
from graph.linkage.algorithms.longer_path import longer_path_may_exist
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.search_budget import BudgetExceeded, SearchBudget, StopReason
from graph.linkage.snapshot.simple_graph import SimpleGraph


@dataclass(frozen=True)
class PathQuery:
    """What a search for paths looks for.

    `count_rejected`: count entities that rules reject. `certified`: return a certificate.
    """

    ends: tuple[int, int]
    k: int
    max_hops: int
    waypoints: frozenset[int] = frozenset()
    resume: PathPosition | None = None
    count_rejected: bool = True
    certified: bool = True


@dataclass
class PathResult:
    """The paths that a search found, and what it did not explore.

    `next`: position to resume from. `stopped_by`: None without a certificate.
    """

    paths: list[list[int]] = field(default_factory=list[list[int]])
    exhaustive: bool = False
    explored_to_depth: int = 0
    stopped_by: StopReason | None = None
    next: PathPosition | None = None
    rejected: list[int] | None = None
    """Per rule, the rejected entities on walks between the ends."""


def k_shortest_paths(graph: SimpleGraph, constraints: TransitConstraints, query: PathQuery, budget: SearchBudget) -> PathResult:
    """Returns paths by length, then lexicographically. Raises SearchCancelled."""
    return _KShortestPathsSearch(graph, constraints, query, budget).run()


class _KShortestPathsSearch:
    def __init__(self, graph: SimpleGraph, constraints: TransitConstraints, query: PathQuery, budget: SearchBudget) -> None:
        self.graph = graph
        self.constraints = constraints
        self.query = query
        self.budget = budget
        self.result = PathResult(next=query.resume)
        self.transit = constraints.mask(graph)
        self.bfs = BidirectionalBfs(graph, query.ends, self.transit, budget)

    def run(self) -> PathResult:
        result, query = self.result, self.query
        try:
            for path in self._paths():
                if len(result.paths) == query.k:
                    self._stop_at_k(path)
                    break
                result.paths.append(path)
                result.next = PathPosition(len(path) - 1, tuple(path), True)
                if len(result.paths) == query.k and not query.certified:
                    break
            else:
                self._stop_exhausted()
            if query.count_rejected:
                result.rejected = self._rejected_by_rule()
        except BudgetExceeded as exceeded:
            self._stop_at_limit(exceeded.reason)
        return result

    def _paths(self) -> Iterator[list[int]]:
        query, result = self.query, self.result
        distance = self.bfs.distance(query.max_hops)
        if distance is None:
            return
        waypoints = [self._waypoint(entity) for entity in sorted(query.waypoints)]
        for hops in range(max(distance, query.resume.hops if query.resume else 0), query.max_hops + 1):
            result.explored_to_depth = hops - 1
            resume = query.resume if query.resume and query.resume.hops == hops else None
            result.next = resume or PathPosition(hops, (query.ends[0],), False)
            enumeration = FixedLengthPaths(self.bfs, hops, waypoints, self.budget)
            try:
                yield from enumeration.paths(resume)
            except BudgetExceeded:
                result.next = enumeration.position
                raise

    def _waypoint(self, entity: int) -> Waypoint:
        layers = BfsLayers(self.graph, entity, self.transit, self.budget)
        layers.expand_to(self.query.max_hops - 1)
        return Waypoint(entity, layers.distance)

    def _stop_at_k(self, next_path: list[int]) -> None:
        last = self.result.paths[-1]
        self.result.stopped_by = StopReason.K
        self.result.explored_to_depth = len(next_path) - 2
        self.result.next = PathPosition(len(last) - 1, tuple(last), True)

    def _stop_exhausted(self) -> None:
        query, result = self.query, self.result
        result.exhaustive, result.stopped_by, result.next = True, StopReason.DEPTH, None
        result.explored_to_depth = query.max_hops
        if query.certified and not self._longer_path_may_exist():
            result.stopped_by = StopReason.NONE

    def _longer_path_may_exist(self) -> bool:
        """Returns False only if no longer path exists."""
        query = self.query
        within = self.bfs.distance(query.max_hops) is not None
        if not within and not self._is_linked():
            return False
        if not within and not query.waypoints:
            return True  # A shortest walk is a path, here longer than `max_hops`.
        longest = self.result.paths[-1] if self.result.paths else None
        return longer_path_may_exist(
            self.graph, query.ends, self.transit, query.max_hops, query.waypoints, self.budget, longest
        )

    def _is_linked(self) -> bool:
        known = components(self.graph, self.transit)
        if known is not None:
            return known.connects(*self.query.ends)
        return self.bfs.distance(len(self.graph.snapshot)) is not None

    def _rejected_by_rule(self) -> list[int]:
        rejected = self.bfs.on_walks(self.transit.non_transit, self.query.max_hops)
        return self.constraints.count_by_rule(self.graph, rejected[~np.isin(rejected, self.query.ends)])

    def _stop_at_limit(self, reason: StopReason) -> None:
        """Keeps partial results. If `stopped_by` is set, only counts are missing."""
        result = self.result
        if result.stopped_by is None:
            result.stopped_by = reason
            result.explored_to_depth = max(result.explored_to_depth, self._depth_without_path())
            result.next = result.next or PathPosition(0, (self.query.ends[0],), False)

    def _depth_without_path(self) -> int:
        """Returns the number of hops up to which the two searches from the ends prove that no path exists. It is 0 if `result.next` is set:
        then paths are being enumerated, or an earlier query is continued.
        """
        return 0 if self.result.next else max(0, min(self.bfs.depth - 1, self.query.max_hops))

"""Decides whether a path longer than a given length joins two entities.

Backtracking (Read and Tarjan, 1975) extends only prefixes that can be completed. One longer completion suffices; few are
shorter.
"""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

import numpy as np

from graph.linkage.algorithms.bidirectional_bfs import smaller_frontier_first
from graph.linkage.algorithms.small_bfs import MAX_SET_ARCS, SmallBfs
from graph.linkage.algorithms.transit_mask import TransitMask
from graph.linkage.search_budget import BudgetExceeded, SearchBudget, SearchLimits, StopReason
from graph.linkage.snapshot.simple_graph import SimpleGraph

MAX_VISITS: Final = 2_000_000
"""Beyond this, a longer path is assumed possible."""
MAX_DETOUR_ARCS: Final = 100
MAX_PREFIX_LENGTH: Final = 200

Parents = dict[int, int | None]
"""A BFS tree; the root has None."""


def longer_path_may_exist(
    graph: SimpleGraph,
    ends: tuple[int, int],
    transit: TransitMask,
    hops: int,
    waypoints: Set[int],
    budget: SearchBudget,
    longest: Sequence[int] | None,
) -> bool:
    """Returns False only if no path of more than `hops` joins the ends through the waypoints. Spends up to 20 % of the time
    limit. `longest`: a longest known path of at most `hops`.
    """
    limits = SearchLimits(seconds=budget.limits.seconds / 5, entities=MAX_VISITS)
    search = _LongerPathSearch(graph, ends[1], transit, hops, waypoints, SearchBudget(limits, budget.cancellation))
    try:
        return (longest is not None and search.has_detour(longest)) or search.finds_longer([ends[0]])
    except BudgetExceeded:
        return True


class _LongerPathSearch:
    def __init__(
        self, graph: SimpleGraph, end: int, transit: TransitMask, hops: int, waypoints: Set[int], budget: SearchBudget
    ) -> None:
        self.graph = graph
        self.end = end
        self.transit = transit
        self.hops = hops
        self.waypoints = waypoints
        self.budget = budget

    def has_detour(self, longest: Sequence[int]) -> bool:
        """Returns whether a link of the longest path has a detour, which makes a longer path."""
        return any(self._has_detour_around(entity, following, longest) for entity, following in pairwise(longest))

    def _has_detour_around(self, entity: int, following: int, path: Sequence[int]) -> bool:
        """Searches nearby only: most detours are short."""
        start, end = (SmallBfs(self.graph, side, self.transit, self.budget) for side in (entity, following))
        start.visited.update(path)
        end.visited.update(path)
        while not (start.exhausted or end.exhausted):
            near, far = smaller_frontier_first(start, end)
            if near.cost > MAX_DETOUR_ARCS:
                return False
            if not far.frontier.isdisjoint(near.expand()):
                return True
        return False

    def finds_longer(self, prefix: list[int]) -> bool:
        """Returns whether a path with this prefix exceeds `hops`. Raises BudgetExceeded."""
        if len(prefix) > MAX_PREFIX_LENGTH:
            raise BudgetExceeded(StopReason.BUDGET)
        for node in self._neighbours_of(prefix[-1]):
            if node in prefix or node == self.end:
                continue
            completion = self._shortest_path(node, set(prefix))
            if completion is None:
                continue
            longer = len(prefix) + len(completion) - 1 > self.hops
            if longer and self.waypoints <= {*prefix, *completion}:
                return True
            if self.finds_longer([*prefix, node]):
                return True
        return False

    def _neighbours_of(self, entity: int) -> list[int]:
        """Returns the end and passable neighbours, without dead ends."""
        degrees, end = self.graph.degrees, self.end
        self.budget.consume(1 + degrees[entity])
        if degrees[entity] <= MAX_SET_ARCS:
            passable = self.transit.passable_bytes
            neighbours = self.graph.adjacency[entity]
            return [node for node in neighbours if node == end or (passable[node] and degrees[node] > 1)]
        nodes = self.graph.neighbour_array(entity)
        return nodes[(self.transit.passable[nodes] & (np.asarray(degrees)[nodes] > 1)) | (nodes == end)].tolist()

    def _shortest_path(self, start: int, excluded: set[int]) -> list[int] | None:
        """Searches bidirectionally, without excluded entities."""
        forward: Parents = {start: None}
        backward: Parents = {self.end: None}
        sides = ([start], forward), ([self.end], backward)
        while sides[0][0] and sides[1][0]:
            frontier, parents = min(sides, key=lambda side: len(side[0]))
            meeting = self._expand(frontier, parents, backward if parents is forward else forward, excluded)
            if meeting is not None:
                return [*reversed(_branch(forward, meeting)), *_branch(backward, meeting)[1:]]
        return None

    def _expand(self, frontier: list[int], parents: Parents, other: Parents, excluded: set[int]) -> int | None:
        """Returns the entity at which the sides meet, or None."""
        previous = frontier[:]
        frontier.clear()
        for entity in previous:
            for node in self._neighbours_of(entity):
                if node not in parents and node not in excluded:
                    parents[node] = entity
                    if node in other:
                        return node
                    frontier.append(node)
        return None


def _branch(parents: Parents, entity: int | None) -> list[int]:
    branch: list[int] = []
    while entity is not None:
        branch.append(entity)
        entity = parents[entity]
    return branch

"""Whether two entities are joined by a path that is longer than all that were asked for."""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

import numpy as np

from graph.linkage.algorithms.bfs import smaller_frontier_first
from graph.linkage.algorithms.small_bfs import SMALL, SmallBfs
from graph.linkage.algorithms.transit import TransitMask
from graph.linkage.search_budget import BudgetExceeded, SearchBudget, SearchLimits
from graph.linkage.snapshot.network import Network

ENTITIES: Final = 2_000_000
"""How many entities may be looked at for it; where that does not decide it, a longer path may exist."""

AROUND_A_LINK: Final = 100
"""How many links may be looked at for the next hop of a way round a link."""

LONGEST: Final = 200
"""How long a path may become while it looks for waypoints."""


def longer_path_may_exist(
    network: Network,
    ends: tuple[int, int],
    transit: TransitMask,
    hops: int,
    waypoints: Set[int],
    budget: SearchBudget,
    longest: Sequence[int] | None,
) -> bool:
    """False only where it is certain that no path of more than ``hops`` joins the ends and contains the waypoints. ``longest``: one of
    the longest of at most ``hops``, if any is known."""
    spared = SearchBudget(SearchLimits(seconds=budget.limits.seconds / 5, entities=ENTITIES), budget.caller)
    try:
        searching = _Search(network, ends[1], transit, hops, waypoints, spared)
        return (longest is not None and searching.has_detour(longest)) or searching.finds([ends[0]])
    except BudgetExceeded:
        return True


class _Search:
    """Tries the beginnings of paths. Each that can be completed at all either is one of at most ``hops``, of which there are few,
    or proves that there is a longer one."""

    def __init__(
        self, network: Network, end: int, transit: TransitMask, hops: int, waypoints: Set[int], budget: SearchBudget
    ) -> None:
        self.network = network
        self.end = end
        self.passage = transit
        self.passable = transit.passable
        self.passed = transit.open
        self.degree = network.neighbour_count
        self.hops = hops
        self.waypoints = waypoints
        self.effort = budget

    def has_detour(self, longest: Sequence[int]) -> bool:
        """Whether some way past the path joins what a link of it joins. With the way instead of the link the path is longer, so that it
        is none of at most ``hops``, and contains whatever it contained."""
        return any(self._goes_round(here, there, longest) for here, there in pairwise(longest))

    def _goes_round(self, here: int, there: int, path: Sequence[int]) -> bool:
        """Looked for nearby only: where there is such a way, it is mostly short."""
        one, other = (SmallBfs(self.network, end, self.passage, self.effort) for end in (here, there))
        one.seen.update(path)
        other.seen.update(path)
        while not (one.exhausted or other.exhausted):
            near, far = smaller_frontier_first(one, other)
            if near.cost > AROUND_A_LINK:
                return False
            if not far.frontier.isdisjoint(near.expand()):
                return True
        return False

    def finds(self, path: list[int]) -> bool:
        """Whether some path that begins so is long enough."""
        if len(path) > LONGEST:
            raise BudgetExceeded("BUDGET")
        for step in self._around(path[-1]):
            if step in path or step == self.end:
                continue
            way = self._way(step, set(path))
            if way is None:
                continue
            longer = len(path) + len(way) - 1 > self.hops
            if longer and self.waypoints <= {*path, *way}:
                return True
            if self.finds([*path, step]):
                return True
        return False

    def _around(self, entity: int) -> list[int]:
        """What a path may pass next to the entity, or end at. Dead ends are passed by none."""
        degree, end = self.degree, self.end
        self.effort.consume(1 + degree[entity])
        if degree[entity] <= SMALL:
            passed = self.passed
            return [each for each in self.network.adjacency[entity] if each == end or (passed[each] and degree[each] > 1)]
        found = self.network.neighbours[self.network.starts[entity] : self.network.starts[entity + 1]]
        return found[(self.passable[found] & (np.asarray(degree)[found] > 1)) | (found == end)].tolist()

    def _way(self, start: int, closed: set[int]) -> list[int] | None:
        """A shortest way from ``start`` to the end past what is closed, searched from both of its ends."""
        forth: dict[int, int | None] = {start: None}
        back: dict[int, int | None] = {self.end: None}
        sides = ([start], forth), ([self.end], back)
        while sides[0][0] and sides[1][0]:
            frontier, known = min(sides, key=lambda side: len(side[0]))
            other = back if known is forth else forth
            met = self._layer(frontier, known, other, closed)
            if met is not None:
                return [*reversed(_trail(forth, met)), *_trail(back, met)[1:]]
        return None

    def _layer(
        self, frontier: list[int], known: dict[int, int | None], other: dict[int, int | None], closed: set[int]
    ) -> int | None:
        """Replaces the frontier by the next layer; the entity where it meets the other side, if it does."""
        before = frontier[:]
        frontier.clear()
        for entity in before:
            for each in self._around(entity):
                if each not in known and each not in closed:
                    known[each] = entity
                    if each in other:
                        return each
                    frontier.append(each)
        return None


def _trail(known: dict[int, int | None], entity: int | None) -> list[int]:
    trail: list[int] = []
    while entity is not None:
        trail.append(entity)
        entity = known[entity]
    return trail

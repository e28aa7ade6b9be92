"""The search for paths: length by length, until there are enough of them or no more, with what is known then about all others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from graph.linkage.algorithms.bfs import BfsLayers, BidirectionalBfs
from graph.linkage.algorithms.components import components
from graph.linkage.algorithms.fixed_length_paths import FixedLengthPaths, Position, Waypoint
from graph.linkage.algorithms.longer_path import longer_path_may_exist
from graph.linkage.algorithms.transit import Rules
from graph.linkage.search_budget import BudgetExceeded, SearchBudget
from graph.linkage.snapshot.network import Network


@dataclass(frozen=True)
class PathQuery:
    """A question about a network: entities by number. ``counting``: whether somebody wants to know what the rules turned away.
    ``certified``: whether somebody wants to know anything of other paths."""

    ends: tuple[int, int]
    k: int
    max_hops: int
    waypoints: frozenset[int] = frozenset()
    resume: Position | None = None
    count_rejected: bool = True
    certified: bool = True


@dataclass
class PathResult:
    """``paths`` and what the certificate says of them. ``next``: where to go on."""

    paths: list[list[int]] = field(default_factory=list[list[int]])
    exhaustive: bool = False
    explored_to_depth: int = 0
    stopped_by: str = ""
    next: Position | None = None
    turned_away: list[int] | None = None


def k_shortest_paths(network: Network, rules: Rules, wanted: PathQuery, budget: SearchBudget) -> PathResult:
    """Up to ``k`` paths, shortest first, those of one length by their entities in order. Raises Abandoned."""
    return _Search(network, rules, wanted, budget).run()


class _Search:
    def __init__(self, network: Network, rules: Rules, wanted: PathQuery, budget: SearchBudget) -> None:
        self.network = network
        self.rules = rules
        self.wanted = wanted
        self.effort = budget
        self.found = PathResult(next=wanted.resume)
        self.passage = rules.passage(network)
        self.ellipse = BidirectionalBfs(network, wanted.ends, self.passage, budget)

    def run(self) -> PathResult:
        found, wanted = self.found, self.wanted
        try:
            for path in self._paths():
                if len(found.paths) == wanted.k:
                    self._more_than_wanted(path)
                    break
                found.paths.append(path)
                found.next = Position(len(path) - 1, tuple(path), True)
                if len(found.paths) == wanted.k and not wanted.certified:
                    break
            else:
                self._exhausted()
            if wanted.count_rejected:
                found.turned_away = self._rejected_by_rule()
        except BudgetExceeded as stopped:
            self._stopped(stopped.by)
        return found

    def _paths(self) -> Iterator[list[int]]:
        """All paths of at most ``max_hops`` from where the question goes on."""
        resume = self.wanted.resume
        shortest = self.ellipse.distance(self.wanted.max_hops)
        if shortest is None:
            return
        waypoints = [self._waypoint(each) for each in sorted(self.wanted.waypoints)]
        for hops in range(max(shortest, resume.hops if resume else 0), self.wanted.max_hops + 1):
            self.found.explored_to_depth = hops - 1
            at_resume = resume if resume and resume.hops == hops else None
            self.found.next = at_resume or Position(hops, (self.wanted.ends[0],), False)
            paths = FixedLengthPaths(self.ellipse, hops, waypoints, self.effort)
            try:
                yield from paths.walk(at_resume)
            except BudgetExceeded:
                self.found.next = paths.position
                raise

    def _waypoint(self, entity: int) -> Waypoint:
        layers = BfsLayers(self.network, entity, self.passage, self.effort)
        layers.expand_to(self.wanted.max_hops - 1)
        return Waypoint(entity, layers.distance)

    def _more_than_wanted(self, path: list[int]) -> None:
        last = self.found.paths[-1]
        self.found.stopped_by = "K"
        self.found.explored_to_depth = len(path) - 2
        self.found.next = Position(len(last) - 1, tuple(last), True)

    def _exhausted(self) -> None:
        wanted, found = self.wanted, self.found
        found.exhaustive, found.stopped_by, found.next = True, "DEPTH", None
        found.explored_to_depth = wanted.max_hops
        if wanted.certified and not self._longer_path_may_exist():
            found.stopped_by = "NONE"

    def _longer_path_may_exist(self) -> bool:
        """False only where it is certain that none does. A shortest walk is a path, and says so alone where it is that long."""
        wanted = self.wanted
        within = self.ellipse.distance(wanted.max_hops) is not None
        if not within and not self._linked():
            return False
        if not within and not wanted.waypoints:
            return True
        longest = self.found.paths[-1] if self.found.paths else None
        return longer_path_may_exist(
            self.network, wanted.ends, self.passage, wanted.max_hops, wanted.waypoints, self.effort, longest
        )

    def _linked(self) -> bool:
        """Whether a walk of any length joins the ends."""
        known = components(self.network, self.passage)
        if known is not None:
            return known.connects(*self.wanted.ends)
        return self.ellipse.distance(len(self.network.snapshot)) is not None

    def _rejected_by_rule(self) -> list[int]:
        on_walks = self.ellipse.on_walks(self.passage.non_transit, self.wanted.max_hops)
        return self.rules.count_by_rule(self.network, on_walks[~np.isin(on_walks, self.wanted.ends)])

    def _stopped(self, by: str) -> None:
        """What was found by then stands; where everything had been found already, only the counts are missing."""
        found = self.found
        if not found.stopped_by:
            found.stopped_by = by
            found.explored_to_depth = max(found.explored_to_depth, self._layers_without_a_path())
            found.next = found.next or Position(0, (self.wanted.ends[0],), False)

    def _layers_without_a_path(self) -> int:
        """So many hops are known to join nothing, where the search stopped before the layers had met."""
        return 0 if self.found.next else max(0, min(self.ellipse.depth - 1, self.wanted.max_hops))

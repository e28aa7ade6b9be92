"""Distances over time: a BFS on the induced subgraph for each interval between changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.linkage.algorithms.bfs import UNREACHED, DistanceArray
from graph.linkage.algorithms.bidirectional_bfs import BidirectionalBfs
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.link_intervals import degree_rule_links, link_counts, links_among, validity_intervals
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.transit_rules import TransitRule
from graph.snapshot.array_types import BoolArray
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE, SORTED_KINDS


@dataclass(frozen=True)
class DistancePeriod:
    """Dates from `start` to `end` (exclusive) with one distance.

    `begun_by`, `ended_by`: links on shortest paths that began or ended with it.
    """

    start: int
    end: int
    hops: int
    begun_by: list[int]
    ended_by: list[int]


@dataclass(frozen=True)
class _Interval:
    """Dates without a change of links. `hops`: None if not linked. `valid`, `shortest`: which links are valid, and on
    shortest paths.
    """

    start: int
    end: int
    hops: int | None
    valid: BoolArray
    shortest: BoolArray


class TemporalDistance:
    """Computes the distance of two entities over time. `graph` has the links of all dates; those on walks of at most `max_hops` are used."""

    def __init__(
        self, graph: SimpleGraph, rules: tuple[TransitRule, ...], ends: tuple[int, int], max_hops: int, budget: SearchBudget
    ) -> None:
        snapshot = self.snapshot = graph.snapshot
        self.rules = rules
        self.max_hops = max_hops
        self.budget = budget
        without_degrees = TransitConstraints(tuple(TransitRule(rule.kind, rule.policy) for rule in rules))
        _, _, self.members = BidirectionalBfs(graph, ends, without_degrees.mask(graph), budget).members(max_hops)
        self.linked = bool(np.isin(ends, self.members).all())
        self.ends = np.searchsorted(self.members, ends)
        self.links = links_among(graph, self.members)
        self.start, self.end = validity_intervals(snapshot, self.links)
        self.source = np.searchsorted(self.members, snapshot.source[self.links])
        self.target = np.searchsorted(self.members, snapshot.target[self.links])
        self.degree_links = degree_rule_links(graph, self.members, rules)
        self.degree_intervals = validity_intervals(snapshot, self.degree_links)

    def periods(self) -> list[DistancePeriod]:
        """Returns linked periods in order. Raises BudgetExceeded."""
        if not self.linked:
            return []
        periods: list[DistancePeriod] = []
        run: list[_Interval] = []
        before: _Interval | None = None
        for interval in self._intervals():
            if run and interval.hops != run[-1].hops:
                periods.append(self._period(before, run, interval))
                before, run = run[-1], []
            if interval.hops is None:
                before = interval
            else:
                run.append(interval)
        return [*periods, self._period(before, run, None)] if run else periods

    def _period(self, before: _Interval | None, run: list[_Interval], after: _Interval | None) -> DistancePeriod:
        """Joins intervals of one distance. `before`, `after`: their neighbours."""
        first, last = run[0], run[-1]
        begun = first.shortest & ~before.valid if before else np.zeros(len(self.links), bool)
        ended = last.shortest & ~after.valid if after else np.zeros(len(self.links), bool)
        assert first.hops is not None
        return DistancePeriod(first.start, last.end, first.hops, self.links[begun].tolist(), self.links[ended].tolist())

    def _intervals(self) -> Iterator[_Interval]:
        dates = np.unique(np.concatenate([[MIN_DATE, MAX_DATE], self.start, self.end, *self.degree_intervals]))
        for start, end in zip(dates[:-1].tolist(), dates[1:].tolist(), strict=True):
            self.budget.consume(len(self.links))
            yield self._interval(start, end)

    def _interval(self, start: int, end: int) -> _Interval:
        valid = (self.start <= start) & (start < self.end)
        passable = self._passable(start)
        from_start, from_end = (self._distances(int(node), valid, passable) for node in self.ends)
        hops = int(from_start[self.ends[1]])
        if hops == UNREACHED:
            return _Interval(start, end, None, valid, np.zeros(len(valid), bool))
        return _Interval(start, end, hops, valid, valid & self._on_shortest(from_start, from_end, hops, passable))

    def _on_shortest(self, from_start: DistanceArray, from_end: DistanceArray, hops: int, passable: BoolArray) -> BoolArray:
        """Returns which links are on a path of `hops`."""
        inner = passable.copy()
        inner[self.ends] = True
        return (
            (self._joins(from_start[self.source], from_end[self.target], hops))
            | (self._joins(from_start[self.target], from_end[self.source], hops))
        ) & (inner[self.source] & inner[self.target])

    @staticmethod
    def _joins(from_start: DistanceArray, from_end: DistanceArray, hops: int) -> BoolArray:
        return (from_start != UNREACHED) & (from_end != UNREACHED) & (from_start + from_end == hops - 1)

    def _distances(self, start: int, valid: BoolArray, passable: BoolArray) -> DistanceArray:
        tails = np.concatenate([self.source[valid], self.target[valid]])
        heads = np.concatenate([self.target[valid], self.source[valid]])
        distance: DistanceArray = np.full(len(self.members), UNREACHED, np.int16)
        distance[start], frontier = 0, np.arange(len(self.members)) == start
        for hops in range(1, self.max_hops + 1):
            layer = heads[frontier[tails]]
            layer = layer[distance[layer] == UNREACHED]
            if not len(layer):
                break
            distance[layer] = hops
            frontier = (distance == hops) & passable
        return distance

    def _passable(self, as_of: int) -> BoolArray:
        """Applies maximum degrees only; `members` satisfy the policies."""
        passable = np.ones(len(self.members), bool)
        limits = [(rule.kind, rule.max_degree) for rule in self.rules if rule.max_degree is not None]
        if limits:
            start, end = self.degree_intervals
            valid = self.degree_links[(start <= as_of) & (as_of < end)]
            counts = link_counts(self.snapshot, valid, self.members)
            for kind, maximum in limits:
                passable &= (self.snapshot.kind[self.members] != SORTED_KINDS.index(kind)) | (counts <= maximum)
        return passable

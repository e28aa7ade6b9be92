"""Which entities paths may pass through under a question's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.transit_rules import TransitPolicy, TransitRule
from graph.snapshot.array_types import BoolArray
from graph.snapshot.snapshot import SORTED_KINDS


@dataclass(frozen=True)
class TransitConstraints:
    """What paths may not pass through. `avoided`: on no path. `exempt`: waypoints, to which rules do not apply."""

    rules: tuple[TransitRule, ...]
    avoided: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()

    def mask(self, graph: SimpleGraph) -> "TransitMask":
        """Caches the mask unless the constraints name single entities."""
        if self.avoided or self.exempt:
            return self._mask(graph, cacheable=False)
        key = tuple([rule.key for rule in self.rules])
        return graph.cached(key, lambda: self._mask(graph, cacheable=True))

    def _mask(self, graph: SimpleGraph, *, cacheable: bool) -> "TransitMask":
        non_transit = np.zeros(len(graph.snapshot), bool)
        for rule in self.rules:
            first, end = graph.snapshot.index_range(rule.kind)
            if rule.policy is not TransitPolicy.ALLOW:
                non_transit[first:end] = True
            elif rule.max_degree is not None:
                non_transit[first:end] = graph.link_counts[first:end] > rule.max_degree
        non_transit[list(self.exempt)] = False
        return TransitMask(non_transit, self.avoided, cacheable)

    def count_by_rule(self, graph: SimpleGraph, entities: Iterable[int]) -> list[int]:
        counts = np.bincount(graph.snapshot.kind[list(entities)], minlength=len(SORTED_KINDS))
        return [int(counts[SORTED_KINDS.index(rule.kind)]) for rule in self.rules]


@dataclass(frozen=True, eq=False)
class TransitMask:
    """The constraints as arrays over the entities of a graph.

    `non_transit`: reached but not expanded by BFS. `avoided`: not reached. `cacheable`: for other questions.
    """

    non_transit: BoolArray
    avoided: frozenset[int]
    cacheable: bool

    @cached_property
    def avoided_array(self) -> BoolArray:
        array = np.zeros(len(self.non_transit), bool)
        array[list(self.avoided)] = True
        return array

    @cached_property
    def passable(self) -> BoolArray:
        return ~(self.non_transit | self.avoided_array)

    @cached_property
    def passable_bytes(self) -> bytes:
        """`passable` as bytes, which Python indexes faster than an array."""
        return self.passable.tobytes()

    @cached_property
    def impassable(self) -> frozenset[int]:
        """The other entities, as a set: a set difference is faster than a test of each entity."""
        return frozenset(np.flatnonzero(~self.passable).tolist())

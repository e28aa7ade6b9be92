"""Overlaps: ties between actors of one mode that share actors of the other."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.errors import UserError
from graph.messages import network as messages
from graph.network.limits import MAX_SHARED_PAIRS
from graph.network.projection.ties import SEVERAL_RELATIONS, Ties, undated
from graph.snapshot.array_types import IndexArray

_BITS_OF_AN_ENTITY: Final = 32


@dataclass(frozen=True)
class Overlap:
    """The two-mode network from which an overlap is computed. `base`: its ties, limited by the boundary. `actor` and `shared`: for each tie the
    actor of the overlap and the entity that actors share, sorted by the latter.
    """

    base: Ties
    actor: IndexArray
    shared: IndexArray

    @classmethod
    def of(cls, base: Ties, *, of_two: bool) -> "Overlap":
        actor, shared = (base.two, base.one) if of_two else (base.one, base.two)
        order = np.lexsort((actor, shared))
        return cls(base.select(order), actor[order], shared[order])

    def ties(self, max_pairs: int = MAX_SHARED_PAIRS) -> Ties:
        """Returns the ties of the overlap. Raises UserError (TOO_LARGE)."""
        first, second = self._pairs(max_pairs)
        keys = self.actor[first] << _BITS_OF_AN_ENTITY | self.actor[second]
        order = np.argsort(keys, kind="stable")
        distinct, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
        first, second = first[order], second[order]
        links = self.base.links[first] + self.base.links[second]
        provenance = np.minimum(self.base.provenance[first], self.base.provenance[second])
        empty = not len(distinct)
        size = len(distinct)
        return Ties(
            distinct >> _BITS_OF_AN_ENTITY,
            distinct & (1 << _BITS_OF_AN_ENTITY) - 1,
            counts.astype(np.float64),
            links if empty else np.add.reduceat(links, starts).astype(np.int32),
            np.full(size, SEVERAL_RELATIONS, np.int8),
            *undated(size),
            provenance if empty else np.minimum.reduceat(provenance, starts),
        )

    def _pairs(self, max_pairs: int) -> tuple[IndexArray, IndexArray]:
        ends = np.searchsorted(self.shared, self.shared, side="right")
        later = ends - np.arange(len(self.shared)) - 1
        total = int(later.sum())
        if total > max_pairs:
            raise UserError(messages.OVERLAP_TOO_LARGE, pairs=total, maximum=max_pairs)
        first = np.repeat(np.arange(len(self.shared)), later)
        second = np.arange(total) - np.repeat(np.cumsum(later) - later, later) + first + 1
        return first, second

    def shared_by(self, actor: int, other: int) -> list[int]:
        """Returns the entities that both share, ascending."""
        return np.intersect1d(self.shared[self.actor == actor], self.shared[self.actor == other]).tolist()

    def degrees(self, actors: IndexArray) -> IndexArray:
        """Returns base ties per actor."""
        ordered = np.sort(self.actor)
        return np.searchsorted(ordered, actors, "right") - np.searchsorted(ordered, actors, "left")

    def sizes(self, shared: IndexArray) -> IndexArray:
        """Returns base ties per shared entity."""
        return np.searchsorted(self.shared, shared, "right") - np.searchsorted(self.shared, shared, "left")

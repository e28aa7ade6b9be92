"""Ties: all links between two actors, merged."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.network.network_arrays import Float64Array
from graph.network.projection.link_selection import LinkSelection
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.projections import Projection
from graph.snapshot.array_types import IndexArray, Int8Array, Int32Array
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE, OPEN_ENDED

SEVERAL_RELATIONS: Final = -1
_BITS_OF_AN_ENTITY: Final = 32


@dataclass(frozen=True)
class Ties:
    """Columns by tie, sorted by ends, which are entities of the snapshot. `relation`: SEVERAL_RELATIONS if the links have
    several, or in an overlap. `provenance`: of the weakest link, an index into WEAKEST_FIRST. Dates as in the snapshot.
    """

    one: IndexArray
    two: IndexArray
    weight: Float64Array
    links: Int32Array
    relation: Int8Array
    since: Int32Array
    until: Int32Array
    provenance: Int8Array

    def __len__(self) -> int:
        return len(self.one)

    def select(self, chosen: Any) -> "Ties":
        """Returns the ties of a mask, or at ascending places."""
        return Ties(*(column[chosen] for column in self.columns))

    @property
    def columns(self) -> tuple[Any, ...]:
        return (self.one, self.two, self.weight, self.links, self.relation, self.since, self.until, self.provenance)

    @property
    def nbytes(self) -> int:
        return sum(column.nbytes for column in self.columns)


def merge_into_ties(columns: NetworkColumns, selection: LinkSelection, projection: Projection) -> Ties:
    """Returns one tie per pair of ends. Undirected one-mode ties begin at the first end by kind and code."""
    one, two, links, snapshot = selection.one, selection.two, selection.links, columns.snapshot
    if not projection.directed and not projection.two_mode:
        one, two = np.minimum(one, two), np.maximum(one, two)
    keys = one << _BITS_OF_AN_ENTITY | two
    order = np.argsort(keys, kind="stable")
    distinct, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    links = links[order]
    relation = snapshot.relation[links]
    until = np.where(OPEN_ENDED[relation], MAX_DATE, snapshot.until[links])
    lowest, highest = _reduce(np.minimum, relation, starts), _reduce(np.maximum, relation, starts)
    return Ties(
        distinct >> _BITS_OF_AN_ENTITY,
        distinct & (1 << _BITS_OF_AN_ENTITY) - 1,
        np.ones(len(distinct)),
        counts.astype(np.int32),
        np.where(lowest == highest, lowest, SEVERAL_RELATIONS).astype(np.int8),
        _reduce(np.minimum, snapshot.since[links], starts),
        _reduce(np.maximum, until, starts).astype(np.int32),
        _reduce(np.minimum, columns.provenance[links], starts),
    )


def _reduce(function: Any, values: Any, starts: Any) -> Any:
    return function.reduceat(values, starts) if len(starts) else values[:0]


def undated(size: int) -> tuple[Int32Array, Int32Array]:
    return np.full(size, MIN_DATE, np.int32), np.full(size, MAX_DATE, np.int32)

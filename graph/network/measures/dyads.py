"""Dyadic variables: a number for each ordered pair of actors. The diagonal is 0 and counts nowhere.

A variable is small, to be sent to a worker process, and becomes a matrix there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse.csgraph import shortest_path

from graph.network.measures.matrices import adjacency
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false


@dataclass(frozen=True)
class TieDyads:
    """Values of some ordered pairs; the others are 0."""

    row: IndexArray
    column: IndexArray
    value: Float64Array

    def entries(self, size: int) -> int:
        del size
        return len(self.row)

    def matrix(self, size: int) -> Float64Array:
        found = np.zeros((size, size))
        found[self.row, self.column] = self.value
        return found


@dataclass(frozen=True)
class SameDyads:
    """1 for two actors with the same label, else 0."""

    labels: IndexArray

    def entries(self, size: int) -> int:
        return int(np.square(np.bincount(self.labels)).sum()) - size

    def matrix(self, size: int) -> Float64Array:
        found = (self.labels[:, None] == self.labels[None, :]).astype(np.float64)
        np.fill_diagonal(found, 0)
        return found


@dataclass(frozen=True)
class DifferenceDyads:
    """The absolute difference of two values; NaN without one."""

    values: Float64Array

    def entries(self, size: int) -> int:
        return size * size

    def matrix(self, size: int) -> Float64Array:
        return np.abs(self.values[:, None] - self.values[None, :])


@dataclass(frozen=True)
class HopDyads:
    """Distances in a network, `size` if unreachable. `place`: by actor, its index in the network or -1."""

    arrays: NetworkArrays
    place: IndexArray

    def entries(self, size: int) -> int:
        return size * size

    def matrix(self, size: int) -> Float64Array:
        found = np.full((size, size), float(size))
        there = np.flatnonzero(self.place >= 0)
        if len(there):
            places = self.place[there]
            hops: Any = shortest_path(adjacency(self.arrays), method="D", unweighted=True, indices=places)
            found[np.ix_(there, there)] = np.where(np.isinf(hops[:, places]), size, hops[:, places])
        np.fill_diagonal(found, 0)
        return found


Dyads = TieDyads | SameDyads | DifferenceDyads | HopDyads


def complete_actors(variables: Sequence[Dyads], size: int) -> BoolArray:
    """Returns which actors have all values. Pairs with others count in no term."""
    found = np.ones(size, np.bool_)
    for variable in variables:
        if isinstance(variable, DifferenceDyads):
            found &= ~np.isnan(variable.values)
    return found


@dataclass(frozen=True)
class DyadMatrix:
    """The cells of the complete actors. `labels`: only of `SameDyads`."""

    cells: Float64Array
    labels: IndexArray | None


def matrices_of(variables: Sequence[Dyads], size: int) -> list[DyadMatrix]:
    chosen = complete_actors(variables, size)
    cells = np.ix_(chosen, chosen)
    return [
        DyadMatrix(each.matrix(size)[cells], each.labels[chosen] if isinstance(each, SameDyads) else None) for each in variables
    ]

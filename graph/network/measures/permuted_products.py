"""Sums of products of dyadic variables with permuted actors, for QAP and MRQAP.

    PermutedProducts(matrices, moved, fixed).of(permutation)  -> S[u, w] = sum of u[p_i, p_j] w[i, j]

A variable with few entries is summed over these, and two groupings over the sizes of their intersections.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from graph.network.measures.dyads import DyadMatrix, Dyads, SameDyads
from graph.network.measures.progress import reported
from graph.network.network_arrays import Float64Array
from graph.snapshot.array_types import IndexArray

MAX_SHARE_OF_ENTRIES: Final = 0.1
"""Matrices with a larger share of entries are dense."""
NANOSECONDS_OF_ENTRY: Final = 5
NANOSECONDS_OF_CELL: Final = 4
"""Per cell, for the permutation of a dense variable."""
NANOSECONDS_OF_DENSE_PRODUCT: Final = 1.25
"""Per cell. Measured with 448 and 2,000 actors, three dense terms."""
NANOSECONDS_OF_PRODUCT: Final = 30_000


class PermutedProducts:
    """Products of matrices with permuted rows and columns, as QAP needs them.

    `moved`, `fixed`: indices of permuted and of other matrices.
    """

    def __init__(self, matrices: Sequence[DyadMatrix], moved: Sequence[int], fixed: Sequence[int]) -> None:
        self._matrices = matrices
        self._moved, self._fixed = moved, fixed
        self._entries = [_entries(matrix.cells) for matrix in matrices]

    def of(self, permutation: IndexArray) -> Float64Array:
        inverse, cells = np.argsort(permutation), np.ix_(permutation, permutation)
        found = np.zeros((len(self._moved), len(self._fixed)))
        for row, moved in enumerate(self._moved):
            dense: Float64Array | None = None
            for column, fixed in enumerate(self._fixed):
                product = self._of_groups(moved, fixed, permutation)
                if product is None:
                    product = self._of_entries(moved, fixed, permutation, inverse)
                if product is None:
                    dense = self._matrices[moved].cells[cells] if dense is None else dense
                    product = float(np.vdot(dense, self._matrices[fixed].cells))
                found[row, column] = product
        return found

    def _of_groups(self, moved: int, fixed: int, permutation: IndexArray) -> float | None:
        """Returns the ordered pairs of actors that share both groups; None unless both are groupings."""
        first, second = self._matrices[moved].labels, self._matrices[fixed].labels
        if first is None or second is None:
            return None
        shared = np.bincount(first[permutation] * (int(second.max(initial=0)) + 1) + second)
        return float((shared * (shared - 1)).sum())

    def _of_entries(self, moved: int, fixed: int, permutation: IndexArray, inverse: IndexArray) -> float | None:
        """Returns the sum over the fewer entries; None if both are dense."""
        of_moved, of_fixed = self._entries[moved], self._entries[fixed]
        if of_fixed is not None and (of_moved is None or len(of_fixed[2]) <= len(of_moved[2])):
            row, column, value = of_fixed
            return float(self._matrices[moved].cells[permutation[row], permutation[column]] @ value)
        if of_moved is not None:
            row, column, value = of_moved
            return float(self._matrices[fixed].cells[inverse[row], inverse[column]] @ value)
        return None


def _entries(matrix: Float64Array) -> tuple[Any, Any, Any] | None:
    row, column = np.nonzero(matrix)
    if len(row) > MAX_SHARE_OF_ENTRIES * matrix.size:
        return None
    return row, column, matrix[row, column]


def permutations_of(size: int, number: int, seed: int) -> Any:
    random = np.random.default_rng(seed)
    return (random.permutation(size) for _ in reported(range(number), number))


def nanoseconds_of(moved: Sequence[Dyads], fixed: Sequence[Dyads], size: int) -> float:
    """Estimates one permutation."""
    total = 0.0
    for each in moved:
        costs = [_nanoseconds(each, other, size) for other in fixed]
        gathered = any(cost is None for cost in costs) * NANOSECONDS_OF_CELL * size * size
        total += gathered + sum(NANOSECONDS_OF_DENSE_PRODUCT * size * size if cost is None else cost for cost in costs)
    return total


def _nanoseconds(one: Dyads, other: Dyads, size: int) -> float | None:
    """Returns None if the product needs all cells."""
    if isinstance(one, SameDyads) and isinstance(other, SameDyads):
        return NANOSECONDS_OF_PRODUCT + NANOSECONDS_OF_ENTRY * size
    entries = min(one.entries(size), other.entries(size))
    if entries > MAX_SHARE_OF_ENTRIES * size * size:
        return None
    return NANOSECONDS_OF_PRODUCT + NANOSECONDS_OF_ENTRY * entries

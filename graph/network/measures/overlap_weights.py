"""The overlap of a two-mode network: ties between actors of a mode that share actors of the other."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network.measures.matrices import incidence, mode_indices, row_sums
from graph.network.measures.rounding import rounded_array
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false


@dataclass(frozen=True)
class OverlapWeights:
    """The projection of a two-mode network on one mode, with the weights of its ties.

    `arrays`: actors of one mode, weighted by shared actors. `actors`: their indices in the two-mode network.
    """

    arrays: NetworkArrays
    actors: IndexArray
    jaccard: Float64Array
    """Shared / union, per tie."""
    overlap_coefficient: Float64Array
    """Shared / smaller of the two."""
    newman: Float64Array
    """Sum over shared actors of 1 / (size - 1) (Newman 2001)."""


def overlap(arrays: NetworkArrays, *, mode_two: bool = False) -> OverlapWeights:
    rows = incidence(arrays, by_mode_two=mode_two)
    first, second, weight = _upper(rows @ rows.T)
    sizes, degree = row_sums(rows.T.tocsr()), row_sums(rows)
    partial = rows.copy()
    partial.data = np.divide(1.0, sizes[rows.indices] - 1, out=np.zeros(rows.nnz), where=sizes[rows.indices] > 1)
    newman = _upper(partial @ rows.T)[2]
    of_mode = NetworkArrays(rows.shape[0], first.astype(np.int32), second.astype(np.int32), weight)
    return OverlapWeights(
        of_mode,
        mode_indices(arrays)[1 if mode_two else 0],
        rounded_array(weight / (degree[first] + degree[second] - weight)),
        rounded_array(weight / np.minimum(degree[first], degree[second])),
        rounded_array(newman),
    )


def _upper(matrix: Any) -> tuple[IndexArray, IndexArray, Float64Array]:
    """Returns the entries above the diagonal, sorted. None is 0, so both products have entries at the same places."""
    ordered = matrix.tocsr()
    ordered.sort_indices()
    entries = ordered.tocoo()
    first, second = entries.coords
    upper = first < second
    return first[upper], second[upper], entries.data[upper]


def shared_actors(arrays: NetworkArrays, first: int, second: int) -> list[int]:
    """Returns the actors of the other mode that both share, in order."""
    return sorted(_neighbours(arrays, first) & _neighbours(arrays, second))


def _neighbours(arrays: NetworkArrays, actor: int) -> set[int]:
    return {*arrays.target[arrays.source == actor].tolist(), *arrays.source[arrays.target == actor].tolist()}

from typing import Any

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false


def ties_matrix(arrays: NetworkArrays, *, weighted: bool = False) -> Any:
    """Returns one entry per tie, from source to target; undirected ties are not mirrored."""
    values = arrays.weight if weighted else np.ones(len(arrays.source))
    return csr_array((values.astype(np.float64), (arrays.source, arrays.target)), shape=(arrays.size, arrays.size))


def adjacency(arrays: NetworkArrays) -> Any:
    """Returns the binary matrix, symmetric if undirected."""
    matrix = ties_matrix(arrays)
    return _sorted(matrix) if arrays.directed else _sorted(matrix + matrix.T)


def undirected(arrays: NetworkArrays) -> Any:
    """Returns the symmetric binary matrix, mutual arcs once."""
    matrix = ties_matrix(arrays)
    both = _sorted(matrix + matrix.T)
    both.data[:] = 1.0
    return both


def symmetric_weights(arrays: NetworkArrays) -> Any:
    """Returns a_ij + a_ji if directed, else a_ij."""
    matrix = ties_matrix(arrays, weighted=True)
    return _sorted(matrix + matrix.T)


def mode_indices(arrays: NetworkArrays) -> tuple[IndexArray, IndexArray]:
    assert arrays.mode_two is not None
    return np.flatnonzero(~arrays.mode_two), np.flatnonzero(arrays.mode_two)


def incidence(arrays: NetworkArrays, *, by_mode_two: bool = False) -> Any:
    """Returns the binary matrix of mode ONE by mode TWO, or transposed."""
    one, two = mode_indices(arrays)
    place = np.empty(arrays.size, np.int64)
    place[one] = np.arange(len(one))
    place[two] = np.arange(len(two))
    entries = (place[arrays.source], place[arrays.target])
    matrix = csr_array((np.ones(len(arrays.source)), entries), shape=(len(one), len(two)))
    return _sorted(matrix.T.tocsr() if by_mode_two else matrix)


def row_sums(matrix: Any) -> Float64Array:
    return np.asarray(matrix.sum(axis=1), np.float64).ravel()


def scaled_rows(matrix: Any, factors: Float64Array) -> Any:
    """Multiplies each row by its factor."""
    return _sorted(diags_array(factors) @ matrix)


def on_pattern(matrix: Any, pattern: Any) -> Any:
    """Returns a matrix's entries at those of a square pattern, zeros included."""
    rows = np.repeat(np.arange(pattern.shape[0]), np.diff(pattern.indptr))
    return csr_array((entries_at(matrix, rows, pattern.indices), pattern.indices, pattern.indptr), shape=pattern.shape)


def entries_at(matrix: Any, rows: Any, columns: Any) -> Float64Array:
    """Returns the entries at these places, zeros included."""
    if not len(rows):
        return np.zeros(0)
    return np.asarray(matrix.tocsr()[rows, columns], np.float64).ravel()


def without_diagonal(matrix: Any) -> Any:
    entries = matrix.tocoo()
    row, column = entries.coords
    off = row != column
    return _sorted(csr_array((entries.data[off], (row[off], column[off])), shape=matrix.shape))


def _sorted(matrix: Any) -> Any:
    result = matrix.tocsr()
    result.sum_duplicates()
    return result

"""The 4-paths of a two-mode network, counted with sparse matrices.

A path a - x - i - y - b is centred on i, has five different nodes, and is closed if a and b share a third node z.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from graph.network.measures.matrices import entries_at, row_sums, without_diagonal
from graph.network.network_arrays import Float64Array

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

CHUNK: Final = 1_000_000
"""Array elements per look-up."""


def four_paths(rows: Any) -> tuple[Float64Array, Float64Array]:
    """Returns by row of a binary matrix the 4-paths centred on it, and the closed ones."""
    return _all_paths(rows), _closed_paths(rows)


def _all_paths(rows: Any) -> Float64Array:
    """Returns the sum over pairs x, y of a row of (d_x - 1)(d_y - 1), without paths with a = b."""
    further = row_sums(rows.T.tocsr()) - 1
    degree = row_sums(rows)
    pairs = ((rows @ further) ** 2 - rows @ further**2) / 2
    joined = row_sums((rows @ without_diagonal(rows.T @ rows)).multiply(rows))
    return pairs - (joined - degree * (degree - 1)) / 2


def _closed_paths(rows: Any) -> Float64Array:
    """Returns closed paths around x and y with any centre, without those that end in it."""
    shared = without_diagonal(rows @ rows.T)
    joined = row_sums((rows @ _closed_ends(rows, shared)).multiply(rows)) / 2
    degree = row_sums(rows)
    two = row_sums(_with_values(shared, 2.0 * (shared.data == 2)))
    more = row_sums(_with_values(shared, shared.data * (shared.data > 2)))
    result = joined - (degree - 1) * more - (degree - 2) * two
    result[degree < 2] = 0.0
    return result


def _closed_ends(rows: Any, shared: Any) -> Any:
    """Returns by columns x, y with a common row the pairs a in x, b in y that share a third column."""
    once = _with_values(shared, (shared.data == 1).astype(np.float64))
    through_end = without_diagonal((once @ rows).multiply(rows).T @ rows)
    return _linked_ends(rows, shared) - through_end - through_end.T - _shared_by_no_third(rows, shared)


def _linked_ends(rows: Any, shared: Any) -> Any:
    """Returns by columns x, y with a common row the pairs a in x, b in y that share any column."""
    columns = rows.T.tocsr()
    linked = (_with_values(shared, np.ones_like(shared.data)) @ rows).tocsr()
    linked.sort_indices()
    pattern = without_diagonal(columns @ rows)
    sizes = np.diff(columns.indptr)
    first = np.repeat(np.arange(columns.shape[0]), np.diff(pattern.indptr))
    counts = np.zeros(len(first))
    for begin, end in _chunks(sizes[first]):
        x, y = first[begin:end], pattern.indices[begin:end]
        ends = np.cumsum(sizes[x])
        members = np.arange(ends[-1]) + np.repeat(columns.indptr[x] - ends + sizes[x], sizes[x])
        values = entries_at(linked, columns.indices[members], np.repeat(y, sizes[x]))
        counts[begin:end] = np.add.reduceat(values, ends - sizes[x])
    return csr_array((counts, pattern.indices, pattern.indptr), shape=pattern.shape)


def _chunks(sizes: Any) -> Iterator[tuple[int, int]]:
    """Yields consecutive ranges whose sizes sum to about CHUNK."""
    if len(sizes):
        bounds = np.searchsorted(np.cumsum(sizes), np.arange(CHUNK, int(sizes.sum()) + CHUNK, CHUNK), side="right")
        edges = np.unique([0, *bounds.tolist(), len(sizes)])
        yield from pairwise(edges.tolist())


def _shared_by_no_third(rows: Any, shared: Any) -> Any:
    """Returns by columns x, y the ordered pairs of rows that share exactly these."""
    first, second = shared.tocoo().coords
    twice = shared.tocoo().data == 2
    common = rows[first[twice]].multiply(rows[second[twice]]).tocsr()
    ends = common.indices.reshape(-1, 2)
    x, y = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    return csr_array((np.ones(len(x)), (x, y)), shape=(rows.shape[1], rows.shape[1]))


def _with_values(matrix: Any, values: Float64Array) -> Any:
    result = csr_array((values, matrix.indices.copy(), matrix.indptr.copy()), shape=matrix.shape)
    result.eliminate_zeros()
    return result

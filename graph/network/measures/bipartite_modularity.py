"""Label propagation on Barber's modularity (2007): LPAb+ of Liu and Murata 2010.

The two modes take in turns the labels that raise modularity most; then groups are joined while that raises it. The best of
several runs from labels in random order counts.
"""

from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from graph.network.measures.matrices import incidence, mode_indices, row_sums
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

MAX_RUNS: Final = 10
TIES_OF_RUNS: Final = 50_000
"""Ties of all runs together; larger networks have one run."""
ALGORITHM: Final = "label propagation with joining of groups, LPAb+ (Liu and Murata 2010)"
MAX_ROUNDS: Final = 200
MIN_GAIN: Final = 1e-12


def divide_two_mode(arrays: NetworkArrays, resolution: float, seed: int) -> tuple[IndexArray, str]:
    """Returns labels by actor, and the algorithm."""
    rows = incidence(arrays)
    one, two = mode_indices(arrays)
    random = np.random.default_rng(seed)
    best, best_quality = np.arange(arrays.size), -np.inf
    for _ in range(runs_of(rows.nnz)):
        start = random.permutation(rows.shape[1])
        labels = np.empty(arrays.size, np.int64)
        labels[one], labels[two] = _run(rows, start, resolution)
        quality = barber_modularity(arrays, labels, resolution)
        if quality > best_quality + MIN_GAIN:
            best, best_quality = labels, quality
    return best, ALGORITHM


def runs_of(ties: int) -> int:
    return max(1, min(MAX_RUNS, TIES_OF_RUNS // ties)) if ties else 0


def barber_modularity(arrays: NetworkArrays, labels: IndexArray, resolution: float = 1.0) -> float:
    """Returns 0 if there are no ties."""
    count = len(arrays.source)
    if not count:
        return 0.0
    within = int((labels[arrays.source] == labels[arrays.target]).sum())
    size = int(labels.max()) + 1
    one, two = np.bincount(labels[arrays.source], minlength=size), np.bincount(labels[arrays.target], minlength=size)
    return within / count - resolution * float(one @ two) / count**2


def _run(rows: Any, start: IndexArray, resolution: float) -> tuple[IndexArray, IndexArray]:
    columns = rows.T.tocsr()
    isolated = rows.shape[1] + np.arange(rows.shape[0])
    of_columns = start
    of_rows = _best_labels(rows, of_columns, isolated, resolution)
    for _ in range(MAX_ROUNDS):
        of_rows, of_columns = _propagate(rows, columns, of_rows, of_columns, resolution)
        joined = _joined_groups(rows, of_rows, of_columns, resolution)
        if joined is None:
            break
        of_rows, of_columns = joined[of_rows], joined[of_columns]
    return of_rows, of_columns


def _propagate(
    rows: Any, columns: Any, of_rows: IndexArray, of_columns: IndexArray, resolution: float
) -> tuple[IndexArray, IndexArray]:
    for _ in range(MAX_ROUNDS):
        next_columns = _best_labels(columns, of_rows, of_columns, resolution)
        next_rows = _best_labels(rows, next_columns, of_rows, resolution)
        if (next_rows == of_rows).all() and (next_columns == of_columns).all():
            break
        of_rows, of_columns = next_rows, next_columns
    return of_rows, of_columns


def _best_labels(matrix: Any, others: IndexArray, current: IndexArray, resolution: float) -> IndexArray:
    """Returns by row the neighbouring label of largest gain; among equal ones the current one, else the smallest."""
    size = int(max(others.max(initial=0), current.max(initial=0))) + 1
    other_degree = row_sums(matrix.T.tocsr())
    weight = np.bincount(others, other_degree, minlength=size)
    member = csr_array((np.ones(len(others)), (np.arange(len(others)), others)), shape=(len(others), size))
    near = (matrix @ member).tocsr()
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(near.indptr))
    gain = near.data - resolution * row_sums(matrix)[row] * weight[near.indices] / matrix.nnz
    order = np.lexsort((near.indices, near.indices != current[row], -np.round(gain, 9), row))
    first = order[np.flatnonzero(np.diff(row[order], prepend=-1))]
    result = current.copy()
    result[row[first]] = near.indices[first]
    return result


def _joined_groups(rows: Any, of_rows: IndexArray, of_columns: IndexArray, resolution: float) -> IndexArray | None:
    """Returns the new label of each label, or None if no joining raises modularity."""
    size = int(max(of_rows.max(initial=0), of_columns.max(initial=0))) + 1
    row, column = rows.tocoo().coords
    between = csr_array((np.ones(len(row)), (of_rows[row], of_columns[column])), shape=(size, size))
    between = (between + between.T).tocoo()
    first, second = between.coords
    upper = first < second
    first, second, ties = first[upper], second[upper], between.data[upper]
    one, two = (np.bincount(labels, degree, minlength=size) for labels, degree in _degrees(rows, of_rows, of_columns))
    gain = ties - resolution * (one[first] * two[second] + one[second] * two[first]) / rows.nnz
    label, taken = np.arange(size), np.zeros(size, np.bool_)
    for place in np.lexsort((second, first, -np.round(gain, 9))).tolist():
        if gain[place] <= MIN_GAIN * rows.nnz:
            break
        if not taken[first[place]] and not taken[second[place]]:
            taken[[first[place], second[place]]] = True
            label[second[place]] = first[place]
    return label if taken.any() else None


def _degrees(rows: Any, of_rows: IndexArray, of_columns: IndexArray) -> list[tuple[IndexArray, Float64Array]]:
    return [(of_rows, row_sums(rows)), (of_columns, row_sums(rows.T.tocsr()))]

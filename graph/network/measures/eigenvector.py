"""Eigenvector centrality (Bonacich 1972); two-mode: first singular vectors (Borgatti and Everett 1997)."""

from typing import Any, Final

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.components import component_labels
from graph.network.measures.matrices import undirected
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

MAX_DENSE: Final = 64
"""Larger components are solved as sparse matrices."""


def eigenvector(arrays: NetworkArrays) -> ActorValues:
    """Returns 0 outside the largest component, and NaN without ties."""
    if not len(arrays.source):
        return ActorValues(np.full(arrays.size, np.nan))
    members = _largest_component(arrays)
    leading = _leading_vector(undirected(arrays)[members][:, members])
    values = np.zeros(arrays.size)
    values[members] = np.abs(leading)
    for mode in _modes(arrays):
        values[mode] /= values[mode].max()
    return ActorValues(values)


def _largest_component(arrays: NetworkArrays) -> IndexArray:
    """Returns the largest component; among equal ones that of the first actor."""
    labels = component_labels(arrays)
    return np.flatnonzero(labels == np.argmax(np.bincount(labels)))


def _leading_vector(matrix: Any) -> Float64Array:
    """Returns the eigenvector of the largest eigenvalue, unique in a connected component. Two-mode: its parts are the first
    singular vectors.
    """
    if matrix.shape[0] <= MAX_DENSE:
        return np.asarray(np.linalg.eigh(matrix.toarray())[1][:, -1], np.float64)
    from scipy.sparse.linalg import eigsh  # slow to import, and only large networks need it

    start = np.ones(matrix.shape[0])
    return np.asarray(eigsh(matrix, k=1, which="LA", v0=start, tol=0)[1][:, 0], np.float64)


def _modes(arrays: NetworkArrays) -> tuple[BoolArray, ...]:
    if arrays.mode_two is None:
        return (np.ones(arrays.size, np.bool_),)
    return ~arrays.mode_two, arrays.mode_two

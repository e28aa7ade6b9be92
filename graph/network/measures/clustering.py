"""Clustering and transitivity of the undirected simple network (Watts and Strogatz 1998)."""

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.matrices import row_sums, undirected
from graph.network.measures.rounding import ratio
from graph.network.measures.two_mode_clustering import local_opsahl
from graph.network.network_arrays import Float64Array, NetworkArrays

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false


def clustering(arrays: NetworkArrays) -> ActorValues:
    """Returns NaN for fewer than two neighbours. Two-mode: Opsahl 2013."""
    if arrays.two_mode:
        return ActorValues(local_opsahl(arrays))
    triangles, pairs = _triangles_and_pairs(arrays)
    return ActorValues(np.divide(triangles, pairs, out=np.full(arrays.size, np.nan), where=pairs > 0))


def transitivity(arrays: NetworkArrays) -> float | None:
    """Returns 3 triangles / 2-paths; None for two modes or without 2-paths."""
    if arrays.two_mode:
        return None
    triangles, pairs = _triangles_and_pairs(arrays)
    return ratio(float(triangles.sum()), float(pairs.sum()))


def _triangles_and_pairs(arrays: NetworkArrays) -> tuple[Float64Array, Float64Array]:
    """Returns per actor the tied pairs of neighbours and all pairs."""
    matrix = undirected(arrays)
    contacts = np.diff(matrix.indptr).astype(np.float64)
    return row_sums((matrix @ matrix).multiply(matrix)) / 2, contacts * (contacts - 1) / 2

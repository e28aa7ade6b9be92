"""Betweenness from a sample of pivots (Brandes and Pich 2007) with Hoeffding's bound."""

from dataclasses import dataclass
from math import log, sqrt
from typing import Any, Final

import numpy as np

from graph.network.measures.actor_values import ActorValues, MethodUsed
from graph.network.measures.betweenness import largest_betweenness, normalized_betweenness
from graph.network.measures.matrices import adjacency
from graph.network.measures.progress import reported
from graph.network.measures.rounding import rounded, rounded_array
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import IndexArray

CONFIDENCE: Final = 0.95
ALGORITHM: Final = "Brandes and Pich 2007: pivots drawn without replacement; bound of Hoeffding 1963 for all actors at once"


@dataclass(frozen=True)
class _DistanceLevel:
    """The arcs of shortest paths from one distance to the next."""

    tails: IndexArray
    heads: IndexArray


def sampled_betweenness(arrays: NetworkArrays, pivots: int, seed: int, definition: str) -> ActorValues:
    """Estimates from `pivots` sources. `definition`: the catalogue's sentence."""
    matrix = adjacency(arrays)
    sources = np.sort(np.random.default_rng(seed).choice(arrays.size, pivots, replace=False))
    total = np.zeros(arrays.size)
    for source in reported(sources.tolist(), pivots):
        total += _dependencies(matrix, source)
    values = total * (arrays.size / pivots) / (1 if arrays.directed else 2)
    bounds = error_bound(arrays, pivots)
    bound = rounded(float(np.nanmax(bounds))) if not np.isnan(bounds).all() else None
    return ActorValues(
        rounded_array(values),
        rounded_array(normalized_betweenness(arrays, values)),
        MethodUsed("betweenness", definition, False, ALGORITHM, pivots, seed, bound),
    )


def error_bound(arrays: NetworkArrays, pivots: int) -> Float64Array:
    """Returns for each actor the error bound of its normalized value; all bounds together hold with probability 0.95.

    A source adds 0 to n - 2 to the sum of an actor, and the estimate is n times the mean of `pivots` sources.
    """
    spread = sqrt(log(2 * arrays.size / (1 - CONFIDENCE)) / (2 * pivots))
    most = largest_betweenness(arrays)
    error = spread * arrays.size * (arrays.size - 2) / (1 if arrays.directed else 2)
    return np.divide(error, most, out=np.full(arrays.size, np.nan), where=most > 0)


def _dependencies(matrix: Any, source: int) -> Float64Array:
    """Returns one source's dependency on each actor (Brandes 2001), level by level."""
    offsets, neighbours, size = matrix.indptr, matrix.indices, matrix.shape[0]
    distance = np.full(size, -1, np.int32)
    paths = np.zeros(size)
    distance[source], paths[source] = 0, 1.0
    frontier = np.array([source], np.int64)
    levels: list[_DistanceLevel] = []
    while frontier.size:
        counts = offsets[frontier + 1] - offsets[frontier]
        tails = np.repeat(frontier, counts)
        ends = np.cumsum(counts)
        heads = neighbours[np.arange(len(tails)) + np.repeat(offsets[frontier] - ends + counts, counts)]
        fresh = distance[heads] < 0
        level = _DistanceLevel(tails[fresh], heads[fresh])
        distance[level.heads] = len(levels) + 1
        np.add.at(paths, level.heads, paths[level.tails])
        frontier = np.unique(level.heads)
        levels.append(level)
    dependency = np.zeros(size)
    for level in reversed(levels):
        share = paths[level.tails] / paths[level.heads] * (1.0 + dependency[level.heads])
        np.add.at(dependency, level.tails, share)
    dependency[source] = 0.0
    return dependency

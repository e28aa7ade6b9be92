"""Measures of the whole network; None if not defined."""

import numpy as np

from graph.network.measures.degree import degrees, in_ties, out_ties
from graph.network.measures.matrices import mode_indices
from graph.network.measures.rounding import ratio
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import BoolArray


def pairs(arrays: NetworkArrays) -> int:
    """Returns the possible ties: n(n-1)/2, directed n(n-1), two-mode n1 * n2."""
    if arrays.two_mode:
        one, two = mode_indices(arrays)
        return len(one) * len(two)
    return arrays.size * (arrays.size - 1) // (1 if arrays.directed else 2)


def density(arrays: NetworkArrays) -> float | None:
    return ratio(len(arrays.source), pairs(arrays))


def density_high(arrays: NetworkArrays, unknown_pairs: int) -> float | None:
    """Returns the density if all unknown ties existed."""
    return ratio(len(arrays.source) + unknown_pairs, pairs(arrays))


def average_degree(arrays: NetworkArrays, members: BoolArray | None = None) -> float | None:
    """Returns the mean degree of all actors or of `members`."""
    values = degrees(arrays) if members is None else degrees(arrays)[members]
    return ratio(float(values.sum()), len(values))


def average_weight(arrays: NetworkArrays) -> float | None:
    return ratio(float(arrays.weight.sum()), len(arrays.weight))


def mutual_arcs(arrays: NetworkArrays) -> BoolArray:
    """Returns for each arc whether the opposite one exists."""
    forward = arrays.source.astype(np.int64) * arrays.size + arrays.target
    backward = arrays.target.astype(np.int64) * arrays.size + arrays.source
    return np.isin(forward, backward)


def reciprocity(arrays: NetworkArrays) -> float | None:
    """Returns mutual arcs / arcs; None if undirected."""
    if not arrays.directed:
        return None
    return ratio(int(mutual_arcs(arrays).sum()), len(arrays.source))


def degree_assortativity(arrays: NetworkArrays) -> float | None:
    """Returns Pearson's r of the degrees at both ends (Newman 2002); if directed of out-degree and in-degree."""
    if arrays.directed:
        first, second = out_ties(arrays)[arrays.source], in_ties(arrays)[arrays.target]
    else:
        degree = degrees(arrays)
        first = np.concatenate([degree[arrays.source], degree[arrays.target]])
        second = np.concatenate([degree[arrays.target], degree[arrays.source]])
    count = len(first)
    covariance = count * float(first @ second) - float(first.sum()) * float(second.sum())
    spread = [count * float(end @ end) - float(end.sum()) ** 2 for end in (first, second)]
    return ratio(covariance, float(np.sqrt(spread[0] * spread[1]))) if count and min(spread) > 0 else None

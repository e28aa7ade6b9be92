"""Centralization (Freeman 1979): the sum of differences from the largest value / the largest such sum possible.

Two-mode: within a mode (Everett and Borgatti 2005); the sum is largest if one actor has ties to the whole other mode.
"""

import numpy as np

from graph.network.measures.betweenness import betweenness, largest_betweenness
from graph.network.measures.closeness import closeness_of
from graph.network.measures.components import component_sizes
from graph.network.measures.degree import degrees
from graph.network.measures.distances import distance_sums
from graph.network.measures.measure import Measure
from graph.network.measures.rounding import ratio
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray


def centralization(
    arrays: NetworkArrays, measure: Measure, *, mode_two: bool = False, values: Float64Array | None = None
) -> float | None:
    """Returns None for measures other than DEGREE, BETWEENNESS and CLOSENESS, and for closeness in a two-mode network that
    is not connected, for which no largest sum is known. `values`: of `measure`, if already computed.
    """
    members = _members(arrays, mode_two)
    size = int(members.sum())
    if size < 2:
        return None
    if measure is Measure.DEGREE:
        return _centralization(degrees(arrays)[members], _largest_degree_sum(arrays, size))
    if measure is Measure.BETWEENNESS:
        known = betweenness(arrays).values if values is None else values
        return _centralization(known[members], (size - 1) * float(largest_betweenness(arrays)[members][0]))
    if measure is Measure.CLOSENESS:
        if arrays.two_mode and len(component_sizes(arrays)) > 1:
            return None
        known = closeness_of(arrays, distance_sums(arrays)) if values is None else values
        return _centralization(np.nan_to_num(known[members]), _largest_closeness_sum(arrays, size))
    return None


def _members(arrays: NetworkArrays, mode_two: bool) -> BoolArray:
    if arrays.mode_two is None:
        return np.ones(arrays.size, np.bool_)
    return arrays.mode_two if mode_two else ~arrays.mode_two


def _centralization(values: Float64Array, largest: float) -> float | None:
    return ratio(float((values.max() - values).sum()), largest)


def _largest_degree_sum(arrays: NetworkArrays, size: int) -> float:
    if arrays.two_mode:
        return float((size - 1) * (arrays.size - size))
    return float((size - 1) * (size - 2) * (2 if arrays.directed else 1))


def _largest_closeness_sum(arrays: NetworkArrays, size: int) -> float:
    """Returns the sum of a star. If directed, all arcs end at its centre and the others have 0."""
    if arrays.directed:
        return float(size - 1)
    if not arrays.two_mode:
        return (size - 1) * (size - 2) / (2 * size - 3)
    other = arrays.size - size
    share, more = divmod(size - 1, other)
    on_column = np.repeat([share + 1, share], [more, other - more])
    distance = 3 * other + 4 * (size - 1) - 2 * on_column - 2
    return float((on_column * (1 - (other + 2 * (size - 1)) / distance)).sum())

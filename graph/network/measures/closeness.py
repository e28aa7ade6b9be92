"""Closeness and harmonic centrality. Directed distances are towards the actor, as in networkx."""

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.degree import others
from graph.network.measures.distances import DistanceSums, distance_sums
from graph.network.network_arrays import Float64Array, NetworkArrays


def closeness(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(closeness_of(arrays, distance_sums(arrays)))


def harmonic(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(harmonic_of(arrays, distance_sums(arrays)))


def closeness_of(arrays: NetworkArrays, sums: DistanceSums) -> Float64Array:
    """Returns NaN if no other actor reaches it. One-mode: Wasserman and Faust 1994. Two-mode: Borgatti and Everett 1997,
    times the share of actors that reach it.
    """
    reached = sums.reached_by.astype(np.float64)
    best = reached if arrays.mode_two is None else _least_distance_sum(arrays)
    result = np.full(arrays.size, np.nan)
    some = reached > 0
    result[some] = best[some] / sums.distance_sum[some] * (reached[some] / (arrays.size - 1))
    return result


def harmonic_of(arrays: NetworkArrays, sums: DistanceSums) -> Float64Array:
    if arrays.size < 2:
        return np.full(arrays.size, np.nan)
    return sums.inverse_sum / (arrays.size - 1)


def _least_distance_sum(arrays: NetworkArrays) -> Float64Array:
    """Returns distance sums in a complete two-mode network: 1 to the other mode, 2 within the own."""
    other = others(arrays)
    own = arrays.size - other
    return other + 2 * (own - 1)

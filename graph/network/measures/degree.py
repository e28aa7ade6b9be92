import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.network_arrays import Float64Array, NetworkArrays


def out_ties(arrays: NetworkArrays) -> Float64Array:
    return np.bincount(arrays.source, minlength=arrays.size).astype(np.float64)


def in_ties(arrays: NetworkArrays) -> Float64Array:
    return np.bincount(arrays.target, minlength=arrays.size).astype(np.float64)


def degrees(arrays: NetworkArrays) -> Float64Array:
    """Returns ties per actor, mutual arcs twice."""
    return out_ties(arrays) + in_ties(arrays)


def degree(arrays: NetworkArrays) -> ActorValues:
    values = degrees(arrays)
    most = others(arrays)
    normalized = np.divide(values, most, out=np.full(arrays.size, np.nan), where=most > 0)
    return ActorValues(values, normalized)


def others(arrays: NetworkArrays) -> Float64Array:
    """Returns how many actors each can have ties to: all others, or the other mode."""
    if arrays.mode_two is None:
        return np.full(arrays.size, float(arrays.size - 1))
    two = int(arrays.mode_two.sum())
    return np.where(arrays.mode_two, float(arrays.size - two), float(two))


def in_degree(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(in_ties(arrays))


def out_degree(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(out_ties(arrays))


def strength(arrays: NetworkArrays) -> ActorValues:
    sent = np.bincount(arrays.source, arrays.weight, arrays.size).astype(np.float64)
    return ActorValues(sent + np.bincount(arrays.target, arrays.weight, arrays.size))

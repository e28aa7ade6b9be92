"""Betweenness (Freeman 1979), by rustworkx in one thread, so that the order of its sums is fixed."""

from typing import Final

import numpy as np
import rustworkx

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.matrices import mode_indices
from graph.network.measures.rust_graph import rust_digraph, rust_graph
from graph.network.network_arrays import Float64Array, NetworkArrays

ONE_THREAD: Final = 2**40
"""rustworkx uses several threads for more actors than this."""


def betweenness(arrays: NetworkArrays) -> ActorValues:
    if arrays.directed:
        raw = rustworkx.digraph_betweenness_centrality(rust_digraph(arrays), normalized=False, parallel_threshold=ONE_THREAD)
    else:
        raw = rustworkx.graph_betweenness_centrality(rust_graph(arrays), normalized=False, parallel_threshold=ONE_THREAD)
    values = np.fromiter((raw[actor] for actor in range(arrays.size)), np.float64, arrays.size)
    return ActorValues(values, normalized_betweenness(arrays, values))


def normalized_betweenness(arrays: NetworkArrays, values: Float64Array) -> Float64Array:
    most = largest_betweenness(arrays)
    return np.divide(values, most, out=np.full(arrays.size, np.nan), where=most > 0)


def largest_betweenness(arrays: NetworkArrays) -> Float64Array:
    """Returns each actor's largest possible betweenness in a network of this size."""
    if arrays.mode_two is None:
        pairs = float((arrays.size - 1) * (arrays.size - 2))
        return np.full(arrays.size, pairs if arrays.directed else pairs / 2)
    one, two = (len(indices) for indices in mode_indices(arrays))
    return np.where(arrays.mode_two, largest_in_mode(two, one), largest_in_mode(one, two))


def largest_in_mode(size: int, other: int) -> float:
    """Returns the attainable maximum in a mode (Borgatti and Halgin 2011, after Everett, Sinclair and Dankelmann 2004)."""
    if not other:
        return 0.0
    s, t = divmod(size - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def edge_betweenness(arrays: NetworkArrays) -> Float64Array:
    """Returns by tie how many shortest paths use it, each pair of actors with weight 1."""
    if arrays.directed:
        raw = rustworkx.digraph_edge_betweenness_centrality(
            rust_digraph(arrays), normalized=False, parallel_threshold=ONE_THREAD
        )
    else:
        raw = rustworkx.graph_edge_betweenness_centrality(rust_graph(arrays), normalized=False, parallel_threshold=ONE_THREAD)
    return np.fromiter((raw[tie] for tie in range(len(arrays.source))), np.float64, len(arrays.source))

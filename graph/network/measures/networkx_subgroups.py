"""Subgroups by networkx, whose import takes 0.2 s: only questions that need it import this module."""

from typing import cast

import networkx

from graph.network.network_arrays import NetworkArrays


def louvain(arrays: NetworkArrays, resolution: float, seed: int) -> list[set[int]]:
    """Divides by Louvain (Blondel et al. 2008)."""
    return cast("list[set[int]]", networkx.community.louvain_communities(_graph(arrays), resolution=resolution, seed=seed))


def label_propagation(arrays: NetworkArrays, seed: int) -> list[set[int]]:
    """Divides by asynchronous label propagation (Raghavan, Albert and Kumara 2007)."""
    return cast("list[set[int]]", list(networkx.community.asyn_lpa_communities(_graph(arrays), seed=seed)))


def _graph(arrays: NetworkArrays) -> "networkx.Graph[int]":
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(arrays.size))
    graph.add_edges_from(zip(arrays.source.tolist(), arrays.target.tolist(), strict=True))
    return graph

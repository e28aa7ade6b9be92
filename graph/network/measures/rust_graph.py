"""Networks as graphs of rustworkx, whose functions hold the interpreter lock."""

import rustworkx

from graph.network.network_arrays import NetworkArrays


def rust_graph(arrays: NetworkArrays) -> rustworkx.PyGraph[int | None, None]:
    """Returns the undirected simple graph; mutual arcs are one edge."""
    graph: rustworkx.PyGraph[int | None, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(arrays.size))
    graph.extend_from_edge_list(tie_list(arrays))
    return graph


def rust_digraph(arrays: NetworkArrays) -> rustworkx.PyDiGraph[int | None, None]:
    graph: rustworkx.PyDiGraph[int | None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(arrays.size))
    graph.extend_from_edge_list(tie_list(arrays))
    return graph


def tie_list(arrays: NetworkArrays) -> list[tuple[int, int]]:
    return list(zip(arrays.source.tolist(), arrays.target.tolist(), strict=True))

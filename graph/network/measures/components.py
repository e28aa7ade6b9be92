"""Connected components (weakly if directed), cut actors and cut ties."""

import numpy as np
import rustworkx
from scipy.sparse.csgraph import connected_components

from graph.network.measures.degree import degrees
from graph.network.measures.matrices import ties_matrix
from graph.network.measures.rust_graph import rust_graph
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false


def component_labels(arrays: NetworkArrays) -> IndexArray:
    """Returns components by actor, numbered by their first actors."""
    _, labels = connected_components(ties_matrix(arrays), directed=False)
    _, first, number = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number]


def component_sizes(arrays: NetworkArrays) -> list[int]:
    """Returns sizes, largest first."""
    return sorted(np.bincount(component_labels(arrays)).tolist(), reverse=True) if arrays.size else []


def isolates(arrays: NetworkArrays) -> BoolArray:
    return degrees(arrays) == 0


def articulation_points(arrays: NetworkArrays) -> list[int]:
    """Returns the actors whose removal splits their component, in order."""
    return sorted(rustworkx.articulation_points(rust_graph(arrays)))


def bridges(arrays: NetworkArrays) -> list[int]:
    """Returns the indices of ties whose removal splits their component; of mutual arcs the first."""
    pairs: set[tuple[int, int]] = rustworkx.bridges(rust_graph(arrays))  # pyright: ignore[reportAssignmentType]
    found = {(min(a, b), max(a, b)) for a, b in pairs}
    result: list[int] = []
    for index, (a, b) in enumerate(zip(arrays.source.tolist(), arrays.target.tolist(), strict=True)):
        pair = (min(a, b), max(a, b))
        if pair in found:
            found.discard(pair)
            result.append(index)
    return result

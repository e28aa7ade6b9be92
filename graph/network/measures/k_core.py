"""The k-core of an actor, in the undirected simple network (Seidman 1983)."""

import numpy as np
import rustworkx

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.rust_graph import rust_graph
from graph.network.network_arrays import NetworkArrays


def k_core(arrays: NetworkArrays) -> ActorValues:
    cores: dict[int, int] = rustworkx.core_number(rust_graph(arrays))  # pyright: ignore[reportAssignmentType]
    return ActorValues(np.fromiter((cores[actor] for actor in range(arrays.size)), np.float64, arrays.size))

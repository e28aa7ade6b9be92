"""Random networks as arrays and in networkx."""

from itertools import combinations, permutations, product
from random import Random
from typing import Any

import networkx
import numpy as np

from graph.network.network_arrays import NetworkArrays


def random_network(rng: Random, *, directed: bool = False, weighted: bool = False, max_size: int = 12) -> NetworkArrays:
    """Returns a one-mode network, often with isolates and several components."""
    size, share = rng.randint(1, max_size), rng.choice((0.08, 0.2, 0.4, 0.8))
    pairs = permutations(range(size), 2) if directed else combinations(range(size), 2)
    return _arrays(rng, size, [pair for pair in pairs if rng.random() < share], directed, weighted, None)


def random_two_mode_network(rng: Random, max_size: int = 9) -> NetworkArrays:
    """Gives the first actors mode ONE."""
    one, two, share = rng.randint(1, max_size), rng.randint(1, max_size), rng.choice((0.15, 0.3, 0.6))
    ties = [(a, one + b) for a, b in product(range(one), range(two)) if rng.random() < share]
    return _arrays(rng, one + two, ties, directed=False, weighted=False, mode_two=[actor >= one for actor in range(one + two)])


def as_networkx(arrays: NetworkArrays) -> Any:
    """Makes the indices of the actors nodes."""
    graph: Any = networkx.DiGraph() if arrays.directed else networkx.Graph()
    graph.add_nodes_from(range(arrays.size))
    ties = zip(arrays.source.tolist(), arrays.target.tolist(), arrays.weight.tolist(), strict=True)
    graph.add_weighted_edges_from(ties)
    return graph


def _arrays(
    rng: Random, size: int, ties: list[tuple[int, int]], directed: bool, weighted: bool, mode_two: list[bool] | None
) -> NetworkArrays:
    return NetworkArrays(
        size,
        np.array([source for source, _ in ties], np.int32),
        np.array([target for _, target in ties], np.int32),
        np.array([rng.randint(1, 5) if weighted else 1 for _ in ties], np.float64),
        directed,
        None if mode_two is None else np.array(mode_two, np.bool_),
    )

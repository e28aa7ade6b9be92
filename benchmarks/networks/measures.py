"""Measures in a worker process, including the transfer, next to the bare library on the same columns."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import rustworkx
from scipy.sparse.csgraph import connected_components

from benchmarks.cases import Case, Run
from graph.network.measures.betweenness import edge_betweenness
from graph.network.measures.catalogue import compute
from graph.network.measures.components import articulation_points, bridges, component_sizes
from graph.network.measures.matrices import undirected
from graph.network.measures.measure import Measure
from graph.network.measures.rust_graph import rust_graph
from graph.network.network_arrays import NetworkArrays
from graph.network.workers.worker_pool import WorkerPool

# rustworkx and SciPy are untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false, reportUnknownLambdaType=false

ACTORS: Final = 2_000
TIES: Final = 5_000
SECONDS: Final = 300.0
PROMISED: Final = 1.2
"""Of measures that take more than 200 ms."""
ONE_THREAD: Final = 1_000_000


def random_arrays(actors: int = ACTORS, ties: int = TIES) -> NetworkArrays:
    """Makes an undirected network, equal in every run."""
    random = np.random.default_rng(1)
    pairs = np.sort(random.integers(0, actors, (ties, 2)), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0).astype(np.int32)
    return NetworkArrays(actors, pairs[:, 0], pairs[:, 1], np.ones(len(pairs)))


def cases(pool: WorkerPool) -> list[Case]:
    arrays = random_arrays()
    large = random_arrays(50_000, 93_000)

    return [
        _in_worker(
            pool,
            "betweenness / rustworkx",
            (compute, arrays, Measure.BETWEENNESS),
            lambda: rustworkx.graph_betweenness_centrality(rust_graph(arrays), normalized=False, parallel_threshold=ONE_THREAD),
            PROMISED,
        ),
        _in_worker(
            pool,
            "edge betweenness / rustworkx",
            (edge_betweenness, arrays),
            lambda: rustworkx.graph_edge_betweenness_centrality(
                rust_graph(arrays), normalized=False, parallel_threshold=ONE_THREAD
            ),
            PROMISED,
        ),
        _in_worker(
            pool,
            "closeness / rustworkx",
            (compute, arrays, Measure.CLOSENESS),
            lambda: rustworkx.graph_closeness_centrality(rust_graph(arrays), parallel_threshold=ONE_THREAD),
            PROMISED,
        ),
        _in_thread(
            "core numbers / rustworkx", lambda: compute(large, Measure.K_CORE), lambda: rustworkx.core_number(rust_graph(large))
        ),
        _in_thread(
            "components / SciPy",
            lambda: component_sizes(large),
            lambda: connected_components(undirected(large), directed=False),
        ),
        _in_thread(
            "articulation points / rustworkx",
            lambda: articulation_points(large),
            lambda: rustworkx.articulation_points(rust_graph(large)),
        ),
        _in_thread("bridges / rustworkx", lambda: bridges(large), lambda: rustworkx.bridges(rust_graph(large))),
    ]


def _in_worker(pool: WorkerPool, name: str, task: tuple[Any, ...], library: Callable[[], object], target: float) -> Case:
    function, *arguments = task

    async def ours() -> object:
        return await pool.run(function, *arguments, measure=name, seconds=SECONDS)

    return Case(f"{name}, {ACTORS:,} actors, in a worker", ours, _run_of(library), target, rounds=10)


def _in_thread(name: str, ours: Callable[[], object], library: Callable[[], object]) -> Case:
    return Case(f"{name}, 50,000 actors", _run_of(ours), _run_of(library), None, rounds=10)


def _run_of(function: Callable[[], object]) -> Run:
    async def run() -> object:
        return await asyncio.to_thread(function)

    return run

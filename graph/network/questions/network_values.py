"""Counts, densities and averages, which need no search."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from graph.network.measures import network_measures
from graph.network.projection.network_columns import WEAKEST_FIRST
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions.network_execution import NetworkExecution
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import SORTED_KINDS


def density(network: ProjectedNetwork) -> float | None:
    return network_measures.density(network.arrays)


def _density_high(network: ProjectedNetwork) -> float | None:
    unknown = network.unknown.pairs
    return None if unknown is None else network_measures.density_high(network.arrays, unknown)


def mode_actors(network: ProjectedNetwork, mode: str | None) -> IndexArray:
    """Returns positions of a mode's actors, for None of all."""
    mode_two = network.arrays.mode_two
    if mode is None:
        return np.arange(network.arrays.size)
    if mode_two is None:
        return np.arange(network.arrays.size if mode == "ONE" else 0)
    return np.flatnonzero(mode_two if mode == "TWO" else ~mode_two)


def _average_degree(network: ProjectedNetwork, actors: IndexArray) -> float | None:
    members = np.zeros(network.arrays.size, bool)
    members[actors] = True
    return network_measures.average_degree(network.arrays, members)


def _isolates(network: ProjectedNetwork, actors: IndexArray) -> int:
    return int((network.degree[actors] == 0).sum())


def _by_provenance(network: ProjectedNetwork) -> list[tuple[str, int]]:
    """Counts ties by provenance, in the order of the enum, without zeros."""
    counts = np.bincount(network.ties.provenance, minlength=len(WEAKEST_FIRST))
    ties = dict(zip(WEAKEST_FIRST, counts.tolist(), strict=True))
    return [(name, ties[name]) for name in ("OFFICIAL", "PUBLISHED", "ILLUSTRATIVE", "IMPORTED") if ties[name]]


def _modes(network: ProjectedNetwork) -> list[str]:
    return ["ONE", "TWO"] if network.arrays.two_mode else ["ONE"]


NETWORK_VALUES: Final[Mapping[str, Callable[[ProjectedNetwork], Any]]] = {
    "projection": lambda network: network.question.projection.name,
    "boundary": lambda network: network.question.boundary.name,
    "asOf": lambda network: network.question.day.isoformat(),
    "directed": lambda network: network.arrays.directed,
    "twoMode": lambda network: network.arrays.two_mode,
    "weighted": lambda network: network.question.projection.weighted,
    "modes": _modes,
    "nodeCount": lambda network: network.arrays.size,
    "tieCount": lambda network: len(network.ties),
    "linkCount": lambda network: network.link_count,
    "isolates": lambda network: _isolates(network, np.arange(network.arrays.size)),
    "outOfScope": lambda network: int((~network.in_scope).sum()),
    "unsurveyed": lambda network: network.unknown.actors,
    "byProvenance": _by_provenance,
    "density": density,
    "densityHigh": _density_high,
    "averageDegree": lambda network: _average_degree(network, np.arange(network.arrays.size)),
    "averageWeight": lambda network: network_measures.average_weight(network.arrays),
}
MODE_VALUES: Final[Mapping[str, Callable[[NetworkExecution, str], Any]]] = {
    "mode": lambda _, mode: mode,
    "kinds": lambda execution, mode: _kinds(execution.network, mode),
    "nodeCount": lambda execution, mode: len(mode_actors(execution.network, mode)),
    "isolates": lambda execution, mode: _isolates(execution.network, mode_actors(execution.network, mode)),
    "averageDegree": lambda execution, mode: _average_degree(execution.network, mode_actors(execution.network, mode)),
}
PROVENANCE_VALUES: Final[Mapping[str, Callable[[NetworkExecution, tuple[str, int]], Any]]] = {
    "provenance": lambda _, count: count[0],
    "ties": lambda _, count: count[1],
}


def _kinds(network: ProjectedNetwork, mode: str) -> list[str]:
    projection = network.question.projection
    return [kind.name for kind in (projection.two if mode == "TWO" else projection.one)]


def with_kinds(network: ProjectedNetwork, kinds: frozenset[str]) -> BoolArray:
    """Returns which actors have one of these kinds."""
    numbers = [number for number, kind in enumerate(SORTED_KINDS) if kind.name in kinds]
    return np.isin(network.snapshot.kind[network.actors], numbers)

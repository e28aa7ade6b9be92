"""The largest division whose network is small enough for a measure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.coverage.columns.homes import above
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.actor_groups import home_of
from graph.network.projection.projected_network import ProjectedNetwork

MAX_TRIED: Final = 50
"""Divisions that are tried, largest first."""


@dataclass(frozen=True)
class FittingDivision:
    kind: str
    code: str


def fitting_division(network: ProjectedNetwork, fits: Callable[[NetworkArrays], bool]) -> FittingDivision | None:
    """Returns the largest division below the scope whose part of the network fits; None if none does.

    The part of a division: the actors with their home in it, and the ties with an end among them.
    """
    homes, tree = home_of(network), above(network.evaluator)
    there = homes >= 0
    row, place = tree.rows_of(homes[there])
    actor, division = np.flatnonzero(there)[row], tree.second[place]
    below = division != network.scope
    found, sizes = np.unique(division[below], return_counts=True)
    inside = np.isin(found, tree.first[tree.second == network.scope])
    candidates: list[int] = found[inside][np.argsort(-sizes[inside], kind="stable")][:MAX_TRIED].tolist()
    for candidate in candidates:
        if fits(_part(network, actor[division == candidate])):
            return FittingDivision(network.snapshot.kind_of(candidate).name, network.snapshot.codes[candidate])
    return None


def _part(network: ProjectedNetwork, actors: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> NetworkArrays:
    arrays, chosen = network.arrays, np.zeros(network.arrays.size, bool)
    chosen[actors] = True
    ties = chosen[arrays.source] | chosen[arrays.target]
    chosen[arrays.source[ties]] = chosen[arrays.target[ties]] = True
    number = np.cumsum(chosen) - 1
    mode_two = None if arrays.mode_two is None else arrays.mode_two[chosen]
    source, target = (number[end[ties]].astype(np.int32) for end in (arrays.source, arrays.target))
    return NetworkArrays(int(chosen.sum()), source, target, arrays.weight[ties], arrays.directed, mode_two)

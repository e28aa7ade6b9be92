"""The largest division whose network is small enough, for an error message."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from graph.coverage.columns.homes import above
from graph.errors import UserError
from graph.network.limits import MAX_SHARED_PAIRS
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.actor_groups import home_of
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import ProjectedNetwork, project
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import date_to_int

MAX_TRIED: Final = 50
"""Divisions tried one by one, largest first, before binary search."""
MayFit = Callable[[NetworkArrays], bool]
"""Returns a quick estimate from a division's part of the network."""
Fits = Callable[[int], bool]
"""Returns whether a division of the snapshot fits, by projecting its network."""


@dataclass(frozen=True)
class FittingDivision:
    kind: str
    code: str


def fitting_division(network: ProjectedNetwork, may_fit: MayFit, fits: Fits) -> FittingDivision | None:
    """Returns the largest fitting division below the scope, or None. Runs in a thread."""
    found = _FittingDivisionSearch(network, may_fit, fits).division()
    return None if found is None else FittingDivision(network.snapshot.kind_of(found).name, network.snapshot.codes[found])


def network_of_division(
    network: ProjectedNetwork, question: NetworkQuestion, division: int, max_pairs: int = MAX_SHARED_PAIRS
) -> ProjectedNetwork | None:
    """Returns a question's network for another division, None if too large."""
    of_division = replace(question, scope=network.snapshot.codes[division])
    try:
        return project(network.columns, network.evaluator, of_division, division, max_pairs)
    except UserError:
        return None


class _FittingDivisionSearch:
    def __init__(self, network: ProjectedNetwork, may_fit: MayFit, fits: Fits) -> None:
        self._network, self._may_fit, self._fits = network, may_fit, fits
        homes, tree = home_of(network), above(network.evaluator)
        there = homes >= 0
        row, place = tree.rows_of(homes[there])
        self._actor, self._division = np.flatnonzero(there)[row], tree.second[place]
        self._below = tree.first[tree.second == network.scope]

    def division(self) -> int | None:
        candidates = self._candidates()
        for candidate in candidates[:MAX_TRIED]:
            if self._is_fitting(candidate):
                return candidate
        rest = candidates[MAX_TRIED:]
        low, high = 0, len(rest)
        while low < high:  # the smaller a division, the sooner it fits
            middle = (low + high) // 2
            if self._is_fitting(rest[middle]):
                high = middle
            else:
                low = middle + 1
        return rest[low] if low < len(rest) else None

    def _candidates(self) -> list[int]:
        """Returns valid divisions below the scope, those with most actors first."""
        found, sizes = np.unique(self._division[self._division != self._network.scope], return_counts=True)
        day = date_to_int(self._network.question.day)
        snapshot = self._network.snapshot
        inside = np.isin(found, self._below) & (snapshot.valid_from[found] <= day) & (day < snapshot.valid_to[found])
        return found[inside][np.argsort(-sizes[inside], kind="stable")].tolist()

    def _is_fitting(self, division: int) -> bool:
        return self._may_fit(self._part(self._actor[self._division == division])) and self._fits(division)

    def _part(self, actors: IndexArray) -> NetworkArrays:
        """Returns actors with a home in a division, and ties with an end among them."""
        arrays = self._network.arrays
        chosen = np.zeros(arrays.size, bool)
        chosen[actors] = True
        ties = chosen[arrays.source] | chosen[arrays.target]
        chosen[arrays.source[ties]] = chosen[arrays.target[ties]] = True
        number = np.cumsum(chosen) - 1
        mode_two = None if arrays.mode_two is None else arrays.mode_two[chosen]
        source, target = (number[end[ties]].astype(np.int32) for end in (arrays.source, arrays.target))
        return NetworkArrays(int(chosen.sum()), source, target, arrays.weight[ties], arrays.directed, mode_two)

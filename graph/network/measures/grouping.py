"""Assortativity and E-I index of actors in groups; two-mode on an overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.network.measures.rounding import ratio
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import IndexArray


@dataclass(frozen=True)
class Groups:
    """The group of each actor by an attribute. `number`: of each actor, an index of `names`."""

    number: IndexArray
    names: list[str]

    @property
    def sizes(self) -> IndexArray:
        return np.bincount(self.number, minlength=len(self.names))


@dataclass(frozen=True)
class Homophily:
    """Krackhardt and Stern 1988: `ei_index` is (external - internal) / ties; `expected` is over all pairs."""

    ei_index: float | None
    internal: int
    external: int
    expected: float | None


def groups_of(labels: Sequence[str]) -> Groups:
    """Returns groups by label, sorted by code points."""
    names = sorted(set(labels))
    number = {name: index for index, name in enumerate(names)}
    return Groups(np.fromiter((number[label] for label in labels), np.int64, len(labels)), names)


def assortativity(arrays: NetworkArrays, groups: Groups) -> float | None:
    """Returns Newman's r (2003): (trace of e - sum of a_i b_i) / (1 - sum of a_i b_i)."""
    count = len(groups.names)
    first, second = groups.number[arrays.source], groups.number[arrays.target]
    ties = np.bincount(first * count + second, minlength=count * count).reshape(count, count)
    if not arrays.directed:
        ties = ties + ties.T
    total = int(ties.sum())
    by_chance = int(ties.sum(axis=1) @ ties.sum(axis=0))
    return ratio(int(np.trace(ties)) * total - by_chance, total * total - by_chance)


def homophily(arrays: NetworkArrays, groups: Groups) -> Homophily:
    internal = int((groups.number[arrays.source] == groups.number[arrays.target]).sum())
    external = len(arrays.source) - internal
    sizes = groups.sizes
    all_pairs = arrays.size * (arrays.size - 1)
    within = int((sizes * (sizes - 1)).sum())
    return Homophily(
        ratio(external - internal, len(arrays.source)), internal, external, ratio(all_pairs - 2 * within, all_pairs)
    )

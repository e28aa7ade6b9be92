"""Subgroups by modularity (Newman and Girvan 2004; two-mode Barber 2007), without directions and weights.

Every method divides a two-mode network by label propagation on Barber's modularity, and `Partition.method` states it.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, cast

import graspologic_native as leiden_library  # pyright: ignore[reportMissingTypeStubs]
import numpy as np

from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.bipartite_modularity import barber_modularity, divide_two_mode
from graph.network.measures.components import isolates
from graph.network.measures.matrices import row_sums, undirected
from graph.network.measures.rounding import ratio, rounded
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import IndexArray

# SciPy and graspologic-native are untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

MAX_LEIDEN_TRIALS: Final = 10
TIES_OF_TRIALS: Final = 100_000
"""Ties of all trials together; larger networks have one trial."""
LEIDEN_ITERATIONS: Final = 10
MODULARITY: Final = "sum over groups of L/m - resolution * (D/2m)^2, L ties within, D sum of degrees (Newman and Girvan 2004)"
BARBER: Final = (
    "sum over groups of L/m - resolution * D_one * D_two / m^2, L ties within, D sums of degrees of a mode (Barber 2007)"
)


class SubgroupMethod(Enum):
    """The algorithms for one-mode networks."""

    LEIDEN = "Leiden (Traag, Waltman and van Eck 2019; graspologic-native)"
    LOUVAIN = "Louvain (Blondel et al. 2008; networkx)"
    LABEL_PROPAGATION = "asynchronous label propagation (Raghavan, Albert and Kumara 2007; networkx)"


@dataclass(frozen=True)
class Partition:
    """A partition of the actors into cohesive subgroups.

    `group`: by actor, its group, numbered from 1, the largest; among equal ones that of the first actor.
    """

    modularity: float
    group: IndexArray
    method: MethodUsed

    @property
    def count(self) -> int:
        return int(self.group.max(initial=0))


def subgroups(arrays: NetworkArrays, method: SubgroupMethod, resolution: float = 1.0, seed: int = 1) -> Partition:
    if arrays.two_mode:
        labels, algorithm = divide_two_mode(arrays, resolution, seed)
        quality, definition = barber_modularity(arrays, labels, resolution), BARBER
    else:
        labels, algorithm = _LABELS[method](arrays, resolution, seed), method.value
        quality, definition = modularity(arrays, labels, resolution), MODULARITY
    used = MethodUsed("subgroups", definition, exact=False, algorithm=algorithm, seed=seed)
    return Partition(rounded(quality), numbered(labels), used)


def trials_of(arrays: NetworkArrays) -> int:
    """Returns Leiden's runs, of which the best counts."""
    return max(1, min(MAX_LEIDEN_TRIALS, TIES_OF_TRIALS // max(1, len(arrays.source))))


def modularity(arrays: NetworkArrays, labels: IndexArray, resolution: float = 1.0) -> float:
    """Returns 0 without ties."""
    matrix = undirected(arrays)
    row, column = matrix.tocoo().coords
    both = len(row)
    if not both:
        return 0.0
    within = int((labels[row] == labels[column]).sum())
    shares = np.bincount(labels, row_sums(matrix)) / both
    return within / both - resolution * float(shares @ shares)


def numbered(labels: IndexArray) -> IndexArray:
    """Returns numbers 1, 2, ... by group size, then first actor."""
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(first), np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(first) + 1)
    return number[inverse]


def group_density(arrays: NetworkArrays, partition: Partition, number: int) -> float | None:
    """Returns ties within a group / possible ones, None if none are possible."""
    members = partition.group == number
    size = int(members.sum())
    if arrays.mode_two is not None:
        two = int((members & arrays.mode_two).sum())
        possible = two * (size - two)
    else:
        possible = size * (size - 1) // (1 if arrays.directed else 2)
    return ratio(int((members[arrays.source] & members[arrays.target]).sum()), possible)


def _leiden(arrays: NetworkArrays, resolution: float, seed: int) -> IndexArray:
    matrix = undirected(arrays)
    labels = np.full(arrays.size, -1, np.int64)
    if matrix.nnz:
        _, found = leiden_library.leiden_csr(  # pyright: ignore[reportAttributeAccessIssue]
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            matrix.data,
            arrays.size,
            resolution=resolution,
            iterations=LEIDEN_ITERATIONS,
            seed=seed,
            trials=trials_of(arrays),
        )
        communities = cast("dict[int, int]", found)
        labels[list(communities)] = list(communities.values())
    return _isolates_alone(arrays, labels)


def _louvain(arrays: NetworkArrays, resolution: float, seed: int) -> IndexArray:
    from graph.network.measures.networkx_subgroups import louvain  # networkx is slow to import

    return _labels_of(arrays, louvain(arrays, resolution, seed))


def _label_propagation(arrays: NetworkArrays, _: float, seed: int) -> IndexArray:
    from graph.network.measures.networkx_subgroups import label_propagation  # networkx is slow to import

    return _labels_of(arrays, label_propagation(arrays, seed))


_LABELS: Final = {
    SubgroupMethod.LEIDEN: _leiden,
    SubgroupMethod.LOUVAIN: _louvain,
    SubgroupMethod.LABEL_PROPAGATION: _label_propagation,
}


def _labels_of(arrays: NetworkArrays, groups: list[set[int]]) -> IndexArray:
    labels = np.zeros(arrays.size, np.int64)
    for number, members in enumerate(groups):
        labels[list(members)] = number
    return labels


def _isolates_alone(arrays: NetworkArrays, labels: IndexArray) -> IndexArray:
    alone = np.flatnonzero(isolates(arrays))
    result = labels.copy()
    result[alone] = arrays.size + np.arange(len(alone))
    return numbered(result)

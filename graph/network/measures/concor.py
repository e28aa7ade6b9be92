"""Positions by convergence of iterated correlations (CONCOR): Breiger, Boorman and Arabie 1975.

    positions(arrays, splits=2)  -> Positions, None without ties or with ties between all

Actors are divided by their profiles, the unweighted ties sent and received, without the diagonal. Each split divides each block
into two. In a two-mode network each mode is divided by its ties to the other. Isolates are a block.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.components import isolates
from graph.network.measures.matrices import adjacency, incidence, mode_indices
from graph.network.measures.rounding import ratio, rounded
from graph.network.measures.subgroups import numbered
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

MAX_ITERATIONS: Final = 50
CONVERGED: Final = 1 - 1e-7
"""Correlations of at least this size count as 1."""
MAX_SPLITS: Final = 8
DEFINITION: Final = (
    "repeated correlation of the profiles of ties until all are 1 or -1, which are the two halves of a block; "
    "ties sent and received, without weights and the diagonal (CONCOR, Breiger, Boorman and Arabie 1975)"
)

Correlations = Callable[[IndexArray], Float64Array]
"""Returns correlations between profiles of some actors."""


@dataclass(frozen=True)
class Positions:
    """A partition of the actors into blocks of structurally equivalent ones.

    `block`: by actor, its block, numbered from 1, the largest; in a two-mode network those of mode ONE first.
    """

    block: IndexArray
    densities: list[list[float | None]]
    """Ties / pairs by block; None within a mode of a two-mode network."""
    r_squared: float | None
    """The squared correlation of the ties with their blocks' densities."""
    method: MethodUsed

    @property
    def count(self) -> int:
        return int(self.block.max(initial=0))


def positions(arrays: NetworkArrays, splits: int = 2) -> Positions | None:
    if not 0 < len(arrays.source) < _cells(arrays):
        return None
    block = _two_mode_blocks(arrays, splits) if arrays.two_mode else _one_mode_blocks(arrays, splits)
    counts, cells = _block_counts(arrays, block)
    densities = [
        [ratio(*pair) for pair in zip(*rows, strict=True)] for rows in zip(counts.tolist(), cells.tolist(), strict=True)
    ]
    method = MethodUsed("positions", DEFINITION, exact=True, algorithm="dense correlations (NumPy)")
    return Positions(block, densities, _r_squared(counts, cells), method)


def _cells(arrays: NetworkArrays) -> int:
    if arrays.mode_two is not None:
        two = int(arrays.mode_two.sum())
        return two * (arrays.size - two)
    return arrays.size * (arrays.size - 1) // (1 if arrays.directed else 2)


# ---------------------------------------------------------------------------------------------------- blocks
def _one_mode_blocks(arrays: NetworkArrays, splits: int) -> IndexArray:
    ties = adjacency(arrays)
    actors = np.flatnonzero(~isolates(arrays))
    received = ties[actors][:, actors].toarray()
    labels = np.zeros(arrays.size, np.int64)
    labels[actors] = 1 + _split(len(actors), splits, lambda members: profile_correlations(received, members))
    return numbered(labels)


def _two_mode_blocks(arrays: NetworkArrays, splits: int) -> IndexArray:
    block, found = np.zeros(arrays.size, np.int64), 0
    for mode, matrix in zip(mode_indices(arrays), (incidence(arrays), incidence(arrays, by_mode_two=True)), strict=True):
        tied = np.diff(matrix.indptr) > 0
        profiles = matrix[np.flatnonzero(tied)].toarray().T
        labels = np.zeros(len(mode), np.int64)
        labels[tied] = 1 + _split(
            profiles.shape[1], splits, lambda members, profiles=profiles: _correlations(profiles[:, members])
        )
        block[mode] = found + numbered(labels)
        found = int(block.max(initial=0))
    return block


def _split(size: int, splits: int, correlations: Correlations) -> IndexArray:
    """Returns blocks after so many splits. A block of equal profiles stays whole."""
    labels = np.zeros(size, np.int64)
    for _ in range(splits):
        halves = np.zeros(size, np.int64)
        for label in np.unique(labels).tolist():
            members = np.flatnonzero(labels == label)
            if len(members) > 1:
                halves[members] = ~_with_first(correlations(members))
        labels = 2 * labels + halves
    return labels


def _with_first(correlation: Float64Array) -> BoolArray:
    """Returns which actors stay with the first one of their block."""
    for _ in range(MAX_ITERATIONS):
        if (np.abs(correlation) >= CONVERGED).all():
            break
        correlation = _correlations(correlation)
    return correlation[:, 0] > 0


# ---------------------------------------------------------------------------------------------------- correlations
def _correlations(columns: Float64Array) -> Float64Array:
    """Returns Pearson's r of each pair of columns, 0 for a constant column."""
    centred = columns - columns.mean(axis=0)
    length = np.sqrt(np.square(centred).sum(axis=0))
    centred = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    return _unit_diagonal(centred.T @ centred)


def profile_correlations(ties: Float64Array, members: IndexArray) -> Float64Array:
    """Returns Pearson's r of each pair of profiles, without the rows of both actors."""
    sent, received = ties[members], ties[:, members]
    products = sent @ sent.T + received.T @ received
    between = ties[np.ix_(members, members)]
    # The entries are 0 or 1, so their squares have the same sums. The pairs' own cells are in no sum.
    sums = (sent.sum(axis=1) + received.sum(axis=0))[:, None] - (between + between.T)
    count = 2 * (len(ties) - 2)
    if count == 0:
        return _unit_diagonal(np.zeros_like(products))
    variation = sums - sums**2 / count
    spread = np.sqrt(np.maximum(variation * variation.T, 0))
    covariation = products - sums * sums.T / count
    return _unit_diagonal(np.divide(covariation, spread, out=np.zeros_like(spread), where=spread > 1e-9))


def _unit_diagonal(matrix: Any) -> Float64Array:
    np.fill_diagonal(matrix, 1.0)
    return matrix


# ---------------------------------------------------------------------------------------------------- densities
def _block_counts(arrays: NetworkArrays, block: IndexArray) -> tuple[Any, Any]:
    """Returns ties and cells between blocks; undirected ones in both directions."""
    number = int(block.max())
    counts = np.zeros((number, number))
    source, target = block[arrays.source] - 1, block[arrays.target] - 1
    np.add.at(counts, (source, target), 1)
    if not arrays.directed:
        np.add.at(counts, (target, source), 1)
    sizes = np.bincount(block - 1, minlength=number).astype(np.float64)
    cells = np.outer(sizes, sizes) - np.diag(sizes)
    if arrays.mode_two is not None:
        of_two = np.zeros(number, np.bool_)
        of_two[block[arrays.mode_two] - 1] = True
        cells[of_two[:, None] == of_two[None, :]] = 0
    return counts, cells


def _r_squared(counts: Any, cells: Any) -> float | None:
    """Returns the variation between blocks / that of all cells."""
    filled = cells > 0
    total, mean = cells.sum(), counts.sum() / cells.sum()
    between = (cells[filled] * (counts[filled] / cells[filled] - mean) ** 2).sum()
    variation = total * mean * (1 - mean)
    return rounded(float(between / variation)) if variation > 0 else None

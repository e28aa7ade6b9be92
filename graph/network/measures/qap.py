"""The quadratic assignment procedure (Krackhardt 1987): the correlation of two dyadic variables, and how often permuted actors
have one as large.

Pearson's r is over all ordered pairs; the first variable is permuted. `p_greater` and `p_less` are the shares of permutations
with at least, or at most, the observed r.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.network.measures.dyads import DyadMatrix, Dyads, matrices_of
from graph.network.measures.permuted_products import PermutedProducts, permutations_of
from graph.network.measures.rounding import rounded, rounded_or_none
from graph.network.network_arrays import Float64Array

TIE: Final = 1e-10
"""Statistics that differ by less are equal up to rounding."""


@dataclass(frozen=True)
class CorrelationResult:
    actors: int
    pairs: int
    r: float | None
    jaccard: float | None
    p_greater: float | None
    p_less: float | None
    permutation_mean: float | None
    permutation_sd: float | None
    permutations: int
    seed: int


def correlate(a: Dyads, b: Dyads, size: int, permutations: int, seed: int) -> CorrelationResult:
    matrices = matrices_of([a, b], size)
    first, second = (matrix.cells for matrix in matrices)
    pairs = len(first) * (len(first) - 1)
    jaccard = _jaccard(first, second)
    r, permuted = _correlations(matrices, pairs, permutations, seed)
    if r is None or permuted is None:
        return CorrelationResult(size, pairs, None, jaccard, None, None, None, None, permutations, seed)
    return CorrelationResult(
        size,
        pairs,
        rounded(r),
        jaccard,
        rounded(float((permuted >= r - TIE).mean())),
        rounded(float((permuted <= r + TIE).mean())),
        rounded(float(permuted.mean())),
        rounded(float(permuted.std(ddof=1))) if permutations > 1 else None,
        permutations,
        seed,
    )


def _correlations(
    matrices: Sequence[DyadMatrix], pairs: int, permutations: int, seed: int
) -> tuple[float | None, Float64Array | None]:
    """Returns observed and permuted correlations; None if a variable is constant."""
    sums = np.array([matrix.cells.sum() for matrix in matrices])
    squares = np.array([np.square(matrix.cells).sum() for matrix in matrices])
    variation = pairs * squares - sums**2
    if not (variation > TIE * pairs * squares).all():
        return None, None
    products = PermutedProducts(matrices, (0,), (1,))
    size = len(matrices[0].cells)
    observed = products.of(np.arange(size))[0, 0]
    permuted = np.array([products.of(each)[0, 0] for each in permutations_of(size, permutations, seed)])
    spread = float(np.sqrt(variation.prod()))
    return float((pairs * observed - sums.prod()) / spread), (pairs * permuted - sums.prod()) / spread


def _jaccard(first: Float64Array, second: Float64Array) -> float | None:
    """Returns pairs of both / pairs of either if all values are 0 or 1."""
    if not all(np.isin(matrix, (0, 1)).all() for matrix in (first, second)):
        return None
    either = float(np.maximum(first, second).sum())
    return rounded_or_none(float((first * second).sum()) / either if either else None)

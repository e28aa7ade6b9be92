"""The bipartite configuration model: Saracco, Di Clemente, Gabrielli and Squartini 2015.

It is the random two-mode network of maximum entropy with these expected degrees: logit p_ik = x_i + y_k. Rows of the same
degree have the same probabilities, so there is one unknown per degree. The search only approaches probabilities of 0 and 1.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.network.network_arrays import Float64Array
from graph.snapshot.array_types import IndexArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

MAX_STEPS: Final = 200
MAX_ERROR: Final = 1e-12
"""Of an expected degree, relative to it."""

CERTAIN: Final = 1e-10
"""Probabilities this close to 0 or 1 become 0 or 1."""


@dataclass(frozen=True)
class CellProbabilities:
    """The probability of a tie for each row and column. Rows of one degree are a class, and so are columns. `by_class`: the probabilities by
    class of the row and class of the column.
    """

    by_class: Float64Array
    row_class: IndexArray
    column_class: IndexArray

    def of_row(self, row: int) -> Float64Array:
        return self.by_class[self.row_class[row], self.column_class]


def cell_probabilities(row_degrees: IndexArray, column_degrees: IndexArray) -> CellProbabilities:
    rows, row_class, row_sizes = np.unique(row_degrees, return_inverse=True, return_counts=True)
    columns, column_class, column_sizes = np.unique(column_degrees, return_inverse=True, return_counts=True)
    found = np.zeros((len(rows), len(columns)))
    some_rows, some_columns = np.flatnonzero(rows), np.flatnonzero(columns)
    if len(some_rows) and len(some_columns):
        model = _Model(rows[some_rows], row_sizes[some_rows], columns[some_columns], column_sizes[some_columns])
        found[np.ix_(some_rows, some_columns)] = model.solved()
    return CellProbabilities(found, row_class, column_class)


class _Model:
    """Solves the model by Newton's method on the concave likelihood. The vector of unknowns is x, then y."""

    def __init__(self, rows: IndexArray, row_sizes: IndexArray, columns: IndexArray, column_sizes: IndexArray) -> None:
        self._degrees = np.concatenate([rows, columns]).astype(np.float64)
        self._sizes = np.concatenate([row_sizes, column_sizes]).astype(np.float64)
        self._cells = np.outer(row_sizes, column_sizes).astype(np.float64)
        self._split = len(rows)

    def solved(self) -> Float64Array:
        from scipy.special import expit  # slow to import, and few questions need it

        ties = float((self._degrees * self._sizes)[: self._split].sum())
        unknowns = np.log(self._degrees / np.sqrt(ties))
        likelihood = self._likelihood(unknowns)
        for _ in range(MAX_STEPS):
            probabilities = expit(self._logits(unknowns))
            slope = self._slope(probabilities)
            if (np.abs(slope) <= MAX_ERROR * self._degrees * self._sizes).all():
                break
            step = self._step(probabilities, slope)
            unknowns, likelihood, improved = self._improved(unknowns, likelihood, step)
            if not improved:
                break
        found = expit(self._logits(unknowns))
        return np.where(found > 1 - CERTAIN, 1.0, np.where(found < CERTAIN, 0.0, found))

    def _logits(self, unknowns: Float64Array) -> Float64Array:
        return unknowns[: self._split, None] + unknowns[None, self._split :]

    def _likelihood(self, unknowns: Float64Array) -> float:
        return float((self._degrees * self._sizes) @ unknowns - (self._cells * np.logaddexp(0, self._logits(unknowns))).sum())

    def _slope(self, probabilities: Float64Array) -> Float64Array:
        expected = self._cells * probabilities
        return self._degrees * self._sizes - np.concatenate([expected.sum(axis=1), expected.sum(axis=0)])

    def _step(self, probabilities: Float64Array, slope: Float64Array) -> Float64Array:
        """Returns Newton's step. The curvature is scaled to a diagonal of ones, so that nearly certain cells do not lose precision."""
        between = self._cells * probabilities * (1 - probabilities)
        diagonal = np.concatenate([between.sum(axis=1), between.sum(axis=0)])
        scale = 1 / np.sqrt(np.maximum(diagonal, np.finfo(np.float64).tiny))
        curvature = np.diag(diagonal)
        curvature[: self._split, self._split :] = between
        curvature[self._split :, : self._split] = between.T
        return scale * np.linalg.lstsq(scale[:, None] * curvature * scale, scale * slope, rcond=1e-12)[0]

    def _improved(self, unknowns: Float64Array, likelihood: float, step: Float64Array) -> tuple[Float64Array, float, bool]:
        """Takes the step, halved until the likelihood does not fall, except for rounding. Returns the unknowns, their likelihood, and whether a
        step was found.
        """
        allowance = 1e-13 * abs(likelihood)
        for halvings in range(40):
            candidate = unknowns + step / 2**halvings
            found = self._likelihood(candidate)
            if found >= likelihood - allowance:
                return candidate, found, True
        return unknowns, likelihood, False

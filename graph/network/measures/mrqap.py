"""Regression of a dyadic variable on others; p by double semi-partialing (Dekker, Krackhardt and Snijders 2007).

Least squares over all ordered pairs. The part of a term that others do not explain is permuted by actors, and its t compared
with the observed t. Sums of products suffice, so no permuted regression is computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.network.measures.dyads import DyadMatrix, Dyads, matrices_of
from graph.network.measures.permuted_products import PermutedProducts, permutations_of
from graph.network.measures.qap import TIE
from graph.network.measures.rounding import rounded, rounded_or_none

EXPLAINED: Final = 1e-9
"""A variable with a smaller own share of variation follows from the others, and has no coefficient."""


@dataclass(frozen=True)
class Term:
    coefficient: float | None = None
    standardized: float | None = None
    t: float | None = None
    p_greater: float | None = None
    p_less: float | None = None
    p_two_sided: float | None = None


@dataclass(frozen=True)
class RegressionResult:
    actors: int
    pairs: int
    r_squared: float | None
    intercept: float | None
    terms: list[Term]
    permutations: int
    seed: int


def regress(dependent: Dyads, independents: Sequence[Dyads], size: int, permutations: int, seed: int) -> RegressionResult:
    matrices = matrices_of([*independents, dependent], size)
    moments = _Moments(matrices)
    used = moments.independent_terms()
    if not moments.varies(-1) or not used or moments.pairs <= len(used) + 1:
        return RegressionResult(size, moments.pairs, None, None, [Term() for _ in independents], permutations, seed)
    fit = _Fit(moments, used)
    drawn = np.array([fit.products.of(each) for each in permutations_of(len(matrices[0].cells), permutations, seed)])
    terms = [fit.term(used.index(each), drawn) if each in used else Term() for each in range(len(independents))]
    return RegressionResult(size, moments.pairs, rounded(fit.r_squared), rounded(fit.intercept), terms, permutations, seed)


class _Moments:
    """Sums and centred sums of products of the variables, the dependent one last."""

    def __init__(self, matrices: Sequence[DyadMatrix]) -> None:
        cells = [matrix.cells for matrix in matrices]
        self.matrices = matrices
        self.pairs = len(cells[0]) * (len(cells[0]) - 1)
        self.sums = np.array([float(each.sum()) for each in cells])
        self.products = np.array([[float(np.vdot(one, other)) for other in cells] for one in cells])
        self.centred = self.products - np.outer(self.sums, self.sums) / max(self.pairs, 1)

    def varies(self, variable: int) -> bool:
        return bool(self.centred[variable, variable] > TIE * self.products[variable, variable])

    def independent_terms(self) -> list[int]:
        """Returns the terms that vary and do not follow from earlier ones."""
        used: list[int] = []
        for each in range(len(self.sums) - 1):
            variation = self.centred[each, each]
            if not self.varies(each):
                continue
            across = self.centred[np.ix_(used, [each])][:, 0]
            explained = across @ np.linalg.solve(self.centred[np.ix_(used, used)], across) if used else 0.0
            if variation - explained > EXPLAINED * variation:
                used.append(each)
        return used


class _Fit:
    def __init__(self, moments: _Moments, used: list[int]) -> None:
        self._moments, self._used = moments, used
        chosen = [*used, len(moments.sums) - 1]
        self._centred = moments.centred[np.ix_(chosen, chosen)]
        self._shift = np.outer(moments.sums[used], moments.sums[chosen]) / moments.pairs
        self.products = PermutedProducts(moments.matrices, used, chosen)
        across, total = self._centred[:-1, -1], self._centred[-1, -1]
        self.coefficients = np.linalg.solve(self._centred[:-1, :-1], across)
        self.r_squared = float(self.coefficients @ across / total)
        means = moments.sums[chosen] / moments.pairs
        self.intercept = float(means[-1] - self.coefficients @ means[:-1])
        self._perfect = bool(total - self.coefficients @ across <= TIE * total)

    def term(self, place: int, drawn: Any) -> Term:
        """Returns a term with p values. `drawn`: sums of products by permutation."""
        coefficient = float(self.coefficients[place])
        scale = float(np.sqrt(self._centred[place, place] / self._centred[-1, -1]))
        known = Term(rounded(coefficient), rounded(coefficient * scale))
        observed = self._t(place, self._centred[None, :-1])[0]
        if self._perfect or not np.isfinite(observed):
            return known
        permuted = self._t(place, drawn - self._shift)
        slack = TIE * max(1.0, abs(observed))
        shares = (permuted >= observed - slack, permuted <= observed + slack, np.abs(permuted) >= abs(observed) - slack)
        p = [rounded_or_none(float(share.mean())) for share in shares]
        return Term(known.coefficient, known.standardized, rounded(float(observed)), *p)

    def _t(self, place: int, products: Any) -> Any:
        """Returns by permutation the t of the part of a term that others do not explain. `products`: centred sums of
        products of permuted terms with the fixed ones and the dependent variable.
        """
        others = [each for each in range(len(self._used)) if each != place]
        between = self._centred[np.ix_(others, others)]
        variation, across = self._centred[place, place], self._centred[others, place]
        share = np.linalg.solve(between, across) if others else np.zeros(0)
        part = products[:, place] - np.einsum("l,plw->pw", share, products[:, others])
        with_others, with_dependent = part[:, others], part[:, -1]
        of_dependent = self._centred[others, -1]
        solved = (
            np.linalg.solve(between, np.column_stack([of_dependent, with_others.T])) if others else np.zeros((0, 1 + len(part)))
        )
        spread = variation - across @ share - np.einsum("pl,lp->p", with_others, solved[:, 1:])
        covariation = with_dependent - with_others @ solved[:, 0]
        unexplained = self._centred[-1, -1] - of_dependent @ solved[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = covariation / spread
            residual = np.maximum(unexplained - slope * covariation, 0)
            return slope * np.sqrt(spread * (self._moments.pairs - len(self._used) - 1) / residual)

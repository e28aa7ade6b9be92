"""QAP and MRQAP: published values, and ordinary least squares of every permutation on small networks."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from published_networks import EXPECTED, published

from graph.network.measures.dyads import DifferenceDyads, Dyads, HopDyads, SameDyads, TieDyads, matrices_of
from graph.network.measures.mrqap import regress
from graph.network.measures.permuted_products import PermutedProducts, nanoseconds_of
from graph.network.measures.qap import correlate
from graph.network.network_arrays import NetworkArrays
from graph.network.questions.network_field import DEFAULT_BUDGET

CLOSED_FORM = EXPECTED["tolerances"]["closed_form"]
PERMUTATIONS = 2_000


def _ties(name: str) -> TieDyads:
    arrays = published(name).arrays
    row, column = arrays.source.astype(np.int64), arrays.target.astype(np.int64)
    if not arrays.directed:
        row, column = np.concatenate([row, column]), np.concatenate([column, row])
    return TieDyads(row, column, np.ones(len(row)))


def _same_department() -> SameDyads:
    labels = published("hightech_friends").labels("dept")
    return SameDyads(np.unique(labels, return_inverse=True)[1])


def _share(expected: float) -> Any:
    return pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / PERMUTATIONS) + 0.005)


@pytest.mark.parametrize(
    ("first", "second", "key", "actors"),
    [
        ("florentine_marriage", "florentine_business", "qap_florentine", 16),
        ("hightech_advice", "hightech_friends", "qap_hightech_advice_friends", 21),
    ],
)
def test_a_published_correlation(first: str, second: str, key: str, actors: int) -> None:
    expected = EXPECTED["qap"][key]
    found = correlate(_ties(first), _ties(second), actors, PERMUTATIONS, 1)
    assert found.r == pytest.approx(expected["gcor"], abs=CLOSED_FORM)
    assert (found.actors, found.pairs) == (actors, actors * (actors - 1))
    assert (found.p_greater, found.p_less) == (_share(expected["p_ge"]), _share(expected["p_le"]))
    assert found.permutation_mean == pytest.approx(expected["perm_mean"], abs=0.01)
    assert found.permutation_sd == pytest.approx(expected["perm_sd"], rel=0.08)


@pytest.mark.parametrize(
    ("dependent", "independents", "key"),
    [
        ("hightech_advice", ["friends", "reports"], "netlm_hightech_advice"),
        ("hightech_friends", ["advice", "reports", "same_dept"], "netlm_hightech_friends"),
    ],
)
def test_a_published_regression(dependent: str, independents: list[str], key: str) -> None:
    expected = EXPECTED["qap"][key]
    variables: list[Dyads] = [_same_department() if name == "same_dept" else _ties(f"hightech_{name}") for name in independents]
    found = regress(_ties(dependent), variables, 21, PERMUTATIONS, 1)
    assert found.pairs == expected["n"]
    assert found.r_squared == pytest.approx(expected["r2"], abs=CLOSED_FORM)
    assert found.intercept == pytest.approx(expected["coef"]["(intercept)"], abs=CLOSED_FORM)
    for name, term in zip(independents, found.terms, strict=True):
        assert term.coefficient == pytest.approx(expected["coef"][name], abs=CLOSED_FORM)
        assert term.t == pytest.approx(expected["t"][name], abs=CLOSED_FORM)
        assert term.p_greater == _share(expected["p_ge"][name])
        assert term.p_less == _share(expected["p_le"][name])
        assert term.p_two_sided == _share(expected["p_two"][name])


def _random_variables(size: int, seed: int) -> list[Dyads]:
    random = np.random.default_rng(seed)
    cells = (random.random((size, size)) < 0.4) & ~np.eye(size, dtype=bool)
    row, column = np.nonzero(cells)
    chain = np.arange(size - 2, dtype=np.int32)
    hops = NetworkArrays(size, chain, chain + 1, np.ones(size - 2))
    return [
        TieDyads(row, column, random.integers(1, 5, len(row)).astype(float)),
        SameDyads(random.integers(0, 3, size)),
        DifferenceDyads(random.integers(0, 9, size).astype(float)),
        HopDyads(hops, np.arange(size)),
        SameDyads(random.integers(0, 2, size)),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_products_are_those_of_permuted_matrices(seed: int) -> None:
    matrices = matrices_of(_random_variables(12, seed), 12)
    places = range(len(matrices))
    products = PermutedProducts(matrices, places, places)
    permutation = np.random.default_rng(seed).permutation(12)
    found = products.of(permutation)
    for row in places:
        moved = matrices[row].cells[np.ix_(permutation, permutation)]
        assert found[row] == pytest.approx([float((moved * other.cells).sum()) for other in matrices])


def _t(y: Any, columns: list[Any]) -> tuple[Any, float]:
    """Returns the coefficients of least squares, the intercept last, and the t of the first."""
    design = np.column_stack([*columns, np.ones(len(y))])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residual = y - design @ coefficients
    variance = residual @ residual / (len(y) - design.shape[1])
    return coefficients, float(coefficients[0] / np.sqrt(variance * inverse[0, 0]))


def test_double_semi_partialing_is_least_squares_of_permuted_residuals() -> None:
    """Drawn often enough, the 120 permutations of five actors have the shares of least squares."""
    size = 5
    variables = _random_variables(size, 4)
    independents, dependent = variables[1:3], variables[0]
    *x, y = (matrix.cells for matrix in matrices_of([*independents, dependent], size))
    off = ~np.eye(size, dtype=bool)
    found = regress(dependent, independents, size, 10_000, 3)
    for place, term in enumerate(found.terms):
        own, other = x[place], x[1 - place]
        coefficients, observed = _t(y[off], [own[off], other[off]])
        assert (term.coefficient, term.t) == (pytest.approx(coefficients[0]), pytest.approx(observed))
        share, _ = _t(own[off], [other[off]])
        residual = np.where(off, own - share[0] * other - share[1], 0)
        ts = [
            _t(y[off], [residual[np.ix_(order, order)][off], other[off]])[1] for order in map(list, permutations(range(size)))
        ]
        assert term.p_greater == pytest.approx(np.mean(np.array(ts) >= observed - 1e-9), abs=0.02)
        assert term.p_two_sided == pytest.approx(np.mean(np.abs(ts) >= abs(observed) - 1e-9), abs=0.02)


def test_pairs_with_a_null_leave_every_term() -> None:
    random = np.random.default_rng(5)
    values, labels = random.random(8), random.integers(0, 2, 8)
    values[[2, 5]] = np.nan
    some = [0, 1, 3, 4, 6, 7]
    found = regress(DifferenceDyads(values), [SameDyads(labels)], 8, 50, 1)
    without = regress(DifferenceDyads(values[some]), [SameDyads(labels[some])], 6, 50, 1)
    assert (found.actors, found.pairs) == (8, 30)
    assert (found.r_squared, found.terms) == (without.r_squared, without.terms)


def test_what_does_not_vary_is_null() -> None:
    constant, other = SameDyads(np.zeros(6, np.int64)), SameDyads(np.array([0, 0, 1, 1, 2, 2]))
    assert correlate(constant, other, 6, 20, 1).r is None
    assert regress(constant, [other], 6, 20, 1).r_squared is None
    ties = TieDyads(np.array([0, 1, 4]), np.array([1, 3, 2]), np.ones(3))
    found = regress(ties, [other, constant, other], 6, 20, 1)
    assert [term.coefficient is None for term in found.terms] == [False, True, True]
    assert found.terms[0] == regress(ties, [other], 6, 20, 1).terms[0]
    alone = SameDyads(np.zeros(1, np.int64))
    assert (correlate(alone, alone, 1, 20, 1).pairs, regress(alone, [alone], 1, 20, 1).pairs) == (0, 0)


def test_unreachable_actors_are_as_far_as_there_are_actors() -> None:
    chain = np.array([0, 1], np.int32)
    arrays = NetworkArrays(4, chain, chain + 1, np.ones(2))
    hops = HopDyads(arrays, np.array([0, 2, 3, -1])).matrix(4)
    assert hops.tolist() == [[0, 2, 4, 4], [2, 0, 4, 4], [4, 4, 0, 4], [4, 4, 4, 0]]


def test_jaccard_is_of_binary_variables() -> None:
    first = TieDyads(np.array([0, 1]), np.array([1, 2]), np.ones(2))
    second = TieDyads(np.array([0, 2]), np.array([1, 1]), np.ones(2))
    weighted = TieDyads(np.array([0, 2]), np.array([1, 1]), np.array([1.0, 2.0]))
    assert correlate(first, second, 3, 5, 1).jaccard == pytest.approx(1 / 3)
    assert correlate(first, weighted, 3, 5, 1).jaccard is None


def test_a_regression_of_448_actors_and_1000_permutations_fits_the_default_budget() -> None:
    """With three terms that have a value for every pair."""
    size = 448
    *terms, dependent = (DifferenceDyads(np.random.default_rng(seed).random(size)) for seed in range(4))
    assert nanoseconds_of(terms, [*terms, dependent], size) * 1_000 / 1e9 < DEFAULT_BUDGET

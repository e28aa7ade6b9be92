"""Backbones: published values, and small networks by brute force."""

from collections.abc import Callable
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np
import pytest
from published_networks import EXPECTED, published, published_report

from graph.network.files.report import report
from graph.network.measures.backbone import BackboneModel, backbone, poisson_binomial_tails
from graph.network.measures.configuration_model import cell_probabilities
from graph.network.measures.overlap_weights import overlap
from graph.network.network_arrays import NetworkArrays

CLOSED_FORM = EXPECTED["tolerances"]["closed_form"]


def _two_mode(matrix: Any) -> NetworkArrays:
    rows, columns = np.nonzero(np.array(matrix))
    size, first = sum(np.shape(matrix)), len(matrix)
    source, target = rows.astype(np.int32), (columns + first).astype(np.int32)
    return NetworkArrays(size, source, target, np.ones(len(rows)), mode_two=np.arange(size) >= first)


def test_published_probabilities_of_cells() -> None:
    (entry,) = (entry for entry in EXPECTED["published"] if entry["set"] == "bicm_3x3")
    cells = cell_probabilities(np.array([1, 1, 2]), np.array([1, 1, 2]))
    for row, expected in enumerate(entry["value"]):
        assert cells.of_row(row) == pytest.approx(expected, abs=entry["tol"])


def test_probabilities_of_the_women() -> None:
    ties = np.zeros((18, 14), np.int64)
    arrays = published("davis").arrays
    ties[arrays.source, arrays.target - 18] = 1
    cells = cell_probabilities(ties.sum(axis=1), ties.sum(axis=0))
    assert cells.of_row(0) == pytest.approx(EXPECTED["computed"]["davis"]["bicm_probabilities_row0"], abs=CLOSED_FORM)
    assert sum(cells.of_row(row) for row in range(18)) == pytest.approx(ties.sum(axis=0), abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [((2, 1), (2, 1)), ((3, 2, 1), (3, 2, 1)), ((3, 3, 0), (2, 2, 2)), ((3, 3, 1, 1), (3, 3, 1, 1)), ((5, 2), (2, 2, 1, 1, 1))],
)
def test_certain_cells_are_certain(rows: Any, columns: Any) -> None:
    cells = cell_probabilities(np.array(rows), np.array(columns))
    found = np.array([cells.of_row(row) for row in range(len(rows))])
    assert found.sum(axis=1) == pytest.approx(rows, abs=1e-9)
    assert found.sum(axis=0) == pytest.approx(columns, abs=1e-9)
    assert found[np.array(rows) == len(columns)] == pytest.approx(1.0, abs=0)


def test_the_model_is_the_fixed_point_of_its_degrees() -> None:
    """Another method: x_i = degree / sum of y_k / (1 + x_i y_k), and correspondingly for y, until nothing changes."""
    matrix = np.random.default_rng(7).random((8, 6)) < 0.5
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    x, y = rows / np.sqrt(matrix.sum()), columns / np.sqrt(matrix.sum())
    for _ in range(5_000):
        x = rows / (y / (1 + np.outer(x, y))).sum(axis=1)
        y = columns / (x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
    expected = np.outer(x, y) / (1 + np.outer(x, y))
    cells = cell_probabilities(rows, columns)
    for row in range(8):
        assert cells.of_row(row) == pytest.approx(expected[row], abs=1e-9)


@pytest.mark.parametrize("trials", [1, 4, 7])
def test_tails_are_sums_over_all_outcomes(trials: int) -> None:
    chances = np.random.default_rng(trials).random((3, trials))
    found = poisson_binomial_tails(chances, trials)
    for row, least in product(range(3), range(trials + 1)):
        outcomes = (each for each in product((0, 1), repeat=trials) if sum(each) >= least)
        expected = sum(prod(p if hit else 1 - p for p, hit in zip(chances[row], each, strict=True)) for each in outcomes)
        assert found[row, least] == pytest.approx(expected, rel=1e-12)


def test_a_small_tail_keeps_its_digits() -> None:
    assert poisson_binomial_tails(np.full((1, 20), 1e-3), 20)[0, 20] == pytest.approx(1e-60, rel=1e-12)


def test_sdsm_of_the_women() -> None:
    expected = EXPECTED["computed"]["davis"]["sdsm_upper_p"]
    found = report(published("davis"), alpha=1.0)["backbone"]["SDSM"]
    ties = {frozenset((tie["from"], tie["to"])): tie for tie in found["ties"]}
    assert (found["kept"], found["of"], len(ties)) == (139, 139, len(expected))
    for first, second, shared, p in expected:
        tie = ties[frozenset((first, second))]
        assert (tie["weight"], tie["p"]) == (shared, pytest.approx(p, abs=CLOSED_FORM))


@pytest.mark.parametrize("model", ["SDSM", "DISPARITY"])
def test_no_tie_of_the_women_is_significant(model: str) -> None:
    found = published_report("davis")["overlaps"][0]["backbone"][model]
    assert EXPECTED["computed"]["davis"][f"{model.lower()}_edges_alpha_0.05"] == found["ties"] == []
    assert (found["kept"], found["of"], found["alpha"]) == (0, 139, 0.05)


@pytest.mark.parametrize("mode_two", [False, True])
def test_sdsm_is_the_tail_of_random_networks(mode_two: bool) -> None:
    """All networks with the cells of the model, weighted by their probability, give the same p."""
    matrix = np.array([[1, 1, 0, 1], [1, 0, 0, 1], [0, 1, 1, 1]])
    found = backbone(_two_mode(matrix), BackboneModel.SDSM, mode_two)
    rows = matrix.T if mode_two else matrix
    cells = cell_probabilities(rows.sum(axis=1), rows.sum(axis=0))
    chances = np.array([cells.of_row(row) for row in range(len(rows))])
    ties = overlap(_two_mode(matrix), mode_two=mode_two).arrays
    pairs = [pair for pair in combinations(range(len(rows)), 2) if rows[pair[0]] @ rows[pair[1]]]
    assert list(zip(ties.source.tolist(), ties.target.tolist(), strict=True)) == pairs
    assert found is not None
    for (first, second), p in zip(pairs, found.p, strict=True):
        expected = _tail(chances[[first, second]], int(rows[first] @ rows[second]))
        assert p == pytest.approx(expected, abs=1e-9)


def _tail(chances: Any, observed: int) -> float:
    """Enumerates both rows of the network."""
    total = 0.0
    for cells in product((0, 1), repeat=chances.size):
        drawn = np.array(cells).reshape(chances.shape)
        if int(drawn[0] @ drawn[1]) >= observed:
            total += float(np.where(drawn == 1, chances, 1 - chances).prod())
    return total


def _weighted(edges: list[tuple[int, int, float]], directed: bool) -> NetworkArrays:
    source, target, weight = (np.array(column) for column in zip(*edges, strict=True))
    return NetworkArrays(5, source.astype(np.int32), target.astype(np.int32), weight.astype(float), directed)


EDGES = [(0, 1, 8.0), (0, 2, 1.0), (0, 3, 1.0), (1, 2, 2.0), (3, 4, 5.0)]


@pytest.mark.parametrize("directed", [False, True])
def test_disparity_by_hand(directed: bool) -> None:
    found = backbone(_weighted(EDGES, directed), BackboneModel.DISPARITY)
    assert found is not None
    ends: list[Callable[[int], list[float]]] = [
        lambda actor: [w for a, b, w in EDGES if a == actor or (b == actor and not directed)],
        lambda actor: [w for a, b, w in EDGES if b == actor or (a == actor and not directed)],
    ]
    for (source, target, weight), p in zip(EDGES, found.p, strict=True):
        sides = (ends[0](source), ends[1](target))
        assert p == pytest.approx(min((1 - weight / sum(side)) ** (len(side) - 1) for side in sides), abs=1e-12)
    assert found.p[0] == pytest.approx(0.04 if not directed else (1 - 0.8) ** 2)
    assert found.kept(0.05).tolist() == [True, False, False, False, False]


def test_a_model_is_null_if_it_is_not_defined() -> None:
    arrays = _weighted(EDGES, directed=False)
    assert backbone(arrays, BackboneModel.SDSM) is None
    assert backbone(arrays, BackboneModel.DISPARITY, weighted=False) is None
    assert published_report("karate")["backbone"] == {"SDSM": None, "DISPARITY": None}
    empty = backbone(_two_mode(np.zeros((2, 2))), BackboneModel.SDSM)
    assert empty is not None
    assert len(empty.p) == 0

"""CONCOR: printed examples of concorR, and the correlations of the profiles by their definition."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from published_networks import published, published_report

from graph.network.measures.concor import positions, profile_correlations
from graph.network.measures.matrices import adjacency
from graph.network.network_arrays import NetworkArrays

PRINTED: Any = [
    ([[0, 1, 1, 1, 1], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 1, 1, 0, 0], [1, 0, 1, 1, 0]], ["bcd", "ae"]),
    (
        [
            [0, 1, 1, 1, 1, 0],
            [1, 0, 1, 1, 1, 0],
            [1, 1, 0, 1, 1, 0],
            [0, 0, 0, 0, 1, 0],
            [0, 0, 0, 1, 0, 0],
            [0, 0, 0, 0, 0, 0],
        ],
        ["abc", "de", "f"],
    ),
]
"""The two examples in the introduction of the R package concorR, and their blocks after one split."""


def _arrays(matrix: Any) -> NetworkArrays:
    source, target = np.nonzero(np.array(matrix))
    return NetworkArrays(len(matrix), source.astype(np.int32), target.astype(np.int32), np.ones(len(source)), directed=True)


@pytest.mark.parametrize(("matrix", "blocks"), PRINTED)
def test_a_printed_example(matrix: Any, blocks: list[str]) -> None:
    found = positions(_arrays(matrix), 1)
    assert found is not None
    names = np.array(list("abcdef")[: len(matrix)])
    assert ["".join(names[found.block == number + 1]) for number in range(found.count)] == blocks


@pytest.mark.parametrize("name", ["hightech_advice", "karate"])
def test_profiles_are_correlated_without_the_diagonal(name: str) -> None:
    ties = adjacency(published(name).arrays).toarray()
    missing = ties.copy()
    np.fill_diagonal(missing, np.nan)
    profiles = np.vstack([missing, missing.T])
    members = np.arange(1, len(ties), 2)
    found = profile_correlations(ties, members)
    for (row, first), (column, second) in product(enumerate(members), repeat=2):
        pair = profiles[:, [first, second]]
        pair = pair[~np.isnan(pair).any(axis=1)]
        assert found[row, column] == pytest.approx(np.corrcoef(pair.T)[0, 1], abs=1e-12)


@pytest.mark.parametrize("name", ["hightech_advice", "florentine_marriage", "davis"])
def test_densities_and_fit_are_those_of_the_blocks(name: str) -> None:
    arrays = published(name).arrays
    found = positions(arrays, 2)
    assert found is not None
    ties = adjacency(arrays).toarray()
    two = np.zeros(arrays.size, bool) if arrays.mode_two is None else arrays.mode_two
    pairs = [(one, other) for one, other in product(range(arrays.size), repeat=2) if one != other]
    if arrays.two_mode:
        pairs = [pair for pair in pairs if two[pair[0]] != two[pair[1]]]
    cells: dict[tuple[int, int], list[float]] = {}
    for pair in pairs:
        cells.setdefault((found.block[pair[0]], found.block[pair[1]]), []).append(ties[pair])
    for row, column in product(range(found.count), repeat=2):
        expected = cells.get((row + 1, column + 1))
        actual = found.densities[row][column]
        assert actual == (None if expected is None else pytest.approx(np.mean(expected)))
    image = [found.densities[found.block[pair[0]] - 1][found.block[pair[1]] - 1] for pair in pairs]
    r = np.corrcoef([ties[pair] for pair in pairs], np.array(image, float))[0, 1]
    assert found.r_squared == pytest.approx(r**2)


def test_an_ideal_two_mode_network_is_divided_within_each_mode() -> None:
    """Rows 0 and 1 have ties with columns 4 and 5, rows 2 and 3 with column 6."""
    ties = np.array([(0, 4), (0, 5), (1, 4), (1, 5), (2, 6), (3, 6)], np.int32)
    found = positions(NetworkArrays(8, ties[:, 0], ties[:, 1], np.ones(6), mode_two=np.arange(8) >= 4), 1)
    assert found is not None
    assert found.block.tolist() == [1, 1, 2, 2, 3, 3, 4, 5]
    assert found.r_squared == 1.0
    assert found.densities[0] == [None, None, 1.0, 0.0, 0.0]


def test_no_variation_has_no_positions() -> None:
    assert positions(_arrays([[0, 0], [0, 0]])) is None
    assert positions(_arrays([[0, 1], [1, 0]])) is None


def test_the_report_of_a_file_has_the_models() -> None:
    report = published_report("florentine_marriage")
    assert [block["size"] for block in report["positions"]["blocks"]] == [5, 4, 3, 3, 1]
    assert report["corePeriphery"]["BLOCKS"]["core"] == ["Medici", "Ridolfi", "Tornabuoni"]
    assert max(report["actors"], key=lambda actor: actor["coreness"])["id"] == "Medici"

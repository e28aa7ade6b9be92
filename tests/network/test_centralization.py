"""Centralization: published values; the largest of all small networks is 1."""

from itertools import combinations, product

import networkx
import numpy as np
import pytest
from published_networks import published_report

from graph.network.measures.centralization import centralization
from graph.network.measures.components import component_sizes
from graph.network.measures.measure import Measure
from graph.network.network_arrays import NetworkArrays

MEASURES = (Measure.DEGREE, Measure.BETWEENNESS, Measure.CLOSENESS)


def _network(size: int, ties: list[tuple[int, int]], one: int | None = None, *, directed: bool = False) -> NetworkArrays:
    ends = np.array(ties, np.int32).reshape(-1, 2)
    mode = None if one is None else np.arange(size) >= one
    return NetworkArrays(size, ends[:, 0], ends[:, 1], np.ones(len(ends)), directed, mode)


def test_of_the_karate_club() -> None:
    """The values of igraph without loops: centr_degree, centr_betw, centr_clo."""
    values = published_report("karate")["centralization"]["ONE"]
    assert values == pytest.approx({"DEGREE": 0.3996212, "BETWEENNESS": 0.4055572, "CLOSENESS": 0.2981949}, abs=1e-7)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_star_has_1(measure: Measure) -> None:
    star = [(0, leaf) for leaf in range(1, 6)]
    assert centralization(_network(6, star), measure) == 1.0
    assert centralization(_network(6, [*combinations(range(6), 2)]), measure) == 0.0
    if measure is Measure.CLOSENESS:
        assert centralization(_network(6, [(b, a) for a, b in star], directed=True), measure) == 1.0
    else:
        assert centralization(_network(6, sorted([*star, *((b, a) for a, b in star)]), directed=True), measure) == 1.0


@pytest.mark.parametrize(("one", "two"), [(2, 2), (2, 3), (3, 2), (4, 2), (3, 3)])
@pytest.mark.parametrize("measure", MEASURES)
def test_the_largest_of_all_two_mode_networks_is_1(measure: Measure, one: int, two: int) -> None:
    pairs = list(product(range(one), range(one, one + two)))
    values: list[float] = []
    for chosen in product((False, True), repeat=len(pairs)):
        arrays = _network(one + two, [pair for pair, tied in zip(pairs, chosen, strict=True) if tied], one)
        value = centralization(arrays, measure)
        if measure is Measure.CLOSENESS and len(component_sizes(arrays)) > 1:
            assert value is None
        elif value is not None:
            values.append(value)
    assert max(values) == 1.0
    assert min(values) >= 0.0


@pytest.mark.parametrize("measure", MEASURES)
def test_the_largest_of_all_small_networks_is_1(measure: Measure) -> None:
    graphs = [graph for graph in networkx.graph_atlas_g() if len(graph) in (4, 5, 6)]
    values = [centralization(_network(len(graph), [*graph.edges]), measure) for graph in graphs]
    assert max(value for value in values if value is not None) == 1.0


def test_other_measures_have_none() -> None:
    assert centralization(_network(3, [(0, 1)]), Measure.STRENGTH) is None
    assert centralization(_network(2, [(0, 1)]), Measure.DEGREE) is None
    assert centralization(_network(2, [(0, 1)], 1), Measure.DEGREE) is None

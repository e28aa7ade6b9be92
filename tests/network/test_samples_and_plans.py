"""Sampled betweenness, and the plan of a measure within a budget."""

from random import Random

import networkx
import numpy as np
import pytest
from generators.network_arrays import random_network, random_two_mode_network
from published_networks import published

from graph.network.measures.catalogue import MEASURES, compute
from graph.network.measures.measure import Measure
from graph.network.measures.sampled_betweenness import sampled_betweenness
from graph.network.measures.subgroups import SubgroupMethod, subgroups
from graph.network.measures.work import MAX_THREAD_SECONDS, Execution, plan
from graph.network.network_arrays import NetworkArrays
from graph.network.questions.computations import COMPUTATIONS
from graph.network.questions.measure_request import MeasureRequest

DEFINITION = MEASURES[Measure.BETWEENNESS].english


def _large(size: int, ties: int, *, two_mode: bool = False) -> NetworkArrays:
    random = np.random.default_rng(1)
    one = size * 9 // 10 if two_mode else size
    source, target = random.integers(0, one, ties), random.integers(one if two_mode else 0, size, ties)
    pairs = np.unique(np.sort(np.stack([source, target], 1)[source != target], axis=1), axis=0).astype(np.int32)
    mode = np.arange(size) >= one if two_mode else None
    return NetworkArrays(size, pairs[:, 0], pairs[:, 1], np.ones(len(pairs)), mode_two=mode)


def test_a_sample_of_all_actors_is_exact() -> None:
    for seed in range(20):
        networks = [
            random_network(Random(seed)),
            random_network(Random(seed), directed=True),
            random_two_mode_network(Random(seed)),
        ]
        for arrays in networks:
            exact = compute(arrays, Measure.BETWEENNESS)
            sample = sampled_betweenness(arrays, arrays.size, 1, DEFINITION)
            assert exact is not None
            assert sample.values == pytest.approx(exact.values, abs=1e-9)
            assert sample.normalized == pytest.approx(exact.normalized, abs=1e-9, nan_ok=True)


def test_a_sample_keeps_its_bound_and_repeats() -> None:
    arrays = _large(600, 1500)
    exact, sample = compute(arrays, Measure.BETWEENNESS), sampled_betweenness(arrays, 200, 7, DEFINITION)
    assert exact is not None
    assert exact.normalized is not None
    assert sample.normalized is not None
    assert sample.method is not None
    assert sample.method.error_bound is not None
    error = np.abs(sample.normalized - exact.normalized).max()
    assert 0 < error < sample.method.error_bound < 0.2
    assert (sample.method.exact, sample.method.sample, sample.method.seed) == (False, 200, 7)
    assert sampled_betweenness(arrays, 200, 7, DEFINITION).values.tobytes() == sample.values.tobytes()
    assert sampled_betweenness(arrays, 200, 8, DEFINITION).values.tobytes() != sample.values.tobytes()


@pytest.mark.parametrize(
    ("name", "options", "two_mode"),
    [("twoModeClustering", {}, False), ("transitivity", {}, True), ("overlapEdgeBetweenness", {"mode": "ONE"}, False)],
)
def test_what_is_not_defined_is_null_on_any_network(name: str, options: dict[str, str], two_mode: bool) -> None:
    arrays, computation = _large(50_000, 200_000, two_mode=two_mode), COMPUTATIONS[name]
    assert computation.seconds(arrays, MeasureRequest.of(name, **options)) == 0
    assert computation.function(arrays, *([False] if options else [])) is None


def test_estimates_of_overlaps_know_their_ties() -> None:
    """The overlap of two-mode networks with large committees takes longer than their own ties suggest."""
    few, many = _large(5_000, 8_000, two_mode=True), _large(5_000, 60_000, two_mode=True)
    for name, options in (("brokerage", {"by": "TYPE"}), ("overlapEdgeBetweenness", {}), ("backbone", {"model": "SDSM"})):
        request = MeasureRequest.of(name, mode="ONE", **options)
        seconds = [COMPUTATIONS[name].seconds(arrays, request) for arrays in (few, many)]
        assert seconds[1] > max(10 * seconds[0], MAX_THREAD_SECONDS)
    disparity = MeasureRequest.of("backbone", mode=None, model="DISPARITY")
    assert COMPUTATIONS["backbone"].seconds(_large(5_000, 60_000), disparity) < MAX_THREAD_SECONDS


def test_dense_two_mode_networks_are_divided_in_few_rounds() -> None:
    """Estimated by the ties alone, a dense network would be refused although it takes a fraction of a second."""
    request = MeasureRequest.of("subgroups", method="LEIDEN", resolution=1.0, seed=1)
    sparse, dense = _large(3_200, 6_000, two_mode=True), _large(3_200, 300_000, two_mode=True)
    seconds = [COMPUTATIONS["subgroups"].seconds(arrays, request) for arrays in (sparse, dense)]
    assert 0.3 < seconds[0] < 3
    assert 0.1 < seconds[1] < 1


def test_a_city_is_exact() -> None:
    for two_mode in (False, True):
        arrays = _large(1500, 3000, two_mode=two_mode)
        for measure, definition in MEASURES.items():
            if definition.is_defined_on(arrays):
                assert plan(arrays, measure, 10).execution in (Execution.THREAD, Execution.WORKER)
        assert plan(arrays, Measure.BETWEENNESS, 10).execution is Execution.WORKER
        assert plan(arrays, Measure.DEGREE, 10).execution is Execution.THREAD


def test_a_province_is_sampled_and_a_nation_too_large() -> None:
    province, path = _large(50_000, 93_000), np.arange(2_000_000, dtype=np.int32)
    nation = NetworkArrays(len(path), path[:-1], path[1:], np.ones(len(path) - 1))
    sampled = plan(province, Measure.BETWEENNESS, 10)
    assert sampled.execution is Execution.SAMPLE
    assert sampled.pivots is not None
    assert sampled.pivots >= 100
    assert sampled.seconds <= 10
    assert plan(province, Measure.CONSTRAINT, 10).execution is not Execution.TOO_LARGE
    assert plan(nation, Measure.BETWEENNESS, 10).execution is Execution.TOO_LARGE
    assert plan(nation, Measure.DEGREE, 10).execution is not Execution.TOO_LARGE


@pytest.mark.parametrize("measure", Measure)
def test_a_measure_repeats_its_bytes(measure: Measure) -> None:
    for arrays in (_large(300, 900), _large(300, 900, two_mode=True)):
        first, second = compute(arrays, measure), compute(arrays, measure)
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert first.values.tobytes() == second.values.tobytes()
            assert all(float(f"{value:.12g}") == value for value in first.values if value == value)


@pytest.mark.parametrize("method", SubgroupMethod)
def test_subgroups_repeat_with_their_seed(method: SubgroupMethod) -> None:
    for arrays in (
        published("karate").arrays,
        published("hightech_advice").arrays,
        _large(400, 900),
        _large(400, 900, two_mode=True),
    ):
        first = subgroups(arrays, method, seed=3)
        assert first.group.tobytes() == subgroups(arrays, method, seed=3).group.tobytes()
        assert first.method.seed == 3
        sizes = np.bincount(first.group)[1:]
        assert (sizes > 0).all()
        assert (np.diff(sizes) <= 0).all()


@pytest.mark.parametrize("method", SubgroupMethod)
def test_subgroups_of_separate_cliques(method: SubgroupMethod) -> None:
    graph = networkx.disjoint_union_all([networkx.complete_graph(size) for size in (3, 5, 4)] + [networkx.empty_graph(2)])
    ties = np.array(sorted(graph.edges), np.int32)
    arrays = NetworkArrays(14, ties[:, 0], ties[:, 1], np.ones(len(ties)))
    assert subgroups(arrays, method).group.tolist() == [3] * 3 + [1] * 5 + [2] * 4 + [4, 5]


def test_two_modes_are_divided_by_barbers_modularity() -> None:
    """0.34554 is the value of Liu and Murata 2010 for the women of the South."""
    result = subgroups(published("davis").arrays, SubgroupMethod.LEIDEN)
    assert result.modularity == pytest.approx(0.34554, abs=5e-6)
    assert "LPAb+" in result.method.algorithm

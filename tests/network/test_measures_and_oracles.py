"""Measures on random networks compared with networkx if its semantics are equal, else with brute force."""

from collections.abc import Callable
from itertools import combinations, permutations
from math import log
from random import Random
from typing import Any, Final

import networkx
import numpy as np
import pytest
from generators.network_arrays import as_networkx, random_network, random_two_mode_network

from graph.network.measures.betweenness import edge_betweenness
from graph.network.measures.catalogue import compute
from graph.network.measures.clustering import transitivity
from graph.network.measures.components import articulation_points, bridges, component_labels, component_sizes
from graph.network.measures.distances import distances
from graph.network.measures.grouping import assortativity, groups_of, homophily
from graph.network.measures.measure import Measure
from graph.network.measures.network_measures import degree_assortativity, density, reciprocity
from graph.network.measures.overlap_weights import overlap
from graph.network.measures.two_mode_clustering import two_mode_clustering
from graph.network.network_arrays import NetworkArrays

CASES: Final = 300
Oracle = Callable[[Any], Any]


@pytest.fixture
def seeds(share_of_cases: float) -> range:
    return range(round(CASES * share_of_cases))


def _check(arrays: NetworkArrays, measure: Measure, expected: dict[int, float | None], *, normalized: bool = False) -> None:
    result = compute(arrays, measure)
    assert result is not None
    value = result.normalized_value if normalized else result.value
    actual = {actor: value(actor) for actor in range(arrays.size)}
    assert {actor for actor in actual if actual[actor] is None} == {actor for actor in expected if expected[actor] is None}
    assert actual == pytest.approx(expected, abs=1e-9), (measure, arrays)


# ---------------------------------------------------------------------------------------------------- one mode
def _closeness(graph: Any) -> dict[int, float | None]:
    """Omits the 0 of actors that no other reaches."""
    return {actor: value or None for actor, value in networkx.closeness_centrality(graph).items()}


def _harmonic(graph: Any) -> dict[int, float | None]:
    others = len(graph) - 1
    return {actor: value / others if others else None for actor, value in networkx.harmonic_centrality(graph).items()}


def _effective_size(graph: Any) -> dict[int, float]:
    """Avoids the code of networkx for all actors at once, which divides weights by wrong maxima (3.6)."""
    return networkx.effective_size(graph, nodes=list(graph), weight="weight")


def _clustering(graph: Any) -> dict[int, float | None]:
    values: Any = networkx.clustering(graph)
    return {actor: value if graph.degree(actor) > 1 else None for actor, value in values.items()}


def _without_nan(values: dict[int, float]) -> dict[int, float | None]:
    return {actor: None if value != value else value for actor, value in values.items()}


ONE_MODE: Final[dict[Measure, Oracle]] = {
    Measure.DEGREE: lambda graph: dict(graph.degree),
    Measure.STRENGTH: lambda graph: dict(graph.degree(weight="weight")),
    Measure.BETWEENNESS: lambda graph: networkx.betweenness_centrality(graph, normalized=False),
    Measure.CLOSENESS: _closeness,
    Measure.HARMONIC: _harmonic,
    Measure.K_CORE: lambda graph: networkx.core_number(networkx.Graph(graph)),
    Measure.CONSTRAINT: lambda graph: _without_nan(networkx.constraint(graph, weight="weight")),
    Measure.EFFECTIVE_SIZE: lambda graph: _without_nan(_effective_size(graph)),
}


@pytest.mark.parametrize("directed", [False, True])
def test_measures_of_actors_are_those_of_networkx(seeds: range, directed: bool) -> None:
    for seed in seeds:
        arrays = random_network(Random(seed), directed=directed, weighted=True)
        graph = as_networkx(arrays)
        for measure, oracle in ONE_MODE.items():
            if measure is Measure.EFFECTIVE_SIZE and directed:
                continue  # networkx has no size for an actor without arcs to others
            _check(arrays, measure, oracle(graph))
        _check(arrays, Measure.CLUSTERING, _clustering(networkx.Graph(graph)))


def test_a_large_network_has_the_distances_of_networkx() -> None:
    """Several groups of 512 sources, and long paths."""
    graph: Any = networkx.convert_node_labels_to_integers(networkx.grid_2d_graph(40, 15))
    ties = np.array(sorted(tuple(sorted(pair)) for pair in graph.edges), np.int32)
    arrays = NetworkArrays(len(graph), ties[:, 0], ties[:, 1], np.ones(len(ties)))
    _check(arrays, Measure.CLOSENESS, _closeness(graph))
    assert distances(arrays).diameter == networkx.diameter(graph)


def test_normalized_betweenness_is_that_of_networkx(seeds: range) -> None:
    for seed in seeds:
        for directed in (False, True):
            arrays = random_network(Random(seed), directed=directed)
            expected = networkx.betweenness_centrality(as_networkx(arrays))
            few = arrays.size < 3
            _check(arrays, Measure.BETWEENNESS, {k: None if few else v for k, v in expected.items()}, normalized=True)


def test_betweenness_counts_shortest_paths(seeds: range) -> None:
    for seed in seeds:
        arrays = random_network(Random(seed), max_size=7)
        graph, expected = as_networkx(arrays), dict.fromkeys(range(arrays.size), 0.0)
        for start, end in combinations(range(arrays.size), 2):
            if networkx.has_path(graph, start, end):
                paths = list(networkx.all_shortest_paths(graph, start, end))
                for actor in (actor for path in paths for actor in path[1:-1]):
                    expected[actor] += 1 / len(paths)
        _check(arrays, Measure.BETWEENNESS, dict(expected))


def test_constraint_and_hierarchy_follow_burt(seeds: range) -> None:
    for seed in seeds:
        arrays = random_network(Random(seed), directed=seed % 2 == 0, weighted=True)
        weights = networkx.to_numpy_array(as_networkx(arrays))
        weights += weights.T
        constraint, hierarchy = dict[int, float | None](), dict[int, float | None]()
        for i in range(arrays.size):
            contacts = np.flatnonzero(weights[i]).tolist()
            dyadic = {j: _dyadic(weights, i, j) for j in contacts}
            total, count = sum(dyadic.values()), len(contacts)
            relative = [value / (total / count) for value in dyadic.values()]
            constraint[i] = total if contacts else None
            several = count > 1
            hierarchy[i] = sum(r * log(r) for r in relative) / (count * log(count)) if several else (1.0 if contacts else None)
        _check(arrays, Measure.CONSTRAINT, constraint)
        _check(arrays, Measure.HIERARCHY, hierarchy)


def _dyadic(weights: Any, i: int, j: int) -> float:
    direct = weights[i][j] / weights[i].sum()
    indirect = sum(
        weights[i][q] / weights[i].sum() * weights[q][j] / weights[q].sum()
        for q in range(len(weights))
        if q not in (i, j) and weights[i][q]
    )
    return (direct + indirect) ** 2


def test_values_of_the_network_are_those_of_networkx(seeds: range) -> None:
    for seed in seeds:
        arrays = random_network(Random(seed), directed=seed % 3 == 0)
        graph = as_networkx(arrays)
        simple = networkx.Graph(graph)
        parts = sorted((sorted(part) for part in networkx.connected_components(simple)), key=lambda part: part[0])
        assert component_sizes(arrays) == sorted(map(len, parts), reverse=True)
        assert [[*np.flatnonzero(component_labels(arrays) == number)] for number in range(len(parts))] == parts
        assert (density(arrays) or 0) == pytest.approx(networkx.density(graph), abs=1e-11)
        assert articulation_points(arrays) == sorted(networkx.articulation_points(simple))
        found = [(int(arrays.source[tie]), int(arrays.target[tie])) for tie in bridges(arrays)]
        assert sorted(map(sorted, found)) == sorted(map(sorted, networkx.bridges(simple)))
        if networkx.number_of_edges(simple) and any(degree > 1 for _, degree in simple.degree):
            assert transitivity(arrays) == pytest.approx(networkx.transitivity(simple), abs=1e-11)
        if arrays.directed and len(arrays.source):
            assert reciprocity(arrays) == pytest.approx(networkx.reciprocity(graph), abs=1e-11)
        expected = networkx.edge_betweenness_centrality(graph, normalized=False)
        edges = zip(arrays.source.tolist(), arrays.target.tolist(), strict=True)
        assert edge_betweenness(arrays) == pytest.approx([expected[edge] for edge in edges])


def test_distances(seeds: range) -> None:
    for seed in seeds:
        arrays = random_network(Random(seed), directed=seed % 2 == 0)
        lengths = dict(networkx.all_pairs_shortest_path_length(as_networkx(arrays)))
        pairs = permutations(range(arrays.size), 2) if arrays.directed else combinations(range(arrays.size), 2)
        hops = [lengths[start].get(end) for start, end in pairs]
        reached = [each for each in hops if each is not None]
        result = distances(arrays)
        assert (result.reachable_pairs, result.diameter) == (len(reached), max(reached, default=None))
        assert result.average == pytest.approx(np.mean(reached) if reached else None)
        assert result.compactness == pytest.approx(sum(1 / each for each in reached) / len(hops) if hops else None)


def test_groups(seeds: range) -> None:
    for seed in seeds:
        rng = Random(seed)
        arrays = random_network(rng, directed=seed % 2 == 0)
        labels = [rng.choice("ab-") for _ in range(arrays.size)]
        graph = as_networkx(arrays)
        networkx.set_node_attributes(graph, dict(enumerate(labels)), "label")
        groups = groups_of(labels)
        value = assortativity(arrays, groups)
        if value is not None:
            assert value == pytest.approx(networkx.attribute_assortativity_coefficient(graph, "label"), abs=1e-9)
            external = sum(labels[a] != labels[b] for a, b in graph.edges)
            internal = len(graph.edges) - external
            result = homophily(arrays, groups)
            assert (result.internal, result.external) == (internal, external)
            assert result.ei_index == pytest.approx((external - internal) / len(graph.edges))
            pairs = [labels[a] != labels[b] for a, b in combinations(range(arrays.size), 2)]
            assert result.expected == pytest.approx(2 * np.mean(pairs) - 1)
        number = degree_assortativity(arrays)
        if number is not None:
            assert number == pytest.approx(networkx.degree_pearson_correlation_coefficient(graph), abs=1e-9)


# ---------------------------------------------------------------------------------------------------- two modes
def test_two_mode_measures_are_those_of_networkx(seeds: range) -> None:
    bipartite: Any = networkx.bipartite
    for seed in seeds:
        arrays = random_two_mode_network(Random(seed))
        assert arrays.mode_two is not None
        graph, one = as_networkx(arrays), [*np.flatnonzero(~arrays.mode_two)]
        _check(arrays, Measure.DEGREE, bipartite.degree_centrality(graph, one), normalized=True)
        closeness = bipartite.closeness_centrality(graph, one)
        _check(arrays, Measure.CLOSENESS, {actor: value or None for actor, value in closeness.items()})
        if min(len(one), arrays.size - len(one)) > 1:
            _check(arrays, Measure.BETWEENNESS, bipartite.betweenness_centrality(graph, one), normalized=True)
        several = [actor for actor in graph if graph.degree(actor) > 1]
        redundancy = bipartite.node_redundancy(graph, several)
        _check(arrays, Measure.REDUNDANCY, {actor: redundancy.get(actor) for actor in graph})
        expected = bipartite.robins_alexander_clustering(graph)
        result = two_mode_clustering(arrays)
        assert result is not None
        assert (result.robins_alexander or 0) == pytest.approx(expected)


def test_opsahl_counts_paths(seeds: range) -> None:
    for seed in seeds:
        arrays = random_two_mode_network(Random(seed), max_size=7)
        near = {actor: set(as_networkx(arrays)[actor]) for actor in range(arrays.size)}
        every, closed = np.zeros(arrays.size), np.zeros(arrays.size)
        for centre in range(arrays.size):
            for x, y in permutations(near[centre], 2):
                for a in near[x] - {centre}:
                    for b in near[y] - {centre, a}:
                        every[centre] += 1
                        closed[centre] += bool((near[a] & near[b]) - {x, y})
        expected = {actor: closed[actor] / every[actor] if every[actor] else None for actor in range(arrays.size)}
        _check(arrays, Measure.CLUSTERING, expected)


def test_eigenvectors_are_those_of_the_largest_component(seeds: range) -> None:
    for seed in seeds:
        two_mode = seed % 2 == 0
        arrays = random_two_mode_network(Random(seed)) if two_mode else random_network(Random(seed))
        result = compute(arrays, Measure.EIGENVECTOR)
        assert result is not None
        if not len(arrays.source):
            assert np.isnan(result.values).all()
            continue
        sizes = np.bincount(component_labels(arrays))
        members = component_labels(arrays) == np.argmax(sizes)
        assert (result.values[~members] == 0).all()
        matrix = networkx.to_numpy_array(as_networkx(arrays))
        modes = [members] if arrays.mode_two is None else [members & ~arrays.mode_two, members & arrays.mode_two]
        for mode in modes:
            ratio = (matrix @ result.values)[mode] / result.values[mode]
            assert ratio == pytest.approx(ratio[0])
            assert result.values[mode].max() == 1.0


def test_the_overlap_has_shared_actors(seeds: range) -> None:
    for seed in seeds:
        arrays = random_two_mode_network(Random(seed))
        graph = as_networkx(arrays)
        for mode_two in (False, True):
            own = overlap(arrays, mode_two=mode_two)
            for tie, (a, b) in enumerate(zip(own.arrays.source.tolist(), own.arrays.target.tolist(), strict=True)):
                first, second = set(graph[int(own.actors[a])]), set(graph[int(own.actors[b])])
                shared = first & second
                assert own.arrays.weight[tie] == len(shared) > 0
                assert own.jaccard[tie] == pytest.approx(len(shared) / len(first | second))
                assert own.overlap_coefficient[tie] == pytest.approx(len(shared) / min(len(first), len(second)))
                assert own.newman[tie] == pytest.approx(sum(1 / (graph.degree(actor) - 1) for actor in shared))
            expected = networkx.bipartite.projected_graph(graph, own.actors.tolist())
            assert len(own.arrays.source) == expected.number_of_edges()

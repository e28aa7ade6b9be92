"""Brokerage: three-node networks, brute force on random ones, moments compared with random graphs."""

from itertools import combinations, permutations, product
from random import Random
from typing import Any, Final

import numpy as np
import pytest
from generators.network_arrays import as_networkx, random_network, random_two_mode_network

from graph.network.measures.brokerage import ROLES, BrokerageRole, BrokerageUnit, brokerage, two_mode_brokerage
from graph.network.measures.brokerage_moments import actor_moments, network_moments
from graph.network.measures.grouping import groups_of
from graph.network.measures.overlap_weights import overlap
from graph.network.measures.triads import triads, two_mode_triads
from graph.network.network_arrays import NetworkArrays

CASES: Final = 200
PATTERNS: Final = {
    "AAA": BrokerageRole.COORDINATOR,
    "ABA": BrokerageRole.ITINERANT,
    "AAB": BrokerageRole.REPRESENTATIVE,
    "ABB": BrokerageRole.GATEKEEPER,
    "ABC": BrokerageRole.LIAISON,
}


@pytest.fixture
def seeds(share_of_cases: float) -> range:
    return range(round(CASES * share_of_cases))


def _role(a: str, v: str, b: str) -> BrokerageRole:
    names = {label: "ABC"[place] for place, label in enumerate(dict.fromkeys((a, v, b)))}
    return PATTERNS[names[a] + names[v] + names[b]]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_three_nodes(pattern: str) -> None:
    """Only the second, on the path from the first to the third, is a broker, in one role."""
    arrays = NetworkArrays(3, np.array([0, 1], np.int32), np.array([1, 2], np.int32), np.ones(2), directed=True)
    result = brokerage(arrays, groups_of(pattern))
    counts = {score.role: score.raw for score in result.scores(1)}
    assert counts == {role: int(role is PATTERNS[pattern]) for role in ROLES} | {None: 1}
    assert [score.raw for score in (*result.scores(0), *result.scores(2))] == [0] * 12


def test_counts_and_examples(seeds: range) -> None:
    for seed in seeds:
        rng = Random(seed)
        arrays = random_network(rng, directed=seed % 2 == 0)
        labels = [rng.choice("xyz") for _ in range(arrays.size)]
        graph, groups = as_networkx(arrays), groups_of(labels)
        result = brokerage(arrays, groups)
        for broker in range(arrays.size):
            expected = [
                (_role(labels[a], labels[broker], labels[b]), a, b)
                for a, b in permutations(range(arrays.size), 2)
                if broker not in (a, b) and graph.has_edge(a, broker) and graph.has_edge(broker, b) and not graph.has_edge(a, b)
            ]
            assert [score.raw for score in result.scores(broker)] == [
                *(sum(role is each[0] for each in expected) for role in ROLES),
                len(expected),
            ]
            found = triads(arrays, groups, broker, None, 1000)
            assert [(each.role, each.start, each.end) for each in found] == expected
            for role in ROLES:
                mine = triads(arrays, groups, broker, role, 2)
                assert [(each.role, each.start, each.end) for each in mine] == [e for e in expected if e[0] is role][:2]


def test_two_mode_counts_and_examples(seeds: range) -> None:
    for seed in seeds:
        rng = Random(seed)
        arrays, mode_two = random_two_mode_network(rng, max_size=7), seed % 3 == 0
        own, graph = overlap(arrays, mode_two=mode_two), as_networkx(arrays)
        labels = [rng.choice("xyz") for _ in own.actors]
        groups, near = groups_of(labels), [set(graph[int(actor)]) for actor in own.actors]
        for unit in BrokerageUnit:
            result = two_mode_brokerage(arrays, groups, unit, mode_two=mode_two)
            for broker in range(len(labels)):
                expected = _chains(near, labels, broker, unit)
                counts = {score.role: score.raw for score in result.scores(broker)}
                assert counts == _counts(expected), (seed, unit, broker)
                assert {score.expected for score in result.scores(broker)} == {None}
                for role in (None, *ROLES):
                    found = two_mode_triads(arrays, own, groups, broker, role, 10_000, unit)
                    assert len(found) == counts[role]
                    assert all(set(each.through) <= set(graph[each.broker]) for each in found)


def _chains(near: list[set[int]], labels: list[str], broker: int, unit: BrokerageUnit) -> list[BrokerageRole]:
    """Returns the role of each pair of ends, or of each chain between them."""
    return [
        _role(labels[a], labels[broker], labels[b])
        for a, b in combinations([actor for actor in range(len(near)) if actor != broker], 2)
        if not near[a] & near[b]
        for _ in list(product(near[a] & near[broker], near[broker] & near[b]))[: None if unit is BrokerageUnit.PATHS else 1]
    ]


def _counts(found: list[BrokerageRole]) -> dict[BrokerageRole | None, int]:
    one_sided = (BrokerageRole.REPRESENTATIVE, BrokerageRole.GATEKEEPER)
    either = sum(role in one_sided for role in found)
    return {role: either if role in one_sided else found.count(role) for role in ROLES} | {None: len(found)}


def test_moments_are_those_of_random_graphs() -> None:
    """Of 400 random digraphs with the density as probability of each arc."""
    labels, share, draws = "aaaabbbccd", 0.35, 400
    groups, size = groups_of(labels), len(labels)
    random = np.random.default_rng(1)
    actors, totals = [], []
    for _ in range(draws):
        matrix = random.random((size, size)) < share
        np.fill_diagonal(matrix, False)
        source, target = np.nonzero(matrix)
        arrays = NetworkArrays(size, source.astype(np.int32), target.astype(np.int32), np.ones(len(source)), directed=True)
        raw: Any = brokerage(arrays, groups).raw
        actors.append(raw)
        totals.append(raw.sum(axis=0))
    for sample, moments in ((actors, actor_moments(groups, share)), (totals, network_moments(groups.sizes, share))):
        values = np.array(sample)
        assert values.mean(axis=0) == pytest.approx(moments.expected, abs=5 * float(moments.sd.max()) / draws**0.5)
        assert values.std(axis=0) == pytest.approx(moments.sd, rel=0.15, abs=1e-9)

"""`nextBest`: the choice compared with brute force, its promised effect with the oracle."""

import random
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.edits import Applied, new_node
from generators.indicators import DEFINITIONS
from oracles.coverage import CountedUnit, Recount, numbers
from oracles.global_ids import undating
from oracles.graph import Cypher, Graph, today

from graph.coverage.maximum_coverage import maximum_coverage

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
FIXES: Final = "properties links { relation from { id } fromKind to { id } toKind }"
NEXT_BEST: Final = f"""query ($scope: String!, $indicator: Indicator!, $weight: Weight, $k: Int, $asOf: Date) {{
    nextBest(scope: $scope, indicator: $indicator, weight: $weight, k: $k, asOf: $asOf) {{
      reachedBefore reachedAfter exact bound picks {{ gain reachedAfter {FIXES} }} }} }}"""
GAPS: Final = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date, $after: String) {{
    coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{
      units(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ unit {{ id }} status why {{ fixes {{ {FIXES} }} }} }} }} }} }}"""
ASKED: Final = (
    "JOINT_COMMITTEE",
    "MEMBER_UNIT_ENGAGED",
    "NEW_SECTOR_REACHED",
    "MENTORED",
    "FUND_FLOOR",
    "GRID_STAFFED",
    "PROPERTY_PARTY",
)
MENDED_TOGETHER: Final = ("NEW_SECTOR_REACHED", "MEMBER_UNIT_ENGAGED")
"""Indicators of which one link can reach several units."""


# ---------------------------------------------------------------------------------------------------- the choice
Instance = tuple[list[frozenset[int]], list[int], int]


def instance(number: int) -> Instance:
    """Returns random sets over a few elements, with weights, some of them 0."""
    rng = random.Random(number)
    elements = rng.randrange(0, 12)
    weights = [rng.choice([0, 1, 1, 2, 5, 30]) for _ in range(elements)]
    sets = [frozenset(rng.sample(range(elements), rng.randrange(0, elements + 1))) for _ in range(rng.randrange(0, 9))]
    return sets, weights, rng.randrange(1, 5)


def weight_of(sets: Sequence[frozenset[int]], picked: Sequence[int], weights: Sequence[int]) -> int:
    return sum(weights[each] for each in frozenset[int]().union(*(sets[index] for index in picked)))


def best_of(sets: Sequence[frozenset[int]], weights: Sequence[int], k: int) -> int:
    choices = (picked for size in range(min(k, len(sets)) + 1) for picked in combinations(range(len(sets)), size))
    return max(weight_of(sets, picked, weights) for picked in choices)


def test_an_optimal_choice_equals_brute_force(share_of_cases: float) -> None:
    for number in range(round(300 * share_of_cases)):
        sets, weights, k = instance(number)
        choice, best = maximum_coverage(sets, weights, k), best_of(sets, weights, k)
        assert len(choice.picked) <= k
        assert len(set(choice.picked)) == len(choice.picked)
        assert choice.covered == weight_of(sets, choice.picked, weights)
        assert choice.exact, "so small a case is decided"
        assert choice.bound == 1
        assert choice.covered == best, (number, sets, weights, k)


def test_each_pick_adds_the_most_to_those_before_it(share_of_cases: float) -> None:
    for number in range(round(300 * share_of_cases)):
        sets, weights, k = instance(number)
        picked = maximum_coverage(sets, weights, k).picked
        gains = [
            weight_of(sets, picked[: place + 1], weights) - weight_of(sets, picked[:place], weights)
            for place in range(len(picked))
        ]
        assert all(gains), "none that adds nothing"
        for place, gain in enumerate(gains):
            covered = frozenset[int]().union(*(sets[index] for index in picked[:place]))
            assert gain == max(sum(weights[each] for each in sets[index] - covered) for index in picked[place:])


def test_the_greedy_result_reaches_its_bound(share_of_cases: float) -> None:
    """For instances too large for the exact search, with a known solution."""
    undecided = 0
    for number in range(max(3, round(30 * share_of_cases))):
        rng = random.Random(number)
        k = rng.randrange(6, 12)
        planted = [frozenset(range(place * 12, place * 12 + 12)) for place in range(k)]
        others = [frozenset(rng.sample(range(k * 12), rng.randrange(10, 15))) for _ in range(200)]
        sets = [*others, *planted]
        rng.shuffle(sets)
        choice = maximum_coverage(sets, [1] * (k * 12), k)
        best = k * 12
        assert choice.covered <= best
        assert choice.covered >= choice.bound * best - 1e-9
        assert choice.bound >= 1 - (1 - 1 / k) ** k
        assert choice.exact is (choice.bound == 1)
        assert not choice.exact or choice.covered == best
        undecided += not choice.exact
    assert undecided, "the cases are large enough"


# ---------------------------------------------------------------------------------------------------- what is promised
class City:
    def __init__(self, execute: Execute, graph: Graph, scope: str) -> None:
        self.execute = undating(execute)
        self.graph = graph
        self.scope = scope
        self.day = today()

    def under(self, graph: Graph, indicator: str) -> list[CountedUnit]:
        recount = Recount(indicator, graph.at(self.day))
        (scope,) = (node for node in recount.as_of_graph.nodes if node.kind == "CITY" and node.code == self.scope)
        return recount.under(scope)

    def reached(self, graph: Graph, indicator: str, weight: str) -> int:
        return numbers(self.under(graph, indicator), weight)["reached"]

    def next_best(self, indicator: str, weight: str, k: int) -> dict[str, Any]:
        query_arguments = {"scope": self.scope, "indicator": indicator, "weight": weight, "k": k, "asOf": self.day.isoformat()}
        return self.execute(NEXT_BEST, **query_arguments)["nextBest"]

    def after(self, picks: Sequence[dict[str, Any]]) -> Graph:
        """Makes new entities for open ends."""
        graph = self.graph
        for place, pick in enumerate(picks):
            graph = Applied(graph, pick, self.day, lambda kind, _, place=place: new_node(kind, f"new-{kind}-{place}")).graph
        return graph


@pytest.fixture(scope="module", params=[(ZHONGWEI, "6405"), (TINY, "99")], ids=["zhongwei", "tiny"])
def city(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, server: Any) -> City:
    folder, scope = request.param
    cities.load(folder)

    def execute(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return City(execute, Graph.export(cypher), scope)


@pytest.mark.sampled(0.15)
@pytest.mark.parametrize("indicator", ASKED)
def test_applied_picks_reach_the_promised_units(indicator: str, city: City) -> None:
    for weight in DEFINITIONS[indicator].weights:
        for k in (1, 3):
            actual = city.next_best(indicator, weight, k)
            assert actual["reachedBefore"] == city.reached(city.graph, indicator, weight)
            assert len(actual["picks"]) <= k
            for number, pick in enumerate(actual["picks"], start=1):
                reached = city.reached(city.after(actual["picks"][:number]), indicator, weight)
                before = actual["picks"][number - 2]["reachedAfter"] if number > 1 else actual["reachedBefore"]
                assert (pick["reachedAfter"], pick["gain"]) == (reached, reached - before), (weight, k, actual)
            assert actual["reachedAfter"] == city.reached(city.after(actual["picks"]), indicator, weight), (weight, k, actual)
            assert actual["reachedAfter"] > actual["reachedBefore"] or not actual["picks"]


@pytest.mark.sampled(0.15)
@pytest.mark.parametrize("indicator", ASKED)
def test_each_pick_adds_no_more_than_the_one_before_it(indicator: str, city: City) -> None:
    actual = city.next_best(indicator, "UNITS", 5)
    reached = [
        city.reached(city.after(actual["picks"][:number]), indicator, "UNITS") for number in range(len(actual["picks"]) + 1)
    ]
    gains = [later - earlier for earlier, later in pairwise(reached)]
    assert gains == sorted(gains, reverse=True)
    assert all(gains)


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize("indicator", MENDED_TOGETHER)
def test_no_single_repair_reaches_more_than_the_best_pick(indicator: str, city: City) -> None:
    fixes = every_fix(city, indicator)
    for weight in DEFINITIONS[indicator].weights:
        actual = city.next_best(indicator, weight, 1)
        assert actual["exact"]
        assert actual["bound"] == 1
        best = max((city.reached(city.after([fix]), indicator, weight) for fix in fixes), default=actual["reachedBefore"])
        assert actual["reachedAfter"] >= best


def every_fix(city: City, indicator: str) -> list[dict[str, Any]]:
    """Returns the first few distinct fixes that `why` proposes."""
    rows = city.execute(GAPS, scope=city.scope, indicator=indicator, asOf=city.day.isoformat())["coverage"]["units"]["nodes"]
    fixes = [fix for row in rows for fix in row["why"]["fixes"]]
    return [fix for place, fix in enumerate(fixes) if fix not in fixes[:place]][:40]


@pytest.mark.usefixtures("tiny")
def test_two_picks_are_the_best_pair_of_all_repairs(execute: Execute, cypher: Cypher) -> None:
    city = City(execute, Graph.export(cypher), "99")
    for indicator in MENDED_TOGETHER:
        fixes = every_fix(city, indicator)
        actual = city.next_best(indicator, "UNITS", 2)
        best = max(
            (city.reached(city.after(pair), indicator, "UNITS") for pair in combinations(fixes, 2)),
            default=actual["reachedBefore"],
        )
        assert actual["exact"]
        assert actual["reachedAfter"] >= best


# ---------------------------------------------------------------------------------------------------- refused
@pytest.mark.usefixtures("tiny")
def test_next_best_rejects_invalid_arguments(execute: Execute, error_codes: ErrorCodes) -> None:
    query_arguments = {"scope": "99", "indicator": "JOINT_COMMITTEE"}
    for k in (0, -1, 101):
        assert error_codes(NEXT_BEST, **query_arguments, k=k) == ["BAD_ARGUMENT"]
    assert error_codes(NEXT_BEST, scope="99", indicator="GRID_STAFFED", weight="PEOPLE") == ["WEIGHT_NOT_AVAILABLE"]
    assert error_codes(NEXT_BEST, **query_arguments, asOf="1990-01-01") == ["NOT_ALIVE"]
    assert execute(NEXT_BEST, scope="nowhere", indicator="JOINT_COMMITTEE") == {"nextBest": None}
    assert execute(NEXT_BEST, **query_arguments, k=None) == execute(NEXT_BEST, **query_arguments, k=3)


@pytest.mark.usefixtures("tiny")
def test_no_gap_means_no_picks(execute: Execute) -> None:
    """The scope has a joint committee."""
    actual = execute(NEXT_BEST, scope="9901001", indicator="JOINT_COMMITTEE", asOf="2021-06-01")["nextBest"]
    assert actual == {"reachedBefore": 1, "reachedAfter": 1, "exact": True, "bound": 1.0, "picks": []}

"""Receipts equal the oracle's, for each indicator, scope, weight and as-of date."""

import random
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from city_database import TINY, ZHONGWEI, Cities
from coverage_queries import LISTS, QUESTIONS, SUMMED, Answers, divisions, every, pages, rows_of, top_divisions
from generators.indicators import DEFINITIONS
from oracles.coverage import receipt, shares
from oracles.graph import AS_OF_DATES, Cypher, Graph, today

Execute = Callable[..., Any]


@pytest.fixture(scope="module", params=[ZHONGWEI, TINY], ids=["zhongwei", "tiny"])
def answers(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher) -> Answers:
    cities.load(request.param)
    return Answers(request.getfixturevalue("execute_in_module"), Graph.export(cypher))


@pytest.fixture(scope="module")
def execute_in_module(server: Any) -> Execute:
    def data(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return data


def days() -> list[date]:
    return [today() if each == "today" else date.fromisoformat(each) for each in AS_OF_DATES]


by_indicator = pytest.mark.parametrize("indicator", DEFINITIONS)


# ---------------------------------------------------------------------------------------------------- the statement
STATEMENT = """query ($scope: String!, $indicator: Indicator!, $asOf: Date) { coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {
  reached notReached unknown cypher parameters } }"""
COUNTED = {"REACHED": "reached", "NOT_REACHED": "notReached", "UNKNOWN": "unknown"}


@pytest.mark.sampled(0.05)
@by_indicator
def test_the_returned_statement_counts_the_same(answers: Answers, cypher: Cypher, indicator: str) -> None:
    """Parameters are sent as JSON: a date is a string."""
    for top, day in product(top_divisions(answers.graph.at(today())), days()):
        actual = answers.execute(STATEMENT, scope=top.code, indicator=indicator, asOf=day.isoformat())["coverage"]
        counted = dict.fromkeys(COUNTED.values(), 0)
        (_, (_, rows), _), *_ = cypher(actual["cypher"], **actual["parameters"])
        for _, status, units, *_ in rows:
            counted[COUNTED[status]] += units
        assert counted == {name: actual[name] for name in counted}, day


# ---------------------------------------------------------------------------------------------------- the numbers
@pytest.mark.sampled(0.15)
@by_indicator
def test_receipts_equal_the_recount(answers: Answers, indicator: str) -> None:
    """Units without a home are counted separately, in the whole database."""
    for weight, day in product(DEFINITIONS[indicator].weights, days()):
        recount = answers.recount(indicator, day)
        expected = [
            {"homeless": recount.homeless, **receipt(recount, top, weight)} for top in top_divisions(recount.as_of_graph)
        ]
        assert answers.receipts(indicator, weight, day) == expected, (weight, day)


@pytest.mark.sampled(0.1)
@by_indicator
def test_receipts_add_up(answers: Answers, indicator: str) -> None:
    """Statuses sum to the denominator, children and own to their parent; shares follow from the counts."""
    for weight, day in product(DEFINITIONS[indicator].weights, days()):
        for each in (each for top in answers.receipts(indicator, weight, day) for each in every(top)):
            assert each["denominator"] == each["reached"] + each["notReached"] + each["unknown"]
            assert (each["own"] is None) == (not each["children"]), each["scope"]
            for name in SUMMED if each["children"] else ():
                assert each[name] == sum(part[name] for part in (each["own"], *each["children"])), (each["scope"], name)
            for part in (each, each["own"] or each):
                assert {name: part[name] for name in shares(part)} == shares(part), each["scope"]
                assert part["share"] is None or part["shareLow"] <= part["share"] <= part["shareHigh"]


def test_a_scope_has_the_receipt_it_has_below_its_parent(answers: Answers, share_of_cases: float) -> None:
    questions = [
        (scope, indicator, weight, day)
        for day in days()
        for scope in divisions(answers.graph.at(day))
        for indicator, weight in QUESTIONS
    ]
    for scope, indicator, weight, day in sample(questions, share_of_cases / 30):
        below = [each for top in answers.receipts(indicator, weight, day) for each in every(top)]
        (expected,) = (each for each in below if each["scope"]["code"] == scope.code)
        homeless = answers.recount(indicator, day).homeless
        assert answers.receipt(indicator, weight, day, scope) == {**expected, "homeless": homeless}


def sample(cases: list[Any], share: float) -> list[Any]:
    return random.Random(len(cases)).sample(cases, max(1, round(len(cases) * share)))


# ---------------------------------------------------------------------------------------------------- the units
@pytest.mark.sampled(0.1)
@by_indicator
def test_paging_to_the_end_yields_every_unit_once(answers: Answers, indicator: str, share_of_cases: float) -> None:
    """In order of code, with home, status and people, in the top divisions and some below. The default run checks a few lists: each is a
    statement to plan.
    """
    number = list(DEFINITIONS).index(indicator)
    names, moments = sorted(LISTS), days()
    if share_of_cases < 1:
        other = [names[number % len(names)]] if number % 4 == 0 else []
        names, moments = ["all", *other], [moments[number % len(moments)]]
    for name, day in product(names, moments):
        recount = answers.recount(indicator, day)
        status = {"gap": "NOT_REACHED", "all": None}.get(name, name)
        below = [each for each in divisions(recount.as_of_graph) if each not in top_divisions(recount.as_of_graph)]
        for scope in [*top_divisions(recount.as_of_graph), *sample(below, share_of_cases / 10)]:
            units = [each for each in recount.under(scope) if status in (None, each.status)]
            size = max(2, min(100, len(units) // 2))
            rows, totals = pages(answers, scope, indicator, day, LISTS[name], size)
            assert totals == {len(units)}
            assert rows == rows_of(units)

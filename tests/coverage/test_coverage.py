"""Every receipt of Zhongwei and of the tiny city, held against the recount of an export: each indicator, scope, weight and moment."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any, Final

import pytest
from conftest import TINY, ZHONGWEI, Cities
from generators.indicators import DEFINITIONS
from oracles.coverage import STATUSES, Counted, Recount, receipt, shares
from oracles.graph import Cypher, Graph, Moment, Node, today

Ask = Callable[..., Any]
Receipt = dict[str, Any]
MOMENTS: Final = ("2018-06-01", "2019-12-31", "2021-01-01", "2022-09-22", "today")
QUESTIONS: Final = [(indicator, weight) for indicator, each in DEFINITIONS.items() for weight in each.weights]
SUMMED: Final = ("denominator", "reached", "notReached", "unknown", "unweighted")
COUNTS: Final = "denominator reached notReached unknown unweighted share shareLow shareHigh"
DEPTH_OF_THE_TREE: Final = 4


def tree(depth: int = DEPTH_OF_THE_TREE) -> str:
    """The selection of a receipt with all below it."""
    children = f"children {{ {tree(depth - 1)} }}" if depth else "children { scope { code } }"
    return f"scope {{ code }} {COUNTS} own {{ {COUNTS} }} {children}"


def every(receipt: Receipt) -> Iterator[Receipt]:
    """A receipt and all below it."""
    yield receipt
    for child in receipt["children"]:
        yield from every(child)


class Answers:
    """What the API answers about the city in the database. Nothing is asked twice."""

    def __init__(self, ask: Ask, graph: Graph) -> None:
        self.ask = ask
        self.graph = graph
        self._receipts: dict[tuple[str, str, date], list[Receipt]] = {}
        self._recounts: dict[tuple[str, date], Recount] = {}

    def receipts(self, indicator: str, weight: str, day: date) -> list[Receipt]:
        """Those of the divisions that have none above, with all below."""
        key = indicator, weight, day
        if key not in self._receipts:
            self._receipts[key] = [self.receipt(indicator, weight, day, top) for top in tops(self.graph.at(day))]
        return self._receipts[key]

    def receipt(self, indicator: str, weight: str, day: date, scope: Node) -> Receipt:
        query = f"""query ($scope: String!, $indicator: Indicator!, $weight: Weight, $asOf: Date) {{
            coverage(scope: $scope, indicator: $indicator, weight: $weight, asOf: $asOf) {{ homeless {tree()} }} }}"""
        asked = {"scope": scope.code, "indicator": indicator, "weight": weight, "asOf": as_of(day)}
        return self.ask(query, **asked)["coverage"]

    def recount(self, indicator: str, day: date) -> Recount:
        return self._recounts.setdefault((indicator, day), Recount(indicator, self.graph.at(day)))


def tops(moment: Moment) -> list[Node]:
    return [division for division in divisions(moment) if moment.parent(division) is None]


def divisions(moment: Moment) -> list[Node]:
    return moment.of_kind("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "COMMUNITY")


def as_of(day: date) -> str | None:
    """How to ask for a day; today is the default."""
    return None if day == today() else day.isoformat()


@pytest.fixture(scope="module", params=[ZHONGWEI, TINY], ids=["zhongwei", "tiny"])
def answers(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher) -> Answers:
    cities.load(request.param)
    return Answers(request.getfixturevalue("ask_always"), Graph.export(cypher))


@pytest.fixture(scope="module")
def ask_always(server: Any) -> Ask:
    """``ask`` for a whole module."""

    def data(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return data


def days() -> list[date]:
    return [today() if each == "today" else date.fromisoformat(each) for each in MOMENTS]


by_indicator = pytest.mark.parametrize("indicator", DEFINITIONS)


# ---------------------------------------------------------------------------------------------------- the statement
STATEMENT = """query ($scope: String!, $indicator: Indicator!, $asOf: Date) { coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {
  reached notReached unknown cypher parameters } }"""
COUNTED = {"REACHED": "reached", "NOT_REACHED": "notReached", "UNKNOWN": "unknown"}


@by_indicator
def test_whoever_runs_the_statement_with_its_parameters_counts_the_same(
    answers: Answers, cypher: Cypher, indicator: str
) -> None:
    """With the parameters as they come, in JSON: a day is a text there."""
    for top, day in product(tops(answers.graph.at(today())), days()):
        told = answers.ask(STATEMENT, scope=top.code, indicator=indicator, asOf=day.isoformat())["coverage"]
        counted = dict.fromkeys(COUNTED.values(), 0)
        (_, (_, rows), _), *_ = cypher(told["cypher"], **told["parameters"])
        for _, status, units, *_ in rows:
            counted[COUNTED[status]] += units
        assert counted == {name: told[name] for name in counted}, day


# ---------------------------------------------------------------------------------------------------- the numbers
@by_indicator
def test_every_division_counts_what_the_recount_finds(answers: Answers, indicator: str) -> None:
    """By each weight, at each moment; units without a home are told apart, those of the whole database."""
    for weight, day in product(DEFINITIONS[indicator].weights, days()):
        recount = answers.recount(indicator, day)
        expected = [{"homeless": recount.homeless, **receipt(recount, top, weight)} for top in tops(recount.moment)]
        assert answers.receipts(indicator, weight, day) == expected, (weight, day)


@by_indicator
def test_parts_sum_to_the_whole(answers: Answers, indicator: str) -> None:
    """The statuses to the denominator, children and own to their parent; and the shares follow from the numbers."""
    for weight, day in product(DEFINITIONS[indicator].weights, days()):
        for each in (each for top in answers.receipts(indicator, weight, day) for each in every(top)):
            assert each["denominator"] == each["reached"] + each["notReached"] + each["unknown"]
            assert (each["own"] is None) == (not each["children"]), each["scope"]
            for name in SUMMED if each["children"] else ():
                assert each[name] == sum(part[name] for part in (each["own"], *each["children"])), (each["scope"], name)
            for part in (each, each["own"] or each):
                assert {name: part[name] for name in shares(part)} == shares(part), each["scope"]
                assert part["share"] is None or part["shareLow"] <= part["share"] <= part["shareHigh"]


def test_a_division_as_the_scope_answers_as_it_does_below_another(answers: Answers, share_of_cases: float) -> None:
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
    """The same share of the cases in every run."""
    return random.Random(len(cases)).sample(cases, max(1, round(len(cases) * share)))


# ---------------------------------------------------------------------------------------------------- the units
PAGE: Final = "totalCount pageInfo { hasNextPage endCursor } nodes { unit { id } home { code } status people }"


def rows_of(units: list[Counted]) -> list[dict[str, Any]]:
    return [
        {"unit": {"id": each.unit.id}, "home": {"code": each.home.code}, "status": each.status, "people": each.people}
        for each in units
    ]


def pages(answers: Answers, scope: Node, indicator: str, day: date, listed: str, size: int) -> tuple[list[Any], set[int]]:
    """The rows of a list from page to page to its end, and every total that a page told."""
    query = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date, $first: Int!, $after: String) {{
        coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{ list: {listed} {{ {PAGE} }} }} }}"""
    rows, totals, after = [], set(), None
    while True:
        answer = answers.ask(query, scope=scope.code, indicator=indicator, asOf=as_of(day), first=size, after=after)
        page = answer["coverage"]["list"]
        rows += page["nodes"]
        totals.add(page["totalCount"])
        if not page["pageInfo"]["hasNextPage"]:
            return rows, totals
        after = page["pageInfo"]["endCursor"]


LISTS: Final = {
    **{status: f"units(status: {status}, first: $first, after: $after)" for status in STATUSES},
    "gap": "gap(first: $first, after: $after)",
    "all": "units(first: $first, after: $after)",
}


@by_indicator
def test_paging_to_the_end_yields_every_unit_once(answers: Answers, indicator: str, share_of_cases: float) -> None:
    """In order of code, with its home, its status and its people, in the top divisions and in some below. Not every list of every
    indicator in each run: each is a statement to be planned."""
    number = list(DEFINITIONS).index(indicator)
    names, moments = sorted(LISTS), days()
    if share_of_cases < 1:
        other = [names[number % len(names)]] if number % 4 == 0 else []
        names, moments = ["all", *other], [moments[number % len(moments)]]
    for name, day in product(names, moments):
        recount = answers.recount(indicator, day)
        status = {"gap": "NOT_REACHED", "all": None}.get(name, name)
        below = [each for each in divisions(recount.moment) if each not in tops(recount.moment)]
        for scope in [*tops(recount.moment), *sample(below, share_of_cases / 10)]:
            units = [each for each in recount.under(scope) if status in (None, each.status)]
            size = max(2, min(100, len(units) // 2))
            rows, totals = pages(answers, scope, indicator, day, LISTS[name], size)
            assert totals == {len(units)}
            assert rows == rows_of(units)

"""`orderBy`: orders made by chance against plain Python, paged to the end and back; while rows change; and foreign cursors."""

import json
import random
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any, Final

import pytest
from generators.lists import Place, place_by_chance, rows
from oracles.filters import Asked, InputTypes, Order, OrdersByChance, in_order, input_types
from oracles.graph import AS_OF_DATES, Graph, today

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
CASES: Final = 50
"""Orders for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


def test_orders_by_chance(graph: Graph, inputs: InputTypes, ask: Ask, share_of_cases: float) -> None:
    """Lists of every sort, each in an order of its own, page by page to the end and back."""
    chance = random.Random(f"orders of {len(graph.nodes)}")
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
    asked = {day: Asked(graph.at(day), inputs) for day in days}
    for _ in range(round(CASES * share_of_cases)):
        moment = graph.at(chance.choice(days))
        place = max((place_by_chance(moment, chance) for _ in range(4)), key=lambda each: len(each.subjects))
        order = OrdersByChance(inputs, chance).order(place.of_type)
        expected = rows(in_order(asked[moment.day], place.subjects, order))
        size = max(1, min(100, len(expected) // chance.randint(1, 4)))
        told = f"{place.way} {place.arguments} on {moment.day} by {json.dumps(order)}"
        assert forward(ask, place, order, size) == expected[: 4 * size], told
        assert backward(ask, place, order, size) == expected[-4 * size :], told


def forward(ask: Ask, place: Place, order: Order, size: int) -> list[Any]:
    """The first four pages."""
    got: list[Any] = []
    after = None
    for _ in range(4):
        page = place.ask(ask, None, order, first=size, after=after)
        got += page["nodes"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return got


def backward(ask: Ask, place: Place, order: Order, size: int) -> list[Any]:
    """The last four pages, in the order of the list."""
    got: list[Any] = []
    before = None
    for _ in range(4):
        page = place.ask(ask, None, order, last=size, before=before)
        got = page["nodes"] + got
        assert page["pageInfo"]["hasNextPage"] is (before is not None)
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    return got


# ---------------------------------------------------------------------------------------------------- while rows change
KEYS: Final = ("partyMembers", "name", "type", "validFrom", "provenance", "version")
ADD_UNIT: Final = """MATCH (d:City {code: '99'}) CREATE (u:MemberUnit:Entity)-[:LOCATED_IN]->(d) SET u = $values"""


def unit_by_chance(chance: random.Random, number: int) -> dict[str, Any]:
    """A unit with few different values, so that many are alike, and with holes."""
    values = {
        "party_members": chance.choice([0, 5, 50]),
        "type": chance.choice(["ENTERPRISE", "GOVERNMENT_ORGAN"]),
        "valid_from": chance.choice([date(2001, 1, 1), date(2002, 2, 2)]),
        "provenance": chance.choice(["OFFICIAL", "PUBLISHED"]),
        "version": chance.randint(1, 3),
    }
    kept = {name: value for name, value in values.items() if chance.random() < 0.7}
    return {"code": f"W{chance.choice(['', '𠀀', '！'])}{number}", "name": chance.choice(["𠀀楼", "！楼", "a", "乡"]), **kept}


@pytest.mark.usefixtures("tiny", "scratch")
def test_paging_while_rows_change(ask: Ask, cypher: Callable[..., Any], inputs: InputTypes) -> None:
    """What has been seen and what is ahead comes and goes between two pages; the rest is what now lies beyond the cursor."""
    chance, numbers = random.Random(7), count()
    for _ in range(6):
        cypher("MATCH (n:MemberUnit) WHERE n.code STARTS WITH 'W' DETACH DELETE n")
        order = [{key: chance.choice(["ASC", "DESC"])} for key in chance.sample(KEYS, chance.randint(1, 3))]
        for _ in range(25):
            cypher(ADD_UNIT, values=unit_by_chance(chance, next(numbers)))
        before = units_in_order(cypher, inputs, order)
        page = listed(ask, order, first=10)
        assert page["nodes"] == rows(before[:10])
        last = before[9]
        for unit in {last, *chance.sample(before, 6)}:
            cypher("MATCH (n:MemberUnit {code: $code}) DETACH DELETE n", code=unit.code)
        for _ in range(7):
            cypher(ADD_UNIT, values=unit_by_chance(chance, next(numbers)))
        now = [*graph_of(cypher), last]
        expected = in_order(Asked(Graph(now, []).at(today()), inputs), sorted(now, key=lambda each: each.code), order)
        expected = expected[expected.index(last) + 1 :]
        assert listed(ask, order, first=100, after=page["pageInfo"]["endCursor"])["nodes"] == rows(expected), order


def graph_of(cypher: Callable[..., Any]) -> list[Any]:
    return [node for node in Graph.export(cypher).nodes if node.code.startswith("W")]


def units_in_order(cypher: Callable[..., Any], inputs: InputTypes, order: Order) -> list[Any]:
    units = sorted(graph_of(cypher), key=lambda each: each.code)
    return in_order(Asked(Graph(units, []).at(today()), inputs), units, order)


def listed(ask: Ask, order: Order, **page: Any) -> dict[str, Any]:
    query = """query ($order: [MemberUnitOrder!], $first: Int, $after: String) {
      memberUnits(where: {code: {startsWith: "W"}}, orderBy: $order, first: $first, after: $after) {
        nodes { id } pageInfo { endCursor hasNextPage } } }"""
    return ask(query, order=order, **page)["memberUnits"]


# ---------------------------------------------------------------------------------------------------- cursors and refusals
ORDERS: Final = (
    "",
    "orderBy: []",
    "orderBy: { population: ASC }",
    "orderBy: { population: DESC }",
    "orderBy: [{ population: ASC }, { name: ASC }]",
    "orderBy: { home: { population: ASC } }",
    "orderBy: { memberUnits: { count: DESC } }",
    "orderBy: { grids: { count: DESC } }",
)


@pytest.mark.usefixtures("zhongwei")
def test_a_cursor_of_another_order_is_refused(ask: Ask, refused: Refused) -> None:
    cursors = [
        ask(f"{{ communities(first: 2 {order}) {{ pageInfo {{ endCursor }} }} }}")["communities"]["pageInfo"]["endCursor"]
        for order in ORDERS
    ]
    for own, cursor in zip(ORDERS, cursors, strict=True):
        for order in ORDERS:
            query = f'{{ communities(first: 2 after: "{cursor}" {order}) {{ totalCount nodes {{ id }} }} }}'
            if order == own or not (order + own).replace("orderBy: []", ""):
                ask(query)
            else:
                assert refused(query) == ["BAD_CURSOR"], (own, order)


@pytest.mark.usefixtures("zhongwei")
def test_a_cursor_goes_on_under_another_filter(ask: Ask) -> None:
    """A cursor is a place in an order: what is kept may change from page to page."""
    query = """query ($where: CommunityFilter, $after: String) {
      communities(where: $where, orderBy: { population: DESC }, first: 5, after: $after) { nodes { population } pageInfo { endCursor } } }"""
    first = ask(query)["communities"]
    onward = ask(query, where={"name": {"contains": "居委会"}}, after=first["pageInfo"]["endCursor"])["communities"]
    assert all(each["population"] <= first["nodes"][-1]["population"] for each in onward["nodes"])


REFUSED: Final = {
    "two fields in one key": ("communities(orderBy: [{ population: ASC, name: DESC }])", "GRAPHQL_VALIDATION_FAILED"),
    "no field": ("communities(orderBy: [{}])", "GRAPHQL_VALIDATION_FAILED"),
    "null for a direction": ("communities(orderBy: [{ population: null }])", "GRAPHQL_VALIDATION_FAILED"),
    "an unknown direction": ("communities(orderBy: [{ population: UP }])", "GRAPHQL_VALIDATION_FAILED"),
    "a list": ("communities(orderBy: [{ formerNames: ASC }])", "GRAPHQL_VALIDATION_FAILED"),
    "too many keys": (f"communities(orderBy: [{'{ name: ASC } ' * 9}])", "BAD_ARGUMENT"),
    "too deep": (f"townships(orderBy: [{'{ parent: ' * 17}{{ name: ASC }}{' }' * 17}])", "BAD_ARGUMENT"),
}


@pytest.mark.parametrize(("field", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_order_is_refused(field: str, code: str, refused: Refused) -> None:
    assert {*refused(f"{{ {field} {{ totalCount }} }}")} == {code}


@pytest.mark.usefixtures("zhongwei")
def test_null_and_empty_are_the_default_order(ask: Ask) -> None:
    query = "query ($order: [CommunityOrder!]) { communities(orderBy: $order) { nodes { code } } }"
    assert ask(query) == ask(query, order=None) == ask(query, order=[])

"""`orderBy`: random orders compared with plain Python, also while rows change; and cursors of other orders."""

import json
import random
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any, Final

import pytest
from generators.lists import ListCase, random_list_field, rows
from oracles.filters import FilterOracle, InputTypes, Order, RandomOrders, in_order, input_types
from oracles.graph import AS_OF_DATES, Graph, today

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
CASES: Final = 50
DEFAULT_CASES: Final = 2
"""Both per city."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


@pytest.mark.sampled(0.1)
def test_random_orders(graph: Graph, inputs: InputTypes, execute: Execute, share_of_cases: float) -> None:
    """Lists of every sort, page by page in both directions."""
    rng = random.Random(f"orders of {len(graph.nodes)}")
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
    oracle = {day: FilterOracle(graph.at(day), inputs) for day in days}
    for _ in range(CASES if share_of_cases == 1 else DEFAULT_CASES):
        as_of_graph = graph.at(rng.choice(days))
        list_field = max((random_list_field(as_of_graph, rng) for _ in range(4)), key=lambda each: len(each.subjects))
        order = RandomOrders(inputs, rng).order(list_field.of_type)
        expected = rows(in_order(oracle[as_of_graph.day], list_field.subjects, order))
        size = max(1, min(100, len(expected) // rng.randint(1, 4)))
        case = f"{list_field.path} {list_field.arguments} on {as_of_graph.day} by {json.dumps(order)}"
        assert forward(execute, list_field, order, size) == expected[: 4 * size], case
        assert backward(execute, list_field, order, size) == expected[-4 * size :], case


def forward(execute: Execute, list_field: ListCase, order: Order, size: int) -> list[Any]:
    """Checks the first four pages."""
    got: list[Any] = []
    after = None
    for _ in range(4):
        page = list_field.execute(execute, None, order, first=size, after=after)
        got += page["nodes"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return got


def backward(execute: Execute, list_field: ListCase, order: Order, size: int) -> list[Any]:
    """Checks the last four pages, in the order of the list."""
    got: list[Any] = []
    before = None
    for _ in range(4):
        page = list_field.execute(execute, None, order, last=size, before=before)
        got = page["nodes"] + got
        assert page["pageInfo"]["hasNextPage"] is (before is not None)
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    return got


# ---------------------------------------------------------------------------------------------------- while rows change
KEYS: Final = ("partyMembers", "name", "type", "validFrom", "provenance", "version")
ADD_UNIT: Final = """MATCH (d:City {code: '99'}) CREATE (u:MemberUnit:Entity)-[:LOCATED_IN]->(d) SET u = $values"""


def random_unit(rng: random.Random, number: int) -> dict[str, Any]:
    """Makes a unit with nulls and few distinct values, so that many rows tie."""
    values = {
        "party_members": rng.choice([0, 5, 50]),
        "type": rng.choice(["ENTERPRISE", "GOVERNMENT_ORGAN"]),
        "valid_from": rng.choice([date(2001, 1, 1), date(2002, 2, 2)]),
        "provenance": rng.choice(["OFFICIAL", "PUBLISHED"]),
        "version": rng.randint(1, 3),
    }
    kept = {name: value for name, value in values.items() if rng.random() < 0.7}
    return {"code": f"W{rng.choice(['', '𠀀', '！'])}{number}", "name": rng.choice(["𠀀楼", "！楼", "a", "乡"]), **kept}


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_paging_while_rows_change(
    execute: Execute, cypher: Callable[..., Any], inputs: InputTypes, share_of_cases: float
) -> None:
    """Rows before and after the cursor are added and removed; the rest is what now lies after the cursor."""
    rng, numbers = random.Random(7), count()
    for _ in range(6 if share_of_cases == 1 else 1):
        cypher("MATCH (n:MemberUnit) WHERE n.code STARTS WITH 'W' DETACH DELETE n")
        order = [{key: rng.choice(["ASC", "DESC"])} for key in rng.sample(KEYS, rng.randint(1, 3))]
        for _ in range(25):
            cypher(ADD_UNIT, values=random_unit(rng, next(numbers)))
        before = units_in_order(cypher, inputs, order)
        page = listed(execute, order, first=10)
        assert page["nodes"] == rows(before[:10])
        last = before[9]
        for unit in {last, *rng.sample(before, 6)}:
            cypher("MATCH (n:MemberUnit {code: $code}) DETACH DELETE n", code=unit.code)
        for _ in range(7):
            cypher(ADD_UNIT, values=random_unit(rng, next(numbers)))
        now = [*graph_of(cypher), last]
        expected = in_order(FilterOracle(Graph(now, []).at(today()), inputs), sorted(now, key=lambda each: each.code), order)
        expected = expected[expected.index(last) + 1 :]
        assert listed(execute, order, first=100, after=page["pageInfo"]["endCursor"])["nodes"] == rows(expected), order


def graph_of(cypher: Callable[..., Any]) -> list[Any]:
    return [node for node in Graph.export(cypher).nodes if node.code.startswith("W")]


def units_in_order(cypher: Callable[..., Any], inputs: InputTypes, order: Order) -> list[Any]:
    units = sorted(graph_of(cypher), key=lambda each: each.code)
    return in_order(FilterOracle(Graph(units, []).at(today()), inputs), units, order)


def listed(execute: Execute, order: Order, **page: Any) -> dict[str, Any]:
    query = """query ($order: [MemberUnitOrder!], $first: Int, $after: String) {
      memberUnits(where: {code: {startsWith: "W"}}, orderBy: $order, first: $first, after: $after) {
        nodes { id } pageInfo { endCursor hasNextPage } } }"""
    return execute(query, order=order, **page)["memberUnits"]


# ---------------------------------------------------------------------------------------------------- cursors and refusals
ORDERS: Final = (
    "",
    "orderBy: []",
    "orderBy: { population: ASC }",
    "orderBy: [{ population: ASC }, { name: ASC }]",
    "orderBy: { population: DESC }",
    "orderBy: { home: { population: ASC } }",
    "orderBy: { memberUnits: { count: DESC } }",
    "orderBy: { grids: { count: DESC } }",
)


@pytest.mark.usefixtures("zhongwei")
def test_a_cursor_of_another_order_is_an_error(execute: Execute, error_codes: ErrorCodes, share_of_cases: float) -> None:
    """The default run has every second order: none, by a property in both directions, by a count."""
    orders = ORDERS[:: 1 if share_of_cases == 1 else 2]
    cursors = [
        execute(f"{{ communities(first: 2 {order}) {{ pageInfo {{ endCursor }} }} }}")["communities"]["pageInfo"]["endCursor"]
        for order in orders
    ]
    for own, cursor in zip(orders, cursors, strict=True):
        for order in orders:
            query = f'{{ communities(first: 2 after: "{cursor}" {order}) {{ totalCount nodes {{ id }} }} }}'
            if order == own:
                execute(query)
            else:
                assert error_codes(query) == ["BAD_CURSOR"], (own, order)


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
def test_an_invalid_order_is_an_error(field: str, code: str, error_codes: ErrorCodes) -> None:
    assert {*error_codes(f"{{ {field} {{ totalCount }} }}")} == {code}


@pytest.mark.usefixtures("zhongwei")
def test_null_and_empty_order_by_are_the_default_order(execute: Execute) -> None:
    query = "query ($order: [CommunityOrder!]) { communities(orderBy: $order) { nodes { code } } }"
    assert execute(query) == execute(query, order=None) == execute(query, order=[])

"""`orderBy`: orders made by chance against plain Python, paged to the end and back; while rows change; and foreign cursors."""

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from asked import Asked, InputTypes, Order, OrdersByChance, in_order, input_types
from places import Place, place_by_chance, rows
from recount import Graph, today
from test_recount import MOMENTS, graph, offered

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
__all__ = ["graph", "offered"]
CASES: Final = 120
"""Orders for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


def test_orders_by_chance(graph: Graph, inputs: InputTypes, ask: Ask, share_of_cases: float) -> None:
    """Lists of every sort, each in an order of its own, page by page to the end and back."""
    chance = random.Random(f"orders of {len(graph.nodes)}")
    days = [today(), *(date.fromisoformat(day) for day in MOMENTS if day != "today")]
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

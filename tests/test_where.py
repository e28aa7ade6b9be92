"""`where`: filters made by chance against plain Python over the export, and what is decided of odd ones."""

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from asked import Asked, End, FiltersByChance, InputTypes, input_types
from places import Place, place_by_chance
from recount import Graph, Node, today
from test_recount import MOMENTS, graph, offered

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
__all__ = ["graph", "offered"]
CASES: Final = 240
"""Filters for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


# ---------------------------------------------------------------------------------------------------- filters by chance
def test_filters_by_chance(graph: Graph, inputs: InputTypes, ask: Ask, share_of_cases: float) -> None:
    """Total, rows and aggregate of lists of every sort, each under a filter of its own."""
    chance, cases, telling = random.Random(f"filters of {len(graph.nodes)}"), round(CASES * share_of_cases), 0
    days = [today(), *(date.fromisoformat(day) for day in MOMENTS if day != "today")]
    asked = {day: Asked(graph.at(day), inputs) for day in days}
    for _ in range(cases):
        moment = graph.at(chance.choice(days))
        place, given, kept = _telling(asked[moment.day], chance)
        told = f"{place.way} {place.arguments} on {moment.day} where {json.dumps(given, ensure_ascii=False)}"
        answer = place.ask(ask, given, first=100)
        assert answer["pageInfo"].pop("hasNextPage") is (len(kept) > 100), told
        assert answer | {"pageInfo": None} == place.expected(kept) | {"pageInfo": None}, told
        telling += 0 < len(kept) < len(place.subjects)
    # What keeps all or nothing would hold of many a wrong implementation.
    assert telling > cases / 2


def _telling(asked: Asked, chance: random.Random) -> tuple[Place, Any, list[Node | End]]:
    """A list, a filter and what it keeps: of some tries the first that keeps some and not all."""
    for _ in range(12):
        place = place_by_chance(asked.moment, chance)
        given = FiltersByChance(asked, chance).filter(place.of_type, place.subjects, depth=3)
        kept = [each for each in place.subjects if asked.holds(each, given, place.of_type)]
        if 0 < len(kept) < len(place.subjects):
            break
    return place, given, kept

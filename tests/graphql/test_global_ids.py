"""Ids stay the same: across a reload into an empty database, in another database with the same data, and over time."""

from collections.abc import Callable
from typing import Any

import pytest
from city_database import ZHONGWEI, Cities

from graph.model.registry import KINDS
from seeds.loader.parse import read_city

SOME = "{ " + " ".join(f"{kind.plural}(first: 5) {{ nodes {{ id code }} }}" for kind in KINDS) + " }"


def test_ids_are_made_of_what_the_registers_say(ask: Callable[..., Any], zhongwei: None) -> None:
    """Nothing of the database is in them, so that any database with the same data gives the same."""
    registered = {f"{entity.kind.label}:{entity.code}" for entity in read_city(ZHONGWEI).entities}
    shown = {node["id"] for each in ask(SOME).values() for node in each["nodes"]}
    assert len(shown) > 70
    assert shown <= registered


def test_ids_outlive_a_reload(
    ask: Callable[..., Any], zhongwei: None, scratch: None, cities: Cities, cypher: Callable[..., list[list[Any]]]
) -> None:
    inner = "MATCH (c:City {code: '6405'}) RETURN elementId(c)"
    before, internal = ask(SOME), cypher(inner)
    cypher("CREATE (x:Survey:Entity {code: 'only in between'}) DELETE x")
    cities.current = None
    cities.load(ZHONGWEI)
    assert ask(SOME) == before
    assert cypher(inner) != internal
    ids = [node["id"] for each in before.values() for node in each["nodes"]][:100]
    assert [node and node["id"] for node in ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"]] == ids


@pytest.mark.parametrize("day", ["2022-09-22", "2026-01-01"])
def test_ids_are_the_same_on_any_day(ask: Callable[..., Any], zhongwei: None, day: str) -> None:
    answer = ask("query ($day: Date) { city(code: 6405, asOf: $day) { id } }".replace("6405", '"6405"'), day=day)
    assert answer == {"city": {"id": "City:6405"}}

"""Global ids are stable: after a reload into an empty database, in another database with the same data, and over time."""

from collections.abc import Callable
from typing import Any

import pytest
from city_database import ZHONGWEI, Cities

from graph.model.registry import KINDS
from seeds.loader.parse import read_city

SOME = "{ " + " ".join(f"{kind.plural}(first: 5) {{ nodes {{ id code }} }}" for kind in KINDS) + " }"


def test_ids_are_made_of_kind_and_code(execute: Callable[..., Any], zhongwei: None) -> None:
    """They contain nothing of the database: equal data gives equal ids."""
    registered = {f"{entity.kind.label}:{entity.code}" for entity in read_city(ZHONGWEI).entities}
    shown = {node["id"] for each in execute(SOME).values() for node in each["nodes"]}
    assert len(shown) > 70
    assert shown <= registered


def test_ids_are_stable_after_a_reload(
    execute: Callable[..., Any], zhongwei: None, modifies_data: None, cities: Cities, cypher: Callable[..., list[list[Any]]]
) -> None:
    inner = "MATCH (c:City {code: '6405'}) RETURN elementId(c)"
    before, internal = execute(SOME), cypher(inner)
    cypher("CREATE (x:Survey:Entity {code: 'only in between'}) DELETE x")
    cities.current = None
    cities.load(ZHONGWEI)
    assert execute(SOME) == before
    assert cypher(inner) != internal
    ids = [node["id"] for each in before.values() for node in each["nodes"]][:100]
    assert [
        node and node["id"] for node in execute("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"]
    ] == ids


@pytest.mark.parametrize("day", ["2022-09-22", "2026-01-01"])
def test_ids_are_the_same_on_any_day(execute: Callable[..., Any], zhongwei: None, day: str) -> None:
    answer = execute("query ($day: Date) { city(code: 6405, asOf: $day) { id } }".replace("6405", '"6405"'), day=day)
    assert answer == {"city": {"id": "City:6405"}}

"""A restored city is the one that the loader wrote."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from city_database import TINY, Cities

CHANGES = (
    "MATCH (n:JointCommittee) DETACH DELETE n",
    "MATCH (n:Grid) SET n.name = 'another'",
    "MATCH (n:Post) SET n:Grid",
    "MATCH (n:Community)-[r]->() DELETE r",
    "MATCH (n:City), (m:Community) CREATE (n)-[:MENTORS {since: date('2020-01-01')}]->(m)",
    "MATCH (n:Grid)-[r:PART_OF]->(m) CREATE (n)-[s:PART_OF]->(m) SET s = properties(r)",
    "CREATE (:MemberUnit:Entity {code: 'new', name: 'new'})-[:MENTORS]->(:Person {name: 'outside'})",
)


def test_changes_are_undone(cities: Cities, tiny: None, modifies_data: None, cypher: Callable[..., list[list[Any]]]) -> None:
    def contents() -> tuple[Counter[str], Counter[str]]:
        nodes = cypher("MATCH (n:Entity) RETURN labels(n), properties(n)")
        links = cypher("MATCH (n:Entity)-[r]->(m) RETURN labels(n), n.code, type(r), properties(r), labels(m), m.code")
        return Counter(_text(row) for row in nodes), Counter(_text(row) for row in links)

    loaded = contents()
    for change in CHANGES:
        cities.current = None
        cypher(change)
        assert contents() != loaded
    cities.load(TINY)
    cypher("MATCH (n:Person) DELETE n")
    assert contents() == loaded


def _text(row: list[Any]) -> str:
    """Sorts labels and properties, which have no order."""
    return repr([sorted(value.items()) if isinstance(value, dict) else sorted(value or "") for value in row])

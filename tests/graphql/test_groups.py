"""`group`: rows by a key against plain Python over the export; nothing counted twice, nothing cut in silence."""

import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import pytest
from generators.lists import Place, place_by_chance
from oracles.filters import Asked, End, FiltersByChance, InputTypes, input_types
from oracles.graph import AS_OF_DATES, LEVELS, Graph, Moment, Node, aggregate, camel, today
from oracles.introspection import IntrospectedSchema
from oracles.values import same, stored_as, value_of

Ask = Callable[..., Any]
CASES: Final = 50
"""Groups for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


def test_groups_by_chance(
    graph: Graph, inputs: InputTypes, introspected: IntrospectedSchema, ask: Ask, share_of_cases: float
) -> None:
    """Lists of every sort, some under a filter, by any key: every row, with its count and its aggregates."""
    chance, telling = random.Random(f"groups of {len(graph.nodes)}"), 0
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
    asked = {day: Asked(graph.at(day), inputs) for day in days}
    cases = round(CASES * share_of_cases)
    for _ in range(cases):
        place, by, given, kept = _telling(asked[chance.choice(days)], chance)
        numbers = [name for name in introspected.fields(f"{place.of_type}Group") if name not in ("key", "division", "count")]
        got, expected = place.grouped(ask, given, by, numbers), groups_of(place.moment, kept, by, numbers)
        told = f"{place.way} {place.arguments} on {place.moment.day} by {by} where {json.dumps(given, ensure_ascii=False)}"
        assert len(got) == len(expected), told
        assert all(same(one, other) for one, other in zip(got, expected, strict=True)), f"{told}: {got} is not {expected}"
        telling += len(expected) > 1
    assert telling > cases / 2


def _telling(asked: Asked, chance: random.Random) -> tuple[Place, str, Any, list[Node | End]]:
    """A list, a key, a filter and what it keeps: of some tries the first that makes more than one row."""
    for _ in range(12):
        place = place_by_chance(asked.moment, chance)
        by = chance.choice([*asked.inputs[f"{place.of_type}GroupKey"]])
        filters = FiltersByChance(asked, chance)
        given = filters.filter(place.of_type, place.subjects, depth=1) if chance.random() < 0.3 else {}
        kept = [each for each in place.subjects if asked.holds(each, given, place.of_type)]
        if len(groups_of(asked.moment, kept, by, ())) > 1:
            return place, by, given, kept
    return place, by, given, kept  # pyright: ignore[reportPossiblyUnboundVariable]


def groups_of(moment: Moment, subjects: Sequence[Node | End], by: str, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """The rows in order of their key, what has none last."""
    members: dict[Any, set[Node]] = {}
    for each in subjects:
        node = each.hop.node if isinstance(each, End) else each
        members.setdefault(_key(moment, each, node, by), set()).add(node)
    return [
        {
            "key": key.code if isinstance(key, Node) else key,
            "division": {"id": key.id} if isinstance(key, Node) else None,
            "count": len(nodes),
            **{number: aggregate(node.properties.get(stored_as(number)) for node in nodes) for number in numbers},
        }
        for key, nodes in sorted(members.items(), key=lambda pair: (pair[0] is None, _sortable(pair[0])))
    ]


def _key(moment: Moment, subject: Node | End, node: Node, by: str) -> Any:
    if by in LEVELS:
        home = moment.home(node)
        way = [] if home is None else [*moment.ancestors(home), home]
        return next((division for division in way if division.kind == by), None)
    if by == "RELATION":
        assert isinstance(subject, End)
        return subject.hop.link.relation
    return value_of(node, camel(by.lower()))


def _sortable(key: Any) -> Any:
    return key.code if isinstance(key, Node) else "" if key is None else key


# ---------------------------------------------------------------------------------------------------- by example
@pytest.mark.usefixtures("zhongwei")
def test_rows_sum_to_the_whole(ask: Ask) -> None:
    answer = ask(
        """{ grids { aggregate { count workers { sum } } group(by: TOWNSHIP) { key division { name level } count workers { sum } } } }"""
    )
    whole, rows = answer["grids"]["aggregate"], answer["grids"]["group"]
    assert sum(row["count"] for row in rows) == whole["count"]
    assert sum(row["workers"]["sum"] or 0 for row in rows) == whole["workers"]["sum"]
    assert {row["division"]["level"] for row in rows if row["division"]} == {"TOWNSHIP"}


@pytest.mark.usefixtures("tiny", "scratch")
def test_nothing_is_counted_twice(ask: Ask, cypher: Callable[..., Any]) -> None:
    """Two living links to one unit are two edges, and one unit in its row."""
    cypher("MATCH (u:MemberUnit)-[:MEMBER_OF]->(j:JointCommittee {code: 'JC1'}) CREATE (u)-[:MEMBER_OF]->(j)")
    answer = ask("""{ jointCommittee(code: "JC1") { memberUnits {
      totalCount aggregate { count partyMembers { sum } } group(by: TYPE) { count partyMembers { sum } } } } }""")
    units = answer["jointCommittee"]["memberUnits"]
    assert sum(row["count"] for row in units["group"]) == units["aggregate"]["count"] < units["totalCount"]
    sums = [row["partyMembers"]["sum"] or 0 for row in units["group"]]
    assert sum(sums) == (units["aggregate"]["partyMembers"]["sum"] or 0)


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("selection", ["key", "count", "__typename", "division { id }", "a: key b: count key"])
def test_whatever_is_selected_of_a_row(selection: str, ask: Ask) -> None:
    rows = ask(f"{{ compounds {{ group(by: COUNTY) {{ {selection} }} }} }}")["compounds"]["group"]
    whole = ask("{ compounds { group(by: COUNTY) { __typename key count division { id } } } }")["compounds"]["group"]
    assert len(rows) == len(whole) > 1
    for row, all_of_it in zip(rows, whole, strict=True):
        assert row.items() <= ({"a": all_of_it["key"], "b": all_of_it["count"]} | all_of_it).items()


@pytest.mark.usefixtures("zhongwei", "scratch")
def test_more_rows_than_fit_are_refused(server: Any, ask: Ask, cypher: Callable[..., Any]) -> None:
    """Never a part that looks complete."""
    cypher("UNWIND range(10000, 10999) AS i CREATE (:Alliance:Entity {code: 'x' + i, name: 'x'})")
    query = "query ($where: AllianceFilter) { alliances(where: $where) { group(by: CODE) { key } } }"
    (error,) = server.post(query)["errors"]
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert "`where`" in error["message"]
    some = ask(query, where={"code": {"startsWith": "x"}})["alliances"]["group"]
    assert [row["key"] for row in some] == [f"x{number}" for number in range(10000, 11000)]


def test_a_key_is_needed_and_is_one_of_the_type(refused: Callable[..., list[str]]) -> None:
    for field in ("group { count }", "group(by: null) { count }", "group(by: SECTOR) { count }"):
        assert {*refused(f"{{ communities {{ {field} }} }}")} == {"GRAPHQL_VALIDATION_FAILED"}

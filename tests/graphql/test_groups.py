"""`group`: rows by a key compared with plain Python; each entity counts once, and nothing is truncated silently."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import pytest
from generators.lists import ListCase, random_list_field
from oracles.filters import End, FilterOracle, InputTypes, RandomFilters, input_types
from oracles.graph import AS_OF_DATES, HOME_OVER, LEVELS, Graph, Hop, Node, aggregate, camel, shown, today
from oracles.introspection import IntrospectedSchema
from oracles.values import same, stored_as, value_of

Execute = Callable[..., Any]
OF_LINKS: Final = ("SINCE", "UNTIL", "SOURCE", "PROVENANCE")
CASES: Final = 50
"""Per city."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


@pytest.mark.sampled(0.1)
def test_random_groups(
    graph: Graph, inputs: InputTypes, introspected: IntrospectedSchema, execute: Execute, share_of_cases: float
) -> None:
    """Lists of every sort, some filtered: every row, with count and aggregates."""
    rng, selective_cases = random.Random(f"groups of {len(graph.nodes)}"), 0
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
    oracle = {day: FilterOracle(graph.at(day), inputs) for day in days}
    cases = round(CASES * share_of_cases)
    for _ in range(cases):
        list_field, by, given, kept = _selective_case(oracle[rng.choice(days)], rng)
        numbers = [
            name for name in introspected.fields(f"{list_field.of_type}Group") if name not in ("key", "division", "count")
        ]
        got, expected = list_field.grouped(execute, given, by, numbers), groups_of(list_field, kept, by, numbers)
        case = f"{list_field.path} {list_field.arguments} on {list_field.as_of_graph.day} by {by} where {json.dumps(given, ensure_ascii=False)}"
        assert len(got) == len(expected), case
        assert all(same(one, other) for one, other in zip(got, expected, strict=True)), f"{case}: {got} is not {expected}"
        selective_cases += len(expected) > 1
    assert selective_cases > cases / 2


def _selective_case(oracle: FilterOracle, rng: random.Random) -> tuple[ListCase, str, Any, list[Node | End]]:
    """Returns a list field, a key, a filter and its matches: of 12 tries the first with more than one row."""
    for _ in range(12):
        list_field = random_list_field(oracle.as_of_graph, rng)
        by = rng.choice([*oracle.inputs[f"{list_field.of_type}GroupKey"]])
        filters = RandomFilters(oracle, rng)
        given = filters.filter(list_field.of_type, list_field.subjects, depth=1) if rng.random() < 0.3 else {}
        kept = [each for each in list_field.subjects if oracle.holds(each, given, list_field.of_type)]
        if len(groups_of(list_field, kept, by, ())) > 1:
            return list_field, by, given, kept
    return list_field, by, given, kept  # pyright: ignore[reportPossiblyUnboundVariable]


def groups_of(list_field: ListCase, subjects: Sequence[Node | End], by: str, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """Sorts by key, null last."""
    members: dict[Any, set[Node]] = {}
    links: Counter[Any] = Counter()
    for each in subjects:
        node = each.hop.node if isinstance(each, End) else each
        key = _key(list_field, each, node, by)
        members.setdefault(key, set()).add(node)
        links[key] += 1
    return [
        {
            "key": key.code if isinstance(key, Node) else key,
            "division": {"id": key.id} if isinstance(key, Node) else None,
            "count": len(nodes),
            **{
                number: links[key] if number == "links" else aggregate(node.properties.get(stored_as(number)) for node in nodes)
                for number in numbers
            },
        }
        for key, nodes in sorted(members.items(), key=lambda pair: (pair[0] is None, _sortable(pair[0])))
    ]


def _key(list_field: ListCase, subject: Node | End, node: Node, by: str) -> Any:
    as_of_graph = list_field.as_of_graph
    if by in LEVELS:
        home = as_of_graph.home(node)
        path = [] if home is None else [*as_of_graph.ancestors(home), home]
        return next((division for division in path if division.kind == by), None)
    if by == "RELATION" and list_field.of_type != "Survey":
        assert isinstance(subject, End)
        return subject.hop.link.relation
    if by == "HOME_SINCE":
        relation, direction = HOME_OVER[node.kind]
        hops = sorted(as_of_graph.links_at(node, direction, [relation]), key=lambda hop: (hop.node.code, _since(hop)))
        return shown(hops[0].link.properties.get("since")) if hops else None
    if isinstance(subject, End) and by in OF_LINKS:
        value = shown(subject.hop.link.properties.get(by.lower()))
        return "IMPORTED" if by == "PROVENANCE" and value is None else value
    return value_of(node, camel(by.lower()))


def _since(hop: Hop) -> tuple[bool, Any]:
    since = hop.link.properties.get("since")
    return since is None, since


def _sortable(key: Any) -> Any:
    return key.code if isinstance(key, Node) else "" if key is None else key


# ---------------------------------------------------------------------------------------------------- by example
@pytest.mark.usefixtures("zhongwei")
def test_rows_sum_to_the_whole(execute: Execute) -> None:
    answer = execute(
        """{ grids { aggregate { count workers { sum } } group(by: TOWNSHIP) { key division { name level } count workers { sum } } } }"""
    )
    whole, rows = answer["grids"]["aggregate"], answer["grids"]["group"]
    assert sum(row["count"] for row in rows) == whole["count"]
    assert sum(row["workers"]["sum"] or 0 for row in rows) == whole["workers"]["sum"]
    assert {row["division"]["level"] for row in rows if row["division"]} == {"TOWNSHIP"}


@pytest.mark.sampled(0.1)
@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("selection", ["key", "count", "__typename", "division { id }", "a: key b: count key"])
def test_any_selection_of_a_group_row(selection: str, execute: Execute) -> None:
    rows = execute(f"{{ compounds {{ group(by: COUNTY) {{ {selection} }} }} }}")["compounds"]["group"]
    whole = execute("{ compounds { group(by: COUNTY) { __typename key count division { id } } } }")["compounds"]["group"]
    assert len(rows) == len(whole) > 1
    for row, all_of_it in zip(rows, whole, strict=True):
        assert row.items() <= ({"a": all_of_it["key"], "b": all_of_it["count"]} | all_of_it).items()


@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_too_many_groups_are_an_error(server: Any, execute: Execute, cypher: Callable[..., Any]) -> None:
    cypher("UNWIND range(10000, 10999) AS i CREATE (:Alliance:Entity {code: 'x' + i, name: 'x'})")
    query = "query ($where: AllianceFilter) { alliances(where: $where) { group(by: CODE) { key } } }"
    (error,) = server.post(query)["errors"]
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert "`where`" in error["message"]
    some = execute(query, where={"code": {"startsWith": "x"}})["alliances"]["group"]
    assert [row["key"] for row in some] == [f"x{number}" for number in range(10000, 11000)]


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_groups_count_distinct_entities(execute: Execute, cypher: Callable[..., Any]) -> None:
    """Two valid links to one unit are two edges, and one unit in its row."""
    cypher("MATCH (u:MemberUnit)-[:MEMBER_OF]->(j:JointCommittee {code: 'JC1'}) CREATE (u)-[:MEMBER_OF]->(j)")
    answer = execute("""{ jointCommittee(code: "JC1") { memberUnits {
      totalCount aggregate { count partyMembers { sum } } group(by: TYPE) { count partyMembers { sum } } } } }""")
    units = answer["jointCommittee"]["memberUnits"]
    assert sum(row["count"] for row in units["group"]) == units["aggregate"]["count"] < units["totalCount"]
    sums = [row["partyMembers"]["sum"] or 0 for row in units["group"]]
    assert sum(sums) == (units["aggregate"]["partyMembers"]["sum"] or 0)


def test_group_requires_a_key_of_the_type(error_codes: Callable[..., list[str]]) -> None:
    for field in ("group { count }", "group(by: null) { count }", "group(by: SECTOR) { count }"):
        assert {*error_codes(f"{{ communities {{ {field} }} }}")} == {"GRAPHQL_VALIDATION_FAILED"}

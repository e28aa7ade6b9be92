"""`where`: random filters compared with plain Python over the export, and unusual ones."""

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from generators.lists import ListCase, random_list_field
from graphql import GraphQLObjectType, get_named_type, parse
from graphql.execution.values import get_variable_values
from oracles.filters import End, FilterOracle, InputTypes, RandomFilters, input_types
from oracles.graph import AS_OF_DATES, Graph, Node, today
from product_schema import SCHEMA

from graph.compiler.compiler import FIELD_COMPILER, Compiler
from graph.compiler.selections import SelectedField, Selections, Variables

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
CASES: Final = 170
DEFAULT_CASES: Final = 8
"""Both per city."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


# ---------------------------------------------------------------------------------------------------- filters by chance
@pytest.mark.sampled(0.1)
def test_random_filters(graph: Graph, inputs: InputTypes, execute: Execute, share_of_cases: float) -> None:
    """Total, rows and aggregate of lists of every sort."""
    rng, cases, selective_cases = (
        random.Random(f"filters of {len(graph.nodes)}"),
        CASES if share_of_cases == 1 else DEFAULT_CASES,
        0,
    )
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
    oracle = {day: FilterOracle(graph.at(day), inputs) for day in days}
    for _ in range(cases):
        as_of_graph = graph.at(rng.choice(days))
        list_field, given, kept = _selective_case(oracle[as_of_graph.day], rng)
        case = f"{list_field.path} {list_field.arguments} on {as_of_graph.day} where {json.dumps(given, ensure_ascii=False)}"
        answer = list_field.execute(execute, given, first=100)
        assert answer["pageInfo"].pop("hasNextPage") is (len(kept) > 100), case
        assert answer | {"pageInfo": None} == list_field.expected(kept) | {"pageInfo": None}, case
        selective_cases += 0 < len(kept) < len(list_field.subjects)
    # Filters that match all or none would pass with many wrong implementations.
    assert selective_cases > cases / 2


def _selective_case(oracle: FilterOracle, rng: random.Random) -> tuple[ListCase, Any, list[Node | End]]:
    """Returns a list field, a filter and its matches: of 12 tries the first that matches some rows but not all."""
    for _ in range(12):
        list_field = random_list_field(oracle.as_of_graph, rng)
        given = RandomFilters(oracle, rng).filter(list_field.of_type, list_field.subjects, depth=3)
        kept = [each for each in list_field.subjects if oracle.holds(each, given, list_field.of_type)]
        if 0 < len(kept) < len(list_field.subjects):
            return list_field, given, kept
    return list_field, given, kept  # pyright: ignore[reportPossiblyUnboundVariable]


# ---------------------------------------------------------------------------------------------------- distinct entities
@pytest.mark.usefixtures("tiny", "modifies_data")
def test_count_filters_count_distinct_entities(execute: Execute, cypher: Callable[..., Any]) -> None:
    """Two valid links to one unit are two edges and one unit."""
    cypher("MATCH (u:MemberUnit)-[:MEMBER_OF]->(j:JointCommittee {code: 'JC1'}) WITH u, j LIMIT 1 CREATE (u)-[:MEMBER_OF]->(j)")
    committee = execute('{ jointCommittee(code: "JC1") { memberUnits { totalCount aggregate { count } } } }')["jointCommittee"]
    edges, units = committee["memberUnits"]["totalCount"], committee["memberUnits"]["aggregate"]["count"]
    assert edges > units
    for count, expected in ((edges, []), (units, [{"code": "JC1"}])):
        where = f'{{ code: {{ eq: "JC1" }}, memberUnits: {{ count: {{ eq: {count} }} }} }}'
        assert execute(f"{{ jointCommittees(where: {where}) {{ nodes {{ code }} }} }}")["jointCommittees"]["nodes"] == expected


# ---------------------------------------------------------------------------------------------------- as docs/querying.md has it
@pytest.mark.usefixtures("zhongwei")
def test_is_null_over_relations(execute: Execute, cypher: Callable[..., Any]) -> None:
    """Counted and paged in both directions, over to-one and to-many relations."""
    query = """query ($day: Date) {
      one: communities(where: { jointCommittee: { isNull: true } }, asOf: $day) { totalCount nodes { code } }
      other: communities(where: { jointCommittee: { isNull: false } }, asOf: $day) { totalCount }
      none: memberUnits(where: { jointCommittees: { none: {} } }, asOf: $day) { totalCount aggregate { count } }
      some: memberUnits(where: { jointCommittees: { some: {} } }, asOf: $day) { totalCount }
      every: memberUnits(asOf: $day) { totalCount }
    }"""
    without = """MATCH (c:Community) WHERE coalesce(c.valid_from <= date($day), true) AND coalesce(date($day) < c.valid_to, true)
      AND NOT EXISTS { MATCH (c)<-[r:SERVES]-(j) WHERE coalesce(r.since <= date($day), true) AND coalesce(date($day) < r.until, true)
        AND coalesce(j.valid_from <= date($day), true) AND coalesce(date($day) < j.valid_to, true) }
      RETURN c.code ORDER BY c.code"""
    for day in ("2019-06-01", "2022-09-22"):
        answer, expected = execute(query, day=day), [code for (code,) in cypher(without, day=day)]
        assert answer["one"]["totalCount"] == len(expected)
        assert [each["code"] for each in answer["one"]["nodes"]] == expected[:20]
        assert answer["none"]["totalCount"] + answer["some"]["totalCount"] == answer["every"]["totalCount"]


@pytest.mark.usefixtures("zhongwei")
def test_conditions_and_an_order_on_counts_together(execute: Execute) -> None:
    answer = execute("""{ communities(where: { grids: { count: { gte: 10 } }, or: [{ name: { contains: "阳" } }] },
      orderBy: [{ memberUnits: { count: DESC } }, { population: ASC }]) {
      nodes { name grids { totalCount } jointCommittee { memberUnits { aggregate { count } } } } } }""")
    nodes = answer["communities"]["nodes"]
    assert nodes
    assert all("阳" in each["name"] and each["grids"]["totalCount"] >= 10 for each in nodes)
    counts = [each["jointCommittee"]["memberUnits"]["aggregate"]["count"] for each in nodes]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.usefixtures("zhongwei")
def test_member_units_of_a_community_are_those_of_its_committee(execute: Execute) -> None:
    short = "{ memberUnits: { some: { type: { eq: ENTERPRISE } }, count: { gte: 3 } } }"
    long = "{ jointCommittee: { memberUnits: { some: { type: { eq: ENTERPRISE } }, count: { gte: 3 } } } }"
    query = "{{ communities(where: {0}, first: 100) {{ totalCount nodes {{ code }} }} }}"
    answer = execute(query.format(short))
    assert answer == execute(query.format(long))
    assert answer["communities"]["totalCount"]


# ---------------------------------------------------------------------------------------------------- what is odd, and decided
ALL: Final = "all"
NONE: Final = "none"
ODD: Final = {
    "null": (None, ALL),
    "nothing": ({}, ALL),
    "all of nothing": ({"and": []}, ALL),
    "any of nothing": ({"or": []}, NONE),
    "any of something empty": ({"or": [{}]}, ALL),
    "not nothing": ({"not": {}}, NONE),
    "not any of nothing": ({"not": {"or": []}}, ALL),
    "a property without operators": ({"name": {}}, ALL),
    "in nothing": ({"name": {"in": []}}, NONE),
    "a code not in nothing": ({"code": {"notIn": []}}, ALL),
    "null and equal": ({"population": {"isNull": True, "eq": 1}}, NONE),
    "below and above": ({"population": {"gt": 5, "lt": 5}}, NONE),
    "is there": ({"isNull": False}, ALL),
    "is not there": ({"isNull": True}, NONE),
    "links without quantifiers": ({"grids": {}}, ALL),
    "contains the empty text": ({"name": {"contains": ""}}, ALL),
    "one value for a list": ({"code": {"in": "640502100002"}}, ["640502100002"]),
    "one filter for a list": ({"and": {"code": {"eq": "640502100002"}}}, ["640502100002"]),
    "a quote": ({"name": {"eq": "' OR true //"}}, NONE),
    "a text that is a pattern": ({"name": {"contains": ".*"}}, NONE),
}


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize(("given", "expected"), ODD.values(), ids=ODD)
def test_unusual_filters(given: Any, expected: Any, execute: Execute) -> None:
    query = "query ($where: CommunityFilter) { communities(where: $where, first: 100) { nodes { code } } }"
    codes = [each["code"] for each in execute(query, where=given)["communities"]["nodes"]]
    every = [each["code"] for each in execute(query)["communities"]["nodes"]]
    assert codes == (every if expected is ALL else [] if expected is NONE else expected)


@pytest.mark.sampled(0.15)
@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize(
    "given",
    [
        {"population": {"gte": 5000}},
        {"population": {"ne": 5000}},
        {"population": {"notIn": [1]}},
        {"population": {"isNull": True}},
        {"jointCommittee": {"memberUnits": {"none": {}}}},
        {"jointCommittee": {"not": {"memberUnits": {"some": {}}}}},
        {"grids": {"all": {"workers": {"gte": 1}}}},
        {"compounds": {"some": {"serviceRating": {"lt": 3}}}},
        {"home": {"parent": {"name": {"contains": "镇"}}}},
    ],
    ids=json.dumps,
)
def test_not_is_the_exact_complement(given: Any, execute: Execute) -> None:
    """Also for null values."""
    query = """query ($where: CommunityFilter!) {
      is: communities(where: $where, first: 100) { nodes { code } }
      isNot: communities(where: { not: $where }, first: 100) { nodes { code } }
      isTwice: communities(where: { not: { not: $where } }, first: 100) { nodes { code } }
      every: communities(first: 100) { nodes { code } } }"""
    answer = execute(query, where=given)
    codes = {alias: [each["code"] for each in connection["nodes"]] for alias, connection in answer.items()}
    assert sorted(codes["is"] + codes["isNot"]) == codes["every"]
    assert codes["is"] == codes["isTwice"]


@pytest.mark.usefixtures("zhongwei")
def test_logic_distributes_over_a_to_one_relation(execute: Execute) -> None:
    """Also without such a link: only small grids are part of a large one."""
    answer = execute("""{
      every: grids { totalCount }
      without: grids(where: { largeGrid: { isNull: true } }) { totalCount }
      inside: grids(where: { largeGrid: { not: { code: { eq: "none" } } } }) { totalCount }
      outside: grids(where: { not: { largeGrid: { code: { eq: "none" } } } }) { totalCount }
      either: grids(where: { largeGrid: { or: [{ isNull: true }, { code: { eq: "none" } }] } }) { totalCount }
      both: grids(where: { largeGrid: { and: [{ isNull: true }, { not: { code: { eq: "x" } } }] } }) { totalCount }
      never: grids(where: { largeGrid: { isNull: true, code: { ne: "none" } } }) { totalCount } }""")
    counts = {alias: grids["totalCount"] for alias, grids in answer.items()}
    assert 0 < counts["without"] < counts["every"]
    assert counts["inside"] == counts["outside"] == counts["every"]
    assert counts["either"] == counts["both"] == counts["without"]
    assert counts["never"] == 0


@pytest.mark.usefixtures("zhongwei")
def test_null_matches_is_null_only(execute: Execute) -> None:
    unknown = "{ and: [{ population: { isNull: true } }, { population: { %s } }] }"
    for operator in ("eq: 1", "ne: 1", "in: [1]", "notIn: [1]", "notIn: []", "gt: 1", "gte: 1", "lt: 1", "lte: 1"):
        assert (
            execute(f"{{ divisions: communities(where: {unknown % operator}) {{ totalCount }} }}")["divisions"]["totalCount"]
            == 0
        )
    assert execute("{ communities(where: { population: { isNull: true } }) { totalCount } }")["communities"]["totalCount"] > 0


@pytest.mark.usefixtures("zhongwei")
def test_filters_on_lists_that_are_no_connections_and_on_search(execute: Execute) -> None:
    answer = execute("""{ community(code: "640502100002") { ancestors(where: { level: { in: [CITY, COUNTY] } }) { level } }
      search(text: "社区", where: { community: { grids: { count: { gte: 10 } } } }, orderBy: { name: DESC }, first: 100) {
        totalCount nodes { kind name ... on Community { grids { totalCount } } } } }""")
    assert answer["community"]["ancestors"] == [{"level": "CITY"}, {"level": "COUNTY"}]
    found = answer["search"]["nodes"]
    assert found
    assert all(each["kind"] == "COMMUNITY" and each["grids"]["totalCount"] >= 10 for each in found)
    assert [each["name"] for each in found] == sorted((each["name"] for each in found), reverse=True)


# ---------------------------------------------------------------------------------------------------- what is refused
def _nested(depth: int) -> Any:
    return {"not": _nested(depth - 1)} if depth else {"name": {"eq": "x"}}


TOO_MUCH: Final = {
    "null for a property": {"population": None},
    "null for an operator": {"population": {"eq": None}},
    "null for isNull": {"jointCommittee": {"isNull": None}},
    "null for logic": {"not": None},
    "null for a quantifier": {"grids": {"some": None}},
    "nested too deep": _nested(40),
    "too many conditions": {"or": [{"name": {"eq": str(number)}} for number in range(101)]},
    "too many values": {"name": {"in": [str(number) for number in range(1001)]}},
}


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("given", TOO_MUCH.values(), ids=TOO_MUCH)
def test_invalid_filters_are_errors(given: Any, server: Any) -> None:
    query = """query ($where: CommunityFilter) { communities(where: $where) { totalCount } }"""
    deep = """query ($where: CommunityFilter) { city(code: "6405") { communities(where: $where) { totalCount } } }"""
    for each in (query, deep):
        (error,) = server.post(each, where=given)["errors"]
        # Such nesting is rejected before compilation.
        code, said = ("QUERY_TOO_DEEP", "deep") if given == _nested(40) else ("BAD_ARGUMENT", "`where")
        assert error["extensions"]["code"] == code
        assert said in error["message"]


@pytest.mark.usefixtures("zhongwei")
def test_the_maximal_filter_is_accepted(execute: Execute) -> None:
    query = "query ($where: CommunityFilter) { communities(where: $where) { totalCount } }"
    many = {
        "or": [{"name": {"eq": str(number)}} for number in range(45)],
        "code": {"in": [str(number) for number in range(1000)]},
    }
    assert execute(query, where=many)["communities"]["totalCount"] == 0
    assert execute(query, where=_nested(13))["communities"]["totalCount"] == 68


# ---------------------------------------------------------------------------------------------------- every list
COMPUTED_LISTS = {
    "Network",
    "NetworkActor",
    "NetworkTie",
    "NetworkGroup",
    "CorePeriphery",
    "Brokerage",
    "Backbone",
    "Pairings",
    "Changes",
}
"""They only take the arguments of a page."""


def test_every_connection_has_where_order_by_and_group() -> None:
    types = [
        each
        for each in SCHEMA.graphql_schema.type_map.values()
        if isinstance(each, GraphQLObjectType) and each.name not in COMPUTED_LISTS
    ]
    fields = {f"{owner.name}.{name}": field for owner in types for name, field in owner.fields.items()}
    lists = {
        list_field: field for list_field, field in fields.items() if get_named_type(field.type).name.endswith("Connection")
    }
    assert len(lists) > 100
    for list_field, field in lists.items():
        assert {"where", "orderBy"} <= field.args.keys(), list_field
        assert "group" in get_named_type(field.type).fields, list_field


# ---------------------------------------------------------------------------------------------------- the statement
def text_of(query: str, **variables: Any) -> str:
    (operation,) = parse(query).definitions
    (node,) = operation.selection_set.selections  # pyright: ignore[reportAttributeAccessIssue]
    schema = SCHEMA.graphql_schema
    values = get_variable_values(schema, operation.variable_definitions or (), variables).coerced  # pyright: ignore
    definition = schema.query_type.fields[node.name.value]  # pyright: ignore[reportOptionalMemberAccess]
    selected = SelectedField(node.name.value, node.name.value, definition, (node,))
    compiler = Compiler(Selections(schema, {}, Variables(values)), selected)
    return definition.extensions[FIELD_COMPILER].plan(compiler, selected).text


ASKED: Final = "query ($where: CommunityFilter) { communities(where: $where) { totalCount nodes { name } } }"


def test_an_empty_filter_does_not_change_the_statement() -> None:
    plain = text_of("{ communities { totalCount nodes { name } } }")
    assert "communities" not in plain
    assert text_of(ASKED, where=None) == text_of(ASKED, where={}) == text_of(ASKED) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": {"contains": "阳"}}, {"name": {"contains": "' RETURN 1 //"}}),
        ({"jointCommittee": {"isNull": True}}, {"jointCommittee": {"isNull": False}}),
        ({"code": {"in": ["a"]}}, {"code": {"in": ["b", "c"]}}),
        ({"code": {"gt": "a"}}, {"code": {"gt": "𠀀！"}}),
        (
            {"grids": {"some": {"size": {"eq": "SMALL"}}, "count": {"gte": 1}}},
            {"grids": {"some": {"size": {"eq": "LARGE"}}, "count": {"gte": 9}}},
        ),
        ({"or": [{"validFrom": {"lt": "2020-01-01"}}]}, {"or": [{"validFrom": {"lt": "2021-01-01"}}]}),
    ],
    ids=json.dumps,
)
def test_the_statement_depends_on_the_shape_of_variables_only(one: Any, other: Any) -> None:
    """No value changes the text: the database plans once."""
    assert text_of(ASKED, where=one) == text_of(ASKED, where=other)


@pytest.mark.usefixtures("zhongwei")
def test_filters_at_every_depth_are_one_statement(server: Any) -> None:
    query = """{ townships(where: { communities: { some: { jointCommittee: { isNull: false } } } }, orderBy: { communities: { count: DESC } }) {
      nodes { communities(where: { grids: { count: { gte: 10 } } }, orderBy: { name: ASC }) { totalCount nodes {
        grids(where: { workers: { gte: 1 } }, orderBy: { workers: DESC }, first: 2) { nodes { code } } } } } } }"""
    assert server.statements(query) == 1

"""`where`: filters made by chance against plain Python over the export, and what is decided of odd ones."""

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from generators.lists import Place, place_by_chance
from graphql import GraphQLObjectType, get_named_type, parse
from graphql.execution.values import get_variable_values
from oracles.filters import Asked, End, FiltersByChance, InputTypes, input_types
from oracles.graph import AS_OF_DATES, Graph, Node, today

from graph.compiler.compiler import FIELD_COMPILER, Compiler
from graph.compiler.selections import SelectedField, Selections
from schema.schema import SCHEMA

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
CASES: Final = 170
"""Filters for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


# ---------------------------------------------------------------------------------------------------- filters by chance
def test_filters_by_chance(graph: Graph, inputs: InputTypes, ask: Ask, share_of_cases: float) -> None:
    """Total, rows and aggregate of lists of every sort, each under a filter of its own."""
    chance, cases, telling = random.Random(f"filters of {len(graph.nodes)}"), round(CASES * share_of_cases), 0
    days = [today(), *(date.fromisoformat(day) for day in AS_OF_DATES if day != "today")]
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
            return place, given, kept
    return place, given, kept  # pyright: ignore[reportPossiblyUnboundVariable]


# ---------------------------------------------------------------------------------------------------- as docs/querying.md has it
@pytest.mark.usefixtures("zhongwei")
def test_who_has_none(ask: Ask, cypher: Callable[..., Any]) -> None:
    """A plain, counted, paged question in either direction, for to-one and to-many alike, at one moment."""
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
        answer, expected = ask(query, day=day), [code for (code,) in cypher(without, day=day)]
        assert answer["one"]["totalCount"] == len(expected)
        assert [each["code"] for each in answer["one"]["nodes"]] == expected[:20]
        assert answer["none"]["totalCount"] + answer["some"]["totalCount"] == answer["every"]["totalCount"]


@pytest.mark.usefixtures("zhongwei")
def test_conditions_and_an_order_on_counts_together(ask: Ask) -> None:
    answer = ask("""{ communities(where: { grids: { count: { gte: 10 } }, or: [{ name: { contains: "阳" } }] },
      orderBy: [{ memberUnits: { count: DESC } }, { population: ASC }]) {
      nodes { name grids { totalCount } jointCommittee { memberUnits { aggregate { count } } } } } }""")
    nodes = answer["communities"]["nodes"]
    assert nodes
    assert all("阳" in each["name"] and each["grids"]["totalCount"] >= 10 for each in nodes)
    counts = [each["jointCommittee"]["memberUnits"]["aggregate"]["count"] for each in nodes]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.usefixtures("zhongwei")
def test_a_community_is_asked_about_the_units_of_its_committee(ask: Ask) -> None:
    """`memberUnits` of a community stands for those of its committee, in where as in orderBy."""
    short = "{ memberUnits: { some: { type: { eq: ENTERPRISE } }, count: { gte: 3 } } }"
    long = "{ jointCommittee: { memberUnits: { some: { type: { eq: ENTERPRISE } }, count: { gte: 3 } } } }"
    query = "{{ communities(where: {0}, first: 100) {{ totalCount nodes {{ code }} }} }}"
    answer = ask(query.format(short))
    assert answer == ask(query.format(long))
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
def test_odd_filters(given: Any, expected: Any, ask: Ask) -> None:
    query = "query ($where: CommunityFilter) { communities(where: $where, first: 100) { nodes { code } } }"
    codes = [each["code"] for each in ask(query, where=given)["communities"]["nodes"]]
    every = [each["code"] for each in ask(query)["communities"]["nodes"]]
    assert codes == (every if expected is ALL else [] if expected is NONE else expected)


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
def test_not_is_the_exact_complement(given: Any, ask: Ask) -> None:
    """Also of what has no value: the two together are all, and none is in both."""
    query = """query ($where: CommunityFilter!) {
      is: communities(where: $where, first: 100) { nodes { code } }
      isNot: communities(where: { not: $where }, first: 100) { nodes { code } }
      isTwice: communities(where: { not: { not: $where } }, first: 100) { nodes { code } }
      every: communities(first: 100) { nodes { code } } }"""
    answer = ask(query, where=given)
    codes = {alias: [each["code"] for each in connection["nodes"]] for alias, connection in answer.items()}
    assert sorted(codes["is"] + codes["isNot"]) == codes["every"]
    assert codes["is"] == codes["isTwice"]


@pytest.mark.usefixtures("zhongwei")
def test_logic_moves_into_a_link_to_one_and_out_of_it(ask: Ask) -> None:
    """Also of what has no such link: only small grids are part of a large one."""
    answer = ask("""{
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
def test_what_has_no_value_matches_is_null_alone(ask: Ask) -> None:
    unknown = "{ and: [{ population: { isNull: true } }, { population: { %s } }] }"
    for operator in ("eq: 1", "ne: 1", "in: [1]", "notIn: [1]", "notIn: []", "gt: 1", "gte: 1", "lt: 1", "lte: 1"):
        assert (
            ask(f"{{ divisions: communities(where: {unknown % operator}) {{ totalCount }} }}")["divisions"]["totalCount"] == 0
        )
    assert ask("{ communities(where: { population: { isNull: true } }) { totalCount } }")["communities"]["totalCount"] > 0


@pytest.mark.usefixtures("tiny", "scratch")
def test_counts_are_of_different_entities(ask: Ask, cypher: Callable[..., Any]) -> None:
    """Two living links to one unit are two edges, and one unit."""
    cypher("MATCH (u:MemberUnit)-[:MEMBER_OF]->(j:JointCommittee {code: 'JC1'}) WITH u, j LIMIT 1 CREATE (u)-[:MEMBER_OF]->(j)")
    committee = ask('{ jointCommittee(code: "JC1") { memberUnits { totalCount aggregate { count } } } }')["jointCommittee"]
    edges, units = committee["memberUnits"]["totalCount"], committee["memberUnits"]["aggregate"]["count"]
    assert edges > units
    for count, expected in ((edges, []), (units, [{"code": "JC1"}])):
        where = f'{{ code: {{ eq: "JC1" }}, memberUnits: {{ count: {{ eq: {count} }} }} }}'
        assert ask(f"{{ jointCommittees(where: {where}) {{ nodes {{ code }} }} }}")["jointCommittees"]["nodes"] == expected


@pytest.mark.usefixtures("zhongwei")
def test_filters_on_lists_that_are_no_connections_and_on_search(ask: Ask) -> None:
    answer = ask("""{ community(code: "640502100002") { ancestors(where: { level: { in: [CITY, COUNTY] } }) { level } }
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
def test_what_cannot_be_asked_is_refused(given: Any, server: Any) -> None:
    """With the way out in its sentence, at every depth."""
    query = """query ($where: CommunityFilter) { communities(where: $where) { totalCount } }"""
    deep = """query ($where: CommunityFilter) { city(code: "6405") { communities(where: $where) { totalCount } } }"""
    for each in (query, deep):
        (error,) = server.post(each, where=given)["errors"]
        # What is nested that deep is refused before anything is compiled.
        code, said = ("QUERY_TOO_DEEP", "deep") if given == _nested(40) else ("BAD_ARGUMENT", "`where")
        assert error["extensions"]["code"] == code
        assert said in error["message"]


@pytest.mark.usefixtures("zhongwei")
def test_as_much_as_is_allowed_is_answered(ask: Ask) -> None:
    query = "query ($where: CommunityFilter) { communities(where: $where) { totalCount } }"
    many = {
        "or": [{"name": {"eq": str(number)}} for number in range(45)],
        "code": {"in": [str(number) for number in range(1000)]},
    }
    assert ask(query, where=many)["communities"]["totalCount"] == 0
    assert ask(query, where=_nested(13))["communities"]["totalCount"] == 68


# ---------------------------------------------------------------------------------------------------- every list
def test_every_connection_takes_where_and_order_and_has_groups() -> None:
    """At every depth."""
    types = [each for each in SCHEMA.graphql_schema.type_map.values() if isinstance(each, GraphQLObjectType)]
    fields = {f"{owner.name}.{name}": field for owner in types for name, field in owner.fields.items()}
    lists = {place: field for place, field in fields.items() if get_named_type(field.type).name.endswith("Connection")}
    assert len(lists) > 100
    for place, field in lists.items():
        assert {"where", "orderBy"} <= field.args.keys(), place
        assert "group" in get_named_type(field.type).fields, place


# ---------------------------------------------------------------------------------------------------- the statement
def text_of(query: str, **variables: Any) -> str:
    """The Cypher that an operation of one field is compiled to."""
    (operation,) = parse(query).definitions
    (node,) = operation.selection_set.selections  # pyright: ignore[reportAttributeAccessIssue]
    schema = SCHEMA.graphql_schema
    values = get_variable_values(schema, operation.variable_definitions or (), variables).coerced  # pyright: ignore
    definition = schema.query_type.fields[node.name.value]  # pyright: ignore[reportOptionalMemberAccess]
    selected = SelectedField(node.name.value, node.name.value, definition, (node,))
    compiler = Compiler(Selections(schema, {}, values), selected)
    return definition.extensions[FIELD_COMPILER].plan(compiler, selected).text


ASKED: Final = "query ($where: CommunityFilter) { communities(where: $where) { totalCount nodes { name } } }"


def test_nothing_asked_is_the_statement_as_it_was() -> None:
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
def test_the_text_depends_on_the_shape_alone(one: Any, other: Any) -> None:
    """Every value is a parameter, and no value moves the text: the database plans once."""
    assert text_of(ASKED, where=one) == text_of(ASKED, where=other)


@pytest.mark.usefixtures("zhongwei")
def test_one_statement_however_much_is_asked(server: Any, ask: Ask) -> None:
    with server.wire.counting() as counted:
        ask("""{ townships(where: { communities: { some: { jointCommittee: { isNull: false } } } }, orderBy: { communities: { count: DESC } }) {
      nodes { communities(where: { grids: { count: { gte: 10 } } }, orderBy: { name: ASC }) { totalCount nodes {
        grids(where: { workers: { gte: 1 } }, orderBy: { workers: DESC }, first: 2) { nodes { code } } } } } } }""")
    assert counted.runs == 1

"""Every field has the shape of its selection, on both execution paths and in the JSON of a response."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
import pytest
from execution_paths import ExecutionPaths
from generators.complete_selections import CompleteSelections
from graphql import GraphQLObjectType, parse, validate
from oracles.response_shape import ResponseShape
from product_schema import SCHEMA

from api.graphql.response import encode_json
from graph.database.login import Login
from graph.model.divisions import CITY, COMMUNITY, COUNTY, DIVISIONS, PROVINCE, TOWNSHIP
from graph.model.registry import KINDS

Cypher = Callable[..., list[list[Any]]]
AT, LATER = 'asOf: "2020-10-01"', 'asOf: "2021-04-15"'
ONE, OTHER = '{ community: "9901001" }', '{ community: "9901002" }'
QUESTIONS: Final = {
    "linkage": f"(from: {ONE}, to: {OTHER}, maxHops: 4, transit: [{{ kind: TOWNSHIP, policy: ALLOW }}], {AT})",
    "coverage": f'(scope: "99", indicator: SERVICE_STATION, {AT})',
    "coverageSeries": '(scope: "99", indicator: SERVICE_STATION, from: "2020-01-01", to: "2020-06-01", divisions: COMMUNITY)',
    "changes": '(scope: "99", from: "2019-01-01", to: "2022-12-31")',
    "links": "(relations: [MEMBER_OF, SERVES])",
    "why": f"(unit: {OTHER}, indicator: JOINT_COMMITTEE, {AT})",
    "diff": '(scope: "99", indicator: SERVICE_STATION, from: "2019-12-01", to: "2020-10-01")',
    "nextBest": f'(scope: "99", indicator: JOINT_COMMITTEE, {AT})',
    "simulate": f'(add: [{{ relation: RUNS, from: {{ alliance: "AL1" }}, to: {{ serviceStation: "SS2" }} }}], {AT})',
    "reachable": f"(from: {ONE}, {AT})",
    "linkTimeline": f"(from: {ONE}, to: {OTHER}, maxHops: 4, transit: [{{ kind: TOWNSHIP, policy: ALLOW }}])",
    "responsibilityChain": f'(community: "9901001", {AT})',
    "fragility": f"(from: {ONE}, to: {OTHER}, {AT})",
    "ifRemoved": f'(entity: {{ jointCommittee: "JC1" }}, scope: "99", {AT})',
    "network": f'(scope: "99", projection: MEMBERSHIP, {AT})',
    "networkSeries": '(scope: "99", projection: MEMBERSHIP, from: "2019-12-01", to: "2020-10-01")',
    "networkCorrelation": f'(scope: "99", actors: COMMUNITY, a: {{ difference: "population" }}, b: {{ shared: SERVES }}, {AT})',
    "networkRegression": f'(scope: "99", actors: MEMBER_UNIT, dependent: {{ shared: MEMBER_OF }}, independents: [{{ same: TYPE }}], {AT})',
    "pairings": f'(scope: "99", {AT})',
    "indicators": "",
    "revision": "",
    "node": '(id: "Community:9901001")',
    "nodes": '(ids: ["Community:9901001", "Grid:G1"])',
    "entity": f"(ref: {ONE})",
    "division": '(code: "9901")',
    "search": '(text: "东")',
}
KINDS_IN_ORDER: Final = (
    *(kind for kind in reversed(KINDS) if kind not in DIVISIONS),
    CITY,
    TOWNSHIP,
    COMMUNITY,
    PROVINCE,
    COUNTY,
)
"""Kinds with examples of a field come before those without."""
LISTS: Final = {kind.plural: f"({LATER})" for kind in KINDS_IN_ORDER}
ARGUMENTS: Final = {
    "scope": '"99"',
    "indicator": "SERVICE_STATION",
    "from": ONE,
    "to": OTHER,
    "ref": '{ memberUnit: "MU1" }',
}
ABSENT: Final = re.compile(
    r"Query|Province.*|County.*|BackboneTie|BackboneTieEdge|Broker|BrokerEdge|Triad|(?!Division).*PostsEdge|(JointCommittee|MemberUnit|CommunityBranch)ActivitiesEdge"
)
"""What the tiny city lacks; `Query` is the root of each document."""
DEPTH: Final = 4
DEEPER: Final = {"network": 6}


@pytest.fixture(scope="module")
def paths(neo4j_login: Login) -> Iterator[ExecutionPaths]:
    paths = ExecutionPaths(neo4j_login)
    yield paths
    paths.close()


def test_every_field_of_every_type(
    paths: ExecutionPaths, tiny: None, modifies_data: None, cypher: Cypher, share_of_cases: float
) -> None:
    cypher("MATCH (e:Entity) SET e.provenances = ['name=ILLUSTRATIVE']")
    selections, shape = CompleteSelections(SCHEMA.graphql_schema, ARGUMENTS), ResponseShape(SCHEMA.graphql_schema)
    roots = {**LISTS, **QUESTIONS}
    chosen = list(roots)[:: 1 if share_of_cases == 1 else 24]
    for root in chosen:
        arguments = roots[root]
        document = selections.document(root, arguments, DEEPER.get(root, DEPTH))
        assert not validate(SCHEMA.graphql_schema, parse(document)), root
        completed, *bypassed = paths.answers(document, {})
        data, errors = completed
        assert not errors, (root, errors)
        assert bypassed == [completed, completed], root
        shape.check(parse(document, no_location=True), orjson.loads(data))
    if len(chosen) == len(roots):
        assert " ".join(_unseen(shape)) == ""


def _unseen(shape: ResponseShape) -> list[str]:
    types = [each for each in SCHEMA.graphql_schema.type_map.values() if isinstance(each, GraphQLObjectType)]
    fields = [(each.name, name) for each in types if not each.name.startswith("__") for name in each.fields]
    return [".".join(each) for each in fields if each not in shape.seen and not ABSENT.fullmatch(each[0])]


def test_json_encodes_plain_data_only() -> None:
    """orjson would write the first two, with their internal names and formats."""

    @dataclass
    class Definition:
        name_zh: str = "居民区党组织"

    for value in (Definition(), datetime(2022, 9, 22), Definition, frozenset({1})):
        with pytest.raises(TypeError):
            encode_json({"data": {"definition": value}})

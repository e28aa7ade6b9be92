"""Each root field runs as many statements as it declares, however deep the selection."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from product_schema import SCHEMA
from product_server import Server

from graph.compiler.compiler import FIELD_COMPILER
from graph.model.registry import KINDS

COMMUNITY = "640502100002"
DEEP = """
query ($code: String!) { community(code: $code) {
  ancestors { name } home { code }
  jointCommittee { memberUnits(first: 3) { totalCount aggregate { partyMembers { sum } } edges { since node {
    name location { name parent { name } } jointCommittees { nodes { code community { name } } } } } } }
  grids { nodes { code largeGrid { smallGrids { totalCount } } ledBy { name branchOf { name ... on Community { population } } } } }
  links { nodes { relation from { name home { name } } to { name ... on Post { body { name } } } } } } }
"""
OPERATIONS = {
    "point": ("query ($code: String!) { community(code: $code) { name } }", 1),
    "deep": (DEEP, 1),
    "list within": (
        '{ memberUnits(within: "640502") { totalCount nodes { name home { name } } pageInfo { hasNextPage } } }',
        1,
    ),
    "search": (
        '{ search(text: "阳", within: "6405") { totalCount nodes { name ... on Community { grids { totalCount } } } } }',
        1,
    ),
    "by ids": ('{ nodes(ids: ["Community:640502100002", "City:6405"]) { id ... on City { name } } }', 1),
    "division": ('{ division(code: "6405") { divisions { nodes { name communities { totalCount } } } } }', 1),
    "three roots": ('{ city(code: "6405") { name } grids { totalCount } revision { id } }', 2),
    # The others find what may be meant.
    "nothing there": ('{ community(code: "0") { name grids { totalCount } } }', 4),
    "refused": ('{ communities(after: "?") { totalCount } }', 0),
    "counts of two sides": (
        '{ diff(scope: "6405", indicator: SERVICE_STATION, from: "2020-01-01", to: "2022-01-01") { before { reached } after { unknown } } }',
        1,
    ),
    "introspection": ("{ __schema { queryType { name } } }", 0),
}


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize(("operation", "statements"), OPERATIONS.values(), ids=OPERATIONS.keys())
def test_statements_on_the_wire(server: Server, zhongwei: None, operation: str, statements: int) -> None:
    assert server.statements(operation, code=COMMUNITY) == statements


ONE, OTHER = '{ community: "640502100002" }', '{ community: "640502100006" }'
ROOT_FIELDS: Final = {
    "node": '(id: "Community:640502100002") { id }',
    "indicators": "{ nameEn }",
    "nodes": '(ids: ["Community:640502100002"]) { id }',
    "entity": f"(ref: {ONE}) {{ name }}",
    "division": '(code: "6405") { name }',
    "search": '(text: "阳") { totalCount }',
    "coverage": '(scope: "6405", indicator: SERVICE_STATION) { reached children { reached } }',
    "coverages": '(scopes: ["6405"], indicator: SERVICE_STATION) { reached children { reached } }',
    "scorecard": '(scope: "6405", indicators: [SERVICE_STATION, MENTORED]) { reached children { reached } }',
    "coverageSeries": '(scope: "6405", indicator: SERVICE_STATION, from: "2020-01-01", to: "2020-06-01") { reached }',
    "changes": '(scope: "6405", from: "2021-01-01", to: "2022-01-01") { entities { totalCount nodes { entity { name } } } }',
    "links": "(relations: [SERVES]) { totalCount nodes { from { name } } }",
    "why": '(unit: { community: "640502100002" }, indicator: SERVICE_STATION) { status }',
    "diff": '(scope: "6405", indicator: SERVICE_STATION, from: "2020-01-01", to: "2022-01-01") { before { reached } }',
    "nextBest": '(scope: "640502", indicator: SERVICE_STATION, k: 2) { picks { properties } }',
    "simulate": '(add: []) { coverage(scope: "6405", indicator: SERVICE_STATION) { before { reached } after { reached } } }',
    "linkage": f"(from: {ONE}, to: {OTHER}) {{ paths {{ hops }} }}",
    "reachable": f"(from: {ONE}, maxHops: 2) {{ totalCount }}",
    "linkTimeline": f"(from: {ONE}, to: {OTHER}, maxHops: 2) {{ from }}",
    "responsibilityChain": '(community: "640502100002") { duty }',
    "fragility": f"(from: {ONE}, to: {OTHER}) {{ disjointPaths }}",
    "ifRemoved": f'(entity: {ONE}, scope: "640502") {{ entity {{ name }} }}',
    "network": '(scope: "640502", projection: MEMBERSHIP) { nodeCount actors(first: 2) { nodes { entity { name } } } }',
    "networkSeries": '(scope: "640502", projection: MEMBERSHIP, from: "2020-01-01", to: "2021-01-01") { tieCount }',
    "networkCorrelation": '(scope: "640502", actors: COMMUNITY, a: { difference: "population" }, b: { same: TOWNSHIP }) { r }',
    "networkRegression": '(scope: "640502", actors: COMMUNITY, dependent: { shared: TRAINED }, independents: [{ same: TOWNSHIP }]) { pairs }',
    "pairings": '(scope: "640502") { unpaired { nodes { name } } proposal { from { name } } }',
    "community": '(code: "640502100002") { name }',
    "communities": "{ totalCount }",
}
"""Those of the other kinds are like `community` and `communities`."""


def _declared() -> dict[str, int]:
    query = SCHEMA.graphql_schema.query_type
    assert query is not None
    compilers = {name: field.extensions.get(FIELD_COMPILER) for name, field in query.fields.items()}
    return {name: compiler.statements for name, compiler in compilers.items() if compiler is not None}


def test_every_question_is_counted() -> None:
    of_kinds = {name for kind in KINDS for name in (kind.singular, kind.plural)}
    assert _declared().keys() - of_kinds == ROOT_FIELDS.keys() - of_kinds


@pytest.mark.sampled(0.25)
@pytest.mark.parametrize("name", ROOT_FIELDS)
def test_a_root_field_runs_the_statements_that_it_declares(server: Server, zhongwei: None, name: str) -> None:
    operation = f"{{ {name}{ROOT_FIELDS[name]} }}"
    assert "errors" not in server.post(operation), server.post(operation)
    assert server.statements(operation) == _declared()[name]


def test_the_proxy_counts_statements(server: Server, zhongwei: None, execute: Callable[..., Any]) -> None:
    with server.wire.counting() as counted:
        for _ in range(5):
            execute("{ revision { id } }")
    assert counted.runs == 5

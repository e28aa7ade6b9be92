"""Any valid selection is executed as graphql-core would: aliases, fragments, directives, interfaces, order."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from product_server import Server

Execute = Callable[..., Any]
CODE = "640502100002"
pytestmark = pytest.mark.usefixtures("zhongwei")


def test_keys_come_in_the_order_of_the_selection(server: Server) -> None:
    text = server.client.post(
        "/graphql",
        json={
            "query": f'{{ b: community(code: "{CODE}") {{ name z: code kind level a: id grids(first: 1) {{ pageInfo {{ endCursor '
            "hasNextPage } totalCount nodes { size name code } } __typename } }"
        },
    ).text
    community = json.loads(text)["data"]["b"]
    assert list(community) == ["name", "z", "kind", "level", "a", "grids", "__typename"]
    assert list(community["grids"]) == ["pageInfo", "totalCount", "nodes"]
    assert list(community["grids"]["pageInfo"]) == ["endCursor", "hasNextPage"]
    assert list(community["grids"]["nodes"][0]) == ["size", "name", "code"]


def test_aliases_with_different_arguments(execute: Execute) -> None:
    community = execute(f"""{{ community(code: "{CODE}") {{
        one: grids(first: 1) {{ nodes {{ code }} }} two: grids(first: 2) {{ nodes {{ code }} }} last: grids(last: 1) {{ nodes {{ code }} }}
        all: grids(first: 100) {{ nodes {{ code }} }} }} }}""")["community"]
    codes = {key: [node["code"] for node in value["nodes"]] for key, value in community.items()}
    assert codes["one"] == codes["all"][:1]
    assert codes["two"] == codes["all"][:2]
    assert codes["last"] == codes["all"][-1:]


def test_fragments_merge_by_response_key(execute: Execute) -> None:
    community = execute(
        f"""query {{ community(code: "{CODE}") {{ ...A ...B ... on Division {{ level }} ... {{ kind }} }} }}
        fragment A on Community {{ grids(first: 2) {{ nodes {{ code }} totalCount }} }}
        fragment B on Entity {{ ... on Community {{ grids(first: 2) {{ nodes {{ workers ...C }} }} }} }}
        fragment C on Entity {{ name }}"""
    )["community"]
    assert list(community) == ["grids", "level", "kind"]
    assert list(community["grids"]) == ["nodes", "totalCount"]
    assert list(community["grids"]["nodes"][0]) == ["code", "workers", "name"]


@pytest.mark.parametrize("wanted", [True, False])
def test_include_and_skip(execute: Execute, wanted: bool) -> None:
    query = """query ($code: String!, $wanted: Boolean!) { community(code: $code) {
        id name @include(if: $wanted) code @skip(if: $wanted) ... on Community @include(if: $wanted) { population }
        ...F @skip(if: $wanted) } } fragment F on Community { level }"""
    community = execute(query, code=CODE, wanted=wanted)["community"]
    assert list(community) == (["id", "name", "population"] if wanted else ["id", "code", "level"])


def test_interfaces_with_type_conditions(execute: Execute) -> None:
    nodes = execute(
        """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Entity { code kind } ... on Division { level parent { __typename name } } ... on Community { grids { totalCount } } } }""",
        ids=["City:6405", f"Community:{CODE}", "Township:640502100", "Community:0"],
    )["nodes"]
    city, community, township, nothing = nodes
    assert nothing is None
    assert [city["__typename"], community["__typename"], township["__typename"]] == ["City", "Community", "Township"]
    assert [city["kind"], community["level"], township["level"]] == ["CITY", "COMMUNITY", "TOWNSHIP"]
    assert community["grids"]["totalCount"] > 0
    assert "grids" not in township
    assert township["parent"] == {"__typename": "County", "name": "沙坡头区"}


def test_typename_of_everything_around_a_list(execute: Execute) -> None:
    grids = execute(f"""{{ community(code: "{CODE}") {{ grids(first: 1) {{
        __typename edges {{ __typename node {{ __typename }} }} pageInfo {{ __typename }} aggregate {{ __typename workers {{ __typename }} }}
        }} }} }}""")["community"]["grids"]
    assert grids["__typename"] == "CommunityGridsConnection"
    assert grids["edges"] == [{"__typename": "CommunityGridsEdge", "node": {"__typename": "Grid"}}]
    assert grids["pageInfo"] == {"__typename": "PageInfo"}
    assert grids["aggregate"] == {"__typename": "GridAggregate", "workers": {"__typename": "IntegerAggregate"}}


def test_variables_equal_literals(execute: Execute) -> None:
    by_variables = execute(
        """query ($code: String!, $first: Int, $relations: [Relation!], $direction: Direction, $asOf: Date) {
        community(code: $code, asOf: $asOf) { links(first: $first, relations: $relations, direction: $direction) {
        totalCount nodes { relation from { code } to { code } since } } } }""",
        code=CODE,
        first=5,
        relations=["HAS_GRID", "SERVES"],
        direction="OUT",
        asOf="2022-09-22",
    )
    by_literals = execute(f"""{{ community(code: "{CODE}", asOf: "2022-09-22") {{
        links(first: 5, relations: [HAS_GRID, SERVES], direction: OUT) {{
        totalCount nodes {{ relation from {{ code }} to {{ code }} since }} }} }} }}""")
    assert by_variables == by_literals
    assert {node["relation"] for node in by_literals["community"]["links"]["nodes"]} == {"HAS_GRID"}


def test_entity_by_any_reference(execute: Execute) -> None:
    found = execute(f"""{{ a: entity(ref: {{ community: "{CODE}" }}) {{ id }} b: entity(ref: {{ id: "Community:{CODE}" }}) {{ id }}
        c: division(code: "{CODE}") {{ id }} d: node(id: "Community:{CODE}") {{ id }} e: entity(ref: {{ grid: "{CODE}" }}) {{ id }} }}""")
    assert [found[key] for key in "abcd"] == [{"id": f"Community:{CODE}"}] * 4
    assert found["e"] is None

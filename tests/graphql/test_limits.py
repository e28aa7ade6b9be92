"""Limits are checked before execution; each rejects the first value beyond it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query
from product_server import Server, login_environment, serving

from graph.database.login import Login
from schema.execution.limits import Limits

NESTED = "query ($n: Int) { communities(first: $n) { nodes { grids(first: $n) { nodes { ledBy { name } } } } } }"

NESTED_TWICE = "query ($n: Int) { communities(first: $n) { nodes { grids(first: $n) { nodes { ledBy { grids(first: $n) { nodes { code } } } } } } } }"


def _doubling(times: int) -> str:
    """Makes fragments that each spread the next one twice."""
    fragments = [f"fragment f{i} on Division {{ code ...f{i + 1} ...f{i + 1} }}" for i in range(times)]
    return f'{{ division(code: "6405") {{ ...f0 }} }} {" ".join(fragments)} fragment f{times} on Division {{ code }}'


def _deep(levels: int) -> str:
    return '{ division(code: "6405") { ' + "parent { " * levels + "code" + " }" * levels + " } }"


def _wide(fields: int) -> str:
    return '{ division(code: "6405") { ' + "code " * fields + "} }"


WITHIN = {
    "a long comment": "{ " + "__typename " * 2 + "} #" + "x" * (Limits.document_length - 30),
    "tokens": "{ city(code: [" + "1 " * (Limits.tokens - 15) + "]) { name } }",
    "depth": _deep(Limits.depth - 2),
    "aliases": "{ " + " ".join(f"a{i}: __typename" for i in range(Limits.aliases)) + " }",
    "fields": _wide(Limits.fields - 1),
    "directives": "{ city(code: 6) { name " + "@include(if: true) " * Limits.directives + "} }",
    "name": "{ " + "a" * 100 + ": __typename }",
    "root fields": "{ " + "__typename " * Limits.root_fields + "}",
    "fragments": _doubling(7),
}
BEYOND = {
    "tokens": ("{ city(code: [" + "1 " * (Limits.tokens - 11) + "]) { name } }", "QUERY_TOO_LONG"),
    "characters": ("{ __typename } #" + "x" * Limits.document_length, "QUERY_TOO_LONG"),
    "comments": ("#\n" * (Limits.tokens + 1) + "{ __typename }", "QUERY_TOO_LONG"),
    "depth": (_deep(Limits.depth - 1), "QUERY_TOO_DEEP"),
    "depth in a fragment": ("{ __typename } fragment F on Division " + _deep(Limits.depth)[25:-1], "QUERY_TOO_DEEP"),
    "depth of a value": ("{ city(code: " + "[" * 25 + "]" * 25 + ") { name } }", "QUERY_TOO_DEEP"),
    "aliases": ("{ " + " ".join(f"a{i}: __typename" for i in range(Limits.aliases + 1)) + " }", "TOO_MANY_ALIASES"),
    "aliases in a fragment": (
        "{ " + "...F " * 16 + "} fragment F on Query { a: __typename b: __typename }",
        "TOO_MANY_ALIASES",
    ),
    "fields": (_wide(Limits.fields), "TOO_MANY_FIELDS"),
    "fragments": (_doubling(8), "TOO_MANY_FIELDS"),
    "directives": ("{ city(code: 6) { name " + "@include(if: true) " * 21 + "} }", "TOO_MANY_DIRECTIVES"),
    "directives of an operation": ("query " + "@x " * 21 + "{ __typename }", "TOO_MANY_DIRECTIVES"),
    "name": ("{ " + "a" * 101 + ": __typename }", "TOKEN_TOO_LONG"),
    "number": ("{ communities(first: " + "9" * 401 + ") { totalCount } }", "TOKEN_TOO_LONG"),
    "root fields": ("{ " + "__typename " * (Limits.root_fields + 1) + "}", "TOO_MANY_ROOT_FIELDS"),
    "root fields in a fragment": ("{ ...F ...F } fragment F on Query { " + "__typename " * 16 + "}", "TOO_MANY_ROOT_FIELDS"),
    "cost": (NESTED_TWICE.replace("$n: Int", "$n: Int = 100"), "QUERY_TOO_EXPENSIVE"),
    "introspection many times": (
        "{ "
        + " ".join(f"a{i}: __schema {{ types {{ name fields {{ name args {{ name type {{ name }} }} }} }} }}" for i in range(8))
        + " }",
        "QUERY_TOO_EXPENSIVE",
    ),
}


@pytest.fixture(scope="session")
def server(default_server: Server) -> Server:
    return default_server


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize("document", WITHIN.values(), ids=WITHIN.keys())
def test_the_limits_themselves_are_accepted(server: Server, document: str) -> None:
    codes = {error["extensions"]["code"] for error in server.post(document).get("errors", [])}
    assert codes <= {"GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(("document", "code"), BEYOND.values(), ids=BEYOND.keys())
def test_one_more_than_a_limit_is_an_error(error_codes: Callable[..., list[str]], document: str, code: str) -> None:
    assert error_codes(document) == [code]


@pytest.mark.parametrize("times", [20, 60, 100, 140])
def test_doubling_fragments_are_checked_in_linear_time(server: Server, times: int) -> None:
    """With exponential work, 100 doublings would not end."""
    (error,) = server.post(_doubling(times))["errors"]
    assert error["extensions"]["code"] == "TOO_MANY_FIELDS"


def test_variable_values_are_limited(server: Server) -> None:
    deep: list[Any] = []
    for _ in range(25):
        deep = [deep]
    answer = server.post("query ($x: ID!) { node(id: $x) { id } }", x=deep)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_DEEP"]


def test_introspection_stays_on(execute: Callable[..., Any]) -> None:
    described = execute(get_introspection_query(input_value_deprecation=True))
    assert len(described["__schema"]["types"]) > 100


# ------------------------------------------------------------------------------------------------ cost
def _estimate(server: Server, query: str, **variables: Any) -> dict[str, int]:
    request = {"query": query, "variables": variables, "extensions": {"cost": True}}
    return server.client.post("/graphql", json=request).json()["extensions"]["cost"]


COSTS = {
    "one object": ('{ city(code: "6405") { name } }', 1),
    "a list by default": ("{ communities { nodes { name } } }", 20),
    "first multiplies": ("{ communities(first: 7) { nodes { name } } }", 7),
    "last multiplies": ("{ communities(last: 7) { nodes { name } } }", 7),
    "edges are free, their nodes are not": (
        "{ communities(first: 7) { edges { cursor node { name } } pageInfo { endCursor } } }",
        7,
    ),
    "lists inside lists": ("{ communities(first: 5) { nodes { grids(first: 3) { nodes { code } } } } }", 5 + 5 * 3),
    "links to one": ("{ communities(first: 5) { nodes { jointCommittee { code } } } }", 5 + 5),
    "totals are free": ("{ communities(first: 5) { totalCount nodes { grids { totalCount } } } }", 5),
    "as many as there are ids": ('{ nodes(ids: ["City:6405", "City:1"]) { id } }', 2),
    "the tree is four levels high": ('{ division(code: "6405") { ancestors { name } } }', 1 + 4),
    "fragments": (
        "{ ...F } fragment F on Query { communities(first: 2) { ...G } } fragment G on CommunityConnection { nodes { code } }",
        2,
    ),
}


@pytest.mark.parametrize(("query", "objects"), COSTS.values(), ids=COSTS.keys())
def test_the_cost_is_the_maximal_number_of_objects(server: Server, zhongwei: None, query: str, objects: int) -> None:
    assert _estimate(server, query) == {"estimate": objects, "limit": Limits.cost}


def test_the_cost_follows_the_variables(server: Server, zhongwei: None) -> None:
    assert [_estimate(server, NESTED, n=n)["estimate"] for n in (1, 10)] == [3, 10 + 10 * 20]
    assert _estimate(server, NESTED)["estimate"] == 20 + 20 * 40


def test_the_cost_is_in_extensions_on_request(server: Server, zhongwei: None) -> None:
    assert "extensions" not in server.post("{ communities { totalCount } }")


def test_a_cost_error_names_a_round_first_that_fits(server: Server, zhongwei: None) -> None:
    (error,) = server.post(NESTED_TWICE, n=100)["errors"]
    cost = error["extensions"]["cost"]
    assert cost == {"estimate": 100 + 2 * 100**2 + 100**3, "limit": Limits.cost, "largestFirst": 40}
    assert "`first: 40`" in error["message"]
    assert "errors" not in server.post(NESTED_TWICE, n=40)
    assert server.post(NESTED_TWICE, n=50)["errors"]


def test_a_cost_error_says_if_no_first_fits(server: Server) -> None:
    (error,) = server.post('{ division(code: "6405") { ' + "ancestors { " * 9 + "code" + " }" * 9 + " } }")["errors"]
    assert error["extensions"]["cost"]["largestFirst"] is None
    assert "No `first` makes it fit" in error["message"]


# ------------------------------------------------------------------------------------------------ bytes
def test_a_response_beyond_its_bytes_is_an_error(neo4j_login: Login, zhongwei: None) -> None:
    environment = {
        "NEO4J_URI": neo4j_login.uri,
        **login_environment(neo4j_login),
        "MAX_RESPONSE_BYTES": "1000",
        "MAX_BATCH": "2",
    }
    query = "query ($n: Int) { communities(first: $n) { nodes { code } } }"
    with serving(environment) as url, httpx.Client(base_url=url) as client:
        small, large = ({"query": query, "variables": {"n": n}} for n in (5, 100))
        assert "errors" not in client.post("/graphql", json=small).json()
        refused = client.get("/graphql", params={"query": query, "variables": '{"n": 100}'})
        batch = client.post("/graphql", json=[small, large]).json()
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (200, "RESPONSE_TOO_LARGE")
    assert "1,000 are allowed" in error["message"]
    assert "etag" not in refused.headers
    assert ["errors" in each for each in batch] == [False, True]

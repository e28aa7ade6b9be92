"""GraphQL over HTTP: the audits of graphql-http, and what they do not cover."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from node import page_build, run_node
from product_server import ROOT, Server, login_environment, serving

from graph.database.login import Login

GRAPHQL = "application/graphql-response+json"
CITY = '{ city(code: "6405") { name } }'
ELSEWHERE = "https://elsewhere.example"


@pytest.fixture(scope="session")
def server(default_server: Server) -> Server:
    return default_server


def test_graphql_http_audits_pass(server: Server) -> None:
    page_build()
    outcomes = json.loads(run_node(ROOT / "tests" / "audits.mjs", f"{server.url}/graphql"))
    assert len(outcomes) == 61
    assert {name: outcome for name, outcome in outcomes.items() if outcome != "ok"} == {}


def _codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


REFUSED: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "no JSON": ("POST", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "BAD_REQUEST"),
    "NaN": ("POST", {"content": b'{"query": NaN}', "headers": {"Content-Type": "application/json"}}, 400, "BAD_REQUEST"),
    "no query": ("POST", {"json": {}}, 400, "BAD_REQUEST"),
    "a query that is no text": ("POST", {"json": {"query": ["x"]}}, 400, "BAD_REQUEST"),
    "variables that are no object": ("POST", {"json": {"query": CITY, "variables": "x"}}, 400, "BAD_REQUEST"),
    "several operations and no name": (
        "POST",
        {"json": {"query": "query A { __typename } query B { __typename }"}},
        400,
        "BAD_REQUEST",
    ),
    "several operations and an empty name": (
        "POST",
        {"json": {"query": "query A { __typename } query B { __typename }", "operationName": ""}},
        400,
        "BAD_REQUEST",
    ),
    "fragments alone": ("POST", {"json": {"query": "fragment F on Query { __typename }"}}, 400, "BAD_REQUEST"),
    "an operation that is not there": ("POST", {"json": {"query": CITY, "operationName": "X"}}, 400, "BAD_REQUEST"),
    "form": ("POST", {"data": {"query": CITY}}, 415, "UNSUPPORTED_MEDIA_TYPE"),
    "compressed": (
        "POST",
        {"content": b"\x1f\x8b", "headers": {"content-encoding": "gzip", "content-type": "application/json"}},
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "multipart": ("POST", {"files": {"query": CITY.encode()}}, 415, "UNSUPPORTED_MEDIA_TYPE"),
    "UTF-16": (
        "POST",
        {"content": b"{}", "headers": {"Content-Type": "application/json; charset=utf-16"}},
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a batch": ("POST", {"json": [{"query": CITY}]}, 400, "BATCHING_NOT_ENABLED"),
    "PUT": ("PUT", {"json": {"query": CITY}}, 405, "METHOD_NOT_ALLOWED"),
    "a mutation with GET": ("GET", {"params": {"query": "mutation { x }"}}, 405, "METHOD_NOT_ALLOWED"),
    "variables in the address that are no JSON": ("GET", {"params": {"query": CITY, "variables": "{"}}, 400, "BAD_REQUEST"),
    "nothing that it can answer": ("POST", {"json": {"query": CITY}, "headers": {"Accept": "text/csv"}}, 406, "NOT_ACCEPTABLE"),
    "a document that is not there": ("POST", {"json": {"documentId": "None"}}, 404, "DOCUMENT_NOT_FOUND"),
    "a document and a query": ("POST", {"json": {"documentId": "None", "query": CITY}}, 400, "BAD_REQUEST"),
    "a body of 2 MB": ("POST", {"json": {"query": "#" * 2_000_000}}, 413, "REQUEST_TOO_LARGE"),
}


@pytest.mark.parametrize(("method", "sent", "status", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_malformed_request_is_an_error(server: Server, method: str, sent: dict[str, Any], status: int, code: str) -> None:
    answer = server.client.request(method, "/graphql", **sent)
    assert (answer.status_code, _codes(answer)) == (status, [code])
    assert "data" not in answer.json()


def test_a_body_without_content_length_is_limited(server: Server) -> None:
    chunks = (b" " * 100_000 for _ in range(20))
    answer = server.client.post("/graphql", content=chunks, headers={"Content-Type": "application/json"})
    assert (answer.status_code, _codes(answer)) == (413, ["REQUEST_TOO_LARGE"])


STATUSES = {
    "an answer": (CITY, 200, 200),
    "a field that is refused": ("{ communities(first: 0) { totalCount } }", 200, 200),
    "syntax": ("{", 400, 200),
    "validation": ("{ nobody }", 400, 200),
    "a limit": ("{ " + "__typename " * 31 + "}", 400, 200),
}


ACCEPTED = {
    "": "application/json",
    "*/*": "application/json",
    "application/*": "application/json",
    f"{GRAPHQL}, application/json": GRAPHQL,
    f"{GRAPHQL};q=0.5, application/json": "application/json",
    f"{GRAPHQL}, application/json;q=0.9": GRAPHQL,
    "application/json;q=0, */*": GRAPHQL,
    "application/json;q=0.5, */*": GRAPHQL,
    f"{GRAPHQL};q=0, application/*": "application/json",
    "text/html, */*;q=0.8": "application/json",
}


@pytest.mark.parametrize(("accept", "expected"), ACCEPTED.items())
def test_the_media_type_follows_accept(server: Server, accept: str, expected: str) -> None:
    answer = server.client.post("/graphql", json={"query": "{ __typename }"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == f"{expected}; charset=utf-8"


def test_accept_may_span_several_headers(server: Server) -> None:
    for headers in ([("Accept", "text/html"), ("Accept", GRAPHQL)], [("Accept", GRAPHQL), ("Accept", "text/html")]):
        answer = server.client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
        assert answer.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"


def test_operation_name_selects_the_operation(server: Server) -> None:
    text = "query A { a: __typename } query B { b: __typename }"
    for _ in range(2):  # the second time from the cache
        for name, key in (("A", "a"), ("B", "b")):
            answer = server.client.post("/graphql", json={"query": text, "operationName": name}).json()
            assert answer == {"data": {key: "Query"}}
        assert server.client.post("/graphql", json={"query": text}).status_code == 400


@pytest.mark.parametrize(("query", "status", "legacy"), STATUSES.values(), ids=STATUSES.keys())
def test_statuses(server: Server, zhongwei: None, query: str, status: int, legacy: int) -> None:
    for accept, expected in ((GRAPHQL, status), ("application/json", legacy), ("*/*", legacy)):
        answer = server.client.post("/graphql", json={"query": query}, headers={"Accept": accept})
        assert answer.status_code == expected
        assert answer.headers["content-type"] == f"{GRAPHQL if accept == GRAPHQL else 'application/json'}; charset=utf-8"


def test_large_answers_are_compressed(server: Server, zhongwei: None) -> None:
    large = {"query": "{ communities(first: 100) { nodes { id name } } }"}
    assert server.client.post("/graphql", json=large, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    small = server.client.post("/graphql", json={"query": CITY}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers


def test_no_other_origin_may_ask_by_default(server: Server) -> None:
    headers = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in server.client.options("/graphql", headers=headers).headers
    assert "access-control-allow-origin" not in server.client.post("/graphql", json={"query": CITY}, headers=headers).headers


# ------------------------------------------------------------------------------------------------ entity tags
def _get(server: Server, tag: str = "", **parameters: str) -> httpx.Response:
    return server.client.get("/graphql", params={"query": CITY, **parameters}, headers={"If-None-Match": tag} if tag else {})


def test_an_unchanged_response_is_304_until_a_commit(server: Server, zhongwei: None, modifies_data: None, cypher: Any) -> None:
    first = _get(server)
    tag = first.headers["etag"]
    again = _get(server, tag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert _get(server, f'W/"other", {tag}').status_code == 304
    cypher("MATCH (c:City {code: '6405'}) SET c.name = '中卫'")
    changed = _get(server, tag)
    assert changed.status_code == 200
    assert "中卫市" not in changed.text
    assert changed.headers["etag"] != tag


def test_another_query_has_another_etag(server: Server, zhongwei: None) -> None:
    query_arguments = [
        _get(server),
        _get(server, query='{ city(code: "6405") { code } }'),
        _get(server, variables='{"x": 1}'),
        server.client.get("/graphql", params={"query": CITY}, headers={"Accept": GRAPHQL}),
    ]
    assert len({answer.headers["etag"] for answer in query_arguments}) == len(query_arguments)


def test_operations_without_statements_have_an_etag(server: Server, zhongwei: None) -> None:
    tag = _get(server, query="{ __typename }").headers["etag"]
    assert _get(server, tag, query="{ __typename }").status_code == 304


def test_errors_and_posts_have_no_etag(server: Server, zhongwei: None) -> None:
    assert "etag" not in _get(server, query="{ communities(first: 0) { totalCount } }").headers
    assert "etag" not in server.client.post("/graphql", json={"query": CITY}).headers


# ------------------------------------------------------------------------------------------------ by setting
@pytest.fixture(scope="module")
def server_with_options(neo4j_login: Login, server: Server) -> Iterator[httpx.Client]:
    """Enables all options that are off by default, and disables GET."""
    environment = {
        "ALLOW_GET": "false",
        "ALLOWED_ORIGINS": f"{ELSEWHERE}, https://other.example",
        "MAX_BATCH": "2",
    }
    with (
        serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), **environment}) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


def test_get_can_be_forbidden(server_with_options: httpx.Client) -> None:
    answer = server_with_options.get("/graphql", params={"query": CITY})
    assert (answer.status_code, _codes(answer)) == (405, ["METHOD_NOT_ALLOWED"])


def test_origins_can_be_allowed(server_with_options: httpx.Client) -> None:
    answer = server_with_options.post("/graphql", json={"query": CITY}, headers={"Origin": ELSEWHERE})
    assert answer.headers["access-control-allow-origin"] == ELSEWHERE
    assert "etag" in answer.headers["access-control-expose-headers"].lower()
    preflight = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert server_with_options.options("/graphql", headers=preflight).status_code == 200
    assert (
        "access-control-allow-origin"
        not in server_with_options.post("/graphql", json={}, headers={"Origin": "https://x.example"}).headers
    )


def test_batches_can_be_enabled(server_with_options: httpx.Client, zhongwei: None) -> None:
    answer = server_with_options.post("/graphql", json=[{"query": CITY}, {"query": "{ nobody }"}])
    assert answer.json()[0] == {"data": {"city": {"name": "中卫市"}}}
    assert answer.json()[1]["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    mixed = server_with_options.post("/graphql", json=[{"query": CITY}, {"documentId": "None"}])
    assert mixed.status_code == 200
    assert mixed.json()[0] == {"data": {"city": {"name": "中卫市"}}}
    assert mixed.json()[1]["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_FOUND"
    assert _codes(server_with_options.post("/graphql", json=[{"query": CITY}] * 3)) == ["BATCHING_NOT_ENABLED"]
    assert _codes(server_with_options.post("/graphql", json=[])) == ["BAD_REQUEST"]

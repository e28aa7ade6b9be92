"""Any request gets a response or a client error, never an internal error."""

import pytest
from product_server import Server

BODIES = {
    "nothing": b"",
    "null": b"null",
    "a number": b"1",
    "no query": b"{}",
    "a query that is no text": b'{"query": 5}',
    "variables that are no object": b'{"query": "{ __typename }", "variables": [1]}',
    "invalid UTF-8": b"\xff\xfe",
    "deep nesting": b"[" * 100_000,
    "a lone surrogate": b'{"query": "query ($c: ID!) { node(id: $c) { id } }", "variables": {"c": "\\ud800"}}',
    "a lone surrogate in the document": b'{"query": "{ community(code: \\"\\\\ud800\\") { id } }"}',
    "a lone surrogate as operation": b'{"query": "{ __typename }", "operationName": "\\ud800"}',
    "an operation that is not there": b'{"query": "query A { __typename }", "operationName": "B"}',
    "NUL": b'{"query": "query ($c: ID!) { node(id: $c) { id } }", "variables": {"c": "Alliance:\\u0000"}}',
    "a deep selection": b'{"query": "' + b"{a" * 3000 + b'"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_no_body_breaks_the_server(server: Server, body: bytes) -> None:
    answer = server.client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400)
    assert len(answer.content) < 64_000
    assert "Traceback" not in answer.text


def test_chinese_is_not_escaped(server: Server, zhongwei: None) -> None:
    answer = server.client.post("/graphql", json={"query": '{ city(code: "6405") { name } }'})
    assert "中卫市" in answer.text

"""Invalid input is an error with a code and a remedy; a missing entity is null; any other error has an id in the log."""

from collections.abc import Callable
from typing import Any

import pytest
from product_server import Server

from graph.error_codes import ErrorCode

BAD = {
    "first and last": ("{ communities(first: 1, last: 1) { totalCount } }", "BAD_ARGUMENT"),
    "first too large": ("{ communities(first: 101) { nodes { code } } }", "BAD_ARGUMENT"),
    "first zero, only the total": ("{ communities(first: 0) { totalCount } }", "BAD_ARGUMENT"),
    "nested first": ("{ communities { nodes { grids(first: -1) { totalCount } } } }", "BAD_ARGUMENT"),
    "cursor": ('{ communities(after: "x") { nodes { code } } }', "BAD_CURSOR"),
    "id": ('{ node(id: "x") { id } }', "BAD_ID"),
    "id of no kind": ('{ node(id: "Dog:1") { id } }', "BAD_ID"),
    "too many ids": ("{ nodes(ids: [" + '"City:6405" ' * 101 + "]) { id } }", "BAD_ARGUMENT"),
    "empty search": ('{ search(text: " ") { totalCount } }', "BAD_ARGUMENT"),
    "no kinds": ('{ search(text: "a", kinds: []) { totalCount } }', "BAD_ARGUMENT"),
    "no relations": ('{ city(code: "6405") { links(relations: []) { totalCount } } }', "BAD_ARGUMENT"),
    "dead scope": ('{ communities(within: "6405", asOf: "1900-01-01") { totalCount } }', "NOT_ALIVE"),
    "date": ('{ communities(asOf: "22.9.2022") { totalCount } }', "GRAPHQL_VALIDATION_FAILED"),
    "two references": ('{ entity(ref: { grid: "1", post: "1" }) { id } }', "GRAPHQL_VALIDATION_FAILED"),
    "unknown field": ("{ nobody }", "GRAPHQL_VALIDATION_FAILED"),
    "syntax": ("{", "GRAPHQL_PARSE_FAILED"),
}


@pytest.mark.parametrize(("query", "code"), BAD.values(), ids=BAD.keys())
def test_invalid_input_is_an_error(error_codes: Callable[..., list[str]], zhongwei: None, query: str, code: str) -> None:
    assert error_codes(query) == [code]


def test_an_error_in_one_root_field_does_not_affect_the_others(server: Server, zhongwei: None) -> None:
    answer = server.post('{ a: communities(first: 0) { totalCount } b: city(code: "6405") { name } }')
    assert answer["data"] == {"a": None, "b": {"name": "中卫市"}}
    assert [error["path"] for error in answer["errors"]] == [["a"]]


def test_a_malformed_id_is_an_error_at_its_index(server: Server, zhongwei: None) -> None:
    query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } city(code: "6405") { name } }'
    for _ in range(2):  # the second time from the cache
        answer = server.post(query, ids=["City:6405", "Dog:1", "Community:none", "bad", ":6405"])
        assert answer["data"] == {"nodes": [{"id": "City:6405"}, None, None, None, None], "city": {"name": "中卫市"}}
        assert [error["path"] for error in answer["errors"]] == [["nodes", 1], ["nodes", 3], ["nodes", 4]]
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_ID"}
        assert [error["path"] for error in server.post(query, ids=["", "City:6405"])["errors"]] == [["nodes", 0]]
    assert server.post(query, ids=["City:6405"])["data"]["nodes"] == [{"id": "City:6405"}]


def test_an_unknown_entity_is_null(execute: Callable[..., Any], zhongwei: None) -> None:
    assert execute('{ city(code: "0") { name } communities(within: "0") { totalCount } node(id: "City:0") { id } }') == {
        "city": None,
        "communities": None,
        "node": None,
    }


def test_broken_data_is_an_unexpected_error_with_an_id(
    server: Server, zhongwei: None, modifies_data: None, cypher: Callable[..., Any]
) -> None:
    cypher("MATCH (c:Community {code: '640502100002'}) REMOVE c.name")
    error = server.post('query Mine { community(code: "640502100002") { name } }')["errors"][0]
    assert error["extensions"]["code"] == "UNEXPECTED"
    assert error["message"] == f"Unexpected error {error['extensions']['id']}"
    assert "name" not in error["message"]


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_code_is_described_in_both_languages(code: ErrorCode) -> None:
    chinese, _, english = code.value.partition("。 ")
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert english.isascii()
    assert english.endswith(".")

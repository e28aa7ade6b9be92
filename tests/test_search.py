"""Search finds all that match and nothing else, best first, as plain Python over the names says."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]
TEXTS = [
    "阳",
    "向阳",
    "社区",
    "6405",
    "640502100002",
    "向阳巷居委会",
    "JC",
    "巷居",
    "党支部",
    "第1",
    "阳光小区",
    "a",
    "没有这个名字",
    "１２号",
    "ünïted",
    "①",
]
pytestmark = pytest.mark.usefixtures("zhongwei")


def _tier(text: str, code: str, name: str, former: list[str]) -> int | None:
    if code == text:
        return 0
    if name == text:
        return 1
    if name.startswith(text) or code.startswith(text):
        return 2
    if text in name:
        return 3
    return 4 if any(text in each for each in former) else None


def _expected(text: str, rows: list[list[Any]]) -> list[str]:
    text = text.lower()
    ranked = [
        (_tier(text, code.lower(), name.lower(), [each.lower() for each in former]), label, code)
        for label, code, name, former in rows
    ]
    return [f"{label}:{code}" for tier, label, code in sorted(row for row in ranked if row[0] is not None)]


@pytest.mark.parametrize("text", TEXTS)
def test_search_is_what_python_says(ask: Ask, cypher: Callable[..., list[list[Any]]], text: str) -> None:
    rows = cypher(
        "MATCH (n:Entity) WHERE coalesce(n.valid_to > date(), true) AND coalesce(n.valid_from <= date(), true) "
        "RETURN [l IN labels(n) WHERE NOT l IN ['Entity', 'Division']][0], n.code, n.name, coalesce(n.former_names, [])"
    )
    expected = _expected(text, rows)
    found: list[str] = []
    after = None
    while True:
        page = ask(
            "query ($text: String!, $after: String) { search(text: $text, first: 100, after: $after) "
            "{ totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
            text=text,
            after=after,
        )["search"]
        found += [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == len(expected)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == expected


def test_only_these_kinds_within_a_division(ask: Ask) -> None:
    inside = ask(
        '{ search(text: "社区", kinds: [COMMUNITY], within: "640502", first: 100) { nodes { id ancestors: home { parent { parent { code } } } } } }'
    )
    assert inside["search"]["nodes"]
    assert {node["ancestors"]["parent"]["parent"]["code"] for node in inside["search"]["nodes"]} == {"640502"}


@pytest.mark.parametrize("text", ['"', "+阳 -光", "阳*", "a:b", "\\", "阳) OR (光", "/阳/", "阳~", "[阳 TO 光]"])
def test_no_text_is_taken_for_query_syntax(ask: Ask, refused: Callable[..., list[str]], text: str) -> None:
    if any(character.isalnum() for character in text):
        ask("query ($text: String!) { search(text: $text) { totalCount } }", text=text)
    else:
        assert refused("query ($text: String!) { search(text: $text) { totalCount } }", text=text) == ["BAD_ARGUMENT"]


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("word", ["１２号", "ＡＢ", "ünïted", "한국", "カタ", "①②", "3.5", "A_B"])
def test_a_word_that_the_index_keeps_whole_is_found_within_a_name(ask: Ask, cypher: Callable[..., Any], word: str) -> None:
    cypher("MERGE (n:Entity:Alliance {code: 'odd'}) SET n.name = $name", name=f"前x{word}y后")
    found = ask("query ($text: String!) { search(text: $text) { nodes { code } } }", text=word)["search"]["nodes"]
    assert {"code": "odd"} in found

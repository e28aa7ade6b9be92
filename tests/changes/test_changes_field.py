"""`changes`: what began or ended equals a recount over the exported graph, page by page."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from list_places import PAGE, ListPlace, codes, walk
from oracles.changes import Change, changes
from oracles.graph import Cypher, Graph
from oracles.networks import BOUNDARIES
from product_server import Server

Execute = Callable[..., Any]
LINK: Final = "relation from { id } to { id } since until"
CHANGES: Final = f"""
query ($scope: String!, $from: Date!, $to: Date!, $boundary: Boundary, $entities: String, $links: String) {{
  changes(scope: $scope, from: $from, to: $to, boundary: $boundary) {{
    entities(first: 100, after: $entities) {{
      totalCount nodes {{ day began entity {{ id }} }} pageInfo {{ hasNextPage endCursor }} }}
    links(first: 100, after: $links) {{ totalCount nodes {{ day began link {{ {LINK} }} }} pageInfo {{ hasNextPage endCursor }} }}
    summary {{ kind relation began ended }}
  }}
}}
"""
DAY: Final = "2022-09-22"
PERIODS: Final = {
    ZHONGWEI: [("6405", "2020-12-31", "2021-06-30"), ("640502100", "2020-06-30", "2022-12-31")],
    TINY: [("99", "2015-01-01", "2026-01-01"), ("9901", "2019-12-31", "2021-01-01"), ("99", DAY, DAY)],
}


def every_change(execute: Execute, **variables: Any) -> tuple[list[Any], list[Any], list[Any]]:
    found: dict[str, list[Any]] = {"entities": [], "links": []}
    after: dict[str, str | None] = {"entities": None, "links": None}
    summary: list[Any] = []
    pending = True
    while pending:
        page = execute(CHANGES, **after, **variables)["changes"]
        summary, pending = page["summary"], False
        for name, nodes in found.items():
            if len(nodes) < page[name]["totalCount"]:
                nodes += page[name]["nodes"]
                after[name] = page[name]["pageInfo"]["endCursor"]
                pending |= page[name]["pageInfo"]["hasNextPage"]
    return found["entities"], found["links"], summary


def dated(node: Any, change: Change) -> str:
    return f"{node.id}@{change.seen}"


@pytest.mark.parametrize("folder", [pytest.param(ZHONGWEI, marks=pytest.mark.slow), TINY], ids=["zhongwei", "tiny"])
def test_changes_equal_a_recount(cities: Cities, execute: Execute, cypher: Cypher, folder: Any) -> None:
    cities.load(folder)
    graph, numbers = Graph.export(cypher), Counter[str]()
    for scope, start, end in PERIODS[folder]:
        for boundary in BOUNDARIES if folder == TINY else ["ANCHOR"]:
            entities, links, summary = every_change(execute, scope=scope, **{"from": start, "to": end}, boundary=boundary)
            expected = changes(graph, scope, date.fromisoformat(start), date.fromisoformat(end), boundary)
            assert [(each["day"], each["began"], each["entity"]["id"]) for each in entities] == [
                (str(each.day), each.began, dated(each.item, each)) for each in expected[0]
            ]
            assert [
                (each["day"], each["began"], each["link"]["relation"], each["link"]["from"]["id"], each["link"]["to"]["id"])
                for each in links
            ] == [
                (str(each.day), each.began, each.item.relation, dated(each.item.start, each), dated(each.item.end, each))
                for each in expected[1]
            ]
            counts = [Counter((each.item.kind, each.began) for each in expected[0])]
            counts.append(Counter((each.item.relation, each.began) for each in expected[1]))
            assert summary == [
                {"kind": None, "relation": None, name: key, "began": count[key, True], "ended": count[key, False]}
                for name, count in zip(("kind", "relation"), counts, strict=True)
                for key in sorted({key for key, _ in count})
            ]
            numbers.update(entities=len(entities), links=len(links), ended=sum(not each["began"] for each in links))
    assert numbers["entities"]
    assert numbers["ended"] or folder == ZHONGWEI


@pytest.mark.usefixtures("tiny")
def test_arguments_narrow(execute: Execute) -> None:
    answer = execute("""{ changes(scope: "99", from: "2000-01-01", to: "2030-01-01", kinds: [MEMBER_UNIT, GRID], relations: [MEMBER_OF, SERVES]) {
      all: entities { totalCount } grids: entities(kinds: [GRID, POST]) { nodes { entity { kind } } totalCount }
      ended: entities(began: false) { nodes { began } totalCount aggregate { count } } begun: entities(began: true) { totalCount }
      members: links(relations: [MEMBER_OF]) { nodes { link { relation } } totalCount } links { totalCount }
      none: links(relations: [RUNS]) { totalCount }
      summary { kind relation began ended } } }""")["changes"]
    assert {each["entity"]["kind"] for each in answer["grids"]["nodes"]} == {"GRID"}
    assert {each["began"] for each in answer["ended"]["nodes"]} <= {False}
    assert answer["ended"]["aggregate"]["count"] == answer["ended"]["totalCount"]
    assert answer["begun"]["totalCount"] + answer["ended"]["totalCount"] == answer["all"]["totalCount"] > 0
    assert {each["link"]["relation"] for each in answer["members"]["nodes"]} == {"MEMBER_OF"}
    assert answer["none"]["totalCount"] == 0
    of_entities = [each for each in answer["summary"] if each["kind"]]
    assert {each["kind"] for each in of_entities} <= {"MEMBER_UNIT", "GRID"}
    assert sum(each["began"] + each["ended"] for each in of_entities) == answer["all"]["totalCount"]
    of_links = [each for each in answer["summary"] if each["relation"]]
    assert {each["relation"] for each in of_links} <= {"MEMBER_OF", "SERVES"}
    assert sum(each["began"] + each["ended"] for each in of_links) == answer["links"]["totalCount"]


@pytest.mark.sampled(0.01)
@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("name", ["entities", "links"])
def test_cursors_continue_and_belong_to_their_question(execute: Execute, server: Server, name: str) -> None:
    question = 'changes(scope: "640502" from: "2017-12-31" to: "2022-12-31" boundary: ANCHOR)'
    place = ListPlace(f"{question} {{ {name}(PAGE) {{ {PAGE} }} }}", ("root", name))
    _, cursor = walk(execute, place)
    others = [("640502", "6405"), ("2017-12-31", "2018-01-01"), ("2022-12-31", "2022-12-30"), ("ANCHOR", "EITHER")]
    others += [("(PAGE)", "(began: true PAGE)"), (" boundary:", " kinds: [GRID] boundary:")]
    selections = [place.query.replace(*each).replace("PAGE", f'first: 2 after: "{cursor}"') for each in others]
    assert codes(server, selections) == ["BAD_CURSOR"] * len(others)
    last = execute(f"{{ root: {place.text('last: 2')} }}")["root"][name]
    before = execute(f"{{ root: {place.text(f'last: 2 before: {chr(34)}{cursor}{chr(34)}')} }}")["root"][name]
    whole = execute(f"{{ root: {place.text('first: 100')} }}")["root"][name]
    assert whole["totalCount"] > 2
    assert [each["cursor"] for each in before["edges"]] == [
        each["cursor"] for each in whole["edges"][: [each["cursor"] for each in whole["edges"]].index(cursor)][-2:]
    ]
    if whole["totalCount"] <= 100:
        assert last["edges"] == whole["edges"][-2:]


@pytest.mark.usefixtures("tiny")
def test_errors_are_at_their_place(server: Server) -> None:
    period = 'from: "2020-01-01" to: "2021-01-01"'
    answer = server.post(
        f"""{{ reversed: changes(scope: "99" from: "2021-01-01" to: "2020-01-01") {{ summary {{ began }} }}
        unknown: changes(scope: "nowhere" {period}) {{ summary {{ began }} }}
        early: changes(scope: "9901" from: "0001-01-01" to: "0001-01-02") {{ summary {{ began }} }}
        lists: changes(scope: "99" {period}) {{ entities(first: 0) {{ totalCount }} links {{ totalCount }} }} }}"""
    )
    errors = {tuple(each["path"]): each["extensions"]["code"] for each in answer["errors"]}
    assert errors.get(("reversed",)) == "BAD_ARGUMENT"
    assert errors.get(("lists", "entities")) == "BAD_ARGUMENT"
    assert answer["data"]["unknown"] is None
    assert answer["data"]["lists"]["links"]["totalCount"] >= 0

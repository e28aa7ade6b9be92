"""`links` equals a recount over the exported graph, in order and page by page."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from list_places import DAY, OTHER_DAY, PAGE, ListPlace, codes, walk
from oracles.graph import AsOfGraph, Cypher, Graph, Link, Node
from oracles.networks import anchors
from product_server import Server

Execute = Callable[..., Any]
LINKS: Final = """query ($relations: [Relation!], $from: EntityRef, $to: EntityRef, $within: String, $where: LinkFilter, $after: String, $asOf: Date) {
  links(relations: $relations, from: $from, to: $to, within: $within, where: $where, first: 100, after: $after, asOf: $asOf) {
    totalCount aggregate { count } nodes { relation from { id } to { id } since } pageInfo { hasNextPage endCursor } } }"""
AS_OF: Final = ("2019-07-01", DAY)


def every_link(execute: Execute, **variables: Any) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        page = execute(LINKS, after=after, **variables)["links"]
        found += page["nodes"]
        assert page["totalCount"] >= len(found)
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(found)
            return found
        after = page["pageInfo"]["endCursor"]


def as_shown(links: list[Link], day: str) -> list[Any]:
    links = sorted(links, key=lambda link: (link.relation, link.start.place, link.end.place, link.since))
    return [
        {
            "relation": link.relation,
            "from": {"id": f"{link.start.id}@{day}"},
            "to": {"id": f"{link.end.id}@{day}"},
            "since": None if link.since == "~" else link.since,
        }
        for link in links
    ]


def is_within(graph: AsOfGraph, node: Node, code: str) -> bool:
    home = graph.home(node)
    return home is not None and code in [each.code for each in (home, *graph.ancestors(home))]


def links_of(graph: AsOfGraph) -> list[Link]:
    return [hop.link for node in graph.nodes for hop in graph.links_at(node, "OUT")]


@pytest.mark.usefixtures("tiny")
def test_links_equal_a_recount(execute: Execute, cypher: Cypher) -> None:
    exported = Graph.export(cypher)
    for day in AS_OF:
        graph = exported.at(date.fromisoformat(day))
        links = links_of(graph)
        assert every_link(execute, asOf=day) == as_shown(links, day)
        for code in ("99", "9901", "9901001"):
            inside = [link for link in links if any(is_within(graph, each, code) for each in anchors(link))]
            assert every_link(execute, asOf=day, within=code) == as_shown(inside, day)
            some = [link for link in inside if link.relation in ("MEMBER_OF", "LOCATED_IN")]
            assert every_link(execute, asOf=day, within=code, relations=["LOCATED_IN", "MEMBER_OF"]) == as_shown(some, day)
        for end, reference, kind, key in (
            ("start", "from", "memberUnit", "MU1"),
            ("end", "to", "community", "9901001"),
        ):
            there = [
                link
                for link in links
                if getattr(link, end).code == key and getattr(link, end).kind.startswith(kind[:6].upper())
            ]
            assert there
            assert every_link(execute, asOf=day, **{reference: {kind: key}}) == as_shown(there, day)
    links = links_of(exported.at(date.fromisoformat(DAY)))
    both = [link for link in links if (link.start.code, link.end.code) == ("MU1", "JC1")]
    assert every_link(execute, asOf=DAY, **{"from": {"memberUnit": "MU1"}, "to": {"jointCommittee": "JC1"}}) == as_shown(
        both, DAY
    )
    later = [link for link in links if "2020-01-01" <= link.since < "~"]
    assert every_link(execute, asOf=DAY, where={"since": {"gte": "2020-01-01"}}) == as_shown(later, DAY)


@pytest.mark.usefixtures("tiny")
def test_cursors_belong_to_their_question(execute: Execute, server: Server) -> None:
    place = ListPlace(f"links(PAGE) {{ {PAGE} }}", ("root",), 'within: "9901" relations: [MEMBER_OF, LOCATED_IN]')
    _, cursor = walk(execute, place)
    page = f'first: 2 after: "{cursor}"'
    others = [
        f'links({page} within: "99" relations: [MEMBER_OF, LOCATED_IN]) {{ {PAGE} }}',
        f'links({page} within: "9901" relations: [MEMBER_OF]) {{ {PAGE} }}',
        f'links({page} within: "9901" relations: [MEMBER_OF, LOCATED_IN] asOf: "{OTHER_DAY}") {{ {PAGE} }}',
        f'links({page} from: {{ memberUnit: "MU1" }} within: "9901" relations: [MEMBER_OF, LOCATED_IN]) {{ {PAGE} }}',
    ]
    assert codes(server, others) == ["BAD_CURSOR"] * len(others)
    assert codes(server, [place.text(page)]) == ["none"]


@pytest.mark.usefixtures("tiny")
def test_unknown_and_invalid_arguments(server: Server) -> None:
    selections = [
        "links(relations: []) { totalCount }",
        'links(within: "9902001" asOf: "1000-01-01") { totalCount }',
        'links(from: { jointCommittee: "JC3" }) { totalCount }',
        'links(to: { id: "nonsense" }) { totalCount }',
        "links(first: 0) { totalCount }",
        'links(within: "unknown") { totalCount }',
        'links(from: { memberUnit: "unknown" }) { totalCount }',
    ]
    assert codes(server, selections) == ["BAD_ARGUMENT", "none", "NOT_ALIVE", "BAD_ID", "BAD_ARGUMENT", "none", "none"]

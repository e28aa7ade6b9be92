"""The questions around linkage, on random graphs against brute force, and on cities against what really happens."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any, Final

import pytest
from bolt_proxy import BoltProxy
from city_database import TINY, Cities
from generators.networks import DAY, put_random_graph, random_question
from oracles.graph import Cypher, Graph, Moment, Node, today
from oracles.linkage import KINDS, LINKAGE, PATH, Recount, TooMany, fragility, parts_without, reachable, reference, timeline
from product_server import Server, login_environment, serving

from graph.database.login import Login

Ask = Callable[..., Any]
GRAPHS: Final = 200
FOUND_FAULTS: Final = (56, 73)
"""Graphs on which a fault was found once: they are always asked about."""
LINK: Final = "relation from { id } to { id } since until source provenance"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        step = 1 if metafunc.config.getoption("--all-cases") else 20
        metafunc.parametrize("seed", sorted({*range(0, GRAPHS, step), *FOUND_FAULTS}))


class Asked:
    """A random graph, and random questions about it."""

    def __init__(self, ask: Ask, cypher: Cypher, rng: Random) -> None:
        self.ask = ask
        self.rng = rng
        put_random_graph(cypher, rng)
        self.graph = Graph.export(cypher)
        self.moment = self.graph.at(DAY)

    def recount(self, **changes: Any) -> Recount:
        question = replace(random_question(self.rng, self.moment), through=(), **changes)
        return Recount(self.moment, question)


@pytest.fixture
def asked(ask: Ask, cypher: Cypher, scratch: None, seed: int) -> Asked:
    asked = Asked(ask, cypher, Random(seed + 10_000))
    if len(asked.moment.nodes) < 2:
        pytest.skip("nobody lives on the day")
    return asked


# ---------------------------------------------------------------------------------------------------- reachable
REACHABLE: Final = f"""query ($from: EntityRef!, $kinds: [Kind!], $maxHops: Int!, $relations: [Relation!], $excludeRelations: [Relation!],
    $avoid: [EntityRef!], $transit: [TransitRule!], $first: Int, $after: String, $asOf: Date) {{
    reachable(from: $from, kinds: $kinds, maxHops: $maxHops, relations: $relations, excludeRelations: $excludeRelations, avoid: $avoid,
        transit: $transit, first: $first, after: $after, asOf: $asOf) {{
        totalCount aggregate {{ count }} nodes {{ id }} edges {{ node {{ id }} hops path {{ {PATH} }} }}
        pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}"""


def check_reachable(asked: Asked) -> None:
    recount = asked.recount()
    kinds = asked.rng.choice([None, asked.rng.sample(KINDS, 8), ["MEMBER_UNIT", "POST"]])
    expected = [
        {"node": {"id": path[-1].id}, "hops": hops, "path": recount.shown_path(path)}
        for hops, path in reachable(recount, kinds)
    ]
    variables = {**recount.question.arguments(), "kinds": kinds, "asOf": DAY.isoformat()}
    found: list[Any] = []
    after = None
    while True:
        page = asked.ask(REACHABLE, **variables, first=asked.rng.choice([3, 20, 100]), after=after)["reachable"]
        assert page["totalCount"] == page["aggregate"]["count"] == len(expected)
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] == bool(found)
        found += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == expected


REACHABLE_ASKED: Final = f"""query ($from: EntityRef!, $kinds: [Kind!], $maxHops: Int!, $relations: [Relation!],
    $excludeRelations: [Relation!], $avoid: [EntityRef!], $transit: [TransitRule!], $where: EntityFilter, $orderBy: [EntityOrder!],
    $first: Int, $last: Int, $after: String, $before: String, $asOf: Date) {{
    reachable(from: $from, kinds: $kinds, maxHops: $maxHops, relations: $relations, excludeRelations: $excludeRelations, avoid: $avoid,
        transit: $transit, where: $where, orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before, asOf: $asOf) {{
        totalCount aggregate {{ count }} nodes {{ id }} group(by: KIND) {{ key count }}
        edges {{ cursor node {{ id }} away: hops path {{ {PATH} }} short: path {{ hops }} }}
        pageInfo {{ hasNextPage hasPreviousPage endCursor startCursor }} }} }}"""


def check_reachable_asked(asked: Asked) -> None:
    """Filtered, ordered otherwise, grouped and paged either way; held against the whole list in plain Python."""
    recount = asked.recount()
    some = asked.rng.sample(KINDS, 12)
    bound = asked.rng.choice("2468ace")
    where = asked.rng.choice([None, {"kind": {"in": some}}, {"code": {"gte": bound}}, {"not": {"kind": {"in": some}}}])
    order = asked.rng.choice([None, [{"code": "DESC"}], [{"kind": "DESC"}], [{"kind": "ASC"}, {"code": "DESC"}]])
    rows = [
        (hops, path)
        for hops, path in reachable(recount, None)
        if where is None or (path[-1].code >= bound if "code" in where else (path[-1].kind in some) == ("not" not in where))
    ]
    for key in reversed(order or []):
        ((name, direction),) = key.items()
        rows.sort(key=lambda row: getattr(row[1][-1], name), reverse=direction == "DESC")
    expected = [
        {"node": {"id": path[-1].id}, "away": hops, "path": recount.shown_path(path), "short": {"hops": hops}}
        for hops, path in rows
    ]
    counts = Counter(path[-1].kind for _, path in rows)
    variables = {**recount.question.arguments(), "where": where, "orderBy": order, "asOf": DAY.isoformat()}
    forward = asked.rng.random() < 0.7
    size, bound_name, cursor = ("first", "after", "endCursor") if forward else ("last", "before", "startCursor")
    found: list[Any] = []
    at = None
    while True:
        page = asked.ask(REACHABLE_ASKED, **variables, **{size: asked.rng.choice([3, 20, 100]), bound_name: at})["reachable"]
        assert page["totalCount"] == page["aggregate"]["count"] == len(expected)
        assert page["group"] == [{"key": kind, "count": counts[kind]} for kind in sorted(counts)]
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        cursors = [edge.pop("cursor") for edge in page["edges"]]
        found = found + page["edges"] if forward else page["edges"] + found
        if not page["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]:
            break
        at = page["pageInfo"][cursor]
        assert at == cursors[-1 if forward else 0]
    assert found == expected


# ---------------------------------------------------------------------------------------------------- fragility
FRAGILITY: Final = """query ($from: EntityRef!, $to: EntityRef!, $relations: [Relation!], $transit: [TransitRule!], $asOf: Date) {
    fragility(from: $from, to: $to, relations: $relations, transit: $transit, asOf: $asOf) {
        disjointPaths directLink cut { id } singlePoints { id } example { hops entities { id } } } }"""


def check_fragility(asked: Asked) -> None:
    for _ in range(3):
        recount = asked.recount(avoid=(), exclude=())
        answer = asked.ask(FRAGILITY, **recount.question.arguments(), asOf=DAY.isoformat())["fragility"]
        with suppress(TooMany):
            expected = fragility(recount)
            assert answer["disjointPaths"] == expected.disjoint
            assert answer["directLink"] == expected.direct
            assert answer["cut"] == (None if expected.cut is None else [{"id": node.id} for node in expected.cut])
            assert answer["singlePoints"] == [{"id": node.id} for node in expected.single_points]
        if answer["cut"] is not None:  # Menger
            assert len(answer["cut"]) == answer["disjointPaths"]
        check_example(recount, answer)


def check_example(recount: Recount, answer: dict[str, Any]) -> None:
    """As many paths as it says, all of them real, no two with an inner entity in common."""
    graph = recount.passable()
    by_id = {node.id: node for node in graph}
    paths = [[by_id[each["id"]] for each in path["entities"]] for path in answer["example"]]
    assert len(paths) == min(100, answer["disjointPaths"])
    for path in paths:
        assert (path[0], path[-1]) == (recount.question.start, recount.question.end)
        assert all(graph.has_edge(*pair) for pair in pairwise(path))
    inner = [node for path in paths for node in path[1:-1]]
    assert len(inner) == len(set(inner))


# ---------------------------------------------------------------------------------------------------- through time
TIMELINE: Final = f"""query ($from: EntityRef!, $to: EntityRef!, $maxHops: Int!, $relations: [Relation!], $transit: [TransitRule!]) {{
    linkTimeline(from: $from, to: $to, maxHops: $maxHops, relations: $relations, transit: $transit) {{
        from to hops begunBy {{ {LINK} }} endedBy {{ {LINK} }} }} }}"""


def check_timeline(asked: Asked) -> None:
    for _ in range(3):
        question = asked.recount(avoid=(), exclude=()).question
        answer = asked.ask(TIMELINE, **question.arguments())["linkTimeline"]
        assert answer == timeline(asked.graph, question)


def test_random_graphs(asked: Asked) -> None:
    check_reachable(asked)
    check_reachable_asked(asked)
    check_fragility(asked)
    check_timeline(asked)


# ---------------------------------------------------------------------------------------------------- beyond memory
@pytest.fixture(scope="module")
def small(bolt: Login, server: Server) -> Iterator[Server]:
    """A server whose memory holds no snapshot at all."""
    with (
        BoltProxy(bolt.uri) as wire,
        serving({"NEO4J_URI": wire.uri, "LINKAGE_MEMORY": "0.000001", **login_environment(bolt)}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


def test_the_way_beyond_memory_answers_the_same(asked: Asked, small: Server) -> None:
    def both(query: str, **variables: Any) -> dict[str, Any]:
        answer = small.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        assert answer["data"] == asked.ask(query, **variables)
        return answer["data"]

    beyond = Asked.__new__(Asked)
    beyond.__dict__.update(asked.__dict__, ask=both)
    for _ in range(4):
        question = random_question(asked.rng, asked.moment)
        variables = {**question.arguments(), "asOf": DAY.isoformat(), "k": asked.rng.choice([1, 5, 100])}
        page = both(LINKAGE, **variables)["linkage"]
        if page["certificate"]["next"]:
            both(LINKAGE, **variables, after=page["certificate"]["next"])
    check_reachable(beyond)
    check_reachable_asked(beyond)
    check_fragility(beyond)
    check_timeline(beyond)


# ---------------------------------------------------------------------------------------------------- the chain of responsibility
CHAIN: Final = """query ($community: String!, $asOf: Date) {
    responsibilityChain(community: $community, asOf: $asOf) { level duty division { id name } post { id name } } }"""
DUTIES: Final = {"CITY": "PRINCIPAL", "COUNTY": "PRIMARY", "TOWNSHIP": "DIRECT", "COMMUNITY": "SPECIFIC"}


def chain(moment: Moment, community: Node) -> list[dict[str, Any]]:
    rows = []
    for level, duty in DUTIES.items():
        division = next((each for each in [community, *moment.ancestors(community)] if each.kind == level), None)
        posts = [hop.node for hop in moment.links_at(division, "IN", ["POST_IN"]) if _holds(hop, duty)] if division else []
        rows.append({"level": level, "duty": duty, "division": _named(division), "post": _named(posts[0] if posts else None)})
    return rows


def _holds(hop: Any, duty: str) -> bool:
    return (hop.link.properties.get("duty") or hop.node.properties.get("duty")) == duty


def _named(node: Node | None) -> dict[str, Any] | None:
    return None if node is None else {"id": node.id, "name": node.properties["name"]}


def test_the_chain_of_every_community(ask: Ask, zhongwei: None, cypher: Cypher) -> None:
    moment = Graph.export(cypher).at(today())
    for community in moment.of_kind("COMMUNITY"):
        assert ask(CHAIN, community=community.code)["responsibilityChain"] == chain(moment, community)


def test_gaps_in_the_chain_are_gaps(
    ask: Ask, refused: Callable[..., list[str]], tiny: None, scratch: None, cypher: Cypher
) -> None:
    cypher("MATCH (:Township)<-[r:POST_IN]-(:Post) DELETE r")
    cypher(
        "MATCH (t:County)-[:ADMINISTERS]->(x)-[:ADMINISTERS]->(c:Community) WITH t, c LIMIT 1 MATCH (c)<-[r:ADMINISTERS]-() DELETE r "
        "CREATE (t)-[:ADMINISTERS]->(c)"
    )
    moment = Graph.export(cypher).at(today())
    found = {}
    for community in moment.of_kind("COMMUNITY"):
        found[community.code] = ask(CHAIN, community=community.code)["responsibilityChain"]
        assert found[community.code] == chain(moment, community)
    assert any(row["division"] is None for rows in found.values() for row in rows)
    assert any(row["division"] and row["post"] is None for rows in found.values() for row in rows)
    assert ask(CHAIN, community="none")["responsibilityChain"] is None
    cypher("MATCH (c:Community) SET c.valid_from = date('2000-01-01')")
    assert refused(CHAIN, community=next(iter(found)), asOf="1999-12-31") == ["NOT_ALIVE"]


# ---------------------------------------------------------------------------------------------------- removal
PARTS: Final = """query ($entity: EntityRef!, $scope: String!, $asOf: Date) { ifRemoved(entity: $entity, scope: $scope, asOf: $asOf) {
    entity { id } componentsBefore componentsAfter disconnectedPairs } }"""
LOSSES: Final = """query ($entity: EntityRef!, $scope: String!) { ifRemoved(entity: $entity, scope: $scope) {
    coverage { definition { indicator } before after lost(first: 100) { totalCount nodes { unit { id } home { code } } } } } }"""
COVERED: Final = """query ($scope: String!, $indicator: Indicator!) { coverage(scope: $scope, indicator: $indicator) { reached
    units(status: REACHED, first: 100) { nodes { unit { id } } } } }"""


def test_what_falls_apart(ask: Ask, tiny: None, cypher: Cypher) -> None:
    """Each entity of the tiny city, at each top of it and at each of its townships."""
    moment = Graph.export(cypher).at(today())
    scopes = [*moment.of_kind("CITY"), *moment.of_kind("TOWNSHIP")]
    for place, entity in enumerate(moment.nodes):
        scope = scopes[place % len(scopes)] if place % 3 else scopes[0]
        answer = ask(PARTS, entity=reference(entity), scope=scope.code)["ifRemoved"]
        before, after, pairs = parts_without(moment, scope, entity)
        assert answer == {
            "entity": {"id": entity.id},
            "componentsBefore": before,
            "componentsAfter": after,
            "disconnectedPairs": pairs,
        }


@pytest.mark.parametrize("kind", ["JointCommittee", "Post"])
def test_lost_coverage_is_that_of_the_real_removal(ask: Ask, cities: Cities, scratch: None, cypher: Cypher, kind: str) -> None:
    cities.load(TINY)
    cities.current = None
    (code,) = cypher(f"MATCH (n:{kind}) WHERE n.valid_to IS NULL RETURN n.code ORDER BY COUNT {{ (n)--() }} DESC LIMIT 1")[0]
    (scope,) = cypher("MATCH (c:City) RETURN c.code")[0]
    revision = ask("{ revision { id } }")
    answer = ask(LOSSES, entity={"id": f"{kind}:{code}"}, scope=scope)["ifRemoved"]["coverage"]
    assert ask("{ revision { id } }") == revision
    indicators = [each["definition"]["indicator"] for each in answer]
    before = {name: covered(ask, scope, name) for name in indicators}
    cypher(f"MATCH (n:{kind} {{code: $code}}) DETACH DELETE n", code=code)
    after = {name: covered(ask, scope, name) for name in indicators}
    for each in answer:
        name = each["definition"]["indicator"]
        assert (each["before"], each["after"]) == (len(before[name]), len(after[name]))
        lost = [node["unit"]["id"] for node in each["lost"]["nodes"]]
        assert lost == sorted(before[name] - after[name])
        assert each["lost"]["totalCount"] == len(lost)
    assert any(each["before"] > each["after"] for each in answer)


def covered(ask: Ask, scope: str, indicator: str) -> set[str]:
    answer = ask(COVERED, scope=scope, indicator=indicator)["coverage"]
    assert answer["reached"] == len(answer["units"]["nodes"])
    return {node["unit"]["id"] for node in answer["units"]["nodes"]}


@pytest.mark.parametrize("code", ["640502100002", "640522104"])
def test_without_the_scope_itself_all_of_its_coverage_is_lost(ask: Ask, zhongwei: None, code: str) -> None:
    scope = {"id": f"{'Community' if len(code) > 9 else 'Township'}:{code}"}
    answer = ask(LOSSES, entity=scope, scope=code)["ifRemoved"]["coverage"]
    assert any(each["before"] for each in answer)
    assert all(each["after"] == 0 and each["lost"]["totalCount"] == each["before"] for each in answer)


def test_a_removal_of_what_is_not_there(ask: Ask, refused: Callable[..., list[str]], zhongwei: None) -> None:
    city = {"city": "6405"}
    assert ask(PARTS, entity={"grid": "none"}, scope="6405")["ifRemoved"] is None
    assert ask(PARTS, entity=city, scope="none")["ifRemoved"] is None
    assert refused(PARTS, entity=city, scope="6405", asOf="1800-01-01") == ["NOT_ALIVE"]

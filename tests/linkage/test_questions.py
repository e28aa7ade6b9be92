"""Questions around linkage, compared with brute force on random graphs, and with real changes on cities."""

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
from oracles.global_ids import undated, undating
from oracles.graph import AsOfGraph, Cypher, Graph, Node, today
from oracles.linkage import (
    KINDS,
    LINKAGE,
    PATH,
    Recount,
    TooManyPaths,
    components_without,
    fragility,
    reachable,
    reference,
    timeline,
)
from product_server import Server, login_environment, serving

from graph.database.login import Login

Execute = Callable[..., Any]
GRAPHS: Final = 200
FOUND_FAULTS: Final = (56, 73)
"""Graphs on which a defect was found once: always included."""
LINK: Final = "relation from { id } to { id } since until source provenance"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        step = 1 if metafunc.config.getoption("--all-cases") else 50
        metafunc.parametrize("seed", sorted({*range(0, GRAPHS, step), *FOUND_FAULTS}))


class QuestionedGraph:
    def __init__(self, execute: Execute, cypher: Cypher, rng: Random) -> None:
        self.execute_dated = execute
        self.execute = undating(execute)
        self.rng = rng
        put_random_graph(cypher, rng)
        self.graph = Graph.export(cypher)
        self.as_of_graph = self.graph.at(DAY)

    def recount(self, **changes: Any) -> Recount:
        question = replace(random_question(self.rng, self.as_of_graph), through=(), **changes)
        return Recount(self.as_of_graph, question)


@pytest.fixture
def questioned(execute: Execute, cypher: Cypher, modifies_data: None, seed: int) -> QuestionedGraph:
    questioned = QuestionedGraph(execute, cypher, Random(seed + 10_000))
    if len(questioned.as_of_graph.nodes) < 2:
        pytest.skip("nobody lives on the day")
    return questioned


# ---------------------------------------------------------------------------------------------------- reachable
REACHABLE: Final = f"""query ($from: EntityRef!, $kinds: [Kind!], $maxHops: Int!, $relations: [Relation!], $excludeRelations: [Relation!],
    $avoid: [EntityRef!], $transit: [TransitRule!], $first: Int, $after: String, $asOf: Date) {{
    reachable(from: $from, kinds: $kinds, maxHops: $maxHops, relations: $relations, excludeRelations: $excludeRelations, avoid: $avoid,
        transit: $transit, first: $first, after: $after, asOf: $asOf) {{
        totalCount aggregate {{ count }} nodes {{ id }} edges {{ node {{ id }} hops path {{ {PATH} }} }}
        pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}"""


def check_reachable(questioned: QuestionedGraph) -> None:
    recount = questioned.recount()
    kinds = questioned.rng.choice([None, questioned.rng.sample(KINDS, 8), ["MEMBER_UNIT", "POST"]])
    expected = [
        {"node": {"id": path[-1].id}, "hops": hops, "path": recount.shown_path(path)}
        for hops, path in reachable(recount, kinds)
    ]
    variables = {**recount.question.arguments(), "kinds": kinds, "asOf": DAY.isoformat()}
    found: list[Any] = []
    after = None
    while True:
        page = questioned.execute(REACHABLE, **variables, first=questioned.rng.choice([3, 20, 100]), after=after)["reachable"]
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


def check_reachable_asked(questioned: QuestionedGraph) -> None:
    """Checks `reachable` filtered, sorted, grouped and paged in both directions against the whole list."""
    recount = questioned.recount()
    some = questioned.rng.sample(KINDS, 12)
    bound = questioned.rng.choice("2468ace")
    where = questioned.rng.choice([None, {"kind": {"in": some}}, {"code": {"gte": bound}}, {"not": {"kind": {"in": some}}}])
    order = questioned.rng.choice([None, [{"code": "DESC"}], [{"kind": "DESC"}], [{"kind": "ASC"}, {"code": "DESC"}]])
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
    forward = questioned.rng.random() < 0.7
    size, bound_name, cursor = ("first", "after", "endCursor") if forward else ("last", "before", "startCursor")
    found: list[Any] = []
    at = None
    while True:
        page = questioned.execute(REACHABLE_ASKED, **variables, **{size: questioned.rng.choice([3, 20, 100]), bound_name: at})[
            "reachable"
        ]
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

PART_OF_FRAGILITY: Final = FRAGILITY.partition("disjointPaths")[0] + "%s } }"
SINGLE_FIELDS: Final = ("disjointPaths", "directLink", "cut { id }", "example { hops entities { id } }")
"""What is selected decides what is computed."""


def check_fragility(questioned: QuestionedGraph) -> None:
    for _ in range(3):
        recount = questioned.recount(avoid=(), exclude=())
        answer = questioned.execute(FRAGILITY, **recount.question.arguments(), asOf=DAY.isoformat())["fragility"]
        with suppress(TooManyPaths):
            expected = fragility(recount)
            assert answer["disjointPaths"] == expected.disjoint
            assert answer["directLink"] == expected.direct
            assert answer["cut"] == (None if expected.cut is None else [{"id": node.id} for node in expected.cut])
            assert answer["singlePoints"] == [{"id": node.id} for node in expected.single_points]
        if answer["cut"] is not None:  # Menger's theorem
            assert len(answer["cut"]) == answer["disjointPaths"]
        check_example(recount, answer)
        for field in SINGLE_FIELDS:
            variables = {**recount.question.arguments(), "asOf": DAY.isoformat()}
            assert questioned.execute(PART_OF_FRAGILITY % field, **variables)["fragility"].items() <= answer.items()


def check_example(recount: Recount, answer: dict[str, Any]) -> None:
    """Checks the number of example paths, that they exist, and that no two share an inner entity."""
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


def check_timeline(questioned: QuestionedGraph) -> None:
    for _ in range(3):
        question = questioned.recount(avoid=(), exclude=()).question
        answer = questioned.execute_dated(TIMELINE, **question.arguments())["linkTimeline"]
        undated_periods = [undated(period, f"@{period['from']}" if period["from"] else "") for period in answer]
        assert undated_periods == timeline(questioned.graph, question)


@pytest.mark.sampled(0.01)
def test_random_graphs(questioned: QuestionedGraph) -> None:
    check_reachable(questioned)
    check_reachable_asked(questioned)
    check_fragility(questioned)
    check_timeline(questioned)


# ---------------------------------------------------------------------------------------------------- beyond memory
@pytest.fixture(scope="module")
def server_without_snapshots(neo4j_login: Login, server: Server) -> Iterator[Server]:
    """Leaves too little memory for any snapshot."""
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, "LINKAGE_MEMORY": "0.000001", **login_environment(neo4j_login)}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


@pytest.mark.sampled(0.01)
def test_questions_without_snapshot_memory_return_the_same(
    questioned: QuestionedGraph, server_without_snapshots: Server
) -> None:
    def both(query: str, **variables: Any) -> dict[str, Any]:
        answer = server_without_snapshots.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        assert answer["data"] == questioned.execute_dated(query, **variables)
        return answer["data"]

    beyond = QuestionedGraph.__new__(QuestionedGraph)
    beyond.__dict__.update(questioned.__dict__, execute=undating(both), execute_dated=both)
    for _ in range(4):
        question = random_question(questioned.rng, questioned.as_of_graph)
        variables = {**question.arguments(), "asOf": DAY.isoformat(), "k": questioned.rng.choice([1, 5, 100])}
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


def chain(as_of_graph: AsOfGraph, community: Node) -> list[dict[str, Any]]:
    rows = []
    for level, duty in DUTIES.items():
        division = next((each for each in [community, *as_of_graph.ancestors(community)] if each.kind == level), None)
        posts = [hop.node for hop in as_of_graph.links_at(division, "IN", ["POST_IN"]) if _holds(hop, duty)] if division else []
        rows.append({"level": level, "duty": duty, "division": _named(division), "post": _named(posts[0] if posts else None)})
    return rows


def _holds(hop: Any, duty: str) -> bool:
    return (hop.link.properties.get("duty") or hop.node.properties.get("duty")) == duty


def _named(node: Node | None) -> dict[str, Any] | None:
    return None if node is None else {"id": node.id, "name": node.properties["name"]}


def test_the_chain_of_every_community(execute: Execute, zhongwei: None, cypher: Cypher) -> None:
    as_of_graph = Graph.export(cypher).at(today())
    for community in as_of_graph.of_kind("COMMUNITY"):
        assert execute(CHAIN, community=community.code)["responsibilityChain"] == chain(as_of_graph, community)


def test_missing_levels_of_the_chain_are_null(
    execute: Execute, error_codes: Callable[..., list[str]], tiny: None, modifies_data: None, cypher: Cypher
) -> None:
    cypher("MATCH (:Township)<-[r:POST_IN]-(:Post) DELETE r")
    cypher(
        "MATCH (t:County)-[:ADMINISTERS]->(x)-[:ADMINISTERS]->(c:Community) WITH t, c LIMIT 1 MATCH (c)<-[r:ADMINISTERS]-() DELETE r "
        "CREATE (t)-[:ADMINISTERS]->(c)"
    )
    as_of_graph = Graph.export(cypher).at(today())
    found = {}
    for community in as_of_graph.of_kind("COMMUNITY"):
        found[community.code] = execute(CHAIN, community=community.code)["responsibilityChain"]
        assert found[community.code] == chain(as_of_graph, community)
    assert any(row["division"] is None for rows in found.values() for row in rows)
    assert any(row["division"] and row["post"] is None for rows in found.values() for row in rows)
    assert execute(CHAIN, community="none")["responsibilityChain"] is None
    cypher("MATCH (c:Community) SET c.valid_from = date('2000-01-01')")
    assert error_codes(CHAIN, community=next(iter(found)), asOf="1999-12-31") == ["NOT_ALIVE"]


# ---------------------------------------------------------------------------------------------------- removal
PARTS: Final = """query ($entity: EntityRef!, $scope: String!, $asOf: Date) { ifRemoved(entity: $entity, scope: $scope, asOf: $asOf) {
    entity { id } componentsBefore componentsAfter disconnectedPairs } }"""
LOSSES: Final = """query ($entity: EntityRef!, $scope: String!) { ifRemoved(entity: $entity, scope: $scope) {
    coverage { definition { indicator } before after lost(first: 100) { totalCount nodes { unit { id } home { code } } } } } }"""
COVERED: Final = """query ($scope: String!, $indicator: Indicator!) { coverage(scope: $scope, indicator: $indicator) { reached
    units(status: REACHED, first: 100) { nodes { unit { id } } } } }"""


def test_components_after_a_removal(execute: Execute, tiny: None, cypher: Cypher) -> None:
    """Each entity of the tiny city, in the whole city and in each of its townships."""
    as_of_graph = Graph.export(cypher).at(today())
    scopes = [*as_of_graph.of_kind("CITY"), *as_of_graph.of_kind("TOWNSHIP")]
    for place, entity in enumerate(as_of_graph.nodes):
        scope = scopes[place % len(scopes)] if place % 3 else scopes[0]
        answer = execute(PARTS, entity=reference(entity), scope=scope.code)["ifRemoved"]
        before, after, pairs = components_without(as_of_graph, scope, entity)
        assert answer == {
            "entity": {"id": entity.id},
            "componentsBefore": before,
            "componentsAfter": after,
            "disconnectedPairs": pairs,
        }


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("kind", ["JointCommittee", "Post"])
def test_coverage_loss_equals_the_real_removal(
    execute: Execute, cities: Cities, modifies_data: None, cypher: Cypher, kind: str
) -> None:
    cities.load(TINY)
    cities.current = None
    (code,) = cypher(f"MATCH (n:{kind}) WHERE n.valid_to IS NULL RETURN n.code ORDER BY COUNT {{ (n)--() }} DESC LIMIT 1")[0]
    (scope,) = cypher("MATCH (c:City) RETURN c.code")[0]
    revision = execute("{ revision { id } }")
    answer = execute(LOSSES, entity={"id": f"{kind}:{code}"}, scope=scope)["ifRemoved"]["coverage"]
    assert execute("{ revision { id } }") == revision
    indicators = [each["definition"]["indicator"] for each in answer]
    before = {name: covered(execute, scope, name) for name in indicators}
    cypher(f"MATCH (n:{kind} {{code: $code}}) DETACH DELETE n", code=code)
    after = {name: covered(execute, scope, name) for name in indicators}
    for each in answer:
        name = each["definition"]["indicator"]
        assert (each["before"], each["after"]) == (len(before[name]), len(after[name]))
        lost = [node["unit"]["id"] for node in each["lost"]["nodes"]]
        assert lost == sorted(before[name] - after[name])
        assert each["lost"]["totalCount"] == len(lost)
    assert any(each["before"] > each["after"] for each in answer)


def covered(execute: Execute, scope: str, indicator: str) -> set[str]:
    answer = execute(COVERED, scope=scope, indicator=indicator)["coverage"]
    assert answer["reached"] == len(answer["units"]["nodes"])
    return {node["unit"]["id"] for node in answer["units"]["nodes"]}


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("code", ["640502100002", "640522104"])
def test_removing_the_scope_loses_all_its_coverage(execute: Execute, zhongwei: None, code: str) -> None:
    scope = {"id": f"{'Community' if len(code) > 9 else 'Township'}:{code}"}
    answer = execute(LOSSES, entity=scope, scope=code)["ifRemoved"]["coverage"]
    assert any(each["before"] for each in answer)
    assert all(each["after"] == 0 and each["lost"]["totalCount"] == each["before"] for each in answer)


def test_removal_of_an_unknown_entity(execute: Execute, error_codes: Callable[..., list[str]], zhongwei: None) -> None:
    city = {"city": "6405"}
    assert execute(PARTS, entity={"grid": "none"}, scope="6405")["ifRemoved"] is None
    assert execute(PARTS, entity=city, scope="none")["ifRemoved"] is None
    assert error_codes(PARTS, entity=city, scope="6405", asOf="1800-01-01") == ["NOT_ALIVE"]

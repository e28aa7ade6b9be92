"""Linkage over the API: errors, cursors, revisions, hubs, limits, and cancelled searches."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

import pytest
from bolt_proxy import BoltProxy
from city_database import ZHONGWEI, Cities
from graphql import parse
from oracles.graph import Cypher, today
from product_schema import SCHEMA
from product_server import Server, login_environment, serving

from graph.compiler.as_of import AsOf
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec, ListQuestion
from graph.compiler.plan_cache import PlanCache
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement
from graph.linkage.questions.in_transaction import linkage_within
from graph.linkage.questions.linkage import LinkageQuestion
from graph.linkage.questions.search_execution import SearchInput, SearchRequest, _search_in_thread  # pyright: ignore[reportPrivateUsage]
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.snapshot.snapshot import Snapshot
from schema.execution.variables import VariableCoercion

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]


@pytest.fixture(scope="session")
def pair(zhongwei_module: None, cypher: Cypher) -> tuple[dict[str, str], dict[str, str]]:
    ((one, other),) = cypher(
        "MATCH (a:MemberUnit)-[r:MEMBER_OF]->(:JointCommittee)<-[s:MEMBER_OF]-(b:MemberUnit) "
        "WHERE a.code < b.code AND r.until IS NULL AND s.until IS NULL RETURN a.code, b.code ORDER BY a.code, b.code LIMIT 1"
    )
    return {"memberUnit": one}, {"memberUnit": other}


@pytest.fixture(scope="session")
def zhongwei_module(cities: Cities) -> None:
    cities.load(ZHONGWEI)


LINKAGE: Final = """query ($from: EntityRef!, $to: EntityRef!, $k: Int = 3, $maxHops: Int = 6, $after: String, $asOf: Date,
    $relations: [Relation!], $through: [EntityRef!], $avoid: [EntityRef!], $transit: [TransitRule!]) {
    linkage(from: $from, to: $to, k: $k, maxHops: $maxHops, after: $after, asOf: $asOf, relations: $relations, through: $through,
        avoid: $avoid, transit: $transit) {
        paths { hops entities { id name home { name } } steps { links { relation } } }
        certificate { exhaustive exploredToDepth stoppedBy next rules { kind turnedAway } } revision { id } } }"""


# ---------------------------------------------------------------------------------------------------- clear answers and errors
WRONG: Final = {
    "no paths": ({"k": 0}, "BAD_ARGUMENT"),
    "too many paths": ({"k": 101}, "BAD_ARGUMENT"),
    "no hops": ({"maxHops": 0}, "BAD_ARGUMENT"),
    "too many hops": ({"maxHops": 13}, "BAD_ARGUMENT"),
    "no relations": ({"relations": []}, "BAD_ARGUMENT"),
    "a degree below zero": ({"transit": [{"kind": "GRID", "policy": "ALLOW", "maxDegree": -1}]}, "BAD_ARGUMENT"),
    "two rules for a kind": (
        {"transit": [{"kind": "GRID", "policy": "ALLOW"}, {"kind": "GRID", "policy": "BLOCK"}]},
        "CONTRADICTORY_RULES",
    ),
    "an end is blocked": ({"transit": [{"kind": "MEMBER_UNIT", "policy": "BLOCK"}]}, "CONTRADICTORY_RULES"),
    "a waypoint is blocked": (
        {"through": [{"city": "6405"}], "transit": [{"kind": "CITY", "policy": "BLOCK"}]},
        "CONTRADICTORY_RULES",
    ),
    "a waypoint is avoided": ({"through": [{"city": "6405"}], "avoid": [{"id": "City:6405"}]}, "CONTRADICTORY_RULES"),
    "a bad id": ({"avoid": [{"id": "6405"}]}, "BAD_ID"),
    "a garbled cursor": ({"after": "?"}, "BAD_CURSOR"),
    "an end has ceased to exist": ({"to": {"propertyCompany": "CO-18"}}, "NOT_ALIVE"),
    "a waypoint has ceased to exist": ({"through": [{"propertyCompany": "CO-18"}]}, "NOT_ALIVE"),
}


@pytest.mark.parametrize(("changes", "code"), WRONG.values(), ids=WRONG)
def test_invalid_linkage_arguments_are_errors(
    pair: Any, error_codes: ErrorCodes, zhongwei: None, changes: dict[str, Any], code: str
) -> None:
    assert error_codes(LINKAGE, **{"from": pair[0], "to": pair[1], **changes}) == [code]


def test_avoiding_an_end_is_an_error(pair: Any, error_codes: ErrorCodes, zhongwei: None) -> None:
    assert error_codes(LINKAGE, **{"from": pair[0], "to": pair[1]}, avoid=[pair[1]]) == ["CONTRADICTORY_RULES"]


def test_equal_ends_are_an_error(pair: Any, error_codes: ErrorCodes, zhongwei: None) -> None:
    same = {"id": f"MemberUnit:{pair[0]['memberUnit']}"}
    assert error_codes(LINKAGE, **{"from": pair[0], "to": same}) == ["BAD_ARGUMENT"]


@pytest.mark.parametrize("name", ["to", "through", "avoid"])
def test_an_unknown_entity_is_null(pair: Any, execute: Execute, zhongwei: None, name: str) -> None:
    nobody = {"memberUnit": "nobody"}
    question = {"from": pair[0], "to": pair[1], name: nobody if name == "to" else [nobody]}
    assert execute(LINKAGE, **question) == {"linkage": None}


# ---------------------------------------------------------------------------------------------------- cursors and revisions
def first_page(pair: Any, execute: Execute, **more: Any) -> dict[str, Any]:
    page = execute(LINKAGE, **{"from": pair[0], "to": pair[1]}, k=1, **more)["linkage"]
    assert page["certificate"]["stoppedBy"] == "K"
    assert page["certificate"]["next"]
    return page


FORGED_CONTENTS: Final = {
    "an unknown kind": lambda content: [*content[:4], [["Nowhere", "1"]]],
    "keys without a code": lambda content: [*content[:4], [["City"]]],
    "a text for a number": lambda content: [*content[:2], "two", *content[3:]],
    "too few values": lambda content: content[:4],
    "no list": lambda _: {},
}


def question_of(query: str, **values: Any) -> str:
    """Returns the digest of the question in the cursors of the only root field."""
    operation: Any = parse(query).definitions[0]
    variables: Any = VariableCoercion(SCHEMA.graphql_schema, operation).coerce(values)
    return ListQuestion(tuple(Selections(SCHEMA.graphql_schema, {}, variables).roots(operation))).digest(variables)


@pytest.mark.parametrize("fault", FORGED_CONTENTS)
def test_a_forged_cursor_is_an_error(pair: Any, execute: Execute, error_codes: ErrorCodes, zhongwei: None, fault: str) -> None:
    """Its digest is right, but not its content."""
    scope = CursorCodec(question_of(LINKAGE, **{"from": pair[0], "to": pair[1]}), "")
    content = scope.decode(first_page(pair, execute)["certificate"]["next"], list[Any])
    after = scope.encode(FORGED_CONTENTS[fault](content))
    assert error_codes(LINKAGE, **{"from": pair[0], "to": pair[1]}, after=after) == ["BAD_CURSOR"]


@pytest.mark.parametrize("content", [[1, "Nowhere", "1"], ["1", "City", "1"], [1], {}], ids=str)
def test_a_forged_cursor_of_reachable_entities_is_an_error(
    pair: Any, error_codes: ErrorCodes, zhongwei: None, content: Any
) -> None:
    query = "query ($from: EntityRef!, $after: String) { reachable(from: $from, after: $after) { totalCount } }"
    after = CursorCodec(question_of(query, **{"from": pair[0]}), "").encode(content)
    assert error_codes(query, **{"from": pair[0]}, after=after) == ["BAD_CURSOR"]


def test_a_cursor_of_another_question_is_an_error(pair: Any, execute: Execute, error_codes: ErrorCodes, zhongwei: None) -> None:
    after = first_page(pair, execute)["certificate"]["next"]
    question = {"from": pair[0], "to": pair[1], "after": after}
    assert error_codes(LINKAGE, **question, maxHops=5) == ["BAD_CURSOR"]
    assert error_codes(LINKAGE, **question, avoid=[{"city": "6405"}]) == ["BAD_CURSOR"]
    assert error_codes(LINKAGE, **{**question, "from": pair[1], "to": pair[0]}) == ["BAD_CURSOR"]
    assert error_codes("query ($after: String) { communities(after: $after) { totalCount } }", after=after) == ["BAD_CURSOR"]
    assert error_codes(LINKAGE, **question, asOf="2022-09-22") == ["BAD_CURSOR"]
    assert error_codes(LINKAGE, **question, asOf=today().isoformat()) == ["BAD_CURSOR"]
    assert len(execute(LINKAGE, **question, k=7)["linkage"]["paths"]) == 7


def test_a_linkage_cursor_is_invalid_after_a_commit(
    pair: Any, execute: Execute, error_codes: ErrorCodes, cypher: Cypher, zhongwei: None, modifies_data: None
) -> None:
    after = first_page(pair, execute)["certificate"]["next"]
    cypher("CREATE (:Entity:Survey {code: 'new', name: 'new', relation: 'SERVES'})")
    assert error_codes(LINKAGE, **{"from": pair[0], "to": pair[1]}, after=after) == ["DATA_CHANGED"]


def test_the_next_query_sees_a_commit(pair: Any, execute: Execute, cypher: Cypher, zhongwei: None, modifies_data: None) -> None:
    before = first_page(pair, execute)
    assert before["paths"][0]["hops"] == 2
    cypher(
        "MATCH (a:MemberUnit {code: $one}), (b:MemberUnit {code: $other}) CREATE (a)-[:MENTORS {since: date('2026-01-01')}]->(b)",
        one=pair[0]["memberUnit"],
        other=pair[1]["memberUnit"],
    )
    after = first_page(pair, execute)
    assert after["paths"][0]["hops"] == 1
    assert after["revision"] != before["revision"]
    assert first_page(pair, execute, asOf="2025-12-31")["paths"][0]["hops"] == 2


@pytest.mark.parametrize("k", [1, 100])
def test_linkage_is_one_statement_for_any_result(pair: Any, server: Server, zhongwei: None, k: int) -> None:
    variables = {"from": pair[0], "to": pair[1], "k": k}
    assert len(server.post(LINKAGE, **variables)["data"]["linkage"]["paths"]) == k
    assert server.statements(LINKAGE, **variables) == 1


def test_aliases_fragments_and_typenames(pair: Any, execute: Execute, zhongwei: None) -> None:
    query = """query ($from: EntityRef!, $to: EntityRef!) { linkage(from: $from, to: $to, k: 1) { __typename
        one: paths { __typename entities { __typename ... on JointCommittee { community { name } memberUnits(first: 1) { totalCount } } } }
        two: paths { hops steps { __typename from { ...who } links { __typename properties to { ...who } } } }
        certificate { __typename again: exhaustive } } } fragment who on Entity { key: code }"""
    linkage = execute(query, **{"from": pair[0], "to": pair[1]})["linkage"]
    assert linkage["__typename"] == "Linkage"
    assert linkage["one"][0]["__typename"] == "Path"
    assert [each["__typename"] for each in linkage["one"][0]["entities"]] == ["MemberUnit", "JointCommittee", "MemberUnit"]
    assert linkage["one"][0]["entities"][1]["memberUnits"]["totalCount"] > 1
    assert linkage["two"][0]["steps"][0]["from"] == {"key": pair[0]["memberUnit"]}
    assert linkage["two"][0]["steps"][0]["links"][0]["__typename"] == "Link"
    assert linkage["certificate"] == {"__typename": "Certificate", "again": False}


# ---------------------------------------------------------------------------------------------------- hubs and limits
RAYS: Final = 100_000
"""10 % by default."""
RAYS_PER_STATEMENT: Final = 10_000


# ---------------------------------------------------------------------------------------------------- what if
def test_linkage_in_a_simulation_equals_the_real_change(
    pair: Any, execute: Execute, neo4j_login: Login, cypher: Cypher, zhongwei: None, modifies_data: None
) -> None:
    join = (
        "MATCH (a:MemberUnit {code: $one}), (b:MemberUnit {code: $other}) "
        "CREATE (a)-[:MENTORS {since: date('2020-01-01'), provenance: 'IMPORTED'}]->(b)"
    )
    codes = {"one": pair[0]["memberUnit"], "other": pair[1]["memberUnit"]}
    question = (
        f'linkage(from: {{ memberUnit: "{codes["one"]}" }}, to: {{ memberUnit: "{codes["other"]}" }}, k: 3) {{ paths {{ hops '
        "entities { id home { name } } steps { links { relation since from { id } } } } certificate { exhaustive exploredToDepth "
        "stoppedBy rules { kind turnedAway } } }"
    )
    rehearsed = asyncio.run(_after_rollback(neo4j_login, question, join, codes))
    before = execute(f"{{ {question} }}")["linkage"]
    cypher(join, **codes)
    after = execute(f"{{ {question} }}")["linkage"]
    assert before != after
    assert rehearsed == after


@pytest.fixture(scope="module")
def star(cities: Cities, cypher: Cypher, server: Server, share_of_cases: float) -> Iterator[None]:
    """Creates an alliance with many links next to one end, a clique of 40 posts, and a dead end behind it."""
    cities.current = None
    cypher("MATCH (n) DETACH DELETE n")
    cypher("CREATE (:Alliance:Entity {code: 'hub', name: 'hub'}), (:NewSectorBranch:Entity {code: 'end', name: 'end'})")
    cypher("MATCH (h:Alliance), (e:NewSectorBranch) CREATE (e)-[:ALLIED_IN]->(h)")
    for first in range(0, round(RAYS * share_of_cases), RAYS_PER_STATEMENT):
        cypher(
            "MATCH (h:Alliance) UNWIND range($first, $last) AS i "
            "CREATE (:MemberUnit:Entity {code: 'ray' + i, name: 'ray'})-[:ALLIED_IN]->(h)",
            first=first,
            last=first + RAYS_PER_STATEMENT - 1,
        )
    cypher("UNWIND range(0, 39) AS i CREATE (:Post:Entity {code: 'p' + i, name: 'p'})")
    cypher("MATCH (a:Post), (b:Post) WHERE a.code < b.code CREATE (a)-[:MENTORS]->(b)")
    cypher(
        "MATCH (a:Post {code: 'p0'}) CREATE (k:Grid:Entity {code: 'k', name: 'k'}), (x:Grid:Entity {code: 'x', name: 'x'}), "
        "(y:Grid:Entity {code: 'y', name: 'y'}), (m:Grid:Entity {code: 'm', name: 'm'}), (a)-[:LEADS]->(k), (k)-[:PART_OF]->(x), "
        "(k)-[:PART_OF]->(y), (x)-[:PART_OF]->(m), (y)-[:PART_OF]->(m)"
    )
    yield
    cypher("MATCH (n:MemberUnit) DETACH DELETE n")
    cities.current = None


def test_linkage_at_a_hub_with_many_links(star: None, execute: Execute) -> None:
    """At a hub with 10,000 or 100,000 links: the only path, and the certificate that there is no other."""
    linkage = execute(LINKAGE, **{"from": {"newSectorBranch": "end"}, "to": {"memberUnit": "ray5"}}, k=5, maxHops=12)["linkage"]
    assert [[each["id"] for each in path["entities"]] for path in linkage["paths"]] == [
        ["NewSectorBranch:end", "Alliance:hub", "MemberUnit:ray5"]
    ]
    assert linkage["certificate"]["exhaustive"]
    assert linkage["certificate"]["stoppedBy"] == "NONE"
    limited = execute(
        LINKAGE,
        **{"from": {"newSectorBranch": "end"}, "to": {"memberUnit": "ray5"}},
        transit=[{"kind": "ALLIANCE", "policy": "ALLOW", "maxDegree": 1000}],
    )["linkage"]
    assert limited["paths"] == []
    assert {"kind": "ALLIANCE", "turnedAway": 1} in limited["certificate"]["rules"]


HARD: Final = {"from": {"post": "p1"}, "to": {"post": "p2"}, "through": [{"grid": "x"}, {"grid": "y"}], "maxHops": 12}
"""A path through both grids would have to pass the articulation point twice; to prove it, every walk through the clique must be tried."""


@pytest.fixture(scope="module")
def server_with_short_searches(neo4j_login: Login, server: Server) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, "LINKAGE_TIME": "0.2", **login_environment(neo4j_login)}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


def test_a_search_stopped_by_time_is_certified_as_such(star: None, server_with_short_searches: Server) -> None:
    certificate = server_with_short_searches.post(LINKAGE, **HARD)["data"]["linkage"]["certificate"]
    assert certificate["stoppedBy"] == "TIME"
    assert not certificate["exhaustive"]
    assert certificate["next"]
    assert all(rule["turnedAway"] is None for rule in certificate["rules"])
    assert (
        server_with_short_searches.post(LINKAGE, **HARD, after=certificate["next"])["data"]["linkage"]["certificate"]["next"]
        != certificate["next"]
    )


def test_a_long_search_does_not_block_other_operations(star: None, server: Server) -> None:
    ended: list[float] = []

    def long_search() -> None:
        server.post(LINKAGE, **HARD)
        ended.append(time.monotonic())

    searching = threading.Thread(target=long_search)
    searching.start()
    answered = []
    while searching.is_alive() and len(answered) < 20:
        server.post("{ revision { id } }")
        answered.append(time.monotonic())
    searching.join()
    assert len([each for each in answered if each < ended[0]]) >= 10


class _FixedSnapshot:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshots = SnapshotStore(SearchLimits(seconds=600, entities=10**12))
        self._revision = snapshot.revision

    async def read_at(self, statement: Statement, revision: str) -> list[list[Any]]:
        return [[1]]


def test_a_cancelled_search_ends_its_thread() -> None:
    """Alone, the search would take hours."""
    snapshot = dead_end_snapshot()
    ends = [threading.Event(), threading.Event()]

    class Question(LinkageQuestion):
        def search(self, search_input: SearchInput) -> Any:
            ends[0].set()
            try:
                return super().search(search_input)
            finally:
                ends[1].set()

    question = Question.of(
        {"from": {"post": "p01"}, "to": {"post": "p02"}, "through": [{"grid": "x"}, {"grid": "y"}], "maxHops": 12},
        date(2022, 9, 22),
        CursorCodec("", ""),
        count_rejected=False,
    )

    context: Any = _FixedSnapshot(snapshot)
    request = SearchRequest(context, question, AsOf(question.as_of), ())

    async def abandon() -> None:
        searching: Any = asyncio.ensure_future(_search_in_thread(request, snapshot))  # pyright: ignore[reportArgumentType]
        while not ends[0].is_set():
            await asyncio.sleep(0.01)
        searching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await searching

    asyncio.run(abandon())
    assert ends[1].wait(20)


def dead_end_snapshot() -> Snapshot:
    posts = [f"p{place:02}" for place in range(40)]
    codes = [*posts, "k", "x", "y", "m"]
    labels = ["Post"] * 40 + ["Grid"] * 4
    pairs = [(a, b) for a in range(40) for b in range(a)] + [(0, 40), (40, 41), (40, 42), (41, 43), (42, 43)]
    links = [
        list(range(len(pairs))),
        ["MENTORS"] * len(pairs),
        [a for a, _ in pairs],
        [b for _, b in pairs],
        [0] * len(pairs),
        [99999999] * len(pairs),
    ]
    return Snapshot.from_columns([list(range(44)), labels, codes, [0] * 44, [99999999] * 44], links, "r")


async def _no_indicators() -> dict[str, Any]:
    return {}


async def _after_rollback(login: Login, question: str, text: Any, parameters: dict[str, Any]) -> Any:
    """Returns the result of the question after the statement, in a transaction that is rolled back."""
    database = await Database.connect(login)
    operation: Any = parse(f"{{ {question} }}").definitions[0]
    node = operation.selection_set.selections[0]
    schema: Any = SCHEMA.graphql_schema
    selected = SelectedField("linkage", "linkage", schema.query_type.fields["linkage"], (node,))
    variables, snapshots = Variables({}), SnapshotStore(SearchLimits())
    context = FieldContext(
        read=database.read,
        selections=Selections(schema, {}, variables),
        variables=variables,
        today=today(),
        is_post=True,
        snapshots=snapshots,
        snapshot=partial(snapshots.fetch, database.read),
        custom_indicators=_no_indicators,
        rollback_transaction=database.rollback_transaction,
        plans=PlanCache.disabled(),
    )
    try:
        async with database.rollback_transaction() as transaction:
            await transaction.run(text, parameters)
            return await linkage_within(context, transaction, (selected,), AsOf(today()))
    finally:
        await database.close()

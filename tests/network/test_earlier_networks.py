"""After the data changed, cursors continue on the earlier network, within a time and a bound in bytes."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest

from graph.model.divisions import TOWNSHIP
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import project
from graph.network.projection.projections import PROJECTIONS, Boundary
from graph.network.questions.earlier_networks import KEPT_SECONDS, EarlierNetworks
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.network_execution import revision_digest
from graph.snapshot.snapshot import MAX_DATE, Snapshot

PAGE: Final = """
query ($actors: String, $ties: String, $brokers: String) {
  network(scope: "640502100", projection: MEMBERSHIP) {
    tieCount citation state: revision { id }
    actors(first: 4, after: $actors, orderBy: [{ measure: DEGREE }]) {
      nodes { entity { id name } degree ties(first: 1) { nodes { to { id } } } } pageInfo { endCursor hasNextPage }
    }
    ties(first: 3, after: $ties) { nodes { from { id } to { id } } pageInfo { endCursor } }
    brokerage(by: TYPE) {
      brokers(first: 2, after: $brokers) { nodes { entity { id } examples { from { id } through { id } } } pageInfo { endCursor } }
    }
  }
}
"""
MEMBERSHIPS: Final = "MATCH (:MemberUnit)-[r:MEMBER_OF]->(:JointCommittee {code: 'JC-640502100002'}) WITH r LIMIT 5 DELETE r"
QUESTION: Final = NetworkQuestion("T", PROJECTIONS["MEMBERSHIP"], Boundary.ANCHOR, date(2022, 9, 22))


def cursors(network: dict[str, Any]) -> dict[str, str]:
    lists = {"actors": network["actors"], "ties": network["ties"], "brokers": network["brokerage"]["brokers"]}
    return {name: found["pageInfo"]["endCursor"] for name, found in lists.items()}


@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_cursors_continue_on_the_network_of_their_revision(execute: Callable[..., Any], cypher: Callable[..., Any]) -> None:
    first = execute(PAGE)["network"]
    second = execute(PAGE, **cursors(first))["network"]
    cypher(MEMBERSHIPS)
    cypher("MATCH (n:MemberUnit) SET n.name = n.name + '*'")
    now = execute(PAGE)["network"]
    assert (now["tieCount"], now["state"] == first["state"]) == (first["tieCount"] - 5, False)
    for actor in second["actors"]["nodes"]:  # names are not versioned: they are those of today
        actor["entity"]["name"] += "*" * actor["entity"]["id"].startswith("MemberUnit")
    for _ in range(2):
        assert execute(PAGE, **cursors(first))["network"] == second
    assert execute(PAGE, **cursors(second))["network"]["state"] == first["state"]
    assert execute(PAGE, ties=cursors(now)["ties"])["network"]["state"] == now["state"]


@pytest.mark.slow
@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_a_cursor_cannot_continue_at_a_deleted_entity(
    execute: Callable[..., Any], error_codes: Callable[..., list[str]], cypher: Callable[..., Any]
) -> None:
    cursor = cursors(execute(PAGE)["network"])["ties"]
    cypher("MATCH (c:JointCommittee) DETACH DELETE c")
    cypher("UNWIND range(1, 500) AS n CREATE (:Grid:Entity {code: 'new' + n})")  # they get the ids of the deleted ones
    assert error_codes(PAGE, ties=cursor) == ["DATA_CHANGED"]


def network_of(revision: str, *, gave_cursor: bool = True) -> tuple[tuple[str, Any], KeptNetwork]:
    """Returns the network of two units and a committee, with its key."""
    entities: list[list[Any]] = [
        [0, 1, 2, 3],
        [TOWNSHIP.label, "MemberUnit", "MemberUnit", "JointCommittee"],
        ["T", "A", "B", "C"],
    ]
    links: list[list[Any]] = [[0, 1], ["MEMBER_OF"] * 2, [1, 2], [3, 3], [0, 0], [MAX_DATE] * 2]
    snapshot = Snapshot.from_columns([*entities, [0] * 4, [MAX_DATE] * 4], links, revision)
    columns, day = NetworkColumns.of(snapshot, []), 20220922
    scope = snapshot.find(TOWNSHIP, "T")
    assert scope is not None
    network = project(columns, columns.evaluator_of(day), QUESTION, scope)
    return (revision, QUESTION.key), KeptNetwork(network, gave_cursor=gave_cursor)


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


def found(store: EarlierNetworks, *revisions: str) -> list[bool]:
    return [store.find(revision_digest(revision), QUESTION.key) is not None for revision in revisions]


def test_a_network_is_kept_for_a_time_after_its_last_page(clock: list[float]) -> None:
    store = EarlierNetworks(10_000_000, lambda: clock[0])
    store.keep([network_of("one"), network_of("two", gave_cursor=False)])
    assert found(store, "one", "two", "three") == [True, False, False]
    assert KEPT_SECONDS >= 300
    clock[0] = KEPT_SECONDS - 1
    assert found(store, "one") == [True]
    clock[0] = 2 * KEPT_SECONDS - 2
    assert found(store, "one") == [True]
    clock[0] = 3 * KEPT_SECONDS
    assert found(store, "one") == [False]
    assert store.nbytes == 0


def test_networks_are_kept_within_a_bound_in_bytes(clock: list[float]) -> None:
    one = EarlierNetworks(10_000_000, lambda: clock[0])
    one.keep([network_of("one")])
    store = EarlierNetworks(int(one.nbytes * 2.5), lambda: clock[0])
    for revision in ("one", "two"):
        store.keep([network_of(revision)])
    assert found(store, "two", "one") == [True, True]  # asks for the first one last
    store.keep([network_of("three")])
    assert found(store, "one", "two", "three") == [True, False, True]
    assert store.nbytes <= one.nbytes * 2.5

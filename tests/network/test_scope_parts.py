"""The networks of one division's part of a graph equal those on the whole graph."""

import asyncio
from datetime import date
from typing import Any, Final

import pytest

from graph.coverage.columns.divisions import find_division
from graph.database.database import Database
from graph.database.login import Login
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot import snapshot_statements
from graph.linkage.snapshot.snapshot_statements import read_snapshot, snapshot_statement
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.network.projection import network_columns
from graph.network.projection.actor_groups import Grouping, actor_groups
from graph.network.projection.graph_part import GraphPart
from graph.network.projection.network_columns import NetworkColumns, columns_statements
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import ProjectedNetwork, project
from graph.network.projection.projections import PROJECTIONS, Boundary
from graph.network.questions.part_store import PartQuestion, PartStore
from graph.snapshot.snapshot import Snapshot, date_to_int

DAY: Final = date(2022, 9, 22)
SCOPES: Final = ("6405", "640502", "640502100", "640502100002")

pytestmark = pytest.mark.usefixtures("zhongwei")


async def _whole(database: Database) -> Snapshot:
    result = await database.read(snapshot_statement())
    return read_snapshot(result.rows, result.revision)


async def _columns(database: Database, snapshot: Snapshot) -> NetworkColumns:
    rows = [row for statement in columns_statements(snapshot) for row in (await database.read(statement)).rows]
    return NetworkColumns.of(snapshot, rows)


def _described(network: ProjectedNetwork) -> dict[str, Any]:
    """Omits what belongs to its snapshot alone."""
    key, ties = network.snapshot.key, network.ties
    return {
        "actors": [key(actor) for actor in network.actors.tolist()],
        "in scope": network.in_scope.tolist(),
        "groups": {by: actor_groups(network, by) for by in Grouping},
        "ties": [(key(one), key(two)) for one, two in zip(ties.one.tolist(), ties.two.tolist(), strict=True)],
        "of ties": [each.tolist() for each in (ties.weight, ties.links, ties.since, ties.until, ties.provenance)],
        "links": network.link_count,
        "unknown": (network.unknown.actors, network.unknown.pairs),
    }


def _network(columns: NetworkColumns, question: NetworkQuestion) -> ProjectedNetwork:
    scope = find_division(columns.snapshot, question.scope)
    assert scope is not None
    return project(columns, columns.evaluator_of(date_to_int(DAY)), question, scope)


@pytest.mark.sampled(0.2)
@pytest.mark.parametrize("name", PROJECTIONS)
def test_networks_of_a_part_are_those_of_the_whole_graph(neo4j_login: Login, name: str) -> None:
    projection = PROJECTIONS[name]

    async def compare() -> None:
        database = await Database.connect(neo4j_login)
        try:
            whole = await _columns(database, await _whole(database))
            for scope in SCOPES:
                store, asked = PartStore(megabytes=100, megabytes_of_all=0), PartQuestion(scope, DAY)
                snapshot = await store.get(GraphPart.of([projection]), asked, "another", database.read)
                assert snapshot.scope == scope
                part = await _columns(database, snapshot)
                for boundary in Boundary:
                    question = NetworkQuestion(scope, projection, boundary, DAY)
                    found, expected = (_described(_network(columns, question)) for columns in (part, whole))
                    assert found == expected, (scope, boundary)
        finally:
            await database.close()

    asyncio.run(compare())


def test_a_part_of_a_small_division_is_small(neo4j_login: Login) -> None:
    async def sizes() -> tuple[int, int]:
        database = await Database.connect(neo4j_login)
        try:
            store, asked = PartStore(megabytes=100, megabytes_of_all=0), PartQuestion("640502100002", DAY)
            part = GraphPart.of([PROJECTIONS["MEMBERSHIP"]])
            return len(await store.get(part, asked, "another", database.read)), len(await _whole(database))
        finally:
            await database.close()

    part, whole = asyncio.run(sizes())
    assert 1 < part < whole / 10


@pytest.mark.parametrize("part", [None, "MEMBERSHIP"])
def test_a_large_graph_is_read_in_several_statements(
    neo4j_login: Login, monkeypatch: pytest.MonkeyPatch, part: str | None
) -> None:
    """A nation in one statement takes longer than QUERY_TIMEOUT."""

    async def read() -> tuple[int, Any]:
        database = await Database.connect(neo4j_login)
        try:
            store = SnapshotStore(SearchLimits(megabytes=100 if part is None else 0))
            snapshot = await store.fetch(database.read)
            if part is not None:
                parts = PartStore(megabytes=100)
                snapshot = await parts.get(GraphPart.of([PROJECTIONS[part]]), None, "another", database.read)
            assert isinstance(snapshot, Snapshot)
            statements = len(columns_statements(snapshot))
            columns = await _columns(database, snapshot)
            question = NetworkQuestion("6405", PROJECTIONS["MEMBERSHIP"], Boundary.ANCHOR, DAY)
            return statements, _described(_network(columns, question))
        finally:
            await database.close()

    at_once, expected = asyncio.run(read())
    for module in (snapshot_statements, network_columns):
        monkeypatch.setattr(module, "MAX_READ_AT_ONCE", 100)
    in_several, found = asyncio.run(read())
    assert at_once == 1 < in_several
    assert found == expected

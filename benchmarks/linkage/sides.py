"""Both sides of the cases of linkage."""

from itertools import cycle
from typing import Final, LiteralString

import numpy as np
import rustworkx

from benchmarks.cases import Run
from benchmarks.linkage.graph import DAY, DEFAULT_TRANSIT, NEAREST, UNRESTRICTED, LinkageBench, Pairs, distances, well_connected
from benchmarks.product import graphql_schema
from graph.database.revisions import Revisions
from graph.database.statement import READ_REVISION, Statement
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_statements import read_snapshot, snapshot_statement
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.context import Context
from schema.execution.executor import Executor

IS_VALID: Final[LiteralString] = "coalesce(r.since <= $day, true) AND coalesce($day < r.until, true)"

NAMES: Final = "MATCH (n) WHERE id(n) IN $nodes RETURN collect([id(n), n.name]) AS names"
SHORTEST: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
MATCH p = shortestPath((a)-[*..12]-(b)) WHERE all(r IN relationships(p) WHERE {IS_VALID}) RETURN [n IN nodes(p) | n.name] AS names"""
REACHABLE: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}) MATCH p = (a)-[rs*1..7]-(b:Entity)
WHERE all(r IN rs WHERE {IS_VALID})
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
TRANSIT_ALLOWED: Final[LiteralString] = "NOT (y:Province OR y:City OR y:County OR y:Township OR y:Survey)"
"""Nodes that the default transit rules allow. The generated graph has no others."""
REACHABLE_IN_CITY: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}})
MATCH p = (a) (()-[r WHERE {IS_VALID}]-(y WHERE {TRANSIT_ALLOWED})){{0,3}} ()-[q WHERE {IS_VALID.replace("r.", "q.")}]-(b:Entity) WHERE b <> a
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
LINKAGE: Final = """query ($from: EntityRef!, $to: EntityRef!, $day: Date!) {
  linkage(from: $from, to: $to, k: 1, maxHops: 12, asOf: $day) { paths { entities { name } } } }"""


def shortest_ours(bench: LinkageBench, chosen: Pairs) -> Run:
    """Includes the statement that reads names and checks the revision, without a certificate."""
    turns = cycle(chosen)

    async def ours() -> object:
        found = bench.search(next(turns), 1, 12, UNRESTRICTED, certified=False)
        return await _named(bench, [entity for path in found.paths for entity in path])

    return ours


async def _named(bench: LinkageBench, entities: list[int]) -> list[str]:
    nodes: list[int] = bench.snapshot.node_id[entities].tolist()
    answer = await bench.database.read(Statement(NAMES, {"nodes": nodes}))
    assert answer.revision == bench.snapshot.revision
    names = dict(answer.rows[0][0])
    return [names[node] for node in nodes]


def shortest_raw(bench: LinkageBench, chosen: Pairs) -> Run:
    turns = cycle(chosen)

    async def raw() -> object:
        one, other = (bench.snapshot.codes[entity] for entity in next(turns))
        return await bench.database.read(Statement(SHORTEST, {"one": one, "other": other, "day": DAY}))

    return raw


def graphql_ours(bench: LinkageBench, chosen: Pairs) -> Run:
    executor = Executor(graphql_schema())
    snapshots, revisions, turns = SnapshotStore(SearchLimits()), Revisions(), cycle(chosen)

    async def ours() -> object:
        one, other = ({"memberUnit": bench.snapshot.codes[entity]} for entity in next(turns))
        context = Context(bench.database, DAY, revisions, snapshots)
        variables = {"from": one, "to": other, "day": DAY.isoformat()}
        result = await executor.execute(LINKAGE, variables, context=context)
        assert result.data
        assert result.data["linkage"]["paths"]
        return result

    return ours


def ten_ours(bench: LinkageBench, chosen: Pairs) -> Run:
    """Includes the certificate."""
    turns = cycle(chosen)

    async def ours() -> object:
        return bench.search(next(turns), 10, 6, DEFAULT_TRANSIT)

    return ours


def ten_rustworkx(bench: LinkageBench, chosen: Pairs) -> Run:
    """Selects from all simple paths, because rustworkx cannot enumerate by length. The cutoff counts entities."""
    graph, turns = bench.rustworkx, cycle(chosen)

    async def raw() -> object:
        paths = rustworkx.all_simple_paths(graph, *next(turns), cutoff=7)
        return sorted(map(list, paths), key=lambda path: (len(path), path))[:10]

    return raw


def ten_igraph(bench: LinkageBench, chosen: Pairs) -> Run:
    """Filters the ten shortest paths by hops. Paths of equal length may be in another order than ours."""
    graph, turns = bench.igraph, cycle(chosen)

    async def raw() -> object:
        return [path for path in graph.get_k_shortest_paths(*next(turns), k=10) if len(path) <= 7]

    return raw


def reachable_ours(bench: LinkageBench) -> Run:
    starts = cycle(well_connected(bench.graph, bench.max_hops))

    async def ours() -> object:
        distance = distances(bench.graph, next(starts), bench.max_hops)
        found = np.flatnonzero(distance > 0)
        nearest = found[np.argsort(distance[found], kind="stable")][:NEAREST]
        return await _named(bench, nearest.tolist())

    return ours


def reachable_raw(bench: LinkageBench, text: LiteralString) -> Run:
    starts = cycle(well_connected(bench.graph, bench.max_hops))

    async def raw() -> object:
        return await bench.database.read(Statement(text, {"one": bench.snapshot.codes[next(starts)], "day": DAY}))

    return raw


def checking_ours(bench: LinkageBench) -> Run:
    async def ours() -> object:
        return (await bench.database.read(READ_REVISION)).revision == bench.snapshot.revision

    return ours


def checking_raw(bench: LinkageBench) -> Run:
    async def raw() -> object:
        return await bench.database.read(Statement("RETURN 1 AS one"))

    return raw


def snapshot_ours(bench: LinkageBench) -> Run:
    async def ours() -> object:
        answer = await bench.database.read(snapshot_statement())
        return read_snapshot(answer.rows, answer.revision)

    return ours


def snapshot_raw(bench: LinkageBench) -> Run:
    async def raw() -> object:
        text = "MATCH (a:Entity)-[r]->(b:Entity) RETURN elementId(a), elementId(b), type(r), r.since, r.until"
        return await bench.database.read(Statement(text))

    return raw

"""Linkage searches against Cypher paths, rustworkx and igraph, on a graph of 52,840 entities with 92,852 links and on a city.

`python -m benchmarks.linkage` runs all cases on the Neo4j at NEO4J_URI, and replaces all its data. With `--as-it-is` it runs
the cases of the loaded city.
"""

import asyncio
import os
import random
import sys
import time
import tracemalloc
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import cycle
from typing import Any, Final, LiteralString

import igraph  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
import rustworkx

from benchmarks import event_loop_blocking
from benchmarks.cases import Case, Run, run
from graph.database.constraints import prepare
from graph.database.database import Database
from graph.database.login import Login
from graph.database.revisions import Revisions
from graph.database.statement import Statement
from graph.linkage.algorithms.bfs import BfsLayers, DistanceArray
from graph.linkage.algorithms.k_shortest_paths import PathQuery, k_shortest_paths
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.search_budget import SearchBudget, SearchLimits
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot_statements import read_snapshot, snapshot_statement
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.linkage.transit_rules import DEFAULT_RULES, TransitPolicy, TransitRule, effective_rules
from graph.model.committees import MEMBER_UNIT
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import Snapshot, date_to_int
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.schema import make_schema

SCHEMA: Final = make_schema()
ENTITIES: Final = 52_840
LINKS: Final = 92_852
DAY: Final = date(2026, 1, 1)
IS_VALID: Final[LiteralString] = "coalesce(r.since <= $day, true) AND coalesce($day < r.until, true)"

NAMES: Final = "MATCH (n) WHERE id(n) IN $nodes RETURN collect([id(n), n.name]) AS names"
SHORTEST: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
MATCH p = shortestPath((a)-[*..12]-(b)) WHERE all(r IN relationships(p) WHERE {IS_VALID}) RETURN [n IN nodes(p) | n.name] AS names"""
REACHABLE: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}) MATCH p = (a)-[rs*1..7]-(b:Entity)
WHERE all(r IN rs WHERE {IS_VALID})
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
TRANSIT_ALLOWED: Final[LiteralString] = "NOT (y:Province OR y:City OR y:County OR y:Township OR y:Survey)"
"""The nodes that the default transit rules allow. The generated graph has no others."""
REACHABLE_IN_CITY: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}})
MATCH p = (a) (()-[r WHERE {IS_VALID}]-(y WHERE {TRANSIT_ALLOWED})){{0,3}} ()-[q WHERE {IS_VALID.replace("r.", "q.")}]-(b:Entity) WHERE b <> a
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
DEFAULT_TRANSIT: Final = TransitConstraints(effective_rules([]))
UNRESTRICTED: Final = TransitConstraints(
    effective_rules([TransitRule(each.kind, TransitPolicy.ALLOW) for each in DEFAULT_RULES])
)
"""As in shortestPath."""
NEAREST: Final = 1_000
GRAPH_HOPS: Final = 7
CITY_HOPS: Final = 4
"""Within this many hops an entity reaches more than NEAREST others."""
LINKAGE: Final = """query ($from: EntityRef!, $to: EntityRef!, $day: Date!) {
  linkage(from: $from, to: $to, k: 1, maxHops: 12, asOf: $day) { paths { entities { name } } } }"""


Pairs = list[tuple[int, int]]


@dataclass
class Bench:
    database: Database
    snapshot: Snapshot
    network: Network
    max_hops: int

    @classmethod
    async def of(cls, database: Database, max_hops: int) -> "Bench":
        snapshot = await SnapshotStore(SearchLimits()).get(database.read)
        assert isinstance(snapshot, Snapshot)
        return cls(database, snapshot, Network.of(snapshot, date_to_int(DAY), frozenset(RELATIONS)), max_hops)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The links that a path may use, for the graph libraries."""
        near, far = self.network.arcs_from(np.arange(len(self.snapshot)))
        passable = DEFAULT_TRANSIT.mask(self.network).passable
        usable = (near < far) & passable[near] & passable[far]
        return list(zip(near[usable].tolist(), far[usable].tolist(), strict=True))

    @cached_property
    def rustworkx(self) -> Any:
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(list(range(len(self.snapshot))))
        graph.extend_from_edge_list(self.edges)
        return graph

    @cached_property
    def igraph(self) -> Any:
        return igraph.Graph(n=len(self.snapshot), edges=self.edges)

    def search(self, pair: tuple[int, int], k: int, hops: int, rules: TransitConstraints, *, certified: bool = True) -> Any:
        query = PathQuery(pair, k, hops, count_rejected=False, certified=certified)
        return k_shortest_paths(self.network, rules, query, SearchBudget(SearchLimits()))


def pairs(network: Network, min_hops: int, max_hops: int, count: int = 40) -> Pairs:
    """Returns pairs of member units with a distance in the range, identical in every run."""
    rng = random.Random(1)
    first, end = network.snapshot.index_range(MEMBER_UNIT)
    found: list[tuple[int, int]] = []
    while len(found) < count:
        start, hops = rng.randrange(first, end), rng.randint(min_hops, max_hops)
        candidates = np.flatnonzero(_distances(network, start, hops)[first:end] == hops)
        if len(candidates):
            found.append((start, first + int(rng.choice(candidates))))
    return found


def well_connected(network: Network, max_hops: int, count: int = 40) -> list[int]:
    """Returns member units that reach more than NEAREST entities."""
    rng = random.Random(2)
    first, end = network.snapshot.index_range(MEMBER_UNIT)
    found: list[int] = []
    while len(found) < count:
        start = rng.randrange(first, end)
        if (_distances(network, start, max_hops) > 0).sum() > NEAREST:
            found.append(start)
    return found


def _distances(network: Network, start: int, hops: int) -> DistanceArray:
    layers = BfsLayers(network, start, DEFAULT_TRANSIT.mask(network), SearchBudget(SearchLimits()))
    layers.expand_to(hops)
    return layers.distance


# ---------------------------------------------------------------------------------------------------- the cases
def cases(bench: Bench) -> list[Case]:
    distant, close = pairs(bench.network, 5, 11), pairs(bench.network, 3, 6)
    return [
        *_on_any_graph(bench, distant, distant, REACHABLE),
        Case(
            "k = 10, pairs at 3 to 6 hops / igraph, k shortest paths",
            ten_ours(bench, close),
            ten_igraph(bench, close),
            2.0,
            rounds=20,
        ),
        Case(
            "k = 10, pairs at 3 to 6 hops / rustworkx, all simple paths",
            ten_ours(bench, close),
            ten_rustworkx(bench, close),
            2.0,
        ),
        Case("checking the revision of the snapshot / RETURN 1", checking_ours(bench), checking_raw(bench), 1.1),
        Case("building the snapshot / reading the links as rows", snapshot_ours(bench), snapshot_raw(bench), 1.0, rounds=3),
    ]


def city_cases(bench: Bench) -> list[Case]:
    """Returns cases on Zhongwei, whose units are at most 8 hops apart without passing divisions."""
    close = pairs(bench.network, 2, 6)
    return [
        *_on_any_graph(bench, pairs(bench.network, 2, 8), close, REACHABLE_IN_CITY),
        Case("k = 10 within 6 hops / igraph, k shortest paths", ten_ours(bench, close), ten_igraph(bench, close), 2.0),
    ]


def _on_any_graph(bench: Bench, path_pairs: Pairs, k_pairs: Pairs, reachable: LiteralString) -> list[Case]:
    return [
        Case(
            "shortest path / shortestPath", shortest_ours(bench, path_pairs), shortest_raw(bench, path_pairs), 1.0, rounds=300
        ),
        Case(
            "linkage(k: 1) as a GraphQL operation / shortestPath",
            graphql_ours(bench, path_pairs),
            shortest_raw(bench, path_pairs),
        ),
        Case("1,000 nearest reachable / Cypher", reachable_ours(bench), reachable_raw(bench, reachable), 1.0),
        Case(
            "k = 10 within 6 hops / rustworkx, all simple paths", ten_ours(bench, k_pairs), ten_rustworkx(bench, k_pairs), 2.0
        ),
    ]


def shortest_ours(bench: Bench, chosen: Pairs) -> Run:
    """Runs the search, and the statement that reads names and checks the revision, without a certificate."""
    turns = cycle(chosen)

    async def ours() -> object:
        found = bench.search(next(turns), 1, 12, UNRESTRICTED, certified=False)
        return await _named(bench, [entity for path in found.paths for entity in path])

    return ours


async def _named(bench: Bench, entities: list[int]) -> list[str]:
    nodes: list[int] = bench.snapshot.node_id[entities].tolist()
    answer = await bench.database.read(Statement(NAMES, {"nodes": nodes}))
    assert answer.revision == bench.snapshot.revision
    names = dict(answer.rows[0][0])
    return [names[node] for node in nodes]


def shortest_raw(bench: Bench, chosen: Pairs) -> Run:
    turns = cycle(chosen)

    async def raw() -> object:
        one, other = (bench.snapshot.codes[entity] for entity in next(turns))
        return await bench.database.read(Statement(SHORTEST, {"one": one, "other": other, "day": DAY}))

    return raw


def graphql_ours(bench: Bench, chosen: Pairs) -> Run:
    """Runs the GraphQL operation, from its text to its result."""
    executor = Executor(make_schema().graphql_schema)
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


def ten_ours(bench: Bench, chosen: Pairs) -> Run:
    """Includes the certificate: whether these are all paths, and whether a longer one may exist."""
    turns = cycle(chosen)

    async def ours() -> object:
        return bench.search(next(turns), 10, 6, DEFAULT_TRANSIT)

    return ours


def ten_rustworkx(bench: Bench, chosen: Pairs) -> Run:
    """Enumerates all simple paths and selects the ten shortest, because rustworkx cannot enumerate by length. The cutoff counts
    entities.
    """
    graph, turns = bench.rustworkx, cycle(chosen)

    async def raw() -> object:
        paths = rustworkx.all_simple_paths(graph, *next(turns), cutoff=7)
        return sorted(map(list, paths), key=lambda path: (len(path), path))[:10]

    return raw


def ten_igraph(bench: Bench, chosen: Pairs) -> Run:
    """Filters the ten shortest paths by hops. Paths of equal length may be in another order than ours."""
    graph, turns = bench.igraph, cycle(chosen)

    async def raw() -> object:
        return [path for path in graph.get_k_shortest_paths(*next(turns), k=10) if len(path) <= 7]

    return raw


def reachable_ours(bench: Bench) -> Run:
    starts = cycle(well_connected(bench.network, bench.max_hops))

    async def ours() -> object:
        distance = _distances(bench.network, next(starts), bench.max_hops)
        found = np.flatnonzero(distance > 0)
        nearest = found[np.argsort(distance[found], kind="stable")][:NEAREST]
        return await _named(bench, nearest.tolist())

    return ours


def reachable_raw(bench: Bench, text: LiteralString) -> Run:
    starts = cycle(well_connected(bench.network, bench.max_hops))

    async def raw() -> object:
        return await bench.database.read(Statement(text, {"one": bench.snapshot.codes[next(starts)], "day": DAY}))

    return raw


def checking_ours(bench: Bench) -> Run:
    async def ours() -> object:
        return (await bench.database.read(Statement("RETURN 1 AS one"))).revision == bench.snapshot.revision

    return ours


def checking_raw(bench: Bench) -> Run:
    async def raw() -> object:
        return await bench.database.read(Statement("RETURN 1 AS one"))

    return raw


def snapshot_ours(bench: Bench) -> Run:
    async def ours() -> object:
        answer = await bench.database.read(snapshot_statement())
        return read_snapshot(answer.rows, answer.revision)

    return ours


def snapshot_raw(bench: Bench) -> Run:
    async def raw() -> object:
        text = "MATCH (a:Entity)-[r]->(b:Entity) RETURN elementId(a), elementId(b), type(r), r.since, r.until"
        return await bench.database.read(Statement(text))

    return raw


# ---------------------------------------------------------------------------------------------------- the graph
async def fill(database: Database) -> None:
    """Replaces all data by the generated graph, identical in every run. Entities with close numbers are linked more often."""
    await prepare(database)
    rng = random.Random(1)
    kinds = [("MemberUnit", 35), ("JointCommittee", 12), ("CommunityBranch", 18), ("Post", 20), ("Grid", 15)]
    drawn = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds], k=ENTITIES)
    relations = ["MEMBER_OF", "SERVES", "LEADS", "ALLIED_IN", "CONTACTS", "SEATED_ON"]
    links = [_link(rng) for _ in range(LINKS)]
    async with database.transaction() as transaction:
        await transaction.run("MATCH (n) DETACH DELETE n")
        for kind, _ in kinds:
            codes = [f"c{index:06}" for index, each in enumerate(drawn) if each == kind]
            await transaction.run(
                f"UNWIND $codes AS code CREATE (:{kind}:Entity {{code: code, name: code}})",  # pyright: ignore[reportArgumentType]
                {"codes": codes},
            )
        for index, relation in enumerate(relations):
            rows = [list(each) for each in links[index :: len(relations)]]
            await transaction.run(
                "UNWIND $rows AS row MATCH (a:Entity {code: row[0]}), (b:Entity {code: row[1]}) "  # pyright: ignore[reportArgumentType]
                f"CREATE (a)-[:{relation} {{since: row[2], provenance: 'IMPORTED'}}]->(b)",
                {"rows": rows},
            )


def _link(rng: random.Random) -> tuple[str, str, date]:
    start = rng.randrange(ENTITIES)
    end = (start + 1 + int(rng.paretovariate(0.6))) % ENTITIES
    return f"c{start:06}", f"c{end:06}", date(2015, 1, 1) + timedelta(rng.randrange(3_000))


async def figures(database: Database) -> dict[str, float]:
    """Measures what has no counterpart: build time and memory of the snapshot, and blocking of the event loop."""
    answer = await database.read(snapshot_statement())
    begin = time.perf_counter()
    read_snapshot(answer.rows, answer.revision)
    built = time.perf_counter() - begin
    tracemalloc.start()
    snapshot = read_snapshot(answer.rows, answer.revision)
    network = Network.of(snapshot, date_to_int(DAY), RELATIONS)
    traced, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(network.snapshot) == len(snapshot)
    return {
        "build, ms": built * 1_000,
        "memory, MB": traced / 1e6,
        "estimated, MB": snapshot.bytes / 1e6,
        "longest blocking of the event loop while it is built, ms": await event_loop_blocking.of_snapshot_building(database),
        "and while a hub of 100,000 links is searched, ms": await event_loop_blocking.of_search(),
    }


async def main() -> None:
    login = Login(os.environ["NEO4J_URI"], os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"], "neo4j")
    database = await Database.connect(login, timeout=300)
    try:
        if "--as-it-is" in sys.argv:
            chosen = city_cases(await Bench.of(database, CITY_HOPS))
        else:
            await fill(database)
            chosen = cases(await Bench.of(database, GRAPH_HOPS))
        for case in chosen:
            outcome = await run(case)
            promise = "" if case.target is None else f"  promised {case.target}: {'holds' if outcome.holds else 'MISSED'}"
            print(f"{case.name:50} {outcome.ours:9.2f} ms {outcome.raw:9.2f} ms  x {outcome.ratio:.2f}{promise}")
        print(await figures(database))
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())

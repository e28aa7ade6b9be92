"""Linkage beside the database's own paths and beside rustworkx and igraph, on a graph of 50,000 entities with 93,000 links and on a city.

``python -m benchmarks.linkage`` runs all cases on the Neo4j at NEO4J_URI, and prints the medians, their ratio and whether the promise
holds. That is a disposable database: it is filled with the graph first, unless ``--as-it-is`` is given, for the city that it holds.
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

from benchmarks import event_loop_blocking as holding
from benchmarks.cases import Case, Run, run
from graph.database.constraints import prepare
from graph.database.database import Database
from graph.database.login import Login
from graph.database.revisions import Revisions
from graph.database.statement import Statement
from graph.linkage.algorithms.bfs import BfsLayers, Distances
from graph.linkage.algorithms.k_shortest_paths import PathQuery, k_shortest_paths
from graph.linkage.algorithms.transit import DEFAULT_RULES, Policy, Rule, Rules, effective_rules
from graph.linkage.search_budget import SearchBudget, SearchLimits
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import Snapshot, all_links, day_number
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.model.committees import MEMBER_UNIT
from graph.model.registry import RELATIONS
from schema.execution.context import Context
from schema.schema import SCHEMA

ENTITIES: Final = 52_840
LINKS: Final = 92_852
DAY: Final = date(2026, 1, 1)
LIVES: Final[LiteralString] = "coalesce(r.since <= $day, true) AND coalesce($day < r.until, true)"

NAMES: Final = "MATCH (n) WHERE id(n) IN $nodes RETURN collect([id(n), n.name]) AS names"
SHORTEST: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
MATCH p = shortestPath((a)-[*..12]-(b)) WHERE all(r IN relationships(p) WHERE {LIVES}) RETURN [n IN nodes(p) | n.name] AS names"""
REACHED: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}) MATCH p = (a)-[rs*1..7]-(b:Entity)
WHERE all(r IN rs WHERE {LIVES})
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
PASSED: Final[LiteralString] = "NOT (y:Province OR y:City OR y:County OR y:Township OR y:Survey)"
"""What a path may pass, where no rule is given. The graph of 50,000 has nothing but that."""
REACHED_IN_THE_CITY: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}})
MATCH p = (a) (()-[r WHERE {LIVES}]-(y WHERE {PASSED})){{0,3}} ()-[q WHERE {LIVES.replace("r.", "q.")}]-(b:Entity) WHERE b <> a
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
AS_IT_COMES: Final = Rules(effective_rules([]))
EVERYWHERE: Final = Rules(effective_rules([Rule(each.kind, Policy.ALLOW) for each in DEFAULT_RULES]))
"""Through whatever there is, as shortestPath goes."""
MANY: Final = 1_000
FAR: Final = 7
FAR_IN_THE_CITY: Final = 4
"""Within so many hops lie more than so many."""
ASKED: Final = """query ($from: EntityRef!, $to: EntityRef!, $day: Date!) {
  linkage(from: $from, to: $to, k: 1, maxHops: 12, asOf: $day) { paths { entities { name } } } }"""


Pairs = list[tuple[int, int]]


@dataclass
class Bench:
    """What the cases run on. ``far``: how many hops around an entity the nearest MANY are looked for."""

    database: Database
    snapshot: Snapshot
    network: Network
    far: int

    @classmethod
    async def of(cls, database: Database, far: int) -> "Bench":
        snapshot = await SnapshotStore(SearchLimits()).get(database.read)
        assert isinstance(snapshot, Snapshot)
        return cls(database, snapshot, Network.of(snapshot, day_number(DAY), frozenset(RELATIONS)), far)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """What joins entities that a path may pass: the others have nothing else to hold."""
        near, far = self.network.around(np.arange(len(self.snapshot)))
        passable = AS_IT_COMES.passage(self.network).passable
        held = (near < far) & passable[near] & passable[far]
        return list(zip(near[held].tolist(), far[held].tolist(), strict=True))

    @cached_property
    def rustworkx(self) -> Any:
        """The same network as rustworkx holds it."""
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(list(range(len(self.snapshot))))
        graph.extend_from_edge_list(self.edges)
        return graph

    @cached_property
    def igraph(self) -> Any:
        """The same network as igraph holds it."""
        return igraph.Graph(n=len(self.snapshot), edges=self.edges)

    def search(self, pair: tuple[int, int], k: int, hops: int, rules: Rules, *, certified: bool = True) -> Any:
        wanted = PathQuery(pair, k, hops, count_rejected=False, certified=certified)
        return k_shortest_paths(self.network, rules, wanted, SearchBudget(SearchLimits()))


def pairs(network: Network, nearest: int, furthest: int, many: int = 40) -> Pairs:
    """Member units so many hops apart, the same in every run."""
    rng = random.Random(1)
    first, end = network.snapshot.of_kind(MEMBER_UNIT)
    found: list[tuple[int, int]] = []
    while len(found) < many:
        start, hops = rng.randrange(first, end), rng.randint(nearest, furthest)
        there = np.flatnonzero(_distances(network, start, hops)[first:end] == hops)
        if len(there):
            found.append((start, first + int(rng.choice(there))))
    return found


def crowded(network: Network, far: int, many: int = 40) -> list[int]:
    """Member units with more than MANY within so many hops."""
    rng = random.Random(2)
    first, end = network.snapshot.of_kind(MEMBER_UNIT)
    found: list[int] = []
    while len(found) < many:
        start = rng.randrange(first, end)
        if (_distances(network, start, far) > 0).sum() > MANY:
            found.append(start)
    return found


def _distances(network: Network, start: int, hops: int) -> Distances:
    layers = BfsLayers(network, start, AS_IT_COMES.passage(network), SearchBudget(SearchLimits()))
    layers.expand_to(hops)
    return layers.distance


# ---------------------------------------------------------------------------------------------------- the cases
def cases(bench: Bench) -> list[Case]:
    """All cases on the graph of 50,000, by name."""
    apart, close = pairs(bench.network, 5, 11), pairs(bench.network, 3, 6)
    return [
        *_on_any_graph(bench, apart, apart, REACHED),
        Case(
            "the same of pairs at 3 to 6 hops / igraph, k shortest paths",
            ten_ours(bench, close),
            ten_igraph(bench, close),
            2.0,
            rounds=20,
        ),
        Case(
            "the same of pairs at 3 to 6 hops / rustworkx, all simple paths",
            ten_ours(bench, close),
            ten_rustworkx(bench, close),
            2.0,
        ),
        Case("checking that the snapshot holds / RETURN 1", checking_ours(bench), checking_raw(bench), 1.1),
        Case("the snapshot / the links as rows", snapshot_ours(bench), snapshot_raw(bench), 1.0, rounds=3),
    ]


def cases_of_the_city(bench: Bench) -> list[Case]:
    """Those on Zhongwei. Its units are joined by at most 8 hops past its divisions."""
    close = pairs(bench.network, 2, 6)
    return [
        *_on_any_graph(bench, pairs(bench.network, 2, 8), close, REACHED_IN_THE_CITY),
        Case("k = 10 within 6 hops / igraph, k shortest paths", ten_ours(bench, close), ten_igraph(bench, close), 2.0),
    ]


def _on_any_graph(bench: Bench, apart: Pairs, of_ten: Pairs, reached: LiteralString) -> list[Case]:
    return [
        Case("shortest path / shortestPath", shortest_ours(bench, apart), shortest_raw(bench, apart), 1.0, rounds=300),
        Case("linkage(k: 1) as it is asked / shortestPath", asked(bench, apart), shortest_raw(bench, apart)),
        Case("reachable, 1,000 of them / Cypher", reachable_ours(bench), reachable_raw(bench, reached), 1.0),
        Case("k = 10 within 6 hops / rustworkx, all simple paths", ten_ours(bench, of_ten), ten_rustworkx(bench, of_ten), 2.0),
    ]


def shortest_ours(bench: Bench, chosen: Pairs) -> Run:
    """The search, and the statement that names what was found and shows that the data is the same. No certificate on either side."""
    turns = cycle(chosen)

    async def ours() -> object:
        found = bench.search(next(turns), 1, 12, EVERYWHERE, certified=False)
        return await _named(bench, [entity for path in found.paths for entity in path])

    return ours


async def _named(bench: Bench, entities: list[int]) -> list[str]:
    """Their names, in the same order."""
    nodes: list[int] = bench.snapshot.node[entities].tolist()
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


def asked(bench: Bench, chosen: Pairs) -> Run:
    """The operation, from its text to its answer."""
    snapshots, revisions, turns = SnapshotStore(SearchLimits()), Revisions(), cycle(chosen)

    async def ours() -> object:
        one, other = ({"memberUnit": bench.snapshot.codes[entity]} for entity in next(turns))
        context = Context(bench.database, DAY, revisions, snapshots)
        variables = {"from": one, "to": other, "day": DAY.isoformat()}
        result = await SCHEMA.execute(ASKED, variables, context_value=context)
        assert result.data
        assert result.data["linkage"]["paths"]
        return result

    return ours


def ten_ours(bench: Bench, chosen: Pairs) -> Run:
    """The paths, and the certificate: whether these are all, and whether any longer one may exist."""
    turns = cycle(chosen)

    async def ours() -> object:
        return bench.search(next(turns), 10, 6, AS_IT_COMES)

    return ours


def ten_rustworkx(bench: Bench, chosen: Pairs) -> Run:
    """All simple paths within so many hops (it counts entities), of which the first ten are sorted out. It has none that gives the
    shortest first, and says nothing of longer ones; where there are many it lists them all."""
    graph, turns = bench.rustworkx, cycle(chosen)

    async def raw() -> object:
        paths = rustworkx.all_simple_paths(graph, *next(turns), cutoff=7)
        return sorted(map(list, paths), key=lambda path: (len(path), path))[:10]

    return raw


def ten_igraph(bench: Bench, chosen: Pairs) -> Run:
    """The ten shortest, of which those within so many hops are kept: the same question, but for the order of paths of one length."""
    graph, turns = bench.igraph, cycle(chosen)

    async def raw() -> object:
        return [path for path in graph.get_k_shortest_paths(*next(turns), k=10) if len(path) <= 7]

    return raw


def reachable_ours(bench: Bench) -> Run:
    """The nearest thousand in order."""
    starts = cycle(crowded(bench.network, bench.far))

    async def ours() -> object:
        distance = _distances(bench.network, next(starts), bench.far)
        found = np.flatnonzero(distance > 0)
        nearest = found[np.argsort(distance[found], kind="stable")][:MANY]
        return await _named(bench, nearest.tolist())

    return ours


def reachable_raw(bench: Bench, text: LiteralString) -> Run:
    starts = cycle(crowded(bench.network, bench.far))

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
        answer = await bench.database.read(all_links())
        return Snapshot.of(answer.rows, answer.revision)

    return ours


def snapshot_raw(bench: Bench) -> Run:
    async def raw() -> object:
        text = "MATCH (a:Entity)-[r]->(b:Entity) RETURN elementId(a), elementId(b), type(r), r.since, r.until"
        return await bench.database.read(Statement(text))

    return raw


# ---------------------------------------------------------------------------------------------------- the graph
async def fill(database: Database) -> None:
    """Replaces all data by the graph: near neighbours joined more often than far ones, the same in every run."""
    await prepare(database)
    rng = random.Random(1)
    kinds = [("MemberUnit", 35), ("JointCommittee", 12), ("CommunityBranch", 18), ("Post", 20), ("Grid", 15)]
    drawn = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds], k=ENTITIES)
    relations = ["MEMBER_OF", "SERVES", "LEADS", "ALLIED_IN", "CONTACTS", "SEATED_ON"]
    links = [_link(rng) for _ in range(LINKS)]
    async with database.transaction() as transaction:
        await transaction.run("MATCH (n) DETACH DELETE n")
        for kind, _ in kinds:
            codes = [f"c{place:06}" for place, each in enumerate(drawn) if each == kind]
            await transaction.run(
                f"UNWIND $codes AS code CREATE (:{kind}:Entity {{code: code, name: code}})",  # pyright: ignore[reportArgumentType]
                {"codes": codes},
            )
        for place, relation in enumerate(relations):
            rows = [list(each) for each in links[place :: len(relations)]]
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
    """What has no other side: how long the snapshot takes to build, and what it takes in memory."""
    answer = await database.read(all_links())
    begin = time.perf_counter()
    Snapshot.of(answer.rows, answer.revision)
    built = time.perf_counter() - begin
    tracemalloc.start()
    snapshot = Snapshot.of(answer.rows, answer.revision)
    network = Network.of(snapshot, day_number(DAY), RELATIONS)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(network.snapshot) == len(snapshot)
    return {
        "build, ms": built * 1_000,
        "memory, MB": kept / 1e6,
        "reckoned, MB": snapshot.bytes / 1e6,
        "event loop held while it is fetched, ms": await holding.of_fetching(database),
        "and while a hub of 100,000 links is searched, ms": await holding.of_searching(),
    }


async def main() -> None:
    login = Login(os.environ["NEO4J_URI"], os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"], "neo4j")
    database = await Database.connect(login, timeout=300)
    try:
        if "--as-it-is" in sys.argv:
            chosen = cases_of_the_city(await Bench.of(database, FAR_IN_THE_CITY))
        else:
            await fill(database)
            chosen = cases(await Bench.of(database, FAR))
        for case in chosen:
            outcome = await run(case)
            promise = (
                "" if case.target is None else f"  promised {case.target}: {'holds' if outcome.holds else 'DOES NOT HOLD'}"
            )
            print(f"{case.name:50} {outcome.ours:9.2f} ms {outcome.raw:9.2f} ms  x {outcome.ratio:.2f}{promise}")
        print(await figures(database))
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())

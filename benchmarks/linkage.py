"""Linkage beside the database's own paths and beside rustworkx, on a graph of 50,000 entities with 93,000 links or on a city.

``python -m benchmarks.linkage`` runs all cases on the Neo4j at NEO4J_URI (a disposable database: it is filled with the graph first,
unless ``--as-it-is`` is given), and prints the medians, their ratio and whether the promise holds.
"""

import asyncio
import os
import random
import sys
import time
import tracemalloc
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from typing import Any, Final, LiteralString

import numpy as np
import rustworkx

from benchmarks import holding
from benchmarks.cases import Case, Run, run
from graph.constraints import prepare
from graph.database import Database
from graph.linkage.effort import Effort, Limits
from graph.linkage.layers import Distances, Layers
from graph.linkage.network import Network
from graph.linkage.rules import Rules, effective
from graph.linkage.search import Wanted, search
from graph.linkage.snapshot import Snapshot, all_links, day_number
from graph.linkage.snapshots import Snapshots
from graph.login import Login
from graph.model import RELATIONS, Kind
from graph.revisions import Revisions
from graph.statements import Statement
from schema.context import Context
from schema.schema import SCHEMA

ENTITIES: Final = 52_840
LINKS: Final = 92_852
DAY: Final = date(2026, 1, 1)
LIVES: Final[LiteralString] = "coalesce(r.since <= $day, true) AND coalesce($day < r.until, true)"

NAMES: Final = "MATCH (n) WHERE id(n) IN $nodes RETURN collect([id(n), n.name]) AS names"
SHORTEST: Final[LiteralString] = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
MATCH p = shortestPath((a)-[*..12]-(b)) WHERE all(r IN relationships(p) WHERE {LIVES}) RETURN [n IN nodes(p) | n.name] AS names"""
REACHED: Final[
    LiteralString
] = f"""MATCH (a:MemberUnit {{code: $one}}) MATCH p = (a)-[rs*1..7]-(b:Entity) WHERE all(r IN rs WHERE {LIVES})
WITH b, min(length(p)) AS hops ORDER BY hops, labels(b)[0], b.code LIMIT 1000 RETURN collect([b.name, hops]) AS reached"""
MANY: Final = 1_000
FAR: Final = 7
"""Within so many hops lie more than so many, for whoever is chosen."""
ASKED: Final = """query ($from: EntityRef!, $to: EntityRef!, $day: Date!) {
  linkage(from: $from, to: $to, k: 1, maxHops: 12, asOf: $day) { paths { entities { name } } } }"""


@dataclass
class Bench:
    """What the cases run on."""

    database: Database
    snapshot: Snapshot
    network: Network
    held: Any
    """The same network as rustworkx holds it."""
    chosen: list[tuple[int, int]]
    """Pairs at 5 to 11 hops."""
    close: list[tuple[int, int]]
    """Pairs at 3 to 6 hops."""
    crowded: list[int]
    """Entities with more than MANY within FAR hops."""

    @classmethod
    async def of(cls, database: Database) -> "Bench":
        snapshot = await Snapshots(Limits()).current(database.read)
        assert isinstance(snapshot, Snapshot)
        network = Network.of(snapshot, day_number(DAY), frozenset(RELATIONS))
        held = rustworkx.PyGraph(multigraph=False)
        held.add_nodes_from(list(range(len(snapshot))))
        near, far = network.around(_all(snapshot))
        held.extend_from_edge_list([(a, b) for a, b in zip(near.tolist(), far.tolist(), strict=True) if a < b])
        return cls(database, snapshot, network, held, _pairs(network, 5, 11), _pairs(network, 3, 6), _crowded(network))

    def search(self, pair: tuple[int, int], k: int, hops: int, *, certified: bool = True) -> Any:
        wanted = Wanted(pair, k, hops, counting=False, certified=certified)
        return search(self.network, Rules(effective([])), wanted, Effort(Limits()))


def _all(snapshot: Snapshot) -> Any:
    return np.arange(len(snapshot))


def _pairs(network: Network, nearest: int, furthest: int, many: int = 40) -> list[tuple[int, int]]:
    """Member units so many hops apart, the same in every run."""
    rng = random.Random(1)
    first, end = network.snapshot.of_kind(Kind.MEMBER_UNIT)
    found: list[tuple[int, int]] = []
    while len(found) < many:
        start, hops = rng.randrange(first, end), rng.randint(nearest, furthest)
        there = np.flatnonzero(_distances(network, start, hops)[first:end] == hops)
        if len(there):
            found.append((start, first + int(rng.choice(there))))
    return found


def _crowded(network: Network, many: int = 40) -> list[int]:
    rng = random.Random(2)
    first, end = network.snapshot.of_kind(Kind.MEMBER_UNIT)
    found: list[int] = []
    while len(found) < many:
        start = rng.randrange(first, end)
        if (_distances(network, start, FAR) > 0).sum() > MANY:
            found.append(start)
    return found


def _distances(network: Network, start: int, hops: int) -> Distances:
    layers = Layers(network, start, Rules(effective([])).passage(network), Effort(Limits()))
    layers.grow_to(hops)
    return layers.distance


# ---------------------------------------------------------------------------------------------------- the cases
def cases(bench: Bench) -> list[Case]:
    """All cases, by name."""
    return [
        Case("shortest path / shortestPath", shortest_ours(bench), shortest_raw(bench), 1.0),
        Case("linkage(k: 1) as it is asked / shortestPath", asked(bench), shortest_raw(bench)),
        Case("k = 10 within 6 hops / rustworkx", ten_ours(bench, bench.chosen), ten_raw(bench, bench.chosen), 2.0),
        Case("the same of pairs at 3 to 6 hops / rustworkx", ten_ours(bench, bench.close), ten_raw(bench, bench.close), 2.0),
        Case("reachable, 1,000 of them / Cypher", reachable_ours(bench), reachable_raw(bench), 1.0),
        Case("checking that the snapshot holds / RETURN 1", checking_ours(bench), checking_raw(bench), 1.1),
        Case("the snapshot / the links as rows", snapshot_ours(bench), snapshot_raw(bench), 1.0, rounds=3),
    ]


def shortest_ours(bench: Bench) -> Run:
    """The search, and the statement that names what was found and shows that the data is the same. No certificate on either side."""

    pairs = cycle(bench.chosen)

    async def ours() -> object:
        found = bench.search(next(pairs), 1, 12, certified=False)
        return await _named(bench, [entity for path in found.paths for entity in path])

    return ours


async def _named(bench: Bench, entities: list[int]) -> list[str]:
    """Their names, in the same order."""
    nodes: list[int] = bench.snapshot.node[entities].tolist()
    answer = await bench.database.read(Statement(NAMES, {"nodes": nodes}))
    assert answer.revision == bench.snapshot.revision
    names = dict(answer.rows[0][0])
    return [names[node] for node in nodes]


def shortest_raw(bench: Bench) -> Run:
    pairs = cycle(bench.chosen)

    async def raw() -> object:
        one, other = (bench.snapshot.codes[entity] for entity in next(pairs))
        return await bench.database.read(Statement(SHORTEST, {"one": one, "other": other, "day": DAY}))

    return raw


def asked(bench: Bench) -> Run:
    """The operation, from its text to its answer."""
    snapshots, revisions, pairs = Snapshots(Limits()), Revisions(), cycle(bench.chosen)

    async def ours() -> object:
        one, other = ({"memberUnit": bench.snapshot.codes[entity]} for entity in next(pairs))
        context = Context(bench.database, DAY, revisions, snapshots)
        variables = {"from": one, "to": other, "day": DAY.isoformat()}
        result = await SCHEMA.execute(ASKED, variables, context_value=context)
        assert result.data
        assert result.data["linkage"]["paths"]
        return result

    return ours


def ten_ours(bench: Bench, chosen: list[tuple[int, int]]) -> Run:
    """The paths, and the certificate: whether these are all, and whether any longer one may exist."""
    pairs = cycle(chosen)

    async def ours() -> object:
        return bench.search(next(pairs), 10, 6)

    return ours


def ten_raw(bench: Bench, chosen: list[tuple[int, int]]) -> Run:
    """All that rustworkx offers for it: the simple paths within so many hops (it counts entities), of which the first ten are sorted
    out. It says nothing of longer ones."""
    pairs = cycle(chosen)

    async def raw() -> object:
        one, other = next(pairs)
        paths = rustworkx.all_simple_paths(bench.held, one, other, cutoff=7)
        return sorted(map(list, paths), key=lambda path: (len(path), path))[:10]

    return raw


def reachable_ours(bench: Bench) -> Run:
    """The nearest thousand in order."""
    starts = cycle(bench.crowded)

    async def ours() -> object:
        distance = _distances(bench.network, next(starts), FAR)
        found = np.flatnonzero(distance > 0)
        nearest = found[np.argsort(distance[found], kind="stable")][:MANY]
        return await _named(bench, nearest.tolist())

    return ours


def reachable_raw(bench: Bench) -> Run:
    starts = cycle(bench.crowded)

    async def raw() -> object:
        return await bench.database.read(Statement(REACHED, {"one": bench.snapshot.codes[next(starts)], "day": DAY}))

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
        if "--as-it-is" not in sys.argv:
            await fill(database)
        bench = await Bench.of(database)
        for case in cases(bench):
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

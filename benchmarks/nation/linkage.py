"""Linkage in a nation against `shortestPath`: member units near each other, far apart, or not linked."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, LiteralString, cast

import orjson

from benchmarks.cases import Run
from benchmarks.city import raw
from benchmarks.nation.cases import ours
from benchmarks.nation.divisions import ListedDivision
from benchmarks.nation.generated import GeneratedRow, parcels_of
from benchmarks.product import TODAY
from graph.database.database import Database
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.snapshot.snapshot import Snapshot

RELATIONS: Final = ("MEMBER_OF", "SERVES", "REPORTED_TO", "HAS_GRID", "PART_OF", "SPANS")
HOPS: Final = 12
LINKAGE: Final = f"""query ($one: String!, $other: String!) {{ linkage(from: {{ memberUnit: $one }}, to: {{ memberUnit: $other }}, k: 1,
  maxHops: {HOPS}, relations: [{", ".join(RELATIONS)}]) {{ paths {{ hops entities {{ code name }} }} certificate {{ exhaustive stoppedBy }} }} }}"""
SHORTEST: Final = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
OPTIONAL MATCH p = shortestPath((a)-[:{"|".join(RELATIONS)}*..{HOPS}]-(b))
WHERE all(r IN relationships(p) WHERE coalesce(r.since <= $day, true) AND coalesce($day < r.until, true))
RETURN {{hops: length(p), entities: [n IN nodes(p) | n {{.code, .name}}]}} AS path"""
CodePair = tuple[str, str]


@dataclass(frozen=True)
class Times:
    """In milliseconds per pair."""

    name: str
    ours: list[float]
    other: list[float]

    def at(self, share: float) -> tuple[float, float]:
        return _quantile(self.ours, share), _quantile(self.other, share)


def pairs_of(cities: Sequence[ListedDivision], count: int) -> dict[str, list[CodePair]]:
    """Chooses `count` pairs of each sort, identical in every run.

    Near pairs are in the same or adjacent communities, far pairs in different halves of a city. Nothing links two cities.
    """
    first, second = _units(cities[0]), _units(cities[1]) if len(cities) > 1 else []
    chance = random.Random("pairs")
    middle = len(first) // 2
    starts = [chance.randrange(middle - 12) for _ in range(count)]
    return {
        "near": [(first[start], first[start + chance.randrange(1, 12)]) for start in starts],
        "far": [(first[start], first[middle + chance.randrange(middle)]) for start in starts],
        "unlinked": [(first[start], chance.choice(second)) for start in starts if second],
    }


def _units(city: ListedDivision) -> list[str]:
    bodies: list[GeneratedRow] = [
        body
        for parcel in islice(parcels_of(city), 50)
        for town in parcel.towns
        for community in town["communities"]
        for body in community["bodies"]
    ]
    return [unit["values"]["code"] for body in bodies for unit in body["units"]]


async def measure(database: Database, name: str, pairs: Sequence[CodePair], snapshots: SnapshotStore, rounds: int = 3) -> Times:
    """Alternates both sides of each pair. The first round is a warm-up."""
    times = Times(name, [], [])
    for number in range(rounds + 1):
        for pair in pairs:
            mine, other = _sides(database, pair, snapshots)
            mine_ms, other_ms = await _timed(mine), await _timed(other)
            if number:
                times.ours.append(mine_ms)
                times.other.append(other_ms)
    return times


async def agree(database: Database, pairs: Sequence[CodePair], snapshots: SnapshotStore) -> int:
    linked = 0
    for pair in pairs:
        mine, other = _sides(database, pair, snapshots)
        found = orjson.loads(cast(bytes, await mine()))["linkage"]
        path = orjson.loads(cast(bytes, await other()))
        hops = [each["hops"] for each in found["paths"]]
        assert hops == ([] if path["hops"] is None else [path["hops"]]), (pair, found, path)
        linked += bool(hops)
    return linked


def _sides(database: Database, pair: CodePair, snapshots: SnapshotStore) -> tuple[Run, Run]:
    ends = {"one": pair[0], "other": pair[1]}
    return ours(database, LINKAGE, ends, snapshots), raw(database, cast(LiteralString, SHORTEST), ends | {"day": TODAY})


async def _timed(side: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    await side()
    return (time.perf_counter() - begin) * 1_000


def _quantile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)] if times else float("nan")


async def snapshot_of(database: Database) -> tuple[SnapshotStore, float, float]:
    """Returns the store, the seconds, and the estimated megabytes (NaN if the snapshot is too large)."""
    snapshots = SnapshotStore(SearchLimits(seconds=60))
    begin = time.perf_counter()
    snapshot = await snapshots.get(database.read, "")
    seconds = time.perf_counter() - begin
    return snapshots, seconds, snapshot.bytes / 1e6 if isinstance(snapshot, Snapshot) else float("nan")


def without_snapshot() -> SnapshotStore:
    """Extracts a subgraph from the database for each search."""
    return SnapshotStore(SearchLimits(seconds=60, megabytes=0))

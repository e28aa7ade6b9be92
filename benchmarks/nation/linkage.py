"""Linkage in a nation: member units near each other, far from each other and not linked at all, beside the database's shortestPath over
the same relations."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, LiteralString, cast

import orjson

from benchmarks.cases import Run
from benchmarks.city import MOMENT, raw
from benchmarks.nation.cases import ours
from benchmarks.nation.divisions import Division
from benchmarks.nation.generated import Row, parcels_of
from graph.database.database import Database
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot import Snapshot
from graph.linkage.snapshot.snapshot_store import SnapshotStore

RELATIONS: Final = ("MEMBER_OF", "SERVES", "REPORTED_TO", "HAS_GRID", "PART_OF", "SPANS")
HOPS: Final = 12
LINKAGE: Final = f"""query ($one: String!, $other: String!) {{ linkage(from: {{ memberUnit: $one }}, to: {{ memberUnit: $other }}, k: 1,
  maxHops: {HOPS}, relations: [{", ".join(RELATIONS)}]) {{ paths {{ hops entities {{ code name }} }} certificate {{ exhaustive stoppedBy }} }} }}"""
SHORTEST: Final = f"""MATCH (a:MemberUnit {{code: $one}}), (b:MemberUnit {{code: $other}})
OPTIONAL MATCH p = shortestPath((a)-[:{"|".join(RELATIONS)}*..{HOPS}]-(b))
WHERE all(r IN relationships(p) WHERE coalesce(r.since <= $day, true) AND coalesce($day < r.until, true))
RETURN {{hops: length(p), entities: [n IN nodes(p) | n {{.code, .name}}]}} AS path"""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Times:
    """Milliseconds of each pair, ours and theirs."""

    name: str
    ours: list[float]
    other: list[float]

    def at(self, share: float) -> tuple[float, float]:
        return _quantile(self.ours, share), _quantile(self.other, share)


def pairs_of(cities: Sequence[Division], many: int) -> dict[str, list[Pair]]:
    """``many`` pairs of each sort, the same in every run. Those near live in one community or in two beside each other, those far in
    different parts of one city; nothing links two cities."""
    here, there = _units(cities[0]), _units(cities[1]) if len(cities) > 1 else []
    chance = random.Random("pairs")
    middle = len(here) // 2
    starts = [chance.randrange(middle - 12) for _ in range(many)]
    return {
        "near": [(here[start], here[start + chance.randrange(1, 12)]) for start in starts],
        "far": [(here[start], here[middle + chance.randrange(middle)]) for start in starts],
        "unlinked": [(here[start], chance.choice(there)) for start in starts if there],
    }


def _units(city: Division) -> list[str]:
    bodies: list[Row] = [
        body
        for parcel in islice(parcels_of(city), 50)
        for town in parcel.towns
        for community in town["communities"]
        for body in community["bodies"]
    ]
    return [unit["values"]["code"] for body in bodies for unit in body["units"]]


async def measured(database: Database, name: str, pairs: Sequence[Pair], snapshots: SnapshotStore, rounds: int = 3) -> Times:
    """Each pair in turn with its other side, so many times over; the first time only warms up."""
    times = Times(name, [], [])
    for number in range(rounds + 1):
        for pair in pairs:
            mine, other = _sides(database, pair, snapshots)
            took, theirs = await _timed(mine), await _timed(other)
            if number:
                times.ours.append(took)
                times.other.append(theirs)
    return times


async def agree(database: Database, pairs: Sequence[Pair], snapshots: SnapshotStore) -> int:
    """Checks that both find a path of the same length, or none. Answers how many pairs are linked."""
    linked = 0
    for pair in pairs:
        mine, other = _sides(database, pair, snapshots)
        found = orjson.loads(cast(bytes, await mine()))["linkage"]
        path = orjson.loads(cast(bytes, await other()))
        hops = [each["hops"] for each in found["paths"]]
        assert hops == ([] if path["hops"] is None else [path["hops"]]), (pair, found, path)
        linked += bool(hops)
    return linked


def _sides(database: Database, pair: Pair, snapshots: SnapshotStore) -> tuple[Run, Run]:
    ends = {"one": pair[0], "other": pair[1]}
    return ours(database, LINKAGE, ends, snapshots), raw(database, cast(LiteralString, SHORTEST), ends | {"day": MOMENT})


async def _timed(side: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    await side()
    return (time.perf_counter() - begin) * 1_000


def _quantile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)] if times else float("nan")


async def snapshot_of(database: Database) -> tuple[SnapshotStore, float, float]:
    """Snapshots that hold all links, the seconds that it took, and the megabytes it is reckoned to take; gathering where it is too large."""
    snapshots = SnapshotStore(SearchLimits(seconds=60))
    begin = time.perf_counter()
    held = await snapshots.get(database.read)
    took = time.perf_counter() - begin
    return snapshots, took, held.bytes / 1e6 if isinstance(held, Snapshot) else float("nan")


def gathering() -> SnapshotStore:
    """Snapshots that hold nothing, so that every question gathers what it needs."""
    return SnapshotStore(SearchLimits(seconds=60, megabytes=0))

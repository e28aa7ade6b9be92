"""How long linkage searches block the event loop."""

import asyncio
import time
from collections.abc import Awaitable
from itertools import combinations
from typing import Final

from graph.database.database import Database
from graph.linkage.algorithms.k_shortest_paths import PathQuery, k_shortest_paths
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.search_budget import SearchBudget, SearchLimits
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.linkage.transit_rules import effective_rules
from graph.model.committees import MEMBER_UNIT
from graph.model.grids import GRID
from graph.model.posts import POST
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import Snapshot

RAYS: Final = 100_000
SECONDS: Final = 2


async def max_blocking_ms(work: Awaitable[object]) -> float:
    """Returns the longest CPU time in milliseconds for which a task waits for its turn, without that of other processes."""
    longest = 0.0
    working = asyncio.ensure_future(work)
    before = time.process_time()
    while not working.done():
        await asyncio.sleep(0)
        now = time.process_time()
        longest, before = max(longest, now - before), now
    await working
    return longest * 1_000


async def of_snapshot_building(database: Database) -> float:
    return await max_blocking_ms(SnapshotStore(SearchLimits()).get(database.read, ""))


async def of_search() -> float:
    """Measures a search that ends at its time limit, between ends at a hub with 100,000 links and through waypoints in a dense subgraph."""
    snapshot = await asyncio.to_thread(_star)
    ends = snapshot.find(POST, "p01"), snapshot.find(MEMBER_UNIT, "ray7")
    through = snapshot.find(GRID, "x"), snapshot.find(GRID, "y")

    def find() -> object:
        graph = SimpleGraph.of(snapshot, 20260101, RELATIONS)
        waypoints = frozenset(each for each in through if each is not None)
        query = PathQuery((ends[0] or 0, ends[1] or 0), 3, 12, waypoints)
        return k_shortest_paths(
            graph,
            TransitConstraints(effective_rules([])),
            query,
            SearchBudget(SearchLimits(seconds=SECONDS, entities=10**12)),
        )

    return await max_blocking_ms(asyncio.to_thread(find))


def _star() -> Snapshot:
    """Makes a hub with RAYS neighbours and a clique of 40 posts, one of them at the hub. Behind another post lies an articulation point
    `k`, which a path through x and y would have to pass twice.
    """
    posts = 40
    codes = [*(f"p{index:02}" for index in range(posts)), "k", "x", "y", "m", "hub", *(f"ray{index}" for index in range(RAYS))]
    labels = ["Post"] * posts + ["Grid"] * 4 + ["Alliance"] + ["MemberUnit"] * RAYS
    hub = posts + 4
    pairs = [*combinations(range(posts), 2), (0, posts), (posts, posts + 1), (posts, posts + 2), (posts + 1, posts + 3)]
    pairs += [(posts + 2, posts + 3), (2, hub), *((hub, hub + 1 + index) for index in range(RAYS))]
    links = [
        list(range(len(pairs))),
        ["MENTORS"] * len(pairs),
        [one for one, _ in pairs],
        [other for _, other in pairs],
        [0] * len(pairs),
        [99999999] * len(pairs),
    ]
    entities = [list(range(len(codes))), labels, codes, [0] * len(codes), [99999999] * len(codes)]
    return Snapshot.from_columns(entities, links, "revision")

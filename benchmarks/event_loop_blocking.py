"""How long the event loop is held at a stretch, while a question about linkage is answered: nobody else is answered meanwhile."""

import asyncio
import time
from collections.abc import Awaitable
from itertools import combinations
from typing import Final

from graph.database.database import Database
from graph.linkage.algorithms.k_shortest_paths import PathQuery, k_shortest_paths
from graph.linkage.algorithms.transit import Rules, effective_rules
from graph.linkage.search_budget import SearchBudget, SearchLimits
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import Snapshot
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.model.committees import MEMBER_UNIT
from graph.model.grids import GRID
from graph.model.posts import POST
from graph.model.registry import RELATIONS

RAYS: Final = 100_000
SECONDS: Final = 2
"""How long the search may go on."""


async def longest_hold(work: Awaitable[object]) -> float:
    """In milliseconds of the processor: the longest time for which a task that only wants its turn had to wait for it, while the work
    is done. What other programs take of the processor meanwhile does not count."""
    longest = 0.0
    working = asyncio.ensure_future(work)
    before = time.process_time()
    while not working.done():
        await asyncio.sleep(0)
        now = time.process_time()
        longest, before = max(longest, now - before), now
    await working
    return longest * 1_000


async def of_fetching(database: Database) -> float:
    """While the links are fetched and made a snapshot of."""
    return await longest_hold(SnapshotStore(SearchLimits()).get(database.read))


async def of_searching() -> float:
    """While a question is searched that cannot be decided in time: two ends at a hub with 100,000 links, through a thicket."""
    snapshot = await asyncio.to_thread(_star)
    ends = snapshot.find(POST, "p01"), snapshot.find(MEMBER_UNIT, "ray7")
    through = snapshot.find(GRID, "x"), snapshot.find(GRID, "y")

    def find() -> object:
        network = Network.of(snapshot, 20260101, RELATIONS)
        waypoints = frozenset(each for each in through if each is not None)
        wanted = PathQuery((ends[0] or 0, ends[1] or 0), 3, 12, waypoints)
        return k_shortest_paths(
            network, Rules(effective_rules([])), wanted, SearchBudget(SearchLimits(seconds=SECONDS, entities=10**12))
        )

    return await longest_hold(asyncio.to_thread(find))


def _star() -> Snapshot:
    """A hub with its rays; 40 posts all of which know each other, one of them at the hub; and behind another a knot that a path
    through both x and y would have to pass twice."""
    posts = 40
    codes = [*(f"p{place:02}" for place in range(posts)), "k", "x", "y", "m", "hub", *(f"ray{place}" for place in range(RAYS))]
    labels = ["Post"] * posts + ["Grid"] * 4 + ["Alliance"] + ["MemberUnit"] * RAYS
    hub = posts + 4
    pairs = [*combinations(range(posts), 2), (0, posts), (posts, posts + 1), (posts, posts + 2), (posts + 1, posts + 3)]
    pairs += [(posts + 2, posts + 3), (2, hub), *((hub, hub + 1 + place) for place in range(RAYS))]
    links = [
        list(range(len(pairs))),
        ["MENTORS"] * len(pairs),
        [one for one, _ in pairs],
        [other for _, other in pairs],
        [0] * len(pairs),
        [99999999] * len(pairs),
    ]
    entities = [list(range(len(codes))), labels, codes, [0] * len(codes), [99999999] * len(codes)]
    return Snapshot.from_columns(entities, links, "made")

"""Pairs of new-sector and community branches: branches without or with too many pairs, and which pairs to make.

The proposal is a maximum matching of least cost: 0 within a community, 1 within a township, 2 within a county. Within a
division every branch can be paired with every other, and divisions nest. So it suffices to make as many pairs as possible in
each community, then township, then county: pairs at a lower level never reduce the number of pairs at a higher one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from graph.coverage.columns.divisions import entities_within
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import above, homes
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.declarations import Kind
from graph.model.divisions import CITY, COMMUNITY, COUNTY, TOWNSHIP
from graph.network.projection.projected_network import ProjectedNetwork
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import SORTED_KINDS

BranchPair = tuple[int, int]
"""A new-sector branch and a community branch."""


@dataclass(frozen=True)
class BranchDivisions:
    """The divisions in which a branch has its home. `county`: the city if no county is above the home."""

    community: int | None
    township: int | None
    county: int | None


@dataclass(frozen=True)
class Pairings:
    """Entities by kind and code. `far`: ties of the network. `possible`: community branches that can be proposed."""

    unpaired: list[int]
    overloaded: list[int]
    far: IndexArray
    proposal: list[BranchPair]
    possible: list[int]


def pairings_of(network: ProjectedNetwork, capacity: int) -> Pairings:
    """Takes a network of the projection PAIRING."""
    evaluator, scope = network.evaluator, network.scope
    pairs = _valid_pairs(evaluator)
    count: dict[int, int] = defaultdict(int)
    for _, branch in pairs:
        count[branch] += 1
    paired = {branch for branch, _ in pairs}
    places = {**_places(evaluator, NEW_SECTOR_BRANCH), **_places(evaluator, COMMUNITY_BRANCH)}
    unpaired = [each for each in entities_within(evaluator, [NEW_SECTOR_BRANCH], scope, 0).tolist() if each not in paired]
    branches: list[int] = entities_within(evaluator, [COMMUNITY_BRANCH], scope, 0).tolist()
    counties = {places[each].county for each in unpaired} - {None}
    free = {
        branch: capacity - count[branch]
        for branch in sorted(places)
        if network.snapshot.kind_of(branch) is COMMUNITY_BRANCH
        and count[branch] < capacity
        and places[branch].county in counties
    }
    return Pairings(
        unpaired,
        [branch for branch in branches if count[branch] > capacity],
        _far(network, places),
        _Proposal(places, free).of(unpaired),
        list(free),
    )


def _valid_pairs(evaluator: Evaluator) -> set[BranchPair]:
    """Returns each pair once, even with several links."""
    found: set[BranchPair] = set()
    for table, days in evaluator.links("PAIRED_WITH"):
        valid = days != 0
        found.update(zip(table.ends.source[valid].tolist(), table.ends.target[valid].tolist(), strict=True))
    return found


def _places(evaluator: Evaluator, kind: Kind) -> dict[int, BranchDivisions]:
    tree, kinds = above(evaluator), evaluator.columns.snapshot.kind
    divisions: dict[int, dict[str, int]] = defaultdict(dict)
    for division, higher in zip(tree.first.tolist(), tree.second.tolist(), strict=True):
        divisions[division][SORTED_KINDS[kinds[higher]].name] = higher
    pairs, found = homes(evaluator, kind), dict[int, BranchDivisions]()
    for entity, home in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        found.setdefault(entity, _place(divisions[home]))
    return found


def _place(divisions: Mapping[str, int]) -> BranchDivisions:
    county = divisions.get(COUNTY.name, divisions.get(CITY.name))
    return BranchDivisions(divisions.get(COMMUNITY.name), divisions.get(TOWNSHIP.name), county)


def _far(network: ProjectedNetwork, places: Mapping[int, BranchDivisions]) -> IndexArray:
    nowhere = BranchDivisions(None, None, None)
    ends = ([places.get(end, nowhere).township for end in column.tolist()] for column in (network.ties.one, network.ties.two))
    apart = [one is not None and two is not None and one != two for one, two in zip(*ends, strict=True)]
    return np.flatnonzero(np.array(apart, np.bool_))


@dataclass
class _Proposal:
    """Proposes pairs. `free`: how many more pairs each community branch can take."""

    places: Mapping[int, BranchDivisions]
    free: dict[int, int]
    made: dict[int, int] = field(default_factory=dict[int, int])

    def of(self, unpaired: Iterable[int]) -> list[BranchPair]:
        """Returns pairs by code of the new-sector branch. Per level, community branches are filled one by one, by code."""
        waiting = list(unpaired)
        for level in ("community", "township", "county"):
            self._pair_within(level, [each for each in waiting if each not in self.made])
        return sorted(self.made.items())

    def _pair_within(self, level: str, waiting: Iterable[int]) -> None:
        free: dict[int, list[int]] = defaultdict(list)
        for branch in reversed(self.free):
            if self.free[branch]:
                free[getattr(self.places[branch], level)].append(branch)
        for branch in waiting:
            division = getattr(self.places[branch], level)
            if division is None or not free[division]:
                continue
            chosen = free[division][-1]
            self.made[branch] = chosen
            self.free[chosen] -= 1
            if not self.free[chosen]:
                free[division].pop()

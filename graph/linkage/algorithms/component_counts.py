"""Removal: what the network of a scope falls into when an entity is taken away. What coverage is lost is found in ``losses``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.linkage.algorithms.layered_graph import joined_within
from graph.linkage.snapshot.network import Network, Places
from graph.linkage.snapshot.snapshot import SORTED_KINDS
from graph.model.alliances import ALLIANCE
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.declarations import Kind
from graph.model.property import OWNERS_COMMITTEE, PROPERTY_COMPANY

# SciPy's functions have no types of their own.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

PAIRED_KINDS: Final = (
    JOINT_COMMITTEE,
    MEMBER_UNIT,
    COMMUNITY_BRANCH,
    NEW_SECTOR_BRANCH,
    ALLIANCE,
    PROPERTY_COMPANY,
    OWNERS_COMMITTEE,
)
"""Whose pairs are counted: the organisations that link others. Party committees and residents' committees are linked to divisions and
posts alone, and a service station hangs on the alliance that runs it: their pairs would only count the others again."""


@dataclass(frozen=True)
class ComponentCounts:
    """What the network falls into before and after, and how many pairs of PAIRED_KINDS are connected before and not after."""

    before: int
    after: int
    disconnected_pairs: float


def components_without(network: Network, members: Places, entity: int) -> ComponentCounts:
    """``members``: the network of the scope, in order."""
    remaining = members[members != entity]
    before, component_before = _components(network, members)
    after, component_after = _components(network, remaining)
    paired = np.isin(network.snapshot.kind[remaining], [SORTED_KINDS.index(kind) for kind in PAIRED_KINDS])
    component_before = component_before[members != entity]
    return ComponentCounts(before, after, _pairs(component_before[paired]) - _pairs(component_after[paired]))


def _components(network: Network, members: Places) -> tuple[int, Places]:
    """How many there are, and the one of each member."""
    if not len(members):
        return 0, np.zeros(0, np.int64)
    near, far = joined_within(network, members)
    joined = csr_array((np.ones(len(near), np.int8), (near, far)), shape=(len(members), len(members)))
    count, component = connected_components(joined, directed=False)
    return int(count), component


def _pairs(component: Places) -> float:
    """How many pairs are in one component."""
    sizes = np.bincount(component).astype(float) if len(component) else np.zeros(0)
    return float((sizes * (sizes - 1) / 2).sum())


def members_of(network: Network, codes: Mapping[Kind, list[str]]) -> Places:
    """The entities of these kinds and codes, in order."""
    found = [network.snapshot.find(kind, code) for kind in codes for code in codes[kind]]
    return np.unique(np.array([each for each in found if each is not None], np.int64))

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.linkage.algorithms.induced_subgraph import induced_arcs
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.model.alliances import ALLIANCE
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.declarations import Kind
from graph.model.property import OWNERS_COMMITTEE, PROPERTY_COMPANY
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import SORTED_KINDS

# SciPy is untyped.
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
"""Pairs of other kinds would count the same separations again: party and residents' committees are linked only to divisions
and posts, a service station only to its alliance.
"""


@dataclass(frozen=True)
class ComponentCounts:
    """The components before and after a removal. `disconnected_pairs`: the pairs of entities of PAIRED_KINDS that lose their connection."""

    before: int
    after: int
    disconnected_pairs: float


def components_without(graph: SimpleGraph, members: IndexArray, entity: int) -> ComponentCounts:
    remaining = members[members != entity]
    before, component_before = _components(graph, members)
    after, component_after = _components(graph, remaining)
    paired = np.isin(graph.snapshot.kind[remaining], [SORTED_KINDS.index(kind) for kind in PAIRED_KINDS])
    component_before = component_before[members != entity]
    return ComponentCounts(before, after, _pairs(component_before[paired]) - _pairs(component_after[paired]))


def _components(graph: SimpleGraph, members: IndexArray) -> tuple[int, IndexArray]:
    if not len(members):
        return 0, np.zeros(0, np.int64)
    tails, heads = induced_arcs(graph, members)
    matrix = csr_array((np.ones(len(tails), np.int8), (tails, heads)), shape=(len(members), len(members)))
    count, component = connected_components(matrix, directed=False)
    return int(count), component


def _pairs(component: IndexArray) -> float:
    sizes = np.bincount(component).astype(float) if len(component) else np.zeros(0)
    return float((sizes * (sizes - 1) / 2).sum())


def members_of(graph: SimpleGraph, codes: Mapping[Kind, list[str]]) -> IndexArray:
    entities = [graph.snapshot.find(kind, code) for kind in codes for code in codes[kind]]
    return np.unique(np.array([entity for entity in entities if entity is not None], np.int64))

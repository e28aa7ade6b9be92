from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final, cast

import numpy as np

from graph.coverage.columns.homes import above, homes
from graph.model.branches import NEW_SECTOR_BRANCH
from graph.model.committees import MEMBER_UNIT
from graph.model.declarations import Kind
from graph.model.divisions import COUNTY, TOWNSHIP
from graph.network.projection.projected_network import ProjectedNetwork
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import SORTED_KINDS

NO_GROUP: Final = "-"
_NONE: Final = -1


class Grouping(Enum):
    """行动者如何分组；没有归属或没有值的归入“-”组。 How actors are grouped; those without a home or a value are the group `-`."""

    KIND = "按种类。 By kind."
    TOWNSHIP = "按归属所在的乡镇；其上没有乡镇的按归属本身。 By the township of its home; by the home itself if no township is above it."
    COUNTY = (
        "按归属所在的县区；其上没有县区的按归属本身。 By the county of its home; by the home itself if no county is above it."
    )
    LEVEL = "按归属的层级。 By the level of its home."
    TYPE = "成员单位按类别。 Member units by type."
    SECTOR = "新业态党支部按行业。 New-sector branches by sector."


def actor_groups(network: ProjectedNetwork, by: Grouping) -> list[str]:
    """Returns each actor's group: a code or an enum value."""
    return _GROUPS[by](network)


def home_of(network: ProjectedNetwork) -> IndexArray:
    """Returns each actor's home, or -1."""
    found = np.full(len(network.snapshot), _NONE, np.int64)
    kinds: list[int] = np.unique(network.snapshot.kind[network.actors]).tolist()
    for number in kinds:
        pairs = homes(network.evaluator, SORTED_KINDS[number])
        found[pairs.first[::-1]] = pairs.second[::-1]
    return found[network.actors]


def _by_kind(network: ProjectedNetwork) -> list[str]:
    return [network.snapshot.kind_of(actor).name for actor in network.actors.tolist()]


def _by_level(network: ProjectedNetwork) -> list[str]:
    return [NO_GROUP if home == _NONE else network.snapshot.kind_of(home).name for home in home_of(network).tolist()]


def _by_division(level: Kind) -> Callable[[ProjectedNetwork], list[str]]:
    def groups(network: ProjectedNetwork) -> list[str]:
        tree, codes = above(network.evaluator), network.snapshot.codes
        of_level = np.arange(len(network.snapshot))
        at_level = network.snapshot.kind[tree.second] == SORTED_KINDS.index(level)
        of_level[tree.first[at_level]] = tree.second[at_level]
        of_homes: list[int] = home_of(network).tolist()
        return [NO_GROUP if home == _NONE else codes[int(of_level[home])] for home in of_homes]

    return groups


def _by_text(kind: Kind, name: str) -> Callable[[ProjectedNetwork], list[str]]:
    def groups(network: ProjectedNetwork) -> list[str]:
        texts = network.columns.texts(kind, name)
        return [texts.get(actor, NO_GROUP) for actor in network.actors.tolist()]

    return groups


_GROUPS: Final[Mapping[Grouping, Callable[[ProjectedNetwork], list[str]]]] = {
    Grouping.KIND: _by_kind,
    Grouping.TOWNSHIP: _by_division(TOWNSHIP),
    Grouping.COUNTY: _by_division(COUNTY),
    Grouping.LEVEL: _by_level,
    Grouping.TYPE: _by_text(MEMBER_UNIT, "type"),
    Grouping.SECTOR: _by_text(NEW_SECTOR_BRANCH, "sector"),
}


def labels_of(network: ProjectedNetwork, by: Grouping, actors: IndexArray) -> Sequence[str]:
    """Returns the groups of actors at these positions."""
    labels, positions = actor_groups(network, by), cast(list[int], actors.tolist())
    return [labels[position] for position in positions]

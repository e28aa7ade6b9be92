"""Residential compounds by type and community."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.divisions import COUNTY
from graph.model.integrity import EntityKey
from graph.model.property import COMPOUND, CompoundType
from seeds.generation.compound_names import CompoundNames
from seeds.generation.divisions import WENCHANGGE, Community, Territory
from seeds.generation.seeded_random import SeededRandom

OLD, COMMERCIAL, RESETTLEMENT, UNIT_HOUSING = CompoundType
SHAPOTOU: Final = "640502"
_TYPES: Final = {
    SHAPOTOU: {OLD: 38, COMMERCIAL: 39, RESETTLEMENT: 10, UNIT_HOUSING: 9},
    "640521": {OLD: 14, COMMERCIAL: 22, RESETTLEMENT: 7, UNIT_HOUSING: 6},
    "640522": {OLD: 9, COMMERCIAL: 7, RESETTLEMENT: 5, UNIT_HOUSING: 2},
}
"""By county and type."""
_OF_WENCHANGGE: Final = (OLD, COMMERCIAL, OLD, COMMERCIAL)
"""Worse and better bundled compounds in turn."""
_HOUSEHOLDS: Final = {OLD: 190, COMMERCIAL: 620, RESETTLEMENT: 410, UNIT_HOUSING: 85}
_WITHOUT_COMPOUNDS: Final = ("640502107001", "640521101001", "640522402005")


@dataclass(frozen=True)
class Compound:
    end: EntityKey
    name: str
    type: CompoundType
    community: Community
    households: int


def generate_compounds(territory: Territory) -> list[Compound]:
    random = SeededRandom("compounds")
    placed = [pair for county in territory.of_kind(COUNTY) for pair in _placed(territory.in_division(county), random)]
    placed.sort(key=lambda pair: pair[0].code)
    names = CompoundNames()
    return [
        Compound(
            EntityKey(COMPOUND, f"CP-{number:03}"),
            names.name(type_, community.short_name, random),
            type_,
            community,
            max(24, round(random.skewed(_HOUSEHOLDS[type_], 0.45))),
        )
        for number, (community, type_) in enumerate(placed, 1)
    ]


def _placed(communities: Sequence[Community], random: SeededRandom) -> Iterator[tuple[Community, CompoundType]]:
    types = [type_ for type_, count in _TYPES[communities[0].county.code].items() for _ in range(count)]
    eligible = [one for one in communities if one.code not in _WITHOUT_COMPOUNDS]
    for community in communities:
        if community.code == WENCHANGGE:
            for type_ in _OF_WENCHANGGE:
                types.remove(type_)
                yield community, type_
    draws = [one.size * random.skewed(1, 0.6) for one in eligible]
    for type_ in types:
        yield random.weighted(eligible, draws), type_

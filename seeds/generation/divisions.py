"""The official divisions with illustrative populations, and one former community."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.declarations import Kind
from graph.model.divisions import CITY, COMMUNITY, COUNTY, PROVINCE, TOWNSHIP
from graph.model.integrity import EntityKey
from seeds.generation.official import OfficialCommunity
from seeds.generation.seed_writer import CITY_FOUNDED, SeedWriter
from seeds.generation.seeded_random import SeededRandom, apportioned

NINGXIA: Final = ("64", "宁夏回族自治区")
PEOPLE_SERVED: Final = 302_618
"""Published as 30.2万余: more than 302,000, and within 1 %."""
UNRECORDED: Final = ("640502108003", "640521206002", "640522402006")
MERGED_CODE: Final = "640502101005"
MERGED_INTO: Final = "640502101003"
MERGED_ON: Final = date(2021, 3, 1)
WENCHANGGE: Final = "640502101012"
_CODE_LIST: Final = "统计用区划代码和城乡划分代码"
_FORMER_NAMES: Final = {"640502": ("中卫县",)}
_DENSITY: Final = {"640502100": 1.25, "640502101": 1.15, "640521100": 1.2, "640522402": 0.9}
"""Of a township's communities; 0.55 elsewhere."""


@dataclass(frozen=True)
class Community:
    """A community to generate. ``size`` is relative: 1 is medium."""

    end: EntityKey
    short_name: str
    township: EntityKey
    county: EntityKey
    size: float
    until: date | None = None

    @property
    def code(self) -> str:
        return self.end.code


@dataclass(frozen=True)
class Territory:
    """The divisions of the generated city. ``merged`` is the former community, which is not in ``communities``."""

    city: EntityKey
    names: dict[EntityKey, str]
    communities: tuple[Community, ...]
    merged: Community

    def of_kind(self, kind: Kind) -> list[EntityKey]:
        return [end for end in self.names if end.kind is kind]

    def in_division(self, division: EntityKey) -> list[Community]:
        """Returns the current communities at or below a division."""
        return [one for one in self.communities if division in (one.end, one.township, one.county, self.city)]

    def __iter__(self) -> Iterator[Community]:
        """Includes the former community."""
        return iter((*self.communities, self.merged))


def generate_divisions(writer: SeedWriter, official: Sequence[OfficialCommunity]) -> Territory:
    random = SeededRandom("divisions")
    names = _add_upper_levels(writer, official)
    communities = tuple(_community(row, random) for row in official)
    recorded = [one for one in communities if one.code not in UNRECORDED]
    populations = apportioned(PEOPLE_SERVED, [one.size for one in recorded], minimum=300)
    by_code = {one.code: population for one, population in zip(recorded, populations, strict=True)}
    for row in official:
        _add(writer, COMMUNITY, row.community_code, row.community_name, row.township_code, by_code.get(row.community_code))
    return Territory(EntityKey(CITY, official[0].city_code), names, communities, _add_merged(writer))


def _add_upper_levels(writer: SeedWriter, official: Sequence[OfficialCommunity]) -> dict[EntityKey, str]:
    levels = {(PROVINCE, *NINGXIA, "")} | {(CITY, row.city_code, row.city_name, NINGXIA[0]) for row in official}
    levels |= {(COUNTY, row.county_code, row.county_name, row.city_code) for row in official}
    levels |= {(TOWNSHIP, row.township_code, row.township_name, row.county_code) for row in official}
    in_order = sorted(levels, key=lambda level: (len(level[1]), level[1]))
    return {_add(writer, kind, code, name, above): name for kind, code, name, above in in_order}


def _add(writer: SeedWriter, kind: Kind, code: str, name: str, above: str, population: int | None = None) -> EntityKey:
    end = writer.add_entity(
        kind,
        code,
        name,
        provenance=Provenance.OFFICIAL,
        former_names=_FORMER_NAMES.get(code),
        valid_from=CITY_FOUNDED if kind is CITY else None,
        population=population,
        provenances=None if population is None else (f"population={Provenance.ILLUSTRATIVE.name}",),
    )
    if above:
        parent = EntityKey(_LEVELS[len(above)], above)
        writer.add_link("ADMINISTERS", parent, end, CITY_FOUNDED, source=_CODE_LIST, provenance=Provenance.OFFICIAL)
    return end


_LEVELS: Final = {2: PROVINCE, 4: CITY, 6: COUNTY, 9: TOWNSHIP, 12: COMMUNITY}


def _community(row: OfficialCommunity, random: SeededRandom) -> Community:
    return Community(
        EntityKey(COMMUNITY, row.community_code),
        row.community_name.removesuffix("居委会").removesuffix("社区"),
        EntityKey(TOWNSHIP, row.township_code),
        EntityKey(COUNTY, row.county_code),
        random.skewed(_DENSITY.get(row.township_code, 0.55), 0.5),
    )


def _add_merged(writer: SeedWriter) -> Community:
    """Adds a former community; its successor counts its population."""
    township = EntityKey(TOWNSHIP, MERGED_CODE[:9])
    end = writer.add_entity(COMMUNITY, MERGED_CODE, "鼓楼社区", valid_to=MERGED_ON, population=1874)
    writer.add_link("ADMINISTERS", township, end, CITY_FOUNDED, MERGED_ON)
    return Community(end, "鼓楼", township, EntityKey(COUNTY, MERGED_CODE[:6]), 0.5, MERGED_ON)

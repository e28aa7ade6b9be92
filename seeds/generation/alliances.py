"""Two party-building alliances, their allies, and 19 service stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.alliances import ALLIANCE, SERVICE_STATION
from graph.model.branches import Sector
from graph.model.divisions import TOWNSHIP
from graph.model.integrity import EntityKey
from seeds.generation.committees import Committees
from seeds.generation.divisions import Territory
from seeds.generation.sectors import NewSectorBranch
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.unit_names import split_names
from seeds.generation.units import MemberUnit

SERVICE_STATIONS: Final = 19
_ON_THE_ROAD: Final = (Sector.COURIER, Sector.FOOD_DELIVERY, Sector.RIDE_HAILING)
_QUOTE: Final = "打造党建联盟2个"
_ALLIANCES: Final = (
    ("中卫市快递外卖行业党建联盟", date(2020, 9, 1), None),
    ("中卫市互联网平台企业党建联盟", date(2021, 4, 1), None),
    ("文昌镇物流党建联盟（试点）", date(2019, 7, 1), date(2020, 9, 1)),
)
_JOINT: Final = (9, 6)
_UNITS: Final = (13, 8)
_ALLIED_SHARE: Final = 0.75
_STATION_NAMES: Final = split_names("暖心驿站 暖心驿站 骑手之家 红色驿站 司机之家 快递员爱心驿站 户外劳动者驿站")
_RUN_SHARE: Final = 0.8
_STATIONED_COUNTIES: Final = {"640502": 1.0, "640521": 0.55, "640522": 0.25}
_SECOND_STATIONS: Final = 4


@dataclass(frozen=True)
class Alliance:
    end: EntityKey
    name: str
    since: date
    until: date | None


def generate_alliances(
    writer: SeedWriter,
    territory: Territory,
    committees: Committees,
    sectors: Sequence[NewSectorBranch],
    units: Sequence[MemberUnit],
) -> list[Alliance]:
    alliances = [_add(writer, territory, number, row) for number, row in enumerate(_ALLIANCES, 1)]
    _add_allied_branches(writer, alliances, sectors)
    _add_allied_others(writer, alliances, territory, committees, units)
    _add_stations(writer, alliances, territory)
    return alliances


def _add(writer: SeedWriter, territory: Territory, number: int, row: tuple[str, date, date | None]) -> Alliance:
    name, since, until = row
    end = writer.add_entity(ALLIANCE, f"AL-{number}", name, valid_from=since, valid_to=until)
    home = EntityKey(TOWNSHIP, "640502101") if until else territory.city
    writer.add_link("LOCATED_IN", end, home, since, until, source=None if until else _QUOTE)
    return Alliance(end, name, since, until)


def _add_allied_branches(writer: SeedWriter, alliances: Sequence[Alliance], sectors: Sequence[NewSectorBranch]) -> None:
    random = SeededRandom("allied branches")
    on_the_road, online, former = alliances
    for branch in sectors:
        if random.happens(_ALLIED_SHARE):
            alliance = on_the_road if branch.sector in _ON_THE_ROAD else online
            writer.add_link("ALLIED_IN", branch.end, alliance.end, random.day(alliance.since, LAST_CHANGE))
        if branch.division.code == "640502101":
            writer.add_link("ALLIED_IN", branch.end, former.end, former.since, former.until)


def _add_allied_others(
    writer: SeedWriter, alliances: Sequence[Alliance], territory: Territory, committees: Committees, units: Sequence[MemberUnit]
) -> None:
    random = SeededRandom("allied committees and units")
    valid_units = [unit for unit in units if not unit.until]
    communities = [one for one in territory.communities if one.county.code != "640522"]
    for alliance, joint, allied in zip(alliances[:2], _JOINT, _UNITS, strict=True):
        for one in random.weighted_sample(communities, [one.size for one in communities], joint):
            begin = max(alliance.since, committees.founded[one.end])
            writer.add_link("ALLIED_IN", committees.joint[one.end], alliance.end, random.day(begin, LAST_CHANGE))
        for unit in random.sample(valid_units, allied):
            begun = random.day(alliance.since, date(2022, 1, 31))
            left = random.day(date(2022, 2, 1), date(2022, 7, 31)) if random.happens(0.15) else None
            writer.add_link("ALLIED_IN", unit.end, alliance.end, begun, left)


def _add_stations(writer: SeedWriter, alliances: Sequence[Alliance], territory: Territory) -> None:
    random = SeededRandom("stations")
    draws = [one.size * _STATIONED_COUNTIES[one.county.code] for one in territory.communities]
    first = random.weighted_sample(territory.communities, draws, SERVICE_STATIONS - _SECOND_STATIONS)
    second = random.sample(first, _SECOND_STATIONS)
    used: set[str] = set()
    for number, community in enumerate(sorted(first + second, key=lambda one: one.code), 1):
        since = random.day(date(2019, 10, 1), LAST_CHANGE)
        names = [f"{community.short_name}社区{name}" for name in _STATION_NAMES]
        used.add(name := random.pick([name for name in names if name not in used]))
        station = writer.add_entity(SERVICE_STATION, f"SS-{number:02}", name, valid_from=since)
        writer.add_link("LOCATED_IN", station, community.end, since)
        _add_runs(writer, station, since, alliances, random)
    _add_closed(writer, alliances[2], first[0].end)


def _add_runs(writer: SeedWriter, station: EntityKey, since: date, alliances: Sequence[Alliance], random: SeededRandom) -> None:
    if random.happens(_RUN_SHARE):
        alliance = alliances[0] if random.happens(0.65) else alliances[1]
        writer.add_link("RUNS", alliance.end, station, max(since, alliance.since))
        if random.happens(0.1):
            other = alliances[1] if alliance is alliances[0] else alliances[0]
            writer.add_link("RUNS", other.end, station, max(since, other.since))


def _add_closed(writer: SeedWriter, former: Alliance, community: EntityKey) -> None:
    code, name = f"SS-{SERVICE_STATIONS + 1}", "物流园职工驿站"
    station = writer.add_entity(SERVICE_STATION, code, name, valid_from=former.since, valid_to=former.until)
    writer.add_link("LOCATED_IN", station, community, former.since, former.until)
    writer.add_link("RUNS", former.end, station, former.since, former.until)

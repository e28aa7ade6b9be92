"""The two party-building alliances, what is allied in them, and the 19 service stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.alliances import ALLIANCE, SERVICE_STATION
from graph.model.branches import Sector
from graph.model.divisions import TOWNSHIP
from seeds.generation.committees import Committees
from seeds.generation.days import LAST_CHANGE
from seeds.generation.divisions import Territory
from seeds.generation.sectors import NewSectorBranch
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.units import Unit
from seeds.generation.words import words
from seeds.loader.records import End

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
_STATION_NAMES: Final = words("暖心驿站 暖心驿站 骑手之家 红色驿站 司机之家 快递员爱心驿站 户外劳动者驿站")
_RUN_SHARE: Final = 0.8
_STATIONED_COUNTIES: Final = {"640502": 1.0, "640521": 0.55, "640522": 0.25}
_SECOND_STATIONS: Final = 4


@dataclass(frozen=True)
class Alliance:
    """An alliance and the days from which and until which it has existed."""

    end: End
    name: str
    since: date
    until: date | None


def generate_alliances(
    draft: SeedWriter, territory: Territory, committees: Committees, sectors: Sequence[NewSectorBranch], units: Sequence[Unit]
) -> list[Alliance]:
    alliances = [_draw(draft, territory, number, row) for number, row in enumerate(_ALLIANCES, 1)]
    _draw_allied_branches(draft, alliances, sectors)
    _draw_allied_others(draft, alliances, territory, committees, units)
    _draw_stations(draft, alliances, territory)
    return alliances


def _draw(draft: SeedWriter, territory: Territory, number: int, row: tuple[str, date, date | None]) -> Alliance:
    name, since, until = row
    end = draft.entity(ALLIANCE, f"AL-{number}", name, valid_from=since, valid_to=until)
    home = End(TOWNSHIP, "640502101") if until else territory.city
    draft.link("LOCATED_IN", end, home, since, until, source=None if until else _QUOTE)
    return Alliance(end, name, since, until)


def _draw_allied_branches(draft: SeedWriter, alliances: Sequence[Alliance], sectors: Sequence[NewSectorBranch]) -> None:
    """Most new-sector branches are in the one alliance of their trade, some in none; who they are paired with is another matter."""
    chance = SeededRandom("allied branches")
    on_the_road, online, former = alliances
    for branch in sectors:
        if chance.happens(_ALLIED_SHARE):
            alliance = on_the_road if branch.sector in _ON_THE_ROAD else online
            draft.link("ALLIED_IN", branch.end, alliance.end, chance.day(alliance.since, LAST_CHANGE))
        if branch.division.code == "640502101":
            draft.link("ALLIED_IN", branch.end, former.end, former.since, former.until)


def _draw_allied_others(
    draft: SeedWriter, alliances: Sequence[Alliance], territory: Territory, committees: Committees, units: Sequence[Unit]
) -> None:
    chance = SeededRandom("allied committees and units")
    living = [unit for unit in units if not unit.until]
    communities = [one for one in territory.communities if one.county.code != "640522"]
    for alliance, joint, allied in zip(alliances[:2], _JOINT, _UNITS, strict=True):
        for one in chance.weighted_sample(communities, [one.size for one in communities], joint):
            begin = max(alliance.since, committees.founded[one.end])
            draft.link("ALLIED_IN", committees.joint[one.end], alliance.end, chance.day(begin, LAST_CHANGE))
        for unit in chance.sample(living, allied):
            begun = chance.day(alliance.since, date(2022, 1, 31))
            left = chance.day(date(2022, 2, 1), date(2022, 7, 31)) if chance.happens(0.15) else None
            draft.link("ALLIED_IN", unit.end, alliance.end, begun, left)


def _draw_stations(draft: SeedWriter, alliances: Sequence[Alliance], territory: Territory) -> None:
    chance = SeededRandom("stations")
    draws = [one.size * _STATIONED_COUNTIES[one.county.code] for one in territory.communities]
    first = chance.weighted_sample(territory.communities, draws, SERVICE_STATIONS - _SECOND_STATIONS)
    second = chance.sample(first, _SECOND_STATIONS)
    given: set[str] = set()
    for number, community in enumerate(sorted(first + second, key=lambda one: one.code), 1):
        since = chance.day(date(2019, 10, 1), LAST_CHANGE)
        names = [f"{community.short_name}社区{name}" for name in _STATION_NAMES]
        given.add(name := chance.pick([name for name in names if name not in given]))
        station = draft.entity(SERVICE_STATION, f"SS-{number:02}", name, valid_from=since)
        draft.link("LOCATED_IN", station, community.end, since)
        _draw_runs(draft, station, since, alliances, chance)
    _draw_closed(draft, alliances[2], first[0].end)


def _draw_runs(draft: SeedWriter, station: End, since: date, alliances: Sequence[Alliance], chance: SeededRandom) -> None:
    """Most stations are run by an alliance, one or two by both, some by the community alone."""
    if chance.happens(_RUN_SHARE):
        alliance = alliances[0] if chance.happens(0.65) else alliances[1]
        draft.link("RUNS", alliance.end, station, max(since, alliance.since))
        if chance.happens(0.1):
            other = alliances[1] if alliance is alliances[0] else alliances[0]
            draft.link("RUNS", other.end, station, max(since, other.since))


def _draw_closed(draft: SeedWriter, former: Alliance, community: End) -> None:
    """The station of the alliance that has ceased."""
    code, name = f"SS-{SERVICE_STATIONS + 1}", "物流园职工驿站"
    station = draft.entity(SERVICE_STATION, code, name, valid_from=former.since, valid_to=former.until)
    draft.link("LOCATED_IN", station, community, former.since, former.until)
    draft.link("RUNS", former.end, station, former.since, former.until)

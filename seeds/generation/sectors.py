"""New-sector branches and their pairs with community branches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.branches import NEW_SECTOR_BRANCH, Sector
from graph.model.integrity import EntityKey
from seeds.generation.branches import Branch
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

COURIER, FOOD_DELIVERY, RIDE_HAILING, LIVE_STREAMING, E_COMMERCE, HOUSEKEEPING = Sector
_BRANCHES: Final = (
    ("中卫市快递行业第一党支部", COURIER, "6405", True),
    ("中卫市快递行业第二党支部", COURIER, "6405", True),
    ("滨河镇快递员党支部", COURIER, "640502100", True),
    ("文昌镇快递员党支部", COURIER, "640502101", True),
    ("中宁县快递行业党支部", COURIER, "640521", True),
    ("宁安镇快递员党支部", COURIER, "640521100", False),
    ("海原县快递行业党支部", COURIER, "640522", False),
    ("中卫市外卖配送行业党支部", FOOD_DELIVERY, "6405", True),
    ("滨河镇外卖骑手党支部", FOOD_DELIVERY, "640502100", True),
    ("文昌镇外卖骑手党支部", FOOD_DELIVERY, "640502101", False),
    ("宁安镇外卖骑手党支部", FOOD_DELIVERY, "640521100", True),
    ("老城外卖骑手党支部", FOOD_DELIVERY, "640522402", True),
    ("中卫市网约车行业党支部", RIDE_HAILING, "6405", False),
    ("沙坡头区网络货运党支部", RIDE_HAILING, "640502", True),
    ("中宁县网约车行业党支部", RIDE_HAILING, "640521", True),
    ("石空镇货运司机党支部", RIDE_HAILING, "640521102", False),
    ("沙坡头区网络主播党支部", LIVE_STREAMING, "640502", True),
    ("中宁县枸杞直播基地党支部", LIVE_STREAMING, "640521", True),
    ("迎水桥镇文旅直播党支部", LIVE_STREAMING, "640502108", True),
    ("沙坡头区电商产业园党支部", E_COMMERCE, "640502", True),
    ("中宁县枸杞电商党支部", E_COMMERCE, "640521", True),
    ("海原县电商服务中心党支部", E_COMMERCE, "640522", True),
    ("常乐镇硒砂瓜电商党支部", E_COMMERCE, "640502107", False),
    ("中卫市家政服务行业党支部", HOUSEKEEPING, "6405", True),
    ("中宁县家政服务党支部", HOUSEKEEPING, "640521", True),
    ("海原县家政服务党支部", HOUSEKEEPING, "640522", False),
    ("大战场镇家政服务党支部", HOUSEKEEPING, "640521105", True),
)
"""Name, sector, division code, and whether it is paired."""
_CHANGED_PARTNER: Final = (0, 4, 13, 17)
_LOST_PARTNER: Final = 9
_PAIRED_FROM: Final = date(2020, 6, 1)


@dataclass(frozen=True)
class NewSectorBranch:
    end: EntityKey
    sector: Sector
    division: EntityKey
    paired: bool


def generate_new_sector_branches(writer: SeedWriter, territory: Territory, branches: Sequence[Branch]) -> list[NewSectorBranch]:
    random = SeededRandom("new sectors")
    divisions = {division.code: division for division in territory.names}
    sector_branches = [_add(writer, number, row, divisions, random) for number, row in enumerate(_BRANCHES, 1)]
    _add_pairs(writer, sector_branches, territory, branches)
    return sector_branches


def _add(
    writer: SeedWriter, number: int, row: tuple[str, Sector, str, bool], divisions: dict[str, EntityKey], random: SeededRandom
) -> NewSectorBranch:
    name, sector, code, paired = row
    since = random.day(date(2019, 6, 1), date(2020, 5, 31))
    members = None if random.happens(0.1) else max(3, round(random.skewed(9, 0.45)))
    end = writer.add_entity(NEW_SECTOR_BRANCH, f"NB-{number:02}", name, valid_from=since, sector=sector, party_members=members)
    writer.add_link("LOCATED_IN", end, divisions[code], since)
    return NewSectorBranch(end, sector, divisions[code], paired)


def _add_pairs(
    writer: SeedWriter, sector_branches: Sequence[NewSectorBranch], territory: Territory, branches: Sequence[Branch]
) -> None:
    random = SeededRandom("pairs")
    by_community = {one.community.end: one for one in branches if one.compound is None and not one.until}
    for index, one in enumerate(sector_branches):
        partner, former = _partners(one, territory, random)
        begun = random.day(date(2021, 6, 1), LAST_CHANGE)
        if one.paired:
            writer.add_link("PAIRED_WITH", one.end, by_community[partner.end].end, begun)
        if index in _CHANGED_PARTNER:
            writer.add_link("PAIRED_WITH", one.end, by_community[former.end].end, _PAIRED_FROM, begun)
        if index == _LOST_PARTNER:
            writer.add_link("PAIRED_WITH", one.end, by_community[former.end].end, _PAIRED_FROM, date(2022, 3, 1))


def _partners(one: NewSectorBranch, territory: Territory, random: SeededRandom) -> tuple[Community, Community]:
    """Returns the communities of the current and the former pair."""
    near = territory.in_division(one.division)
    sample = random.weighted_sample(near, [community.size**2 for community in near], 2)
    return sample[0], sample[-1]

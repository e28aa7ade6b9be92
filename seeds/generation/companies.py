"""Property companies and the compounds that they manage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.divisions import COUNTY
from graph.model.integrity import EntityKey
from graph.model.property import PROPERTY_COMPANY
from seeds.generation.compounds import COMMERCIAL, OLD, RESETTLEMENT, SHAPOTOU, UNIT_HOUSING, Compound
from seeds.generation.divisions import WENCHANGGE, Territory
from seeds.generation.seed_writer import CITY_FOUNDED, LAST_CHANGE
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.unit_names import split_names

OLD_COMPOUNDS_SERVED: Final = 23
_BROUGHT_IN: Final = split_names("安居 宏泰 锦绣 暖民 金管家 沙都 恒信")
_OF_CITY: Final = ["应理", "黄河金岸", "万家"]
_OF_COUNTIES: Final = {"640521": ["杞乡", "宁安", "鸿运", "石空", "惠众"], "640522": ["海源", "东岳"]}
_FORMER: Final = "老兵"
FORMER_UNTIL: Final = date(2021, 7, 1)
_FORMER_COMPOUNDS: Final = 4
_BROUGHT_IN_FROM: Final = date(2020, 5, 1)
_SKEWED: Final = (9, 6, 5, 4, 3, 2, 2)
_MANAGED: Final = {
    SHAPOTOU: {COMMERCIAL: 34, RESETTLEMENT: 6},
    "640521": {OLD: 5, COMMERCIAL: 19, RESETTLEMENT: 3, UNIT_HOUSING: 1},
    "640522": {OLD: 2, COMMERCIAL: 5, RESETTLEMENT: 2},
}
"""By county and type, without the old compounds of Shapotou."""
_PARTY: Final = (
    True,
    False,
    True,
    True,
    False,
    None,
    True,
    False,
    True,
    None,
    False,
    True,
    True,
    False,
    False,
    None,
    True,
    False,
)
"""Whether each company has a party organisation; None is not recorded."""


@dataclass(frozen=True)
class Company:
    end: EntityKey
    name: str
    division: EntityKey
    has_party_organisation: bool | None
    until: date | None = None


@dataclass(frozen=True)
class Management:
    company: Company
    compound: Compound
    since: date
    until: date | None = None


def property_companies(territory: Territory) -> list[Company]:
    indexs = [(EntityKey(COUNTY, SHAPOTOU), word) for word in _BROUGHT_IN]
    indexs += [(territory.city, word) for word in _OF_CITY]
    indexs += [(EntityKey(COUNTY, code), word) for code, words in _OF_COUNTIES.items() for word in words]
    indexs.append((EntityKey(COUNTY, SHAPOTOU), _FORMER))
    return [
        Company(
            EntityKey(PROPERTY_COMPANY, f"CO-{number:02}"),
            f"{territory.names[division].removesuffix('市')}{word}物业服务有限公司",
            division,
            _PARTY[number - 1],
            FORMER_UNTIL if word == _FORMER else None,
        )
        for number, (division, word) in enumerate(indexs, 1)
    ]


def managements(companies: Sequence[Company], compounds: Sequence[Compound]) -> list[Management]:
    """Returns current and former managements. One company manages both compounds of a bundle."""
    random = SeededRandom("property companies")
    brought_in, of_city = companies[: len(_BROUGHT_IN)], companies[len(_BROUGHT_IN) :][: len(_OF_CITY)]
    managed = list(_old_of_shapotou(brought_in, compounds, random))
    managed += _others(companies, of_city, compounds, {one.compound.end for one in managed}, random)
    managed += _former_managements(companies[-1], managed, compounds, random)
    return managed


def _old_of_shapotou(
    brought_in: Sequence[Company], compounds: Sequence[Compound], random: SeededRandom
) -> Iterator[Management]:
    """Yields the old compounds of the seven companies, and the better compounds bundled with them."""
    bundled = [one for one in compounds if one.community.code == WENCHANGGE and one.type in (OLD, COMMERCIAL)]
    for index, compound in enumerate(bundled[:4]):
        yield Management(brought_in[index // 2], compound, bundled_since(index // 2))
    old = [one for one in compounds if one.community.county.code == SHAPOTOU and one.type is OLD and one not in bundled[:4]]
    served = sum(one.type is OLD for one in bundled[:4])
    for index, compound in enumerate(random.sample(old, OLD_COMPOUNDS_SERVED - served)):
        company = brought_in[index] if index < len(brought_in) else random.weighted(brought_in, _SKEWED)
        yield Management(company, compound, random.day(_BROUGHT_IN_FROM, date(2022, 6, 30)))


def bundled_since(pair: int) -> date:
    return (date(2021, 11, 1), date(2022, 4, 1))[pair]


def _others(
    companies: Sequence[Company],
    of_city: Sequence[Company],
    compounds: Sequence[Compound],
    managed_keys: set[EntityKey],
    random: SeededRandom,
) -> Iterator[Management]:
    for county, counts in _MANAGED.items():
        local = [one for one in companies if one.division.code == county and not one.until]
        pool = local if county == SHAPOTOU else [*local, *of_city]
        for type_, count in counts.items():
            candidates = [one for one in compounds if (one.community.county.code, one.type) == (county, type_)]
            for compound in random.sample([one for one in candidates if one.end not in managed_keys], count):
                yield Management(random.pick(pool), compound, _first_day(compound, random))


def _first_day(compound: Compound, random: SeededRandom) -> date:
    begin = CITY_FOUNDED if compound.type is COMMERCIAL else date(2018, 1, 1)
    return random.day(max(begin, date(2012, 1, 1)), LAST_CHANGE)


def _former_managements(
    former: Company, managed: Sequence[Management], compounds: Sequence[Compound], random: SeededRandom
) -> Iterator[Management]:
    managed_now = {one.compound.end for one in managed}
    shapotou = [one for one in compounds if one.community.county.code == SHAPOTOU and one.type is OLD]
    successors = {one.compound.end for one in managed if one.since >= FORMER_UNTIL}
    followed = [one for one in shapotou if one.end in successors][: _FORMER_COMPOUNDS // 2]
    abandoned = [one for one in shapotou if one.end not in managed_now][:_FORMER_COMPOUNDS]
    for compound in (*followed, *abandoned):
        yield Management(former, compound, random.day(date(2016, 1, 1), date(2018, 12, 31)), FORMER_UNTIL)

"""Property companies and what they manage: seven brought in for the old compounds of Shapotou, and those of the other places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.divisions import COUNTY
from graph.model.property import PROPERTY_COMPANY
from seeds.generation.compounds import COMMERCIAL, OLD, RESETTLEMENT, SHAPOTOU, UNIT_HOUSING, Compound
from seeds.generation.divisions import WENCHANGGE, Territory
from seeds.generation.seed_writer import CITY_FOUNDED, LAST_CHANGE
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.unit_names import split_names
from seeds.loader.records import EntityKey

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
"""How many compounds of each type are managed in a county, but for the old ones of Shapotou."""
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
"""Whether each company has a party organisation; some never said."""


@dataclass(frozen=True)
class Company:
    """A property company, where it is located, and the day it ceased."""

    end: EntityKey
    name: str
    division: EntityKey
    has_party_organisation: bool | None
    until: date | None = None


@dataclass(frozen=True)
class Management:
    """A company that manages a compound."""

    company: Company
    compound: Compound
    since: date
    until: date | None = None


def property_companies(territory: Territory) -> list[Company]:
    places = [(EntityKey(COUNTY, SHAPOTOU), word) for word in _BROUGHT_IN]
    places += [(territory.city, word) for word in _OF_CITY]
    places += [(EntityKey(COUNTY, code), word) for code, words in _OF_COUNTIES.items() for word in words]
    places.append((EntityKey(COUNTY, SHAPOTOU), _FORMER))
    return [
        Company(
            EntityKey(PROPERTY_COMPANY, f"CO-{number:02}"),
            f"{territory.names[division].removesuffix('市')}{word}物业服务有限公司",
            division,
            _PARTY[number - 1],
            FORMER_UNTIL if word == _FORMER else None,
        )
        for number, (division, word) in enumerate(places, 1)
    ]


def managements(companies: Sequence[Company], compounds: Sequence[Compound]) -> list[Management]:
    """Who manages what, now and before. The same company has both compounds of a bundle."""
    random = SeededRandom("property companies")
    brought_in, of_city = companies[: len(_BROUGHT_IN)], companies[len(_BROUGHT_IN) :][: len(_OF_CITY)]
    managed = list(_old_of_shapotou(brought_in, compounds, random))
    managed += _others(companies, of_city, compounds, {one.compound.end for one in managed}, random)
    managed += _formerly(companies[-1], managed, compounds, random)
    return managed


def _old_of_shapotou(
    brought_in: Sequence[Company], compounds: Sequence[Compound], random: SeededRandom
) -> Iterator[Management]:
    """The old compounds that the seven serve, at least one each, and the better ones that they took together with them."""
    bundled = [one for one in compounds if one.community.code == WENCHANGGE and one.type in (OLD, COMMERCIAL)]
    for place, compound in enumerate(bundled[:4]):
        yield Management(brought_in[place // 2], compound, bundled_since(place // 2))
    old = [one for one in compounds if one.community.county.code == SHAPOTOU and one.type is OLD and one not in bundled[:4]]
    served = sum(one.type is OLD for one in bundled[:4])
    for place, compound in enumerate(random.sample(old, OLD_COMPOUNDS_SERVED - served)):
        company = brought_in[place] if place < len(brought_in) else random.weighted(brought_in, _SKEWED)
        yield Management(company, compound, random.day(_BROUGHT_IN_FROM, date(2022, 6, 30)))


def bundled_since(pair: int) -> date:
    """When the first and the second pair of Wenchangge were put out together."""
    return (date(2021, 11, 1), date(2022, 4, 1))[pair]


def _others(
    companies: Sequence[Company],
    of_city: Sequence[Company],
    compounds: Sequence[Compound],
    taken: set[EntityKey],
    random: SeededRandom,
) -> Iterator[Management]:
    for county, counts in _MANAGED.items():
        local = [one for one in companies if one.division.code == county and not one.until]
        pool = local if county == SHAPOTOU else [*local, *of_city]
        for type_, count in counts.items():
            candidates = [one for one in compounds if (one.community.county.code, one.type) == (county, type_)]
            for compound in random.sample([one for one in candidates if one.end not in taken], count):
                yield Management(random.pick(pool), compound, _begun(compound, random))


def _begun(compound: Compound, random: SeededRandom) -> date:
    begin = CITY_FOUNDED if compound.type is COMMERCIAL else date(2018, 1, 1)
    return random.day(max(begin, date(2012, 1, 1)), LAST_CHANGE)


def _formerly(
    former: Company, managed: Sequence[Management], compounds: Sequence[Compound], random: SeededRandom
) -> Iterator[Management]:
    """A company that has ceased: some of its compounds have another one now, some have none."""
    now = {one.compound.end for one in managed}
    shapotou = [one for one in compounds if one.community.county.code == SHAPOTOU and one.type is OLD]
    successors = {one.compound.end for one in managed if one.since >= FORMER_UNTIL}
    followed = [one for one in shapotou if one.end in successors][: _FORMER_COMPOUNDS // 2]
    abandoned = [one for one in shapotou if one.end not in now][:_FORMER_COMPOUNDS]
    for compound in (*followed, *abandoned):
        yield Management(former, compound, random.day(date(2016, 1, 1), date(2018, 12, 31)), FORMER_UNTIL)

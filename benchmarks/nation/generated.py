"""What is made up around the real communities, always the same: joint committees, member units, grids, service stations and links.

Towns are put into parcels of some thousand entities: what is written in one transaction. Its rows are nested as the bodies are, so that a
statement makes a body with its links, and looks up nothing that it has just made.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from benchmarks.nation.divisions import Division
from graph.pinyin import Pinyin, pinyin_from_syllables, pinyin_of

Row = dict[str, Any]
PARCEL: Final = 6_000
"""Entities of a parcel, at least, where the city has so many."""
DAYS: Final = [date(2018 + month // 12, month % 12 + 1, 1) for month in range(48)]
"""The days that links begin on; rows name them by their place."""
ESTABLISHED: Final = date(2004, 1, 1)
LIST: Final = "统计用区划代码和城乡划分代码"
SURVEYED: Final = ("SERVES", "MEMBER_OF", "LOCATED_IN", "HAS_GRID")
_URBAN: Final = re.compile("(社区居民委员会|社区居委会|居民委员会|居委会|社区)$")
_UNITS: Final = (
    ("卫生服务中心党支部", "PUBLIC_INSTITUTION"),
    ("小学党支部", "PUBLIC_INSTITUTION"),
    ("幼儿园党支部", "PUBLIC_INSTITUTION"),
    ("派出所党支部", "GOVERNMENT_ORGAN"),
    ("司法所党支部", "GOVERNMENT_ORGAN"),
    ("市场监督管理所党支部", "GOVERNMENT_ORGAN"),
    ("物业公司党支部", "ENTERPRISE"),
    ("供电所党支部", "ENTERPRISE"),
    ("商贸公司党支部", "ENTERPRISE"),
    ("志愿者协会党支部", "SOCIAL_ORGANISATION"),
    ("老年协会党支部", "SOCIAL_ORGANISATION"),
    ("餐饮商会党支部", "SOCIAL_ORGANISATION"),
)
_ORGANS: Final = ("市委办公室机关党委", "市教育局机关党委", "市民政局机关党委", "市卫生健康委员会机关党委", "市总工会机关党委")
_SPANNED: Final = 8
"""Communities that a large grid spans, at most."""
_JOINED_BY_AN_ORGAN: Final = 12


@dataclass
class Parcel:
    """Whole towns of one city. ``towns`` hold their communities, those their bodies; ``large`` are large grids with what they span and the
    small ones that are part of them; ``seconds`` are further memberships of units, ``organs`` units of the city."""

    key: str
    """The code of its first town: where that is in the database, all of the parcel is."""
    towns: list[Row] = field(default_factory=list[Row])
    large: list[Row] = field(default_factory=list[Row])
    seconds: list[Row] = field(default_factory=list[Row])
    organs: list[Row] = field(default_factory=list[Row])
    entities: int = 0
    links: int = 0


def head_rows(provinces: Iterable[Division], cities: Iterable[Division]) -> tuple[list[Row], list[Row], list[Row]]:
    """Provinces; cities with the code above; counties with the code above and the relations that are surveyed there."""
    wanted = list(cities)
    above = {city.code: province for province in provinces for city in province.below}
    held = {above[city.code].code: above[city.code] for city in wanted}
    return (
        [{"values": _official(province)} for province in held.values()],
        [{"above": above[city.code].code, "values": _official(city)} for city in wanted],
        [_county(city, county) for city in wanted for county in city.below],
    )


def _county(city: Division, county: Division) -> Row:
    chance = random.Random(f"surveys {county.code}")
    surveys = [_survey(county, relation) for relation in SURVEYED if chance.random() < 0.7]
    return {"above": city.code, "values": _official(county), "surveys": surveys, "since": chance.randrange(len(DAYS))}


def _survey(county: Division, relation: str) -> Row:
    return _made_up(f"SV-{relation}-{county.code}", f"{county.name}登记", pinyin_of(f"{county.name}登记"), relation=relation)


def parcels_of(city: Division) -> Iterator[Parcel]:
    """The city below its counties, parcel by parcel."""
    committees: list[str] = []
    parcel: Parcel | None = None
    for county in city.below:
        for town in county.below:
            if parcel and parcel.entities >= PARCEL:
                yield parcel
                parcel = None
            parcel = parcel or Parcel(town.code)
            committees += _add_town(parcel, county, town)
    if parcel:
        _add_organs(parcel, city, committees)
        yield parcel


def _add_town(parcel: Parcel, county: Division, town: Division) -> list[str]:
    """Answers the codes of its joint committees."""
    chance = random.Random(f"town {town.code}")
    communities = [_Community(community, chance) for community in town.below]
    urban = [community for community in communities if community.bodies]
    parcel.towns.append({"county": county.code, "values": _official(town), "communities": [each.row() for each in communities]})
    parcel.large += [
        _large(town, number, urban[first : first + _SPANNED], chance)
        for number, first in enumerate(range(0, len(urban), _SPANNED), 1)
    ]
    committees = [community.bodies[0]["committee"]["code"] for community in urban]
    seconds = [row for place, community in enumerate(urban) for row in _seconds(community, place, committees, chance)]
    parcel.seconds += seconds
    parcel.entities += 1 + sum(community.entities for community in communities) + -(-len(urban) // _SPANNED)
    parcel.links += 1 + sum(community.links for community in communities) + len(seconds)
    return committees


class _Community:
    """A community with its bodies: none where it is a village."""

    def __init__(self, division: Division, chance: random.Random) -> None:
        self.code = division.code
        self.values = _official(division)
        self.bodies: list[Row] = []
        self.grids: list[Row] = []
        self.entities = self.links = 1
        if found := _URBAN.search(division.name):
            self.values["population"] = chance.randrange(800, 9_000)
            self._draw_bodies(_Named(f"{division.name[: found.start()]}社区"), chance)

    def row(self) -> Row:
        return {"values": self.values, "bodies": self.bodies}

    def _draw_bodies(self, named: "_Named", chance: random.Random) -> None:
        units = [self._unit(named, number, *_UNITS[place]) for number, place in enumerate(_drawn(chance, 4, 8), 1)]
        committee, since = named.body(f"JC-{self.code}", "联合党委"), chance.randrange(len(DAYS))
        members = [
            {"values": unit | {"party_members": chance.randrange(3, 120)}, "since": chance.randrange(len(DAYS))}
            for unit in units
        ]
        stations = [named.body(f"SS-{self.code}", "暖心驿站")] if chance.random() < 0.3 else []
        self.bodies = [{"committee": committee, "since": since, "units": members, "stations": stations}]
        self.grids = [self._grid(named, number, chance) for number in range(1, chance.randrange(6, 11))]
        self.entities += 1 + len(units) + len(stations) + len(self.grids)
        self.links += 2 + 3 * len(units) + len(stations) + 2 * len(self.grids)

    def _unit(self, named: "_Named", number: int, name: str, sort: str) -> Row:
        return named.body(f"MU-{self.code}-{number}", name, type=sort)

    def _grid(self, named: "_Named", number: int, chance: random.Random) -> Row:
        workers = {} if chance.random() < 0.1 else {"workers": chance.choice((0, 1, 1, 1, 2, 3))}
        return named.body(
            f"GR-{self.code}-{number:02}", f"第{number}网格", size="SMALL", **workers, households=chance.randrange(60, 400)
        )


def _drawn(chance: random.Random, least: int, most: int) -> list[int]:
    return chance.sample(range(len(_UNITS)), chance.randrange(least, most + 1))


class _Named:
    """Names that begin alike, so that their readings can be put together of two."""

    def __init__(self, start: str) -> None:
        self._start = start
        self._syllables = pinyin_of(start).pinyin.split()

    def body(self, code: str, end: str, **values: Any) -> Row:
        if end not in _ENDS:
            _ENDS[end] = pinyin_of(end).pinyin.split()
        return _made_up(code, self._start + end, pinyin_from_syllables([*self._syllables, *_ENDS[end]]), **values)


_ENDS: Final[dict[str, list[str]]] = {}


def _large(town: Division, number: int, spanned: list[_Community], chance: random.Random) -> Row:
    name = f"{town.name}第{number}大网格"
    return {
        "values": _made_up(f"GR-{town.code}-L{number}", name, pinyin_of(name), size="LARGE"),
        "since": chance.randrange(len(DAYS)),
        "communities": [{"code": community.code, "grids": community.grids} for community in spanned],
    }


def _seconds(community: _Community, place: int, committees: list[str], chance: random.Random) -> Iterator[Row]:
    """Half of the units are members of one committee more: that of the next community, seldom that of any in the town."""
    for unit in community.bodies[0]["units"]:
        if len(committees) > 1 and chance.random() < 0.5:
            other = place + 1 if chance.random() < 0.9 else place + chance.randrange(1, len(committees))
            yield {"unit": unit["values"]["code"], "committee": committees[other % len(committees)], "since": unit["since"]}


def _add_organs(parcel: Parcel, city: Division, committees: list[str]) -> None:
    """Units of the city, each a member of some committees all over it: what links its towns."""
    chance = random.Random(f"organs {city.code}")
    start = _Named(city.name)
    for number, name in enumerate(_ORGANS, 1):
        joined = chance.sample(committees, min(_JOINED_BY_AN_ORGAN, len(committees)))
        values = start.body(
            f"MU-{city.code}-{number}", name.removeprefix("市") if city.name.endswith("市") else name, type="GOVERNMENT_ORGAN"
        )
        parcel.organs.append({"city": city.code, "values": values, "since": chance.randrange(len(DAYS)), "committees": joined})
        parcel.links += 1 + len(joined)
    parcel.entities += len(_ORGANS)


def _official(division: Division) -> Row:
    return _row(division.code, division.name, pinyin_of(division.name), "OFFICIAL", {})


def _made_up(code: str, name: str, read: Pinyin, **values: Any) -> Row:
    return _row(code, name, read, "ILLUSTRATIVE", values)


def _row(code: str, name: str, read: Pinyin, provenance: str, values: Row) -> Row:
    """The properties that the loader of the product stores."""
    return {
        "code": code,
        "name": name,
        "provenance": provenance,
        "version": 1,
        "pinyin": read.pinyin,
        "pinyin_starts": read.starts,
        **values,
    }

"""Generates joint committees, member units, grids, service stations and links around the real communities, from a fixed seed.

A parcel of towns is written in one transaction. Rows are nested, so that a statement never looks up a node that it has just created.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from benchmarks.nation.divisions import ListedDivision
from graph.pinyin import Pinyin, pinyin_from_syllables, pinyin_of

GeneratedRow = dict[str, Any]
MIN_PARCEL_SIZE: Final = 6_000
"""Of entities, except for the last parcel of a city."""
DAYS: Final = [date(2018 + month // 12, month % 12 + 1, 1) for month in range(48)]
"""Dates on which links begin. Rows contain the index."""
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
_MAX_SPANNED: Final = 8
_MAX_ORGAN_MEMBERSHIPS: Final = 12


@dataclass
class Parcel:
    """Whole towns of one city, as nested rows: `towns` with communities and organisations, `large` grids with communities and small grids,
    `seconds`: second memberships, `organs`: units of the city.
    """

    key: str
    """The code of the first town: if the database has it, the parcel is loaded."""
    towns: list[GeneratedRow] = field(default_factory=list[GeneratedRow])
    large: list[GeneratedRow] = field(default_factory=list[GeneratedRow])
    seconds: list[GeneratedRow] = field(default_factory=list[GeneratedRow])
    organs: list[GeneratedRow] = field(default_factory=list[GeneratedRow])
    entities: int = 0
    links: int = 0


def head_rows(
    provinces: Iterable[ListedDivision], cities: Iterable[ListedDivision]
) -> tuple[list[GeneratedRow], list[GeneratedRow], list[GeneratedRow]]:
    """Returns rows of provinces, cities and counties. Cities and counties have the parent code, counties also their surveys."""
    selected = list(cities)
    province_of = {city.code: province for province in provinces for city in province.below}
    used = {province_of[city.code].code: province_of[city.code] for city in selected}
    return (
        [{"values": _official(province)} for province in used.values()],
        [{"above": province_of[city.code].code, "values": _official(city)} for city in selected],
        [_county(city, county) for city in selected for county in city.below],
    )


def _county(city: ListedDivision, county: ListedDivision) -> GeneratedRow:
    rng = random.Random(f"surveys {county.code}")
    surveys = [_survey(county, relation) for relation in SURVEYED if rng.random() < 0.7]
    return {"above": city.code, "values": _official(county), "surveys": surveys, "since": rng.randrange(len(DAYS))}


def _survey(county: ListedDivision, relation: str) -> GeneratedRow:
    return _illustrative(
        f"SV-{relation}-{county.code}", f"{county.name}登记", pinyin_of(f"{county.name}登记"), relation=relation
    )


def parcels_of(city: ListedDivision) -> Iterator[Parcel]:
    committees: list[str] = []
    parcel: Parcel | None = None
    for county in city.below:
        for town in county.below:
            if parcel and parcel.entities >= MIN_PARCEL_SIZE:
                yield parcel
                parcel = None
            parcel = parcel or Parcel(town.code)
            committees += _add_town(parcel, county, town)
    if parcel:
        _add_organs(parcel, city, committees)
        yield parcel


def _add_town(parcel: Parcel, county: ListedDivision, town: ListedDivision) -> list[str]:
    """Returns the codes of the town's joint committees."""
    rng = random.Random(f"town {town.code}")
    communities = [_Community(community, rng) for community in town.below]
    urban = [community for community in communities if community.bodies]
    parcel.towns.append({"county": county.code, "values": _official(town), "communities": [each.row() for each in communities]})
    parcel.large += [
        _large(town, number, urban[first : first + _MAX_SPANNED], rng)
        for number, first in enumerate(range(0, len(urban), _MAX_SPANNED), 1)
    ]
    committees = [community.bodies[0]["committee"]["code"] for community in urban]
    seconds = [row for index, community in enumerate(urban) for row in _seconds(community, index, committees, rng)]
    parcel.seconds += seconds
    parcel.entities += 1 + sum(community.entities for community in communities) + -(-len(urban) // _MAX_SPANNED)
    parcel.links += 1 + sum(community.links for community in communities) + len(seconds)
    return committees


class _Community:
    """A village has no organisations."""

    def __init__(self, division: ListedDivision, rng: random.Random) -> None:
        self.code = division.code
        self.values = _official(division)
        self.bodies: list[GeneratedRow] = []
        self.grids: list[GeneratedRow] = []
        self.entities = self.links = 1
        if match := _URBAN.search(division.name):
            self.values["population"] = rng.randrange(800, 9_000)
            self._generate_bodies(_NamePrefix(f"{division.name[: match.start()]}社区"), rng)

    def row(self) -> GeneratedRow:
        return {"values": self.values, "bodies": self.bodies}

    def _generate_bodies(self, named: "_NamePrefix", rng: random.Random) -> None:
        units = [self._unit(named, number, *_UNITS[index]) for number, index in enumerate(_sample_units(rng, 4, 8), 1)]
        committee, since = named.body(f"JC-{self.code}", "联合党委"), rng.randrange(len(DAYS))
        members = [
            {"values": unit | {"party_members": rng.randrange(3, 120)}, "since": rng.randrange(len(DAYS))} for unit in units
        ]
        stations = [named.body(f"SS-{self.code}", "暖心驿站")] if rng.random() < 0.3 else []
        self.bodies = [{"committee": committee, "since": since, "units": members, "stations": stations}]
        self.grids = [self._grid(named, number, rng) for number in range(1, rng.randrange(6, 11))]
        self.entities += 1 + len(units) + len(stations) + len(self.grids)
        self.links += 2 + 3 * len(units) + len(stations) + 2 * len(self.grids)

    def _unit(self, named: "_NamePrefix", number: int, name: str, unit_type: str) -> GeneratedRow:
        return named.body(f"MU-{self.code}-{number}", name, type=unit_type)

    def _grid(self, named: "_NamePrefix", number: int, rng: random.Random) -> GeneratedRow:
        workers = {} if rng.random() < 0.1 else {"workers": rng.choice((0, 1, 1, 1, 2, 3))}
        return named.body(
            f"GR-{self.code}-{number:02}", f"第{number}网格", size="SMALL", **workers, households=rng.randrange(60, 400)
        )


def _sample_units(rng: random.Random, minimum: int, maximum: int) -> list[int]:
    return rng.sample(range(len(_UNITS)), rng.randrange(minimum, maximum + 1))


class _NamePrefix:
    """Names with a common prefix, so that each reading is joined from two cached parts."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._syllables = pinyin_of(prefix).pinyin.split()

    def body(self, code: str, suffix: str, **values: Any) -> GeneratedRow:
        if suffix not in _SUFFIXES:
            _SUFFIXES[suffix] = pinyin_of(suffix).pinyin.split()
        return _illustrative(
            code, self._prefix + suffix, pinyin_from_syllables([*self._syllables, *_SUFFIXES[suffix]]), **values
        )


_SUFFIXES: Final[dict[str, list[str]]] = {}


def _large(town: ListedDivision, number: int, spanned: list[_Community], rng: random.Random) -> GeneratedRow:
    name = f"{town.name}第{number}大网格"
    return {
        "values": _illustrative(f"GR-{town.code}-L{number}", name, pinyin_of(name), size="LARGE"),
        "since": rng.randrange(len(DAYS)),
        "communities": [{"code": community.code, "grids": community.grids} for community in spanned],
    }


def _seconds(community: _Community, index: int, committees: list[str], rng: random.Random) -> Iterator[GeneratedRow]:
    """Yields second memberships of 50 % of the units: in the next community, or for 10 % of these anywhere in the town."""
    for unit in community.bodies[0]["units"]:
        if len(committees) > 1 and rng.random() < 0.5:
            other = index + 1 if rng.random() < 0.9 else index + rng.randrange(1, len(committees))
            yield {"unit": unit["values"]["code"], "committee": committees[other % len(committees)], "since": unit["since"]}


def _add_organs(parcel: Parcel, city: ListedDivision, committees: list[str]) -> None:
    """Adds units whose memberships in committees of several towns link the towns."""
    rng = random.Random(f"organs {city.code}")
    prefix = _NamePrefix(city.name)
    for number, name in enumerate(_ORGANS, 1):
        joined = rng.sample(committees, min(_MAX_ORGAN_MEMBERSHIPS, len(committees)))
        values = prefix.body(
            f"MU-{city.code}-{number}", name.removeprefix("市") if city.name.endswith("市") else name, type="GOVERNMENT_ORGAN"
        )
        parcel.organs.append({"city": city.code, "values": values, "since": rng.randrange(len(DAYS)), "committees": joined})
        parcel.links += 1 + len(joined)
    parcel.entities += len(_ORGANS)


def _official(division: ListedDivision) -> GeneratedRow:
    return _row(division.code, division.name, pinyin_of(division.name), "OFFICIAL", {})


def _illustrative(code: str, name: str, name_pinyin: Pinyin, **values: Any) -> GeneratedRow:
    return _row(code, name, name_pinyin, "ILLUSTRATIVE", values)


def _row(code: str, name: str, name_pinyin: Pinyin, provenance: str, values: GeneratedRow) -> GeneratedRow:
    """Makes the properties that the seed loader stores."""
    return {
        "code": code,
        "name": name,
        "provenance": provenance,
        "version": 1,
        "pinyin": name_pinyin.pinyin,
        "pinyin_starts": name_pinyin.starts,
        **values,
    }

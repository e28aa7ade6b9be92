"""448 member units (party organisations of organs, institutions, enterprises and associations), and a few former ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.committees import MEMBER_UNIT, UnitType
from graph.model.divisions import COUNTY, TOWNSHIP
from graph.model.integrity import EntityKey
from seeds.generation import unit_names as names
from seeds.generation.divisions import Territory
from seeds.generation.seed_writer import CITY_FOUNDED, SeedWriter
from seeds.generation.seeded_random import SeededRandom

MEMBER_UNITS: Final = 448
CEASED: Final = 8
_CITYS_OWN_DISTRICT: Final = "640502"
_UNLOCATED: Final = 4
_MEDIAN_MEMBERS: Final = {
    UnitType.GOVERNMENT_ORGAN: 34,
    UnitType.PUBLIC_INSTITUTION: 27,
    UnitType.ENTERPRISE: 14,
    UnitType.SOCIAL_ORGANISATION: 6,
}
_SMALL: Final = 25


@dataclass(frozen=True)
class MemberUnit:
    """A generated member unit. ``near``: its division; ``until``: the day on which it ceased."""

    end: EntityKey
    name: str
    type: UnitType
    near: EntityKey
    members: int | None
    until: date | None = None

    @property
    def county_code(self) -> str:
        return self.near.code[:6] if len(self.near.code) >= len(_CITYS_OWN_DISTRICT) else _CITYS_OWN_DISTRICT


@dataclass(frozen=True)
class _Body:
    name: str
    type: UnitType
    near: EntityKey


def generate_units(writer: SeedWriter, territory: Territory) -> list[MemberUnit]:
    random = SeededRandom("units")
    bodies = random.shuffled(list(_bodies(territory)))[: MEMBER_UNITS + CEASED]
    ceased = set(random.sample([body.name for body in bodies if body.type is UnitType.ENTERPRISE], CEASED))
    bodies.sort(key=lambda body: (body.near.code, list(UnitType).index(body.type)))
    units = [_unit(number, body, body.name in ceased, random) for number, body in enumerate(bodies, 1)]
    unlocated = {unit.end for unit in random.sample(units, _UNLOCATED)}
    for unit in units:
        writer.add_entity(
            MEMBER_UNIT, unit.end.code, unit.name, valid_to=unit.until, type=unit.type, party_members=unit.members
        )
        if unit.end not in unlocated:
            writer.add_link("LOCATED_IN", unit.end, unit.near, CITY_FOUNDED, unit.until)
    return units


def _unit(number: int, body: _Body, has_ceased: bool, random: SeededRandom) -> MemberUnit:
    members = max(3, round(random.skewed(_MEDIAN_MEMBERS[body.type], 0.6)))
    return MemberUnit(
        EntityKey(MEMBER_UNIT, f"MU-{number:04}"),
        _named(body.name, _organisation(body.type, members, random)),
        body.type,
        body.near,
        None if random.happens(0.07) else members,
        random.day(date(2022, 2, 1), date(2022, 7, 31)) if has_ceased else None,
    )


def _named(body: str, organisation: str) -> str:
    return f"{body.removesuffix('机关') if organisation.startswith('机关') else body}{organisation}"


def _organisation(type_: UnitType, members: int, random: SeededRandom) -> str:
    """Depends on the number of members."""
    if members < _SMALL:
        return "党支部"
    if type_ is UnitType.GOVERNMENT_ORGAN:
        return "机关党委" if random.happens(0.6) else "机关党总支"
    return "党委" if random.happens(0.3) else "党总支"


def _bodies(territory: Territory) -> Iterator[_Body]:
    organ, institution, enterprise, social = UnitType
    for words, type_ in (
        (names.CITY_ORGANS, organ),
        (names.CITY_INSTITUTIONS, institution),
        (names.CITY_ENTERPRISES, enterprise),
        (names.CITY_ASSOCIATIONS, social),
    ):
        yield from (_Body(f"中卫{word}" if word.startswith("市") else word, type_, territory.city) for word in words)
    for county in territory.of_kind(COUNTY):
        yield from _county_bodies(county, territory.names[county])
    for township in territory.of_kind(TOWNSHIP):
        name = territory.names[township].removesuffix("管理办公室")
        yield from (_Body(word.format(name), institution, township) for word in names.TOWNSHIP_INSTITUTIONS)


def _county_bodies(county: EntityKey, name: str) -> Iterator[_Body]:
    organ, institution, enterprise, social = UnitType
    for words, type_ in (
        (names.COUNTY_ORGANS, organ),
        (names.COUNTY_INSTITUTIONS, institution),
        (names.COUNTY_ENTERPRISES, enterprise),
        (names.COUNTY_ASSOCIATIONS, social),
    ):
        yield from (_Body(word.format(name), type_, county) for word in words)
    firms = [f"{name}{word}{trade}" for trade in names.FIRM_TRADES for word in names.FIRM_WORDS]
    yield from (_Body(firm, enterprise, county) for firm in firms[int(county.code[-1]) :: 7])

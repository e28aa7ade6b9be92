"""Joint committees, residents' committees, and party committees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from graph.model.committees import JOINT_COMMITTEE, PARTY_COMMITTEE, RESIDENTS_COMMITTEE
from graph.model.common_properties import Provenance
from graph.model.divisions import PROVINCE
from graph.model.integrity import EntityKey
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import CITY_FOUNDED, HISTORY_BEGINS, LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.units import MemberUnit

WITHOUT_UNITS: Final = ("640502107001", "640521206002", "640522402004")
_FORMER_MEMBERSHIPS: Final = 26
_REGISTER: Final = "联合党委成员单位名册"
_QUOTE: Final = "组建社区“联合党委”68个"
_FOUNDED: Final = {
    "640502101": (date(2019, 4, 1), date(2020, 3, 31)),
    "640502100": (date(2019, 9, 1), date(2020, 10, 31)),
    "640521100": (date(2020, 4, 1), date(2021, 5, 31)),
    "640522402": (date(2020, 9, 1), date(2021, 9, 30)),
}
"""By township, when joint committees were founded; elsewhere in 2021."""
_LATER: Final = (date(2021, 3, 1), date(2021, 12, 15))


@dataclass(frozen=True)
class Membership:
    unit: MemberUnit
    committee: EntityKey
    community: Community
    since: date
    until: date | None = None


@dataclass
class Committees:
    joint: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])
    founded: dict[EntityKey, date] = field(default_factory=dict[EntityKey, date])
    residents: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])
    party: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])
    memberships: list[Membership] = field(default_factory=list[Membership])


def generate_committees(writer: SeedWriter, territory: Territory, units: Sequence[MemberUnit]) -> Committees:
    committees = Committees()
    random = SeededRandom("committees")
    for community in territory:
        _add_joint(writer, community, committees, random)
        _add_residents(writer, community, committees)
    _add_party(writer, territory, committees)
    committees.memberships = list(_memberships(territory, units, committees))
    committees.memberships += _former_memberships(committees.memberships, territory, committees)
    for one in committees.memberships:
        writer.add_link("MEMBER_OF", one.unit.end, one.committee, one.since, one.until, source=_REGISTER)
    return committees


def _add_joint(writer: SeedWriter, community: Community, committees: Committees, random: SeededRandom) -> None:
    founded = random.day(*_FOUNDED.get(community.township.code, _LATER))
    name = f"{community.short_name}社区联合党委"
    joint = writer.add_entity(
        JOINT_COMMITTEE,
        f"JC-{community.code}",
        name,
        valid_from=founded,
        valid_to=community.until,
        provenance=Provenance.ILLUSTRATIVE if community.until else Provenance.PUBLISHED,
        provenances=None if community.until else (f"valid_from={Provenance.ILLUSTRATIVE.name}",),
    )
    writer.add_link("SERVES", joint, community.end, founded, community.until, source=None if community.until else _QUOTE)
    committees.joint[community.end], committees.founded[community.end] = joint, founded


def _add_residents(writer: SeedWriter, community: Community, committees: Committees) -> None:
    name = f"{community.short_name}社区居民委员会"
    residents = writer.add_entity(RESIDENTS_COMMITTEE, f"RC-{community.code}", name, valid_to=community.until)
    writer.add_link("LOCATED_IN", residents, community.end, CITY_FOUNDED, community.until)
    committees.residents[community.end] = residents


def _add_party(writer: SeedWriter, territory: Territory, committees: Committees) -> None:
    for division, name in territory.names.items():
        if division.kind is not PROVINCE:
            party = writer.add_entity(PARTY_COMMITTEE, f"PC-{division.code}", f"中国共产党{_party_name(name)}委员会")
            writer.add_link("LOCATED_IN", party, division, CITY_FOUNDED)
            committees.party[division] = party


def _party_name(name: str) -> str:
    """Names working committees of county offices."""
    return f"{name}工作" if name.endswith("办公室") else name


def _memberships(territory: Territory, units: Sequence[MemberUnit], committees: Committees) -> Iterator[Membership]:
    random = SeededRandom("memberships")
    draws = {one.end: one.size * random.skewed(1, 0.4) for one in territory.communities if one.code not in WITHOUT_UNITS}
    for unit in units:
        for community in _communities_of(unit, territory, draws, random):
            yield _membership(unit, community, committees, random)


def _communities_of(
    unit: MemberUnit, territory: Territory, draws: dict[EntityKey, float], random: SeededRandom
) -> list[Community]:
    """Returns one to four communities near the unit; for city units mostly in the district of the city government."""
    count = random.weighted((1, 2, 3, 4), (60, 27, 11, 2))
    near = [one for one in territory.in_division(unit.near) if one.end in draws]
    pool = near or [one for one in territory.communities if one.end in draws and one.county.code == unit.county_code]
    weights = [draws[one.end] * (1 if one.county.code == unit.county_code else 0.08) for one in pool]
    return random.weighted_sample(pool, weights, count)


def _membership(unit: MemberUnit, community: Community, committees: Committees, random: SeededRandom) -> Membership:
    founded = committees.founded[community.end]
    since = founded if unit.until or random.happens(0.45) else random.day(founded, LAST_CHANGE)
    return Membership(unit, committees.joint[community.end], community, since, unit.until)


def _former_memberships(current: Sequence[Membership], territory: Territory, committees: Committees) -> Iterator[Membership]:
    random = SeededRandom("members that left")
    current_pairs = {(one.unit.end, one.committee) for one in current}
    for one in random.sample([one for one in current if not one.unit.until], _FORMER_MEMBERSHIPS):
        former = territory.merged if random.happens(0.2) else random.pick(territory.in_division(one.community.township))
        if (one.unit.end, committees.joint[former.end]) not in current_pairs:
            since = max(committees.founded[former.end], HISTORY_BEGINS)
            until = random.day(since + timedelta(days=120), date(2022, 7, 31))
            yield Membership(one.unit, committees.joint[former.end], former, since, min(until, former.until or until))

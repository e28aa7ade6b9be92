"""411 part-time members of joint committees, and cross-appointments (双向进入、交叉任职)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from graph.model.integrity import EntityKey
from graph.model.posts import Role, SeatCapacity
from seeds.generation.committees import Committees, Membership
from seeds.generation.companies import Management
from seeds.generation.posts import Posts, generate_post
from seeds.generation.property import PropertyManagement
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

PART_TIME_MEMBERS: Final = 411
_REGISTER: Final = "联合党委兼职委员名册"
_OFFICES: Final = (
    (("书记", Role.SECRETARY), ("副书记", Role.DEPUTY), ("组织委员", Role.MEMBER), ("宣传委员", Role.MEMBER)),
    (62, 22, 10, 6),
)
_SEATED_MANAGERS: Final = 0.6
_SEATED_OWNERS: Final = 0.35
_SEATED_DEPUTIES: Final = 0.5
_SEATS_BEGIN: Final = date(2020, 1, 1)


def generate_seats(writer: SeedWriter, committees: Committees, property_: PropertyManagement, posts: Posts) -> None:
    _add_part_time(writer, committees.memberships)
    _add_managers(writer, committees, property_)
    _add_owners(writer, committees, property_, posts)
    _add_company_seats(writer, property_, posts)


def _add_part_time(writer: SeedWriter, memberships: Sequence[Membership]) -> None:
    """Ends a seat when the unit leaves the committee."""
    random = SeededRandom("part-time members")
    living = random.shuffled([one for one in memberships if not one.until])[:PART_TIME_MEMBERS]
    ended = [one for one in memberships if one.until and random.happens(0.7)]
    ended_early = [replace(one, until=date(2022, 7, 1)) for one in _without_seat(memberships, living)[:12]]
    seated = sorted([*living, *ended, *ended_early], key=lambda one: (one.unit.end.code, one.committee.code, one.since))
    posts = {
        unit.end: _add_unit_post(writer, unit.end, unit.name, random)
        for unit in {one.unit.end: one.unit for one in seated}.values()
    }
    for one in seated:
        until = min(one.until, LAST_CHANGE) if one.until else None
        writer.add_link(
            "SEATED_ON", posts[one.unit.end], one.committee, one.since, until, source=_REGISTER, as_=SeatCapacity.PART_TIME
        )


def _without_seat(memberships: Sequence[Membership], living: Sequence[Membership]) -> list[Membership]:
    return [one for one in memberships if not one.until and one not in living and one.since < date(2021, 6, 1)]


def _add_unit_post(writer: SeedWriter, unit: EntityKey, name: str, random: SeededRandom) -> EntityKey:
    office, role = random.weighted(*_OFFICES)
    return generate_post(writer, f"PO-{unit.code}", f"{name}{office}", unit, role)


def _add_managers(writer: SeedWriter, committees: Committees, property_: PropertyManagement) -> None:
    """Adds property managers and their seats on the residents' committees of their communities."""
    random = SeededRandom("property managers")
    for company in property_.companies:
        sites = [one for one in property_.managements if one.company is company and not one.until]
        for number, site in enumerate(_one_in_each_community(sites), 1):
            community = site.compound.community
            name = f"{company.name}{community.short_name}社区项目经理"
            post = generate_post(
                writer, f"PO-{company.end.code}-{number:02}", name, company.end, Role.PROPERTY_MANAGER, since=site.since
            )
            if random.happens(_SEATED_MANAGERS):
                _add_cross(writer, post, committees.residents[community.end], max(site.since, _SEATS_BEGIN), random)


def _one_in_each_community(sites: Sequence[Management]) -> Iterator[Management]:
    seen: set[EntityKey] = set()
    for site in sorted(sites, key=lambda one: (one.compound.community.code, one.since)):
        if site.compound.community.end not in seen:
            seen.add(site.compound.community.end)
            yield site


def _add_owners(writer: SeedWriter, committees: Committees, property_: PropertyManagement, posts: Posts) -> None:
    random = SeededRandom("owners' posts")
    for one in property_.owners:
        community = one.compound.community
        name = f"{one.compound.name}业主委员会主任"
        post = generate_post(writer, f"PO-{one.end.code}", name, one.end, Role.OWNERS_REPRESENTATIVE, until=one.until)
        if not one.until and random.happens(_SEATED_OWNERS):
            _add_cross(writer, post, committees.residents[community.end], _SEATS_BEGIN, random)
        if not one.until and community.end in posts.deputies and random.happens(_SEATED_DEPUTIES):
            _add_cross(writer, posts.deputies[community.end], one.end, _SEATS_BEGIN, random)


def _add_company_seats(writer: SeedWriter, property_: PropertyManagement, posts: Posts) -> None:
    """Adds seats of residents' committee directors on companies that manage a compound of the community."""
    random = SeededRandom("seats on companies")
    sites = {(one.compound.community.end, one.company.end): one for one in property_.managements if not one.until}
    for (community, company), site in sorted(sites.items(), key=lambda item: (item[0][0].code, item[0][1].code)):
        if community in posts.directors and random.happens(0.25):
            _add_cross(writer, posts.directors[community], company, max(site.since, _SEATS_BEGIN), random)


def _add_cross(writer: SeedWriter, post: EntityKey, body: EntityKey, begin: date, random: SeededRandom) -> None:
    since = random.day(begin, LAST_CHANGE)
    ended = random.day(since, LAST_CHANGE) if random.happens(0.08) else None
    until = ended if ended and ended > since else None
    writer.add_link("SEATED_ON", post, body, since, until, as_=SeatCapacity.CROSS_APPOINTED)

"""Double reporting: party members of units who reported to communities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.model.committees import UnitType
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import OUTBREAK, SeedWriter
from seeds.generation.seeded_random import SeededRandom, apportioned
from seeds.generation.units import MemberUnit

MEMBERS_REPORTED: Final = 2_416
"""Published as 2400余: more than 2,400, and within 1 %."""
OUTBREAK_EVENT: Final = "8·04疫情防控"
_QUOTE: Final = "市直部门2400余名党员干部到社区报到"
_URBAN: Final = {"640502100": 1.0, "640502101": 1.0, "640502108": 0.25, "640521100": 0.12}
"""The relative help that a township's communities received in the outbreak."""
_UNREACHED: Final = ("640502101019", "640502100018", "640521100014")
_EARLIER: Final = (("新冠肺炎疫情防控", date(2020, 2, 5), 46), ("全国文明城市创建", date(2021, 5, 10), 58))
"""Occasion, first day, and number of units that reported."""


@dataclass(frozen=True)
class UnitReport:
    unit: MemberUnit
    community: Community
    since: date


def generate_reporting(writer: SeedWriter, territory: Territory, units: Sequence[MemberUnit]) -> None:
    random = SeededRandom("reporting")
    reports = list(_in_the_outbreak(territory, units, random))
    headcounts = apportioned(MEMBERS_REPORTED, [random.skewed(report.unit.members or 20, 0.3) for report in reports], minimum=3)
    for report, headcount in zip(reports, headcounts, strict=True):
        _add(writer, report, OUTBREAK_EVENT, headcount, random, _QUOTE)
    for event, day, count in _EARLIER:
        for report in _before(territory, units, day, count, random):
            headcount = None if random.happens(0.08) else random.between(2, 18)
            _add(writer, report, event, headcount, random)


def _in_the_outbreak(territory: Territory, units: Sequence[MemberUnit], random: SeededRandom) -> Iterator[UnitReport]:
    departments = [unit for unit in units if unit.near == territory.city and _is_department(unit)]
    weights = [one.size * _URBAN.get(one.township.code, 0) * (one.code not in _UNREACHED) for one in territory.communities]
    for unit in departments:
        if random.happens(0.93):
            for community in random.weighted_sample(territory.communities, weights, random.between(1, 3)):
                yield UnitReport(unit, community, OUTBREAK + timedelta(days=random.between(0, 5)))


def _is_department(unit: MemberUnit) -> bool:
    return unit.type in (UnitType.GOVERNMENT_ORGAN, UnitType.PUBLIC_INSTITUTION) and unit.until is None


def _before(
    territory: Territory, units: Sequence[MemberUnit], day: date, count: int, random: SeededRandom
) -> Iterator[UnitReport]:
    living = [unit for unit in units if unit.until is None and unit.type is not UnitType.SOCIAL_ORGANISATION]
    for unit in random.sample(living, count):
        near = [one for one in territory.in_division(unit.near) if one.code not in _UNREACHED]
        if near:
            yield UnitReport(unit, random.pick(near), day + timedelta(days=random.between(0, 20)))


def _add(
    writer: SeedWriter, report: UnitReport, event: str, headcount: int | None, random: SeededRandom, source: str | None = None
) -> None:
    writer.add_link(
        "REPORTED_TO",
        report.unit.end,
        report.community.end,
        report.since,
        source=source,
        event=event,
        headcount=headcount,
        reported_back=random.weighted((True, False, None), (6, 3, 1)),
    )

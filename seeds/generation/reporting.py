"""Double reporting: party members of units that reported to communities, above all in the outbreak of 8·04."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.model.committees import UnitType
from seeds.generation.days import OUTBREAK
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom, apportioned
from seeds.generation.units import Unit

MEMBERS_REPORTED: Final = 2_416
"""Published as 2400余: more than 2,400, and within one percent."""
OUTBREAK_EVENT: Final = "8·04疫情防控"
_QUOTE: Final = "市直部门2400余名党员干部到社区报到"
_URBAN: Final = {"640502100": 1.0, "640502101": 1.0, "640502108": 0.25, "640521100": 0.12}
"""How strongly the communities of a township were helped in the outbreak; those of the others were not."""
_UNREACHED: Final = ("640502101019", "640502100018", "640521100014")
_EARLIER: Final = (("新冠肺炎疫情防控", date(2020, 2, 5), 46), ("全国文明城市创建", date(2021, 5, 10), 58))
"""Occasion, its first day, and how many units reported to a community."""


@dataclass(frozen=True)
class Report:
    """Members of a unit who reported to a community."""

    unit: Unit
    community: Community
    since: date


def generate_reporting(draft: SeedWriter, territory: Territory, units: Sequence[Unit]) -> None:
    chance = SeededRandom("reporting")
    reports = list(_in_the_outbreak(territory, units, chance))
    headcounts = apportioned(MEMBERS_REPORTED, [chance.skewed(report.unit.members or 20, 0.3) for report in reports], least=3)
    for report, headcount in zip(reports, headcounts, strict=True):
        _draw(draft, report, OUTBREAK_EVENT, headcount, chance, _QUOTE)
    for event, day, count in _EARLIER:
        for report in _before(territory, units, day, count, chance):
            headcount = None if chance.happens(0.08) else chance.between(2, 18)
            _draw(draft, report, event, headcount, chance)


def _in_the_outbreak(territory: Territory, units: Sequence[Unit], chance: SeededRandom) -> Iterator[Report]:
    """Departments of the city went to one, two or three communities of the town."""
    departments = [unit for unit in units if unit.near == territory.city and _is_department(unit)]
    weights = [one.size * _URBAN.get(one.township.code, 0) * (one.code not in _UNREACHED) for one in territory.communities]
    for unit in departments:
        if chance.happens(0.93):
            for community in chance.weighted_sample(territory.communities, weights, chance.between(1, 3)):
                yield Report(unit, community, OUTBREAK + timedelta(days=chance.between(0, 5)))


def _is_department(unit: Unit) -> bool:
    return unit.type in (UnitType.GOVERNMENT_ORGAN, UnitType.PUBLIC_INSTITUTION) and unit.until is None


def _before(territory: Territory, units: Sequence[Unit], day: date, count: int, chance: SeededRandom) -> Iterator[Report]:
    living = [unit for unit in units if unit.until is None and unit.type is not UnitType.SOCIAL_ORGANISATION]
    for unit in chance.sample(living, count):
        near = [one for one in territory.in_division(unit.near) if one.code not in _UNREACHED]
        if near:
            yield Report(unit, chance.pick(near), day + timedelta(days=chance.between(0, 20)))


def _draw(
    draft: SeedWriter, report: Report, event: str, headcount: int | None, chance: SeededRandom, source: str | None = None
) -> None:
    draft.link(
        "REPORTED_TO",
        report.unit.end,
        report.community.end,
        report.since,
        source=source,
        event=event,
        headcount=headcount,
        reported_back=chance.weighted((True, False, None), (6, 3, 1)),
    )

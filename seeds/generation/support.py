"""Funds of communities, and pay standards of community officials."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.integrity import EntityKey
from graph.model.support import FUND, PAY_STANDARD, FundPurpose, Payer, PayTie, Position
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom, apportioned

OPERATING_TOTAL: Final = 3_930_000
OPERATING_CEILING: Final = 70_000
SERVICE_FLOOR: Final = 50_000
PARTY_WORK: Final = 20_000
_STEP: Final = 1_000
_AT_CEILING: Final = 6
_OF_2021: Final = 1_180_000
"""The rest of the total belongs to 2022."""
_UNRECORDED_OPERATING: Final = 3
_WITHOUT_SERVICE: Final = ("640502101021", "640521102001", "640521206002", "640522402006", "640502108001")
_UNRECORDED_SERVICE: Final = ("640502100019", "640521103002", "640522402003", "640522402009")
_NAMES: Final = {
    FundPurpose.OPERATING: "运转经费",
    FundPurpose.SERVICE: "为民服务专项资金",
    FundPurpose.PARTY_WORK: "党建工作经费",
}
_QUOTE_PARTY_WORK: Final = "2万元的党建工作经费"
_QUOTE_PAY: Final = "基础补贴占80%，由县(区)按月发放；绩效报酬占20%，由乡镇年终考核后一次性发放"


@dataclass(frozen=True)
class Fund:
    community: Community
    purpose: FundPurpose
    year: int
    amount: int | None
    source: Payer
    allocated_on: date
    floor: int | None = None
    ceiling: int | None = None
    quote: str | None = None


def generate_support(writer: SeedWriter, territory: Territory) -> None:
    random = SeededRandom("funds")
    for fund in (
        *_operating(territory.communities, random),
        *_service(territory.communities, random),
        *_party_work(territory.communities, random),
    ):
        _add_fund(writer, fund)
    _add_pay(writer, territory.city)


def _add_fund(writer: SeedWriter, fund: Fund) -> None:
    provenance = Provenance.PUBLISHED if fund.quote else Provenance.ILLUSTRATIVE
    end = writer.add_entity(
        FUND,
        f"FU-{fund.community.code}-{fund.year}-{fund.purpose.name}",
        f"{fund.community.short_name}社区{fund.year}年{_NAMES[fund.purpose]}",
        provenance=provenance,
        purpose=fund.purpose,
        source=fund.source,
        year=fund.year,
        amount=fund.amount,
        floor=fund.floor,
        ceiling=fund.ceiling,
    )
    writer.add_link("ALLOCATED_TO", end, fund.community.end, fund.allocated_on, source=fund.quote)


def _operating(communities: Sequence[Community], random: SeededRandom) -> Iterator[Fund]:
    """Yields two years that add up to the published total."""
    by_size = sorted(communities, key=lambda one: -one.size)
    unrecorded = random.sample(by_size[_AT_CEILING:], _UNRECORDED_OPERATING)
    rest = [one for one in by_size[_AT_CEILING:] if one not in unrecorded]
    amounts: dict[tuple[int, EntityKey], int] = {(2022, one.end): OPERATING_CEILING for one in by_size[:_AT_CEILING]}
    left = OPERATING_TOTAL - _OF_2021 - _AT_CEILING * OPERATING_CEILING
    amounts |= {(2022, end): amount for end, amount in _shared(left, rest, 25_000)}
    amounts |= {(2021, end): amount for end, amount in _shared(_OF_2021, by_size, 10_000)}
    for year, payer in ((2021, Payer.COUNTY), (2022, Payer.COUNTY)):
        for one in communities:
            day = random.day(date(year, 2, 1), date(year, 5, 31))
            amount = amounts.get((year, one.end))
            yield Fund(
                one, FundPurpose.OPERATING, year, amount, payer, day, ceiling=OPERATING_CEILING if year == 2022 else None
            )


def _shared(total: int, communities: Sequence[Community], minimum: int) -> Iterator[tuple[EntityKey, int]]:
    """Yields whole thousands, proportional to the square root of a community's size."""
    portions = apportioned(total // _STEP, [one.size**0.5 for one in communities], minimum=minimum // _STEP)
    return ((one.end, portion * _STEP) for one, portion in zip(communities, portions, strict=True))


def _service(communities: Sequence[Community], random: SeededRandom) -> Iterator[Fund]:
    for one in communities:
        if one.code not in _WITHOUT_SERVICE:
            more = round(random.skewed(6, 0.9)) * _STEP if random.happens(0.4) else 0
            amount = None if one.code in _UNRECORDED_SERVICE else SERVICE_FLOOR + more
            day = random.day(date(2022, 3, 1), date(2022, 6, 30))
            payer = Payer.CITY if random.happens(0.3) else Payer.COUNTY
            yield Fund(one, FundPurpose.SERVICE, 2022, amount, payer, day, floor=SERVICE_FLOOR)


def _party_work(communities: Sequence[Community], random: SeededRandom) -> Iterator[Fund]:
    for one in communities:
        day = random.day(date(2022, 1, 10), date(2022, 3, 31))
        yield Fund(one, FundPurpose.PARTY_WORK, 2022, PARTY_WORK, Payer.PARTY_DUES, day, quote=_QUOTE_PARTY_WORK)


def _add_pay(writer: SeedWriter, city: EntityKey) -> None:
    for position, name, average, rise in (
        (Position.HEAD, "社区“两委”正职待遇标准", 53_100, 14_400),
        (Position.OTHER, "其他社区干部待遇标准", None, 11_200),
    ):
        standard = writer.add_entity(
            PAY_STANDARD,
            f"PS-{position.name}",
            name,
            provenance=Provenance.PUBLISHED,
            position=position,
            average=average,
            rise=rise,
            base_share=80,
            performance_share=20,
            base_paid_by=Payer.COUNTY,
            performance_paid_by=Payer.TOWNSHIP,
            tied_to=PayTie.STAR_RATING,
        )
        writer.add_link("APPLIES_IN", standard, city, date(2021, 1, 1), source=_QUOTE_PAY, provenance=Provenance.PUBLISHED)

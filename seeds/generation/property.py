"""Compounds, property companies, owners' committees, and the bundles of Wenchangge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.integrity import EntityKey
from graph.model.property import COMPOUND, OWNERS_COMMITTEE, PROPERTY_COMPANY
from seeds.generation.companies import Company, Management, bundled_since, managements, property_companies
from seeds.generation.compounds import COMMERCIAL, OLD, Compound, generate_compounds
from seeds.generation.divisions import WENCHANGGE, Territory
from seeds.generation.seed_writer import CITY_FOUNDED, LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

_BUNDLES: Final = "文昌阁社区首创“肥瘦搭配”“竞争上岗”机制"
_LIKELY_OWNERS: Final = {COMMERCIAL: 0.58, OLD: 0.22}
_OTHERWISE_OWNERS: Final = 0.15
_DISSOLVED: Final = 3
_RATINGS: Final = ((1, 2, 3, 4, 5), (4, 10, 34, 36, 16))


@dataclass(frozen=True)
class Owners:
    end: EntityKey
    compound: Compound
    until: date | None = None


@dataclass(frozen=True)
class PropertyManagement:
    compounds: list[Compound]
    companies: list[Company]
    managements: list[Management]
    owners: list[Owners]


def generate_property(writer: SeedWriter, territory: Territory) -> PropertyManagement:
    compounds = generate_compounds(territory)
    companies = property_companies(territory)
    managed = managements(companies, compounds)
    owners = _owners(compounds)
    _write_companies(writer, companies, managed)
    _write_compounds(writer, compounds, managed, owners)
    _write_owners(writer, owners)
    _write_bundles(writer, compounds)
    return PropertyManagement(compounds, companies, managed, owners)


def _owners(compounds: Sequence[Compound]) -> list[Owners]:
    random = SeededRandom("owners' committees")
    chosen = [one for one in compounds if random.happens(_LIKELY_OWNERS.get(one.type, _OTHERWISE_OWNERS))]
    dissolved = random.sample(chosen, _DISSOLVED)
    return [
        Owners(
            EntityKey(OWNERS_COMMITTEE, f"OC-{compound.end.code.removeprefix('CP-')}"),
            compound,
            random.day(date(2021, 3, 1), date(2022, 6, 30)) if compound in dissolved else None,
        )
        for compound in chosen
    ]


def _write_companies(writer: SeedWriter, companies: Sequence[Company], managed: Sequence[Management]) -> None:
    for one in companies:
        party = one.has_party_organisation
        writer.add_entity(PROPERTY_COMPANY, one.end.code, one.name, valid_to=one.until, has_party_organisation=party)
        writer.add_link("LOCATED_IN", one.end, one.division, CITY_FOUNDED, one.until)
    for one in managed:
        writer.add_link("MANAGES", one.company.end, one.compound.end, one.since, one.until)


def _write_compounds(
    writer: SeedWriter, compounds: Sequence[Compound], managed: Sequence[Management], owners: Sequence[Owners]
) -> None:
    random = SeededRandom("ratings")
    served = {one.compound.end for one in managed if not one.until}
    represented = {one.compound.end for one in owners if not one.until}
    for one in compounds:
        writer.add_entity(
            COMPOUND,
            one.end.code,
            one.name,
            type=one.type,
            households=None if random.happens(0.05) else one.households,
            service_rating=random.weighted(*_RATINGS) if one.end in served and random.happens(0.85) else None,
            owners_committee_party_share=_party_share(random) if one.end in represented and random.happens(0.8) else None,
        )
        writer.add_link("SITUATED_IN", one.end, one.community.end, CITY_FOUNDED)


def _party_share(random: SeededRandom) -> float:
    """Fits a committee of five to nine members."""
    members = random.pick((5, 7, 9))
    return round(100 * random.between(1, members - 2) / members, 1)


def _write_owners(writer: SeedWriter, owners: Sequence[Owners]) -> None:
    random = SeededRandom("owners' committees' days")
    for one in owners:
        since = random.day(date(2017, 1, 1), LAST_CHANGE)
        if one.until:
            since = date(2018, 6, 1)
        name = f"{one.compound.name}业主委员会"
        writer.add_entity(OWNERS_COMMITTEE, one.end.code, name, valid_from=since, valid_to=one.until)
        writer.add_link("REPRESENTS", one.end, one.compound.end, since, one.until)


def _write_bundles(writer: SeedWriter, compounds: Sequence[Compound]) -> None:
    here = [one for one in compounds if one.community.code == WENCHANGGE]
    better = [one for one in here if one.type is COMMERCIAL]
    worse = [one for one in here if one.type is OLD]
    for pair in range(2):
        writer.add_link(
            "BUNDLED_WITH",
            better[pair].end,
            worse[pair].end,
            bundled_since(pair),
            source=_BUNDLES,
            provenance=Provenance.PUBLISHED,
        )

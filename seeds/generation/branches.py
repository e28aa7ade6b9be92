"""Community branches and the grids that they lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.branches import COMMUNITY_BRANCH
from graph.model.integrity import EntityKey
from seeds.generation.compounds import Compound
from seeds.generation.divisions import Community, Territory
from seeds.generation.grids import Grids
from seeds.generation.seed_writer import CITY_FOUNDED, HISTORY_BEGINS, LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

BRANCHES_OF_COMPOUNDS: Final = 44
_RENAMED: Final = {
    "640502100002": ("向阳巷居民党支部",),
    "640521100005": ("朱营村党支部", "朱营社区党总支"),
}
_UNRATED: Final = 0.12
_STARS: Final = ((1, 2, 3, 4, 5), (3, 9, 34, 37, 17))
_LEADING: Final = {"640502": 0.55, "640521": 0.4, "640522": 0.25}
"""By county."""


@dataclass(frozen=True)
class Branch:
    end: EntityKey
    name: str
    community: Community
    compound: Compound | None = None
    until: date | None = None


def generate_branches(writer: SeedWriter, territory: Territory, compounds: Sequence[Compound], grids: Grids) -> list[Branch]:
    random = SeededRandom("branches")
    branches = [*_of_communities(territory), *_of_compounds(compounds, random)]
    for branch in branches:
        _add_branch(writer, branch, random)
    _add_leading(writer, branches, grids)
    return branches


def _of_communities(territory: Territory) -> Iterator[Branch]:
    for one in territory:
        yield Branch(EntityKey(COMMUNITY_BRANCH, f"CB-{one.code}"), f"{one.short_name}社区党支部", one, None, one.until)


def _of_compounds(compounds: Sequence[Compound], random: SeededRandom) -> Iterator[Branch]:
    chosen = random.weighted_sample(compounds, [one.households for one in compounds], BRANCHES_OF_COMPOUNDS)
    for one in sorted(chosen, key=lambda compound: compound.end.code):
        yield Branch(EntityKey(COMMUNITY_BRANCH, f"CB-{one.end.code}"), f"{one.name}党支部", one.community, one)


def _add_branch(writer: SeedWriter, branch: Branch, random: SeededRandom) -> None:
    of_community = branch.compound is None
    since = CITY_FOUNDED if of_community else random.day(HISTORY_BEGINS, LAST_CHANGE)
    writer.add_entity(
        COMMUNITY_BRANCH,
        branch.end.code,
        branch.name,
        former_names=_RENAMED.get(branch.community.code) if of_community else None,
        valid_from=None if of_community else since,
        valid_to=branch.until,
        contact_point=of_community and branch.until is None,
        star_rating=None if random.happens(_UNRATED if of_community else 0.6) else random.weighted(*_STARS),
        party_members=None if random.happens(0.04) else max(3, round(random.skewed(46 if of_community else 14, 0.5))),
    )
    writer.add_link(
        "BRANCH_OF", branch.end, branch.compound.end if branch.compound else branch.community.end, since, branch.until
    )


def _add_leading(writer: SeedWriter, branches: Sequence[Branch], grids: Grids) -> None:
    random = SeededRandom("leading")
    for branch in branches:
        small = grids.of_community.get(branch.community.end, [])
        share = _LEADING[branch.community.county.code]
        led = random.sample(small, 1) if branch.compound else [grid for grid in small if random.happens(share)]
        for grid in led:
            writer.add_link("LEADS", branch.end, grid, random.day(date(2020, 7, 1), LAST_CHANGE))

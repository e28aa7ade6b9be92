"""620 small grids with 616 workers, and 34 large grids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.model.divisions import TOWNSHIP
from graph.model.grids import GRID, GridSize
from graph.model.integrity import EntityKey
from seeds.generation.divisions import MERGED_INTO, MERGED_ON, Community, Territory
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom, apportioned

SMALL_GRIDS: Final = 620
WORKERS: Final = 616
WITHOUT_WORKER: Final = 46
_UNRECORDED_COMMUNITIES: Final = ("640522402004", "640522402008", "640521101001")
_MOVED: Final = 3
_GRIDS_BEGIN: Final = date(2019, 3, 1)
_REDRAWN_ON: Final = date(2020, 7, 1)
_REDRAWN: Final = ("640502100013", "640502101019", "640521100009", "640522402001")
_LARGE_GRIDS: Final = {
    "640502100": 8,
    "640502101": 9,
    "640502108": 1,
    "640521100": 8,
    "640521103": 1,
    "640521105": 1,
    "640522104": 1,
    "640522402": 5,
}
"""By township."""
_LEFT_OUT_PROBABILITY: Final = 0.08
"""The share of small grids in no large grid although one spans their community."""


@dataclass
class Grids:
    of_community: dict[EntityKey, list[EntityKey]] = field(default_factory=dict[EntityKey, list[EntityKey]])


def generate_grids(writer: SeedWriter, territory: Territory) -> Grids:
    counts = apportioned(SMALL_GRIDS, [one.size for one in territory.communities], minimum=2)
    workers = iter(_workers(territory.communities, counts))
    random = SeededRandom("grids")
    grids = Grids()
    for community, count in zip(territory.communities, counts, strict=True):
        small = [_add_small(writer, community, number, next(workers), random) for number in range(1, count + 1)]
        _add_homes(writer, community, small, territory.merged)
        grids.of_community[community.end] = small
    for community in territory.communities:
        if community.code in _REDRAWN:
            _add_former(writer, community, random)
    _add_large(writer, territory, grids)
    return grids


def _workers(communities: Sequence[Community], counts: Sequence[int]) -> list[int | None]:
    """Returns the workers of each small grid; None is not recorded."""
    owners = [community for community, count in zip(communities, counts, strict=True) for _ in range(count)]
    recorded = [index for index, owner in enumerate(owners) if owner.code not in _UNRECORDED_COMMUNITIES]
    random = SeededRandom("workers")
    staffed = random.shuffled(recorded)[WITHOUT_WORKER:]
    workers: list[int | None] = [0 if owner.code not in _UNRECORDED_COMMUNITIES else None for owner in owners]
    for index in staffed:
        workers[index] = 1
    for index in random.sample([*staffed, *staffed], WORKERS - len(staffed)):
        workers[index] = (workers[index] or 0) + 1
    return workers


def _add_small(writer: SeedWriter, community: Community, number: int, workers: int | None, random: SeededRandom) -> EntityKey:
    return writer.add_entity(
        GRID,
        f"GR-{community.code}-{number:02}",
        f"{community.short_name}社区第{number}网格",
        valid_from=_REDRAWN_ON if community.code in _REDRAWN else None,
        size=GridSize.SMALL,
        workers=workers,
        households=None if random.happens(0.06) else round(random.skewed(165, 0.4)),
    )


def _add_homes(writer: SeedWriter, community: Community, small: Sequence[EntityKey], merged: Community) -> None:
    moved = small[len(small) - _MOVED :] if community.code == MERGED_INTO else small[:0]
    for grid in small:
        writer.add_link("HAS_GRID", community.end, grid, MERGED_ON if grid in moved else _begin(community))
    for grid in moved:
        writer.add_link("HAS_GRID", merged.end, grid, _GRIDS_BEGIN, MERGED_ON)


def _begin(community: Community) -> date:
    return _REDRAWN_ON if community.code in _REDRAWN else _GRIDS_BEGIN


def _add_former(writer: SeedWriter, community: Community, random: SeededRandom) -> None:
    for number in range(1, random.between(3, 5)):
        code = f"GR-{community.code}-F{number}"
        name = f"{community.short_name}社区原第{number}网格"
        former = writer.add_entity(GRID, code, name, valid_to=_REDRAWN_ON, size=GridSize.SMALL, workers=1)
        writer.add_link("HAS_GRID", community.end, former, _GRIDS_BEGIN, _REDRAWN_ON)


def _add_large(writer: SeedWriter, territory: Territory, grids: Grids) -> None:
    random = SeededRandom("large grids")
    for code, count in _LARGE_GRIDS.items():
        township = EntityKey(TOWNSHIP, code)
        for number, spanned in enumerate(_portions(territory.in_division(township), count, random), 1):
            _add_one_large(
                writer, f"GR-{code}-L{number}", f"{territory.names[township]}第{number}大网格", spanned, grids, random
            )
    _span_two_townships(writer, territory)


def _portions(communities: Sequence[Community], count: int, random: SeededRandom) -> list[list[Community]]:
    """Makes ``count`` runs of neighbours."""
    cuts = sorted(random.sample(range(1, len(communities)), count - 1))
    return [list(communities[begin:end]) for begin, end in zip([0, *cuts], [*cuts, len(communities)], strict=True)]


def _add_one_large(
    writer: SeedWriter, code: str, name: str, spanned: Sequence[Community], grids: Grids, random: SeededRandom
) -> None:
    large = writer.add_entity(GRID, code, name, size=GridSize.LARGE)
    since = random.day(date(2019, 6, 1), LAST_CHANGE)
    for community in spanned:
        writer.add_link("SPANS", large, community.end, since)
        for grid in grids.of_community[community.end]:
            if not random.happens(_LEFT_OUT_PROBABILITY):
                writer.add_link("PART_OF", grid, large, max(since, _begin(community)))


def _span_two_townships(writer: SeedWriter, territory: Territory) -> None:
    beyond = territory.in_division(EntityKey(TOWNSHIP, "640502101"))[1]
    writer.add_link("SPANS", EntityKey(GRID, "GR-640502100-L8"), beyond.end, date(2021, 4, 1))

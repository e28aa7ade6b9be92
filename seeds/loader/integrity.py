"""Soundness: what must hold between rows, at every moment, so that counts add up."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.grids import GridSize
from graph.model.registry import KINDS, RELATIONS
from seeds.loader.errors import Problem, problem
from seeds.loader.records import City, End, Entity, Link, Period
from seeds.loader.table_schemas import FROM, TO

ADMINISTERS: Final = "ADMINISTERS"
_SIZES: Final = {
    "HAS_GRID": (None, GridSize.SMALL),
    "PART_OF": (GridSize.SMALL, GridSize.LARGE),
    "SPANS": (GridSize.LARGE, None),
}
"""The size that a grid must have at the start and at the end of a link."""


def integrity_violations(city: City) -> Iterator[Problem]:
    """Every contradiction between rows that are fine by themselves."""
    entities = {entity.end: entity for entity in city.entities}
    yield from _doubled(city.links)
    for link in city.links:
        yield from _joins_itself(link)
        yield from _wrong_direction(link)
        yield from _joins_wrong_size(link, entities)
    yield from _overlapping_homes(city.links_of(ADMINISTERS), entities, "parent", of_start=False)
    for kind in KINDS:
        if kind.home:
            yield from _two_homes(city, entities, kind, RELATIONS[kind.home])


def _at(link: Link, column: str, expected: str) -> Problem:
    value = {FROM: link.start.code, TO: link.end.code}.get(column, str(link.values.get(column, "")))
    return problem(link.row.file, link.row.line, column, value, expected)


def _doubled(links: Iterable[Link]) -> Iterator[Problem]:
    first: dict[object, Link] = {}
    for link in links:
        same = first.setdefault(_identity(link), link)
        if same is not link:
            expected = (
                f"line {same.row.line} has this link already, from the same day on; keep one, or give it another `since`."
            )
            yield _at(link, "since", expected)


def _identity(link: Link) -> object:
    """Loading a link again finds it by this."""
    ends = (link.start, link.end)
    return link.relation.name, frozenset(ends) if link.relation.undirected else ends, link.values["since"]


def _joins_itself(link: Link) -> Iterator[Problem]:
    if link.start == link.end:
        yield _at(link, TO, f"{link.relation.name} joins two different entities; this row joins one with itself.")


def _wrong_direction(link: Link) -> Iterator[Problem]:
    if link.relation.name == ADMINISTERS and DIVISIONS.index(link.start.kind) >= DIVISIONS.index(link.end.kind):
        yield _at(
            link, TO, f"a {link.start.kind.label} administers divisions below its level, and this is a {link.end.kind.label}."
        )


def _joins_wrong_size(link: Link, entities: Mapping[End, Entity]) -> Iterator[Problem]:
    wanted = _SIZES.get(link.relation.name, (None, None))
    for column, end, size in zip((FROM, TO), (link.start, link.end), wanted, strict=True):
        if size and end in entities and entities[end].values["size"] != size.name:
            yield _at(link, column, f"{link.relation.name} takes a grid of size {size.name} here; see its row in grids.csv.")


def _two_homes(city: City, entities: Mapping[End, Entity], kind: Kind, home: Relation) -> Iterator[Problem]:
    of_start = kind in home.sources
    links = (link for link in city.links_of(home.name) if kind is (link.start if of_start else link.end).kind)
    return _overlapping_homes(links, entities, "home", of_start=of_start)


def _overlapping_homes(
    links: Iterable[Link], entities: Mapping[End, Entity], role: str, *, of_start: bool
) -> Iterator[Problem]:
    """Where an entity, the start or the end of these links, has two of them on one day: then counts would not add up."""
    for entity, own in _grouped(links, of_start=of_start).items():
        for earlier, later in _overlapping(own, entities):
            other = earlier.end if of_start else earlier.start
            expected = (
                f"{entity} has a {role} already on that day, {other} (line {earlier.row.line}), and can have one at a time; "
                "end that link with `until`, or begin this one later."
            )
            yield _at(later, "since", expected)


def _grouped(links: Iterable[Link], *, of_start: bool) -> dict[End, list[Link]]:
    grouped: dict[End, list[Link]] = {}
    for link in links:
        grouped.setdefault(link.start if of_start else link.end, []).append(link)
    return grouped


def _overlapping(links: list[Link], entities: Mapping[End, Entity]) -> Iterator[tuple[Link, Link]]:
    lives = [(_life(link, entities), link) for link in links]
    in_order = sorted((pair for pair in lives if pair[0].first < pair[0].last), key=lambda pair: (pair[0].first, pair[1].row))
    for (earlier, earlier_link), (later, later_link) in pairwise(in_order):
        if later.first < earlier.last:
            yield earlier_link, later_link


def _life(link: Link, entities: Mapping[End, Entity]) -> Period:
    """When the link counts: while it holds and both its ends exist."""
    ends = [entities[end].period for end in (link.start, link.end) if end in entities]
    life = link.period if not link.relation.open_ended else Period(link.period.begin)
    for period in ends:
        life &= period
    return life

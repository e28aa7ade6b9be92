"""Checks constraints between rows, so that counts add up on every day."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from graph.messages import seeds as messages
from graph.messages.message import Message
from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.grids import GridSize
from graph.model.registry import KINDS, RELATIONS
from seeds.loader.errors import Problem, masked_problem
from seeds.loader.records import City, Entity, EntityKey, Link, Period
from seeds.loader.table_schemas import FROM, TO

ADMINISTERS: Final = "ADMINISTERS"
_GRID_SIZES: Final = {
    "HAS_GRID": (None, GridSize.SMALL),
    "PART_OF": (GridSize.SMALL, GridSize.LARGE),
    "SPANS": (GridSize.LARGE, None),
}
"""The size required of a grid at the start and at the end of a link."""


def integrity_violations(city: City) -> Iterator[Problem]:
    """Yields contradictions between rows that are valid by themselves."""
    entities = {entity.key: entity for entity in city.entities}
    yield from _duplicate_links(city.links)
    for link in city.links:
        yield from _self_link(link)
        yield from _wrong_direction(link)
        yield from _wrong_grid_size(link, entities)
    yield from _second_homes(city.links_of(ADMINISTERS), entities, messages.SECOND_PARENT, of_start=False)
    for kind in KINDS:
        if kind.home:
            yield from _second_homes_of_kind(city, entities, kind, RELATIONS[kind.home])


def _problem(link: Link, column: str, message: Message, **values: object) -> Problem:
    value = {FROM: link.start.code, TO: link.end.code}.get(column, str(link.values.get(column, "")))
    return masked_problem(link.location, column, value, message.format(**values))


def _duplicate_links(links: Iterable[Link]) -> Iterator[Problem]:
    first_links: dict[object, Link] = {}
    for link in links:
        first = first_links.setdefault(_identity(link), link)
        if first is not link:
            yield _problem(link, "since", messages.DUPLICATE_LINK, line=first.location.line)


def _identity(link: Link) -> object:
    ends = (link.start, link.end)
    return link.relation.name, frozenset(ends) if link.relation.undirected else ends, link.values["since"]


def _self_link(link: Link) -> Iterator[Problem]:
    if link.start == link.end:
        yield _problem(link, TO, messages.SELF_LINK, relation=link.relation.name)


def _wrong_direction(link: Link) -> Iterator[Problem]:
    upper, lower = link.start.kind, link.end.kind
    if link.relation.name == ADMINISTERS and DIVISIONS.index(upper) >= DIVISIONS.index(lower):
        yield _problem(link, TO, messages.WRONG_DIRECTION, upper=upper.label, lower=lower.label)


def _wrong_grid_size(link: Link, entities: Mapping[EntityKey, Entity]) -> Iterator[Problem]:
    sizes = _GRID_SIZES.get(link.relation.name, (None, None))
    for column, key, size in zip((FROM, TO), (link.start, link.end), sizes, strict=True):
        if size and key in entities and entities[key].values["size"] != size.name:
            yield _problem(link, column, messages.WRONG_GRID_SIZE, relation=link.relation.name, size=size.name)


def _second_homes_of_kind(city: City, entities: Mapping[EntityKey, Entity], kind: Kind, home: Relation) -> Iterator[Problem]:
    of_start = kind in home.sources
    links = (link for link in city.links_of(home.name) if kind is (link.start if of_start else link.end).kind)
    return _second_homes(links, entities, messages.SECOND_HOME, of_start=of_start)


def _second_homes(
    links: Iterable[Link], entities: Mapping[EntityKey, Entity], message: Message, *, of_start: bool
) -> Iterator[Problem]:
    """Yields a problem if an entity has two of these links on one day. ``of_start``: whether it is their start."""
    for entity, links_of_entity in _group_by_end(links, of_start=of_start).items():
        for earlier, later in _overlapping_pairs(links_of_entity, entities):
            other = earlier.end if of_start else earlier.start
            yield _problem(later, "since", message, entity=entity, other=other, line=earlier.location.line)


def _group_by_end(links: Iterable[Link], *, of_start: bool) -> dict[EntityKey, list[Link]]:
    groups: dict[EntityKey, list[Link]] = {}
    for link in links:
        groups.setdefault(link.start if of_start else link.end, []).append(link)
    return groups


def _overlapping_pairs(links: list[Link], entities: Mapping[EntityKey, Entity]) -> Iterator[tuple[Link, Link]]:
    periods = [(_validity(link, entities), link) for link in links]
    in_order = sorted(
        (pair for pair in periods if pair[0].first < pair[0].last), key=lambda pair: (pair[0].first, pair[1].location)
    )
    for (earlier, earlier_link), (later, later_link) in pairwise(in_order):
        if later.first < earlier.last:
            yield earlier_link, later_link


def _validity(link: Link, entities: Mapping[EntityKey, Entity]) -> Period:
    period = link.period if not link.relation.open_ended else Period(link.period.begin)
    for key in (link.start, link.end):
        if key in entities:
            period &= entities[key].period
    return period

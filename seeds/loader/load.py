"""Writes a city to the database in one transaction.

Loading an unchanged city commits nothing. What was removed from the files stays in the database until a file gives it an end date, or until
the database is seeded with ``reset``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString, TypeVar

from graph.database.transaction import Transaction
from graph.local import Progress
from graph.messages import seeds as messages
from graph.model.declarations import INT32_MAX
from graph.model.homes import HOMES, is_home
from graph.pinyin import pinyin_of
from seeds.loader.errors import InvalidSeedFolder, SeedProblem, file_problem, masked_problem
from seeds.loader.folders import ENTITIES
from seeds.loader.merge_cypher import (
    COUNT_EVERYTHING,
    DELETE_EVERYTHING,
    SUM_POPULATION,
    find_second_homes,
    merge_custom_indicators,
    merge_entities,
    merge_licences,
    merge_links,
)
from seeds.loader.records import CityRecords, Entity, Link, PropertyValue
from seeds.loader.stored_texts import report_stored_texts

BATCH_SIZE: Final = 5_000
T = TypeVar("T")


@dataclass(frozen=True)
class LoadResult:
    """Entities and links, and those that were new or differed."""

    entities: int
    links: int
    changed: int


async def load(transaction: Transaction, city: CityRecords, *, progress: Progress, reset: bool = False) -> LoadResult:
    """Writes the city. ``reset``: first deletes every entity of the database.

    Raises InvalidSeedFolder if database and files together would give an entity two homes on one day, or the communities more residents
    than an Int of the API can show.
    """
    ((count_before,),) = await transaction.run(COUNT_EVERYTHING)
    if reset and count_before:
        progress.step(messages.DELETING.format(count=count_before))
        await transaction.run(DELETE_EVERYTHING)
    changed = await _write_entities(city, transaction, progress)
    changed += await _write_links(city, transaction, progress)
    changed += await _merge(transaction, merge_custom_indicators(), city.custom_indicators)
    changed += await _merge(transaction, merge_licences(), city.licences)
    if count_before and not reset:
        await _check_second_homes(city, transaction)
        await _check_population(transaction)
        await report_stored_texts(transaction, progress)
    return LoadResult(len(city.entities), len(city.links), changed)


async def _write_entities(city: CityRecords, transaction: Transaction, progress: Progress) -> int:
    changed, done = 0, 0
    what, unit = messages.LOADING_ENTITIES.format(), messages.ENTITIES.format()
    for kind, entities in _grouped((entity.kind, entity) for entity in city.entities).items():
        for batch in _batches(entities):
            changed += await _merge(transaction, merge_entities(kind), [_entity_row(entity) for entity in batch])
            done += len(batch)
            progress.advance(what, done, len(city.entities), unit)
    return changed


async def _write_links(city: CityRecords, transaction: Transaction, progress: Progress) -> int:
    changed, done = 0, 0
    what, unit = messages.LOADING_LINKS.format(), messages.LINKS.format()
    for relation, links in _grouped((link.relation, link) for link in city.links).items():
        for batch in _batches(links):
            changed += await _merge(transaction, merge_links(relation), [_link_row(link) for link in batch])
            done += len(batch)
            progress.advance(what, done, len(city.links), unit)
    return changed


async def _merge(transaction: Transaction, text: LiteralString, rows: Sequence[Mapping[str, Any]]) -> int:
    ((changed,),) = await transaction.run(text, {"rows": rows})
    return changed


async def _check_second_homes(city: CityRecords, transaction: Transaction) -> None:
    problems: list[SeedProblem] = []
    for of_start in (True, False):
        text = find_second_homes(of_start=of_start)
        for batch in _batches([entity for entity in city.entities if _has_home_link(entity, of_start=of_start)]):
            rows = await transaction.run(text, {"rows": [_home_row(entity) for entity in batch]})
            problems += (_second_home(batch, *row) for row in rows)
    if problems:
        raise InvalidSeedFolder(messages.FOLDER_AND_DATABASE.format(), problems)


async def _check_population(transaction: Transaction) -> None:
    ((people,),) = await transaction.run(SUM_POPULATION)
    if people > INT32_MAX:
        problem = file_problem(
            f"{ENTITIES}/communities.csv", messages.TOO_MANY_PEOPLE_WITH_DATABASE.format(people=people, maximum=INT32_MAX)
        )
        raise InvalidSeedFolder(messages.FOLDER_AND_DATABASE.format(), [problem])


def _has_home_link(entity: Entity, *, of_start: bool) -> bool:
    return entity.kind in HOMES and is_home(HOMES[entity.kind], entity.kind, of_start=of_start)


def _home_row(entity: Entity) -> dict[str, str]:
    return {"code": entity.code, "label": entity.kind.label, "relation": HOMES[entity.kind].name}


def _second_home(entities: Sequence[Entity], label: str, code: str, first: str, second: str, since: object) -> SeedProblem:
    entity = next(entity for entity in entities if (entity.kind.label, entity.code) == (label, code))
    message = messages.SECOND_HOME_WITH_DATABASE.format(
        relation=HOMES[entity.kind].name, first=first, second=second, since=since
    )
    return masked_problem(entity.location, "code", code, message)


def _entity_row(entity: Entity) -> dict[str, Any]:
    pinyin = pinyin_of(str(entity.values["name"]))
    return {"values": _stored(entity.values), "pinyin": {"pinyin": pinyin.pinyin, "pinyin_starts": list(pinyin.starts)}}


def _link_row(link: Link) -> dict[str, Any]:
    start, end = link.start, link.end
    ends = {"from": start.code, "from_label": start.kind.label, "to": end.code, "to_label": end.kind.label}
    return {**ends, "since": link.values["since"], "values": _stored(link.values)}


def _stored(values: Mapping[str, PropertyValue | None]) -> dict[str, Any]:
    """Converts values for the driver; null removes a stored property."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _grouped(pairs: Iterable[tuple[Any, T]]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[begin : begin + BATCH_SIZE] for begin in range(0, len(items), BATCH_SIZE))

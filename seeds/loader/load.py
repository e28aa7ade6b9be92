"""Loading: a city written to the database in one transaction, so that all of it is there or nothing.

Loading the same city again changes nothing and commits nothing. A changed row changes its entity or link; what is no longer in the
files stays, until it is ended by a date or the database is seeded with ``reset``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString, Protocol, TypeVar

from graph.cypher.home_division import HOMES, is_home
from graph.local import Progress
from graph.pinyin import reading_of
from seeds.loader.errors import InvalidSeedFolder, Problem, problem
from seeds.loader.merge_cypher import (
    COUNT_EVERYTHING,
    DELETE_EVERYTHING,
    find_second_homes,
    merge_entities,
    merge_links,
    merge_own_indicators,
)
from seeds.loader.records import City, Entity, Link, Value

BATCH: Final = 5_000
T = TypeVar("T")


class Transaction(Protocol):
    """An open write transaction. Its owner commits it where ``load`` returns, and rolls it back where it raises."""

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]: ...


@dataclass(frozen=True)
class Loaded:
    """How many entities and links the city has, and how many of them were new or differed."""

    entities: int
    links: int
    changed: int


async def load(transaction: Transaction, city: City, *, progress: Progress, reset: bool = False) -> Loaded:
    """Writes the city. ``reset``: deletes every entity that is there before. Raises CityRefused where an entity would have two homes
    on one day, one from the database and one from the files; errors of the database are passed on."""
    ((before,),) = await transaction.run(COUNT_EVERYTHING)
    if reset and before:
        progress.say(f"Deleting the {before:,} entities that are in the database.")
        await transaction.run(DELETE_EVERYTHING)
    changed = await _write_entities(city, transaction, progress)
    changed += await _write_links(city, transaction, progress)
    changed += await _write(transaction, merge_own_indicators(), city.own_indicators)
    if before and not reset:
        await _check_second_homes(city, transaction)
    return Loaded(len(city.entities), len(city.links), changed)


async def _write_entities(city: City, transaction: Transaction, progress: Progress) -> int:
    changed, done = 0, 0
    for kind, entities in _grouped((entity.kind, entity) for entity in city.entities).items():
        for batch in _batches(entities):
            changed += await _write(transaction, merge_entities(kind), [_entity_row(entity) for entity in batch])
            done += len(batch)
            progress.advance("Loading entities", done, len(city.entities), "entities")
    return changed


async def _write_links(city: City, transaction: Transaction, progress: Progress) -> int:
    changed, done = 0, 0
    for relation, links in _grouped((link.relation, link) for link in city.links).items():
        for batch in _batches(links):
            changed += await _write(transaction, merge_links(relation), [_row(link) for link in batch])
            done += len(batch)
            progress.advance("Loading links", done, len(city.links), "links")
    return changed


async def _write(transaction: Transaction, text: LiteralString, rows: Sequence[Mapping[str, Any]]) -> int:
    ((changed,),) = await transaction.run(text, {"rows": rows})
    return changed


async def _check_second_homes(city: City, transaction: Transaction) -> None:
    """The files are sound by themselves; together with what was in the database before, they may not be."""
    problems: list[Problem] = []
    for of_start in (True, False):
        text = find_second_homes(of_start=of_start)
        for batch in _batches([entity for entity in city.entities if _goes_home(entity, of_start=of_start)]):
            found = await transaction.run(text, {"rows": [_homing(entity) for entity in batch]})
            problems += (_second_home(batch, *row) for row in found)
    if problems:
        raise InvalidSeedFolder("the folder, with what the database holds already,", problems)


def _goes_home(entity: Entity, *, of_start: bool) -> bool:
    return entity.kind in HOMES and is_home(HOMES[entity.kind], entity.kind, of_start=of_start)


def _homing(entity: Entity) -> dict[str, str]:
    return {"code": entity.code, "label": entity.kind.label, "relation": HOMES[entity.kind].name}


def _second_home(entities: Sequence[Entity], label: str, code: str, one: str, other: str, since: object) -> Problem:
    entity = next(entity for entity in entities if (entity.kind.label, entity.code) == (label, code))
    expected = (
        f"it would have two homes on one day over {HOMES[entity.kind].name}: {one}, and from {since} on {other}. The database keeps a "
        "link whose day was changed in the files; end that link with `until`, or seed with --reset."
    )
    return problem(entity.row.file, entity.row.line, "code", code, expected)


def _entity_row(entity: Entity) -> dict[str, Any]:
    reading = reading_of(str(entity.values["name"]))
    return {"values": _stored(entity.values), "reading": {"pinyin": reading.pinyin, "pinyin_starts": list(reading.starts)}}


def _row(link: Link) -> dict[str, Any]:
    start, end = link.start, link.end
    ends = {"from": start.code, "from_label": start.kind.label, "to": end.code, "to_label": end.kind.label}
    return {**ends, "since": link.values["since"], "values": _stored(link.values)}


def _stored(values: Mapping[str, Value | None]) -> dict[str, Any]:
    """Values as the driver takes them; a null takes away what was stored before."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _grouped(pairs: Iterable[tuple[Any, T]]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[begin : begin + BATCH] for begin in range(0, len(items), BATCH))

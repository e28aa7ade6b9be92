"""Statements that read a snapshot, or a part of it. Internal ids join results of one revision only; global ids contain none."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, LiteralString, cast

from graph.database.statement import ReadStatement, Statement
from graph.model.registry import KINDS, RELATIONS
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import Snapshot, concatenated

MAX_READ_AT_ONCE: Final = 300_000
"""Entities and links per statement. More would exceed QUERY_TIMEOUT on a busy machine."""
IDS_PER_STATEMENT: Final = 20_000
_ENTITY_COLUMNS: Final = (
    "id(n)",
    "[label IN labels(n) WHERE NOT label IN ['Entity', 'Division']][0]",
    "n.code",
    "coalesce(n.valid_from.year * 10000 + n.valid_from.month * 100 + n.valid_from.day, 0)",
    "coalesce(n.valid_to.year * 10000 + n.valid_to.month * 100 + n.valid_to.day, 99999999)",
    "coalesce(n.name, false)",
)
_LINK_COLUMNS: Final = (
    "id(r)",
    "type(r)",
    "id(startNode(r))",
    "id(endNode(r))",
    "coalesce(r.since.year * 10000 + r.since.month * 100 + r.since.day, 0)",
    "coalesce(r.until.year * 10000 + r.until.month * 100 + r.until.day, 99999999)",
)
_COLLECTED_ENTITIES: Final[LiteralString] = f"[{', '.join([f'collect({column})' for column in _ENTITY_COLUMNS])}]"
_COLLECTED_LINKS: Final[LiteralString] = f"[{', '.join([f'collect({column})' for column in _LINK_COLUMNS])}]"
_ENTITY_ROW: Final[LiteralString] = f"[{', '.join(_ENTITY_COLUMNS)}]"

_COUNT: Final[LiteralString] = (
    "CALL () { MATCH (n:Entity) RETURN count(n) AS entities } CALL () { MATCH ()-[r]->() RETURN count(r) AS links } "
    "RETURN entities, links"
)

# Batches of 2,000: decoding one large row would block the event loop.
_SNAPSHOT: Final[LiteralString] = f"""
MATCH (n:Entity)
WITH id(n) / 2000 AS batch, {_COLLECTED_ENTITIES} AS columns
RETURN 'entities' AS content, columns
UNION ALL
MATCH (:Entity)-[r]->(:Entity)
WITH id(r) / 2000 AS batch, {_COLLECTED_LINKS} AS columns
RETURN 'links' AS content, columns
"""

_ENTITIES_BY_KEY: Final[LiteralString] = f"""
UNWIND $keys AS key
MATCH (n:Entity {{code: key[1]}}) WHERE key[0] IN labels(n)
RETURN collect({_ENTITY_ROW}) AS entities
"""

_NEIGHBOURHOOD: Final[LiteralString] = f"""
CALL () {{
  UNWIND $ids AS id
  MATCH (at) WHERE id(at) = id
  MATCH (at)-[r]-(:Entity) WHERE type(r) IN $relations
  WITH DISTINCT r LIMIT $limit
  RETURN collect(r) AS neighbourhood
}}
CALL (neighbourhood) {{
  UNWIND neighbourhood AS r
  RETURN {_COLLECTED_LINKS} AS links
}}
CALL (neighbourhood) {{
  UNWIND neighbourhood AS r
  UNWIND [startNode(r), endNode(r)] AS n
  WITH DISTINCT n
  RETURN collect({_ENTITY_ROW}) AS entities
}}
RETURN links, entities
"""


def count_statement() -> Statement:
    """Returns one row: numbers of entities and links."""
    return Statement(_COUNT)


def snapshot_statement() -> Statement:
    return Statement(_SNAPSHOT)


def snapshot_statements(size: int) -> list[Statement]:
    """Returns the statements that read a snapshot. `size`: its number of entities and links; if it is large, each statement reads only a part, so
    that it ends in time.
    """
    if size <= MAX_READ_AT_ONCE:
        return [snapshot_statement()]
    return part_statements([kind.label for kind in KINDS], RELATIONS, size)


def part_statements(labels: Iterable[str], relations: Iterable[str], size: int) -> list[Statement]:
    """Returns the statements that read the entities with these labels and the links of these relations. The names must be those of the model."""
    labels, relations = list(labels), list(relations)
    if size <= MAX_READ_AT_ONCE:
        return [_joined([*_entities_with(["|".join(labels)]), *_links_of(["|".join(relations)])])]
    return [*map(Statement, _entities_with(labels)), *map(Statement, _links_of(relations))]


def _joined(texts: Iterable[LiteralString]) -> Statement:
    return Statement(" UNION ALL ".join(texts))


def _entities_with(labels: Iterable[str]) -> Iterable[LiteralString]:
    for label in labels:
        text = f"MATCH (n:{label}) WITH id(n) / 2000 AS batch, {_COLLECTED_ENTITIES} AS columns"
        yield cast(LiteralString, f"{text} RETURN 'entities' AS content, columns")


def _links_of(relations: Iterable[str]) -> Iterable[LiteralString]:
    for name in relations:
        text = f"MATCH (:Entity)-[r:{name}]->(:Entity) WITH id(r) / 2000 AS batch, {_COLLECTED_LINKS} AS columns"
        yield cast(LiteralString, f"{text} RETURN 'links' AS content, columns")


async def rows_of(read: ReadStatement, statements: Iterable[Statement]) -> list[list[Any]]:
    """Returns the rows of all statements, executed one after another."""
    rows: list[list[Any]] = []
    for statement in statements:
        rows += (await read(statement)).rows
    return rows


def read_snapshot(rows: list[list[Any]], revision: str, *, complete: bool = True, scope: str | None = None) -> Snapshot:
    """Decodes rows of a snapshot. `scope`: the only division of a part."""
    entities = concatenated((columns for content, columns in rows if content == "entities"), len(_ENTITY_COLUMNS))
    links = concatenated((columns for content, columns in rows if content == "links"), len(_LINK_COLUMNS))
    return Snapshot.from_columns(entities, links, revision, complete=complete, scope=scope)


def batches_of_ids(ids: IndexArray) -> list[list[int]]:
    """Splits ids into lists of at most IDS_PER_STATEMENT."""
    return [ids[first : first + IDS_PER_STATEMENT].tolist() for first in range(0, len(ids), IDS_PER_STATEMENT)]


def entities_by_key(keys: list[list[str]]) -> Statement:
    """Returns one value: entity rows of these (label, code) keys."""
    return Statement(_ENTITIES_BY_KEY, {"keys": keys})


def neighbourhood(ids: list[int], relations: list[str], limit: int) -> Statement:
    """Returns one row: up to `limit` links at these entities as columns, and their ends as rows."""
    return Statement(_NEIGHBOURHOOD, {"ids": ids, "relations": relations, "limit": limit})


def entities_by_id(ids: list[int]) -> Statement:
    text = f"UNWIND $ids AS id MATCH (n:Entity) WHERE id(n) = id WITH id / 2000 AS batch, {_COLLECTED_ENTITIES} AS columns"
    return Statement(f"{text} RETURN 'entities' AS content, columns", {"ids": ids})


def links_at(ids: list[int], patterns: Sequence[str]) -> Statement:
    """Returns the statement that reads the links `r` of one of the patterns at these entities, which it binds to `at`. The names must be those of the
    model.
    """
    found = " UNION ".join(f"MATCH {pattern} RETURN r" for pattern in patterns)
    text = f"UNWIND $ids AS id MATCH (at) WHERE id(at) = id CALL (at) {{ {found} }} WITH DISTINCT r"
    columns = f"WITH id(r) / 2000 AS batch, {_COLLECTED_LINKS} AS columns RETURN 'links' AS content, columns"
    return Statement(cast(LiteralString, f"{text} {columns}"), {"ids": ids})

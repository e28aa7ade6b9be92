"""Reads the part of a graph for the networks of one division, layer by layer.

From the division downwards, it reads entities with a home in the scope; then the other ends of their ties; then what leads to
the homes of all of them, whose surveys decide which ties are unknown.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString, cast

import numpy as np

from graph.database.statement import ReadStatement, Statement
from graph.linkage.snapshot.snapshot_statements import batches_of_ids, entities_by_id, links_at, read_snapshot, rows_of
from graph.network.projection.graph_part import GraphPart
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import BYTES_PER_ENTITY, BYTES_PER_LINK, Snapshot

_DOWNWARDS: Final = frozenset({"ADMINISTERS", "HAS_GRID"})
"""Their source is nearer to the home; of other relations the target."""
_SCOPE: Final[LiteralString] = "MATCH (d:Division {code: $code}) RETURN id(d) AS id"
_SOURCE: Final = 2
_NOTHING: Final = np.zeros(0, np.int64)


class _AboveBytes(Exception):
    pass


@dataclass
class ScopeReading:
    """Reads the part of a graph that one division needs. `max_bytes`: the largest size of the snapshot."""

    part: GraphPart
    read: ReadStatement
    max_bytes: float
    _links: int = 0
    _rows: list[list[Any]] = field(default_factory=list[list[Any]])

    async def snapshot(self) -> Snapshot | None:
        """Returns a snapshot of the first revision read, None above `max_bytes`. It is empty if there is no such division."""
        first = await self.read(Statement(_SCOPE, {"code": self.part.scope}))
        try:
            inside = await self._closure(np.array([row[0] for row in first.rows], np.int64), self._toward_entities)
            ends = await self._neighbours(inside, [f"(at)-[:{'|'.join(self.part.relation_names)}]-(n)"])
            found = await self._closure(np.union1d(inside, ends), self._toward_homes)
            found = np.union1d(found, await self._neighbours(found, ["(at)<-[:COVERS]-(n)"]))
            self._require_bytes(len(found))
            await self._read_links(inside, [f"(at)-[r:{'|'.join(self.part.relation_names)}]-(:Entity)"], len(found), inside)
            outside = np.setdiff1d(found, inside, assume_unique=True)
            homeward = [pattern.replace("[:", "[r:") for pattern in (*self._toward_homes, "(at)<-[:COVERS]-(n)")]
            await self._read_links(outside, homeward, len(found), _NOTHING)
            self._rows += await rows_of(self.read, map(entities_by_id, batches_of_ids(found)))
        except _AboveBytes:
            return None
        return await asyncio.to_thread(read_snapshot, self._rows, first.revision, complete=False, scope=self.part.scope)

    @property
    def _toward_entities(self) -> list[str]:
        return [*self._patterns(_DOWNWARDS, "-", "->"), *self._patterns(self.part.home_relations - _DOWNWARDS, "<-", "-")]

    @property
    def _toward_homes(self) -> list[str]:
        return [*self._patterns(_DOWNWARDS, "<-", "-"), *self._patterns(self.part.home_relations - _DOWNWARDS, "-", "->")]

    def _patterns(self, relations: frozenset[str], before: str, after: str) -> list[str]:
        names = sorted(relations & self.part.home_relations)
        return [f"(at){before}[:{'|'.join(names)}]{after}(n)"] if names else []

    async def _closure(self, start: IndexArray, patterns: Sequence[str]) -> IndexArray:
        """Returns the start and all entities that repeated steps reach, ascending."""
        found = layer = start
        while len(layer):
            reached = await self._neighbours(layer, patterns)
            layer = await asyncio.to_thread(np.setdiff1d, reached, found, assume_unique=True)
            found = await asyncio.to_thread(np.union1d, found, layer)
            self._require_bytes(len(found))
        return found

    async def _neighbours(self, ids: IndexArray, patterns: Sequence[str]) -> IndexArray:
        steps = " UNION ALL ".join(f"MATCH {pattern} WHERE n:{'|'.join(self.part.labels)} RETURN n" for pattern in patterns)
        text = (
            f"UNWIND $ids AS id MATCH (at) WHERE id(at) = id CALL (at) {{ {steps} }} "
            "WITH DISTINCT n WITH id(n) / 2000 AS batch, collect(id(n)) AS found RETURN found"
        )
        found = [_NOTHING]
        for batch in batches_of_ids(ids):
            # The text contains only names from the model.
            rows = (await self.read(Statement(cast(LiteralString, text), {"ids": batch}))).rows
            found += [np.array(row[0], np.int64) for row in rows]
        return await asyncio.to_thread(np.unique, np.concatenate(found))

    async def _read_links(self, ids: IndexArray, patterns: Sequence[str], entities: int, both: IndexArray) -> None:
        """Adds links. A link between two of `both` is found at each end, and kept only at its source."""
        for batch in batches_of_ids(ids):
            found = (await self.read(links_at(batch, patterns))).rows
            rows = await asyncio.to_thread(_once, found, np.array(batch), both)
            self._links += sum(len(columns[_SOURCE]) for _, columns in rows)
            self._rows += rows
            self._require_bytes(entities)

    def _require_bytes(self, entities: int) -> None:
        if entities * BYTES_PER_ENTITY + self._links * BYTES_PER_LINK > self.max_bytes:
            raise _AboveBytes


def _once(rows: list[list[Any]], at: IndexArray, both: IndexArray) -> list[list[Any]]:
    """Returns links whose source is among `at`, or not among `both`."""
    kept: list[list[Any]] = []
    for content, columns in rows:
        source = np.array(columns[_SOURCE], np.int64)
        places = np.flatnonzero(_among(source, at) | ~_among(source, both)).tolist()
        kept.append([content, [[column[place] for place in places] for column in columns]])
    return kept


def _among(values: IndexArray, ascending: IndexArray) -> BoolArray:
    """Returns which values are among these ids."""
    if not len(ascending):
        return np.zeros(len(values), bool)
    return ascending[np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)] == values

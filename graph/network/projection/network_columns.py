"""Columns from which networks are projected: the snapshot, and properties for homes, surveys and filters."""

import operator
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, LiteralString, Self, cast

import numpy as np

from graph.coverage.columns.columns import Columns, PropertyRecords, Recorded
from graph.coverage.columns.days import Days
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.property_records import ReadProperties
from graph.database.statement import Statement
from graph.linkage.snapshot.snapshot_statements import MAX_READ_AT_ONCE, batches_of_ids
from graph.model.branches import NEW_SECTOR_BRANCH
from graph.model.committees import MEMBER_UNIT
from graph.model.declarations import Kind
from graph.model.grids import GRID
from graph.model.surveys import SURVEY
from graph.snapshot.array_types import Int8Array
from graph.snapshot.snapshot import RELATION_NAMES, SORTED_KINDS, Snapshot, concatenated

WEAKEST_FIRST: Final = ("ILLUSTRATIVE", "IMPORTED", "PUBLISHED", "OFFICIAL")
"""Values of Provenance; `NetworkColumns.provenance` has indices."""
MAX_EVALUATORS: Final = 4
"""Dates whose homes and surveys are cached."""
_NOT_STATED: Final = WEAKEST_FIRST.index("IMPORTED")
_ENTITY_PROPERTIES: Final = ((GRID, "size"), (SURVEY, "relation"), (MEMBER_UNIT, "type"), (NEW_SECTOR_BRANCH, "sector"))
PROPERTIES: Final = ReadProperties(
    {kind.label: tuple(prop for prop in kind.properties if prop.name == name) for kind, name in _ENTITY_PROPERTIES}, {}
)
_LINKS: Final = "links"
_LICENCES: Final = "licences"
# In batches: decoding one large row would block the event loop. The ranks are those of WEAKEST_FIRST.
_PROVENANCE: Final[LiteralString] = """
MATCH (:Entity)-[x]->(:Entity)
WITH id(x) / 2000 AS batch,
     collect(id(x)) AS ids,
     collect(CASE x.provenance WHEN 'ILLUSTRATIVE' THEN 0 WHEN 'PUBLISHED' THEN 2 WHEN 'OFFICIAL' THEN 3 ELSE 1 END) AS ranks
RETURN 'links' AS owner, [ids, ranks] AS lists
"""
_PROVENANCE_BY_ID: Final = _PROVENANCE.replace("(:Entity)-[x]->(:Entity)", "()-[x]->() WHERE id(x) IN $ids")
_LICENCE: Final[LiteralString] = """
MATCH (n:Licence) WITH n.licence AS licence ORDER BY n.division
RETURN 'licences' AS owner, collect(licence) AS lists
"""
LICENCES: Final = Statement(_LICENCE)


def licences_of(rows: Iterable[list[Any]]) -> tuple[str, ...]:
    """Returns the loaded cities' licences, each once. `rows`: the result of LICENCES; rows of other statements among them are ignored."""
    return tuple(dict.fromkeys(str(each) for owner, lists in rows if owner == _LICENCES for each in lists))


def columns_statements(snapshot: Snapshot) -> list[Statement]:
    """Returns the statements that read properties and provenance for a snapshot. If it is of one division, they read by ids."""
    if snapshot.scope is None:
        if len(snapshot) + len(snapshot.link_id) > MAX_READ_AT_ONCE:
            return _statements_of_part(snapshot)
        whole = [PROPERTIES.statement(), Statement(_PROVENANCE), LICENCES]
        parts = whole if snapshot.complete else _statements_of_part(snapshot)
        return [Statement(" UNION ALL ".join(each.text for each in parts))]
    of_label = {kind.label: batches_of_ids(snapshot.node_id[slice(*snapshot.index_range(kind))]) for kind in SORTED_KINDS}
    return [
        *PROPERTIES.statements_of(of_label),
        *(Statement(_PROVENANCE_BY_ID, {"ids": ids}) for ids in batches_of_ids(snapshot.link_id)),
        LICENCES,
    ]


def _statements_of_part(snapshot: Snapshot) -> list[Statement]:
    labels = {kind.label for kind in SORTED_KINDS if operator.lt(*snapshot.index_range(kind))}
    names = [name for name in RELATION_NAMES if operator.lt(*snapshot.link_range(name))]
    read = ReadProperties({label: each for label, each in PROPERTIES.entities.items() if label in labels}, {})
    properties = [read.statement()] if read.entities else []
    # The texts contain only names from the model.
    of_links = [Statement(cast(LiteralString, _PROVENANCE.replace("[x]", f"[x:{name}]"))) for name in names]
    return [*properties, *of_links, LICENCES]


@dataclass(frozen=True)
class NetworkColumns:
    """Columns with what networks need in addition: the provenance of each link of the snapshot, and the licences of the loaded cities."""

    columns: Columns
    provenance: Int8Array
    licences: tuple[str, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot, rows: list[list[Any]]) -> Self:
        """Decodes `columns_statements`. Values of a wrong type, which other clients can write, count as missing."""
        records = PROPERTIES.decode([row for row in rows if row[0] not in (_LINKS, _LICENCES)])
        entities = {key: _texts(recorded) for key, recorded in records.entities.items()}
        ids, ranks = concatenated((lists for owner, lists in rows if owner == _LINKS), 2)
        return cls(Columns.of(snapshot, PropertyRecords(entities, {})), _provenance(snapshot, ids, ranks), licences_of(rows))

    @property
    def snapshot(self) -> Snapshot:
        return self.columns.snapshot

    @property
    def nbytes(self) -> int:
        return self.columns.nbytes + self.provenance.nbytes

    def texts(self, kind: Kind, name: str) -> Mapping[int, str]:
        """Returns a text property by entity, without missing values."""
        column, (first, _) = self.columns.column(kind, name), self.snapshot.index_range(kind)
        texts: list[str] = list(column.texts or ())
        rows, numbers = cast(list[int], column.rows.tolist()), cast(list[int], column.values.tolist())
        return {first + row: texts[number] for row, number in zip(rows, numbers, strict=True)}

    @cached_property
    def _evaluators(self) -> "OrderedDict[int, Evaluator]":
        return OrderedDict()

    def evaluator_of(self, day: int) -> Evaluator:
        """Returns a day's evaluator, which caches homes and surveys."""
        found = self._evaluators.pop(day, None) or Evaluator(self.columns, Days.of([day]))
        self._evaluators[day] = found
        while len(self._evaluators) > MAX_EVALUATORS:
            self._evaluators.popitem(last=False)
        return found

    def forget_evaluators(self) -> None:
        self._evaluators.clear()

    @property
    def results_nbytes(self) -> int:
        return sum(evaluator.nbytes for evaluator in list(self._evaluators.values()))


def _provenance(snapshot: Snapshot, ids: list[int], ranks: list[int]) -> Int8Array:
    found = np.full(len(snapshot.source), _NOT_STATED, np.int8)
    order = np.argsort(snapshot.link_id)
    place = np.minimum(np.searchsorted(snapshot.link_id, ids, sorter=order), max(len(order) - 1, 0))
    if len(order):
        links = order[place]
        known = snapshot.link_id[links] == np.array(ids)
        found[links[known]] = np.array(ranks, np.int8)[known]
    return found


def _texts(recorded: Recorded) -> Recorded:
    ids, values = recorded
    if all(isinstance(value, str) for value in values):
        return recorded
    kept = [(id_, value) for id_, value in zip(ids, values, strict=True) if isinstance(value, str)]
    return [id_ for id_, _ in kept], [value for _, value in kept]

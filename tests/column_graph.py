"""Columns of a graph in memory, and its edits as edits of columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from oracles.graph import Graph, Link, Node

from graph.coverage.columns.columns import Columns, PropertyRecords, Recorded
from graph.coverage.columns.days import Days
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.overlay import AddedLink, ColumnEdits
from graph.coverage.columns.property_records import ReadProperties
from graph.coverage.columns.unit_statuses import STATUSES, UnitStatuses
from graph.coverage.indicator import Indicator
from graph.model.declarations import Property
from graph.model.registry import KIND_BY_LABEL
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE, Snapshot, date_to_int

UnitRow = tuple[str, str, str]
"""(unit's code, home's code, status)."""


@dataclass(frozen=True)
class ColumnGraph:
    graph: Graph
    columns: Columns
    entities: Mapping[Node, int]
    links: Mapping[Link, int]

    @classmethod
    def of(cls, graph: Graph, indicators: Iterable[Indicator]) -> "ColumnGraph":
        snapshot = _snapshot(graph)
        entities = {node: snapshot.find(KIND_BY_LABEL[node.label], node.code) for node in graph.nodes}
        links = {graph.links[id_]: index for index, id_ in enumerate(snapshot.link_id.tolist())}
        known = {node: entity for node, entity in entities.items() if entity is not None}
        return cls(graph, Columns.of(snapshot, _records(graph, indicators)), known, links)

    def evaluator(self, *days: date) -> Evaluator:
        return Evaluator(self.columns, Days.of([date_to_int(day) for day in days]))

    def edits(self, added: Sequence[Link], removed: Iterable[Link], ended: Iterable[Node], day: date) -> ColumnEdits:
        return ColumnEdits(
            [self._added(link) for link in added],
            [self.links[link] for link in removed],
            [self.entities[node] for node in ended],
            date_to_int(day),
        )

    def _added(self, link: Link) -> AddedLink:
        since, until = (_date(link.properties.get(name), unbounded) for name, unbounded in _VALIDITY)
        return AddedLink(link.relation, self.entities[link.start], self.entities[link.end], since, until, link.properties)


_VALIDITY: Final = (("since", MIN_DATE), ("until", MAX_DATE))


def _snapshot(graph: Graph) -> Snapshot:
    number = {node: index for index, node in enumerate(graph.nodes)}
    entities = [
        [*number.values()],
        [node.label for node in graph.nodes],
        [node.code for node in graph.nodes],
        [_date(node.properties.get("valid_from"), MIN_DATE) for node in graph.nodes],
        [_date(node.properties.get("valid_to"), MAX_DATE) for node in graph.nodes],
    ]
    links = [
        [*range(len(graph.links))],
        [link.relation for link in graph.links],
        [number[link.start] for link in graph.links],
        [number[link.end] for link in graph.links],
        *([_date(link.properties.get(name), unbounded) for link in graph.links] for name, unbounded in _VALIDITY),
    ]
    return Snapshot.from_columns(entities, links, "in memory")


def _date(value: date | None, unbounded: int) -> int:
    return unbounded if value is None else date_to_int(value)


def _records(graph: Graph, indicators: Iterable[Indicator]) -> PropertyRecords:
    read = ReadProperties.of(each.rule for each in indicators)
    nodes = [(number, node.label, node.properties) for number, node in enumerate(graph.nodes)]
    links = [(number, link.relation, link.properties) for number, link in enumerate(graph.links)]
    of_links = {(name, prop): _recorded(links, name, prop) for name, properties in read.links.items() for prop in properties}
    return PropertyRecords(
        {
            (KIND_BY_LABEL[label], prop): _recorded(nodes, label, prop)
            for label, properties in read.entities.items()
            for prop in properties
        },
        of_links,
    )


def _recorded(records: Sequence[tuple[int, str, Mapping[str, Any]]], owner: str, prop: Property) -> Recorded:
    values = [(number, each.get(prop.name)) for number, name, each in records if name == owner]
    recorded = [(number, value) for number, value in values if value is not None]
    return [number for number, _ in recorded], [value for _, value in recorded]


def unit_rows(evaluator: Evaluator, statuses: UnitStatuses, day: int) -> list[UnitRow]:
    """Takes an index of the evaluator's days. Sorts the units."""
    codes, word = list(evaluator.columns.snapshot.codes), evaluator.days.day(day)
    rows: list[UnitRow] = []
    for status, days in zip(STATUSES, statuses.by_status, strict=True):
        for place in np.flatnonzero(days & word):
            rows.append((codes[int(statuses.unit[place])], codes[int(statuses.home[place])], status))
    return sorted(rows)

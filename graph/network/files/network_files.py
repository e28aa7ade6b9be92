"""Reads a network from CSV files: edges (source, target, weight) and nodes (id, mode, attributes)."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np

from graph.messages import network_files as messages
from graph.network.files.csv_table import CsvTable, InvalidNetworkFile, TableRow, read_table
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

MODES = {"0": False, "ONE": False, "1": True, "TWO": True}
"""Whether it is mode TWO."""
NO_VALUE = "-"
"""The group of actors without a value."""


@dataclass(frozen=True)
class FileNetwork:
    """Actors have the order of the nodes file, or else of their first mention."""

    arrays: NetworkArrays
    ids: list[str]
    nodes: CsvTable | None

    def ids_of(self, actors: IndexArray) -> list[str]:
        return [self.ids[int(actor)] for actor in actors]

    def labels(self, attribute: str) -> list[str]:
        """Returns the attribute of each actor. Raises InvalidNetworkFile."""
        if self.nodes is None:
            raise InvalidNetworkFile(messages.BY_WITHOUT_NODES, attribute=attribute)
        self.nodes.require(attribute)
        return [row.cells[attribute] or NO_VALUE for row in self.nodes.rows]


@dataclass(frozen=True)
class _Edge:
    row: TableRow
    source: int
    target: int
    weight: float


def read_network(
    edges: Path, nodes: Path | None = None, *, directed: bool = False, two_mode: bool = False, weighted: bool = False
) -> FileNetwork:
    """Returns the network, repeated ties once. Raises InvalidNetworkFile."""
    if directed and two_mode:
        raise InvalidNetworkFile(messages.DIRECTED_TWO_MODE)
    edge_table = read_table(edges)
    edge_table.require("source", "target", *(["weight"] if weighted else []))
    node_table = None if nodes is None else read_table(nodes)
    index = _mentioned(edge_table) if node_table is None else _listed(node_table)
    found = [_edge(edge_table, row, index, node_table, weighted) for row in edge_table.rows]
    mode = _modes(edge_table, found, node_table, list(index)) if two_mode else None
    ties = _ties(edge_table, found, directed, mode)
    keys = sorted(ties)
    arrays = NetworkArrays(
        len(index),
        np.array([source for source, _ in keys], np.int32),
        np.array([target for _, target in keys], np.int32),
        np.array([ties[key].weight for key in keys], np.float64),
        directed,
        mode,
    )
    return FileNetwork(arrays, list(index), node_table)


def _listed(table: CsvTable) -> dict[str, int]:
    table.require("id")
    first: dict[str, int] = {}
    for row in table.rows:
        actor = table.cell(row, "id")
        if actor in first:
            raise table.error(row, messages.REPEATED_ACTOR, id=actor, first=first[actor])
        first[actor] = row.line
    return {actor: index for index, actor in enumerate(first)}


def _mentioned(table: CsvTable) -> dict[str, int]:
    names = dict.fromkeys(table.cell(row, column) for row in table.rows for column in ("source", "target"))
    return {actor: index for index, actor in enumerate(names)}


def _edge(table: CsvTable, row: TableRow, index: dict[str, int], nodes: CsvTable | None, weighted: bool) -> _Edge:
    source, target = table.cell(row, "source"), table.cell(row, "target")
    for actor in (source, target):
        if actor not in index:
            raise table.error(row, messages.UNKNOWN_ACTOR, id=actor, nodes=nodes.path if nodes else "")
    if source == target:
        raise table.error(row, messages.SELF_TIE, id=source)
    return _Edge(row, index[source], index[target], _weight(table, row) if weighted else 1.0)


def _weight(table: CsvTable, row: TableRow) -> float:
    text = table.cell(row, "weight")
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not isfinite(weight) or weight <= 0:
        raise table.error(row, messages.BAD_WEIGHT, weight=text)
    return weight


def _modes(table: CsvTable, edges: list[_Edge], nodes: CsvTable | None, ids: list[str]) -> BoolArray:
    """Returns which actors have mode TWO: by the nodes file, else the targets."""
    if nodes is not None and "mode" in nodes.columns:
        return np.array([_mode(nodes, row) for row in nodes.rows], np.bool_)
    mode: dict[int, bool] = {}
    for edge in edges:
        for actor, is_two in ((edge.source, False), (edge.target, True)):
            if mode.setdefault(actor, is_two) != is_two:
                raise table.error(edge.row, messages.BOTH_MODES, id=ids[actor])
    if nodes is not None:
        for actor, row in enumerate(nodes.rows):
            if actor not in mode:
                raise nodes.error(row, messages.NO_MODE, id=ids[actor])
    return np.array([mode[actor] for actor in range(len(ids))], np.bool_)


def _mode(nodes: CsvTable, row: TableRow) -> bool:
    text = row.cells["mode"].upper()
    if text not in MODES:
        raise nodes.error(row, messages.BAD_MODE, mode=row.cells["mode"])
    return MODES[text]


def _ties(table: CsvTable, edges: list[_Edge], directed: bool, mode: BoolArray | None) -> dict[tuple[int, int], _Edge]:
    ties: dict[tuple[int, int], _Edge] = {}
    for edge in edges:
        if mode is not None and mode[edge.source] == mode[edge.target]:
            raise table.error(edge.row, messages.WITHIN_MODE, mode="TWO" if mode[edge.source] else "ONE")
        reverse = bool(mode[edge.source]) if mode is not None else not directed and edge.source > edge.target
        key = (edge.target, edge.source) if reverse else (edge.source, edge.target)
        other = ties.setdefault(key, edge)
        if other.weight != edge.weight:
            raise table.error(edge.row, messages.TWO_WEIGHTS, first=other.row.line)
    return ties

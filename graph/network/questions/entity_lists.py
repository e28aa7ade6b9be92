"""Connections of computed lists of entities."""

from collections.abc import Callable
from typing import Any

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.connections import compile_connection
from graph.compiler.relationship_fields import entity_order
from graph.compiler.result_projection import ProjectionBlock
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_KIND
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import Later, NetworkFieldReader, SelectionReader

OwnedEntities = tuple[str, list[int]]
"""The list's owner, and its entities."""


def shared_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads the entities that both ends of an overlap's tie share, else null."""
    return entity_list_reader(reader, selected, _shared)


def entity_list_reader(
    reader: SelectionReader, selected: SelectedField, find: Callable[[NetworkExecution, Any], OwnedEntities | None]
) -> NetworkFieldReader:
    """Reads a connection of the entities that `find` returns; null for None."""
    slot = reader.block(lambda deferred: _block(reader, selected, deferred))

    def read(execution: NetworkExecution, source: Any) -> Later | None:
        found = find(execution, source)
        return None if found is None else Later(slot, found)

    return read


def _block(
    reader: SelectionReader, selected: SelectedField, deferred: Callable[[NetworkExecution], list[OwnedEntities]]
) -> ProjectionBlock:
    compiler = reader.compiler
    index, rows, owners, variable, node, each = (compiler.name(prefix) for prefix in ("index", "p", "p", "v", "n", "each"))
    binding = Binding(node, EVERY_KIND, None, Subqueries((node,)))
    clauses = f"UNWIND ${rows}[{index}] AS {each} MATCH ({node}) WHERE id({node}) = {each}"
    subqueries = Subqueries((index,))
    source = RowSource(clauses, binding, entity_order(node, EVERY_KIND), unique=True)
    connection = compile_connection(compiler.below(selected), source, selected, subqueries, part=f"${owners}[{index}]")
    text = (
        f"CALL () {{ UNWIND range(0, size(${rows}) - 1) AS {index} {subqueries.clauses()} "
        f"RETURN collect([{index}, {connection.cypher}]) AS {variable} }}"
    )

    def values(execution: NetworkExecution) -> dict[str, Any]:
        lists, node_id = deferred(execution), execution.snapshot.node_id
        return {owners: [owner for owner, _ in lists], rows: [[int(node_id[each]) for each in found] for _, found in lists]}

    def decode(value: list[Any], _: Any) -> dict[int, Any]:
        return {place: connection.decode(found) for place, found in value}

    return ProjectionBlock(text, variable, values, decode)


def _shared(execution: NetworkExecution, tie: int) -> OwnedEntities | None:
    network, snapshot = execution.network, execution.snapshot
    if network.overlap is None:
        return None
    ends = int(network.ties.one[tie]), int(network.ties.two[tie])
    return " ".join(snapshot.display_name(end) for end in ends), network.overlap.shared_by(*ends)

"""The connection of reachable entities, filtered, ordered or grouped.

The search returns all entities. One statement makes the connection, a second projects the page's paths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.pagination import OrderKey
from graph.compiler.relationship_fields import entity_order
from graph.compiler.result_projection import ProjectionBlock, ResultProjection
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_KIND
from graph.linkage.questions.path_objects import FieldReader, paths_reader


@dataclass(frozen=True)
class ReachedEntity(Binding):
    """A reachable entity bound in Cypher. `row`: the expression of its index in the search result."""

    hops: str
    row: str
    paths: ResultProjection


class HopsField:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        assert isinstance(binding, ReachedEntity)
        return Expression(binding.hops)


class PathField:
    """The path, filled in by the second statement."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        assert isinstance(binding, ReachedEntity)
        read = paths_reader(compiler, binding.paths, selected, lambda result: result.paths.values())
        return Expression(binding.row, lambda row: UnresolvedPath.to_row(row, read))


class UnresolvedPath(ObjectValue):
    """An empty `Path`, which `read` fills with the path to the entity at index `row`."""

    __slots__ = ("read", "row")

    row: int
    read: FieldReader

    @classmethod
    def to_row(cls, row: int, read: FieldReader) -> "UnresolvedPath":
        path = cls()
        path.typename, path.row, path.read = "Path", row, read
        return path


def unresolved_paths(value: Any) -> Iterator[UnresolvedPath]:
    if isinstance(value, UnresolvedPath):
        yield value
    elif isinstance(value, dict):
        for item in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from unresolved_paths(item)
    elif isinstance(value, list):
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            yield from unresolved_paths(item)


def connection_block(compiler: Compiler, selected: SelectedField, paths: ResultProjection) -> ProjectionBlock:
    """Returns the block. Its parameter is a list of [internal id, hops], nearest first."""
    entities, variable, row, hops, node = (compiler.name(prefix) for prefix in ("p", "v", "row", "hops", "n"))
    binding = ReachedEntity(node, EVERY_KIND, None, Subqueries((node, hops, row)), hops, row, paths)
    clauses = (
        f"UNWIND range(0, size(${entities}) - 1) AS {row} WITH {row}, ${entities}[{row}][1] AS {hops} "
        f"MATCH ({node}) WHERE id({node}) = ${entities}[{row}][0]"
    )
    order = (OrderKey("hops", hops), *entity_order(node, EVERY_KIND))
    subqueries = Subqueries()
    connection = compile_connection(compiler, RowSource(clauses, binding, order, carried=(hops, row)), selected, subqueries)
    text = f"CALL () {{ {subqueries.clauses()} RETURN {connection.cypher} AS {variable} }}"

    def values(result: Any) -> dict[str, Any]:
        node_id = result.graph.snapshot.node_id
        return {entities: [[int(node_id[entity]), hops] for hops, entity in result.page]}

    return ProjectionBlock(text, variable, values, lambda value, _: connection.decode(value))

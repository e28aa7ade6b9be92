"""What can be reached, where more is asked than the list as it comes: filtered, ordered otherwise, grouped.

The search tells which entities there are and how far away; one statement then makes the connection of them all. The ways to those on
the page are found when the page is known, and projected by a second statement.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.compiler.compiler import Binding, Compiler, SubqueryScope
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.pagination import OrderKey
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_KIND
from graph.linkage.questions.path_objects import FieldReader, paths_reader
from graph.linkage.questions.projection import Block, Projection


@dataclass(frozen=True)
class ReachedRow(Binding):
    """An entity, how many ``hops`` away it is, and its ``place`` in the finding. ``ways``: where its path is projected."""

    hops: str
    place: str
    ways: Projection


class HopsAway:
    """How many hops away the entity of the row is."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        assert isinstance(binding, ReachedRow)
        return Expression(binding.hops)


class WayThere:
    """The way to the entity of the row."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        assert isinstance(binding, ReachedRow)
        read = paths_reader(compiler, binding.ways, selected, lambda finding: finding.paths.values())
        return Expression(binding.place, lambda place: UnresolvedPath.to(place, read))


class UnresolvedPath(ObjectValue):
    """A path that has still to be read, to the entity at a place of the finding."""

    __slots__ = ("place", "read")

    place: int
    read: FieldReader

    @classmethod
    def to(cls, place: int, read: FieldReader) -> "UnresolvedPath":
        way = cls()
        way.typename, way.place, way.read = "Path", place, read
        return way


def ways_in(value: Any) -> Iterator[UnresolvedPath]:
    """All ways that an answer holds."""
    if isinstance(value, UnresolvedPath):
        yield value
    elif isinstance(value, dict):
        for each in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from ways_in(each)
    elif isinstance(value, list):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from ways_in(each)


def connection_of_reached(compiler: Compiler, selected: SelectedField, ways: Projection) -> Block:
    """The connection over all that was found: [the database's number, hops] of each, nearest first."""
    found, variable, place, hops, node = (compiler.name(prefix) for prefix in ("p", "v", "place", "hops", "n"))
    row = ReachedRow(node, EVERY_KIND, None, SubqueryScope((node, hops, place)), hops, place, ways)
    clauses = (
        f"UNWIND range(0, size(${found}) - 1) AS {place} WITH {place}, ${found}[{place}][1] AS {hops} "
        f"MATCH ({node}) WHERE id({node}) = ${found}[{place}][0]"
    )
    order = (OrderKey("hops", hops), *entity_order(node, EVERY_KIND))
    around = SubqueryScope()
    part = compile_connection(compiler, RowSource(clauses, row, order, carried=(hops, place)), selected, around)
    text = f"CALL () {{ {around.clauses()} RETURN {part.cypher} AS {variable} }}"

    def values(finding: Any) -> dict[str, Any]:
        numbers = finding.network.snapshot.node
        return {found: [[int(numbers[entity]), hops] for hops, entity in finding.page]}

    return Block(text, variable, values, lambda value, _: part.decode(value))

"""Reads the fields of a division that the columns have, without a statement."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import FIELD_COMPILER, Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.coverage.columns.columns import Columns
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS

DivisionReader = Callable[[Columns, int], ObjectValue]


def division_reader(compiler: Compiler, field: SelectedField) -> DivisionReader | None:
    """Returns None if a field is selected that the columns do not have."""
    by_kind = {kind: list(_division_fields(compiler, kind, field)) for kind in DIVISIONS}
    if not all(name in _VALUES for fields in by_kind.values() for _, name in fields):
        return None

    def read(columns: Columns, division: int) -> ObjectValue:
        kind = columns.snapshot.kind_of(division)
        values = [(key, _VALUES[name](columns, division)) for key, name in by_kind[kind]]
        compiler.coercion.require(None not in (value for _, value in values))
        return ObjectValue.of(kind.label, values)

    return read


def _division_fields(compiler: Compiler, kind: Kind, field: SelectedField) -> Iterator[tuple[str, str]]:
    object_type = cast(GraphQLObjectType, compiler.selections.schema.get_type(kind.label))
    for each in compiler.selections.of(object_type, field.nodes):
        if each.definition is not None and FIELD_COMPILER not in each.definition.extensions:
            compiler.defer_to_resolver()
        yield each.key, each.name


def _name(columns: Columns, division: int) -> str | None:
    kind = columns.snapshot.kind_of(division)
    return columns.column(kind, "name").text_at(division - columns.range_of(kind).start)


_VALUES: Final[Mapping[str, Callable[[Columns, int], Any]]] = {
    "code": lambda columns, division: columns.snapshot.codes[division],
    "name": _name,
    "kind": lambda columns, division: columns.snapshot.kind_of(division).name,
    "__typename": lambda columns, division: columns.snapshot.kind_of(division).label,
}

"""Compiles `orderBy` to keys for cursors.

Nulls are last in both directions. A nullable key becomes two: whether it is null, then its value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.filters import MAX_FILTER_DEPTH, InputValue
from graph.compiler.pagination import OrderKey
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.compiler.stored_values import AGGREGATE_FUNCTIONS, aggregate_of, value_of
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Property

MAX_SORT_KEYS: Final = 8
_DEFAULTS: Final[Mapping[type, str]] = {int: "0", float: "0.0", bool: "false"}


@dataclass(frozen=True)
class SortKey:
    """An entry of `orderBy` in Cypher. `default`: a literal that replaces null, of the expression's type."""

    name: str
    expression: str
    default: str
    descending: bool
    nullable: bool = True
    text: bool = False

    def order_keys(self, variable: str) -> Iterator[OrderKey]:
        name = f"{self.name} {'DESC' if self.descending else 'ASC'}"
        if self.nullable:
            yield OrderKey(f"{name} last", f"{variable} IS NULL")
            yield OrderKey(name, f"coalesce({variable}, {self.default})", self.descending, self.text)
        else:
            yield OrderKey(name, variable, self.descending)


class SortCompiler(Protocol):
    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey: ...


def default_of(value_type: type) -> str:
    """Returns the literal that replaces a null. A date sorts as text."""
    return _DEFAULTS.get(value_type, "''")


def is_descending(given: InputValue) -> bool:
    return given.value.value == "DESC"


def single_field(given: InputValue) -> tuple[SortCompiler, InputValue]:
    """Raises UserError (BAD_ARGUMENT) if a oneOf input is nested too deeply."""
    if given.depth > MAX_FILTER_DEPTH:
        raise UserError(messages.SORT_TOO_DEEP, maximum=MAX_FILTER_DEPTH)
    ((compiler, field),) = given.fields()
    return cast(SortCompiler, compiler), field


def sort_by_related(compiler: Compiler, match: str, binding: Binding, given: InputValue) -> SortKey:
    """Returns a key of the entity that `match` binds, or null."""
    sort_compiler, field = single_field(given)
    key = sort_compiler.sort_key(compiler, binding, field)
    expression = f"head(COLLECT {{ {match} RETURN {key.expression} AS key }})"
    return SortKey(f"{given.path[-1]}.{key.name}", expression, key.default, key.descending, text=key.text)


@dataclass(frozen=True)
class NumberOrder:
    """A number property of related entities whose aggregate is a sort key."""

    prop: Property


def sort_by_aggregate(rows: RowSource, given: InputValue) -> SortKey:
    """Returns a key over distinct related entities: their count, or an aggregate of a number."""
    ((number, field),) = given.fields()
    if isinstance(number, NumberOrder):
        ((_, direction),) = field.fields()
        function = str(direction.path[-1])
        name = f"{given.path[-1]}.{number.prop.field}.{function}"
        return aggregate_key(name, related_aggregate(rows, number.prop, function), number.prop, direction)
    return SortKey(f"{given.path[-1]}.count", related_count(rows), default_of(int), is_descending(field), nullable=False)


def related_count(rows: RowSource) -> str:
    return f"COUNT {{ {rows.where()} RETURN DISTINCT {rows.binding.node} }}"


def related_aggregate(rows: RowSource, prop: Property, function: str) -> str:
    """Aggregates over distinct related entities."""
    node = rows.binding.node
    aggregate = aggregate_of(AGGREGATE_FUNCTIONS[function], value_of(node, prop))
    return f"head(COLLECT {{ {rows.where()} WITH DISTINCT {node} RETURN {aggregate} AS key }})"


def aggregate_key(name: str, expression: str, prop: Property, direction: InputValue) -> SortKey:
    """Returns a sort key. `direction`: the field of the aggregate."""
    whole = direction.path[-1] == "count" or (direction.path[-1] in ("min", "max") and prop.type is int)
    return SortKey(name, expression, default_of(int if whole else float), is_descending(direction))


def compile_order(compiler: Compiler, selected: SelectedField, rows: RowSource) -> RowSource:
    """Puts `orderBy` before the default order."""
    given = given_order(compiler, selected)
    if given is None:
        return rows
    expressions: dict[str, str] = {}
    order: list[OrderKey] = []
    for element in given.elements():
        sort_compiler, field = single_field(element)
        key, variable = sort_compiler.sort_key(compiler, rows.binding, field), compiler.name("k")
        expressions[variable] = key.expression
        order += key.order_keys(variable)
    return rows.ordered_by(expressions, order)


def given_order(compiler: Compiler, selected: SelectedField) -> InputValue | None:
    """Returns the argument `orderBy`, or None without keys. Raises UserError (BAD_ARGUMENT) if there are too many keys."""
    given = InputValue.of_argument(compiler, selected, "orderBy")
    if given is not None and len(given.value) > MAX_SORT_KEYS:
        raise UserError(messages.TOO_MANY_SORT_KEYS, number=len(given.value), maximum=MAX_SORT_KEYS)
    return given

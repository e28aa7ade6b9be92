"""Orders: what a caller asks for in ``orderBy``, as keys that a cursor can hold.

What is not there stands last in either direction: a key that may be null is two keys, whether it is null and then its value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

from graph.compiler.compiler import Binding, Compiler
from graph.compiler.filters import MAX_FILTER_DEPTH, InputValue
from graph.compiler.pagination import OrderKey
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.errors import argument_error

MAX_SORT_KEYS: Final = 8
_OF_TYPE: Final[Mapping[type, str]] = {int: "0", float: "0.0", bool: "false"}


@dataclass(frozen=True)
class SortKey:
    """An expression to sort by. ``default``: the literal of its type that stands in for null."""

    name: str
    expression: str
    default: str
    descending: bool
    nullable: bool = True
    text: bool = False

    def bound_to(self, variable: str) -> Iterator[OrderKey]:
        """The keys of the order, once the expression is bound to a variable."""
        name = f"{self.name} {'DESC' if self.descending else 'ASC'}"
        if self.nullable:
            yield OrderKey(f"{name} last", f"{variable} IS NULL")
            yield OrderKey(name, f"coalesce({variable}, {self.default})", self.descending, self.text)
        else:
            yield OrderKey(name, variable, self.descending)


class SortCompiler(Protocol):
    """How one field of an order is made a key."""

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey: ...


def default_of(value_type: type) -> str:
    """The literal that stands in for a null of the type; a date is text in an order."""
    return _OF_TYPE.get(value_type, "''")


def is_descending(given: InputValue) -> bool:
    return given.value.value == "DESC"


def single_field(given: InputValue) -> tuple[SortCompiler, InputValue]:
    """The one field that is given of an order. Raises Refusal (BAD_ARGUMENT) where it is too deep."""
    if given.depth > MAX_FILTER_DEPTH:
        raise argument_error(f"`orderBy` is nested deeper than {MAX_FILTER_DEPTH} levels. Sort by something nearer.")
    ((criterion, part),) = given.fields()
    return cast(SortCompiler, criterion), part


def sort_by_related(compiler: Compiler, found: str, binding: Binding, given: InputValue) -> SortKey:
    """The key of the node that the clauses ``found`` bind to ``row.node``; null where there is none."""
    sortable, part = single_field(given)
    key = sortable.sort_key(compiler, binding, part)
    expression = f"head(COLLECT {{ {found} RETURN {key.expression} AS key }})"
    return SortKey(f"{given.path[-1]}.{key.name}", expression, key.default, key.descending, text=key.text)


def sort_by_count(matches: RowSource, given: InputValue) -> SortKey:
    """How many different entities match."""
    ((_, part),) = given.fields()
    count = f"COUNT {{ {matches.where()} RETURN DISTINCT {matches.row.node} }}"
    return SortKey(f"{given.path[-1]}.count", count, default_of(int), is_descending(part), nullable=False)


def compile_order(compiler: Compiler, selected: SelectedField, matches: RowSource) -> RowSource:
    """The rows in the order that the argument ``orderBy`` asks for, then in the order that they have without it."""
    given = InputValue.of_argument(compiler, selected, "orderBy")
    if given is None:
        return matches
    if len(given.value) > MAX_SORT_KEYS:
        raise argument_error(f"`orderBy` has {len(given.value)} keys; it takes up to {MAX_SORT_KEYS}.")
    bound: dict[str, str] = {}
    order: list[OrderKey] = []
    for each in given.elements():
        sortable, part = single_field(each)
        key, variable = sortable.sort_key(compiler, matches.row, part), compiler.name("k")
        bound[variable] = key.expression
        order += key.bound_to(variable)
    return matches.ordered_by(bound, tuple(order))

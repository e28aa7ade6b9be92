"""Groups rows by the keys of `group_keys`.

An entity counts once per group, also with several links; groups of links also have their number. Groups are sorted by `orderBy`, then by
key, null last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import CompiledByParent, Compiler, field_compiler
from graph.compiler.expressions import Expression, compile_object_builder, constant, list_expression
from graph.compiler.filters import InputValue
from graph.compiler.group_keys import ByDivision, ByInterval, GroupKey, is_date
from graph.compiler.ratios import GroupRatio
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.compiler.sorting import given_order, is_descending
from graph.compiler.stored_values import AGGREGATE_FUNCTIONS, aggregate_of, value_of
from graph.cypher.labels import EVERY_DIVISION
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Property

MAX_GROUPS: Final = 1_000


@dataclass(frozen=True)
class GroupsOf(CompiledByParent):
    """Marks a connection's field `group`. `keys`: the values of its argument `by`."""

    keys: Mapping[str, GroupKey]


def compile_groups(compiler: Compiler, rows: RowSource, selected: SelectedField, subqueries: Subqueries) -> Expression:
    group, found, aggregates = compiler.name("g"), compiler.name("v"), compiler.name("a")
    by = _group_key(compiler, selected)
    group_row = _GroupRow(compiler, rows.binding, by, group, cast(GraphQLObjectType, selected.type))
    fields = compiler.selections.of(group_row.type, selected.nodes)
    key_fields = in_canonical_order(fields, group_row.key_field)
    aggregate_fields = in_canonical_order(fields, group_row.aggregate_field)
    key_list, key_indexes = list_expression(key_fields)
    # The count is always first: without an aggregate Cypher would not group.
    count = Expression("count(*)")
    aggregate_list, (_, *aggregate_indexes) = list_expression([count, *aggregate_fields], pinned=1)
    distinct = "" if group_row.is_of_links else "DISTINCT "
    keyed = f"WITH {distinct}{rows.binding.node}, {by.expression(compiler, rows.binding)} AS {group}"
    values, order = group_row.order(given_order(compiler, selected))
    ordered = f"WITH {', '.join([group, f'{aggregate_list} AS {aggregates}', *values])} ORDER BY {', '.join(order)} LIMIT {MAX_GROUPS + 1}"
    body = f"{rows.where()} {keyed} {ordered} {group_row.division.subqueries.clauses()}"
    subqueries.call(compiler, found, body, f"collect([{key_list}, {aggregates}])")
    slots = [
        _Slot(0, key_fields[index], key_indexes[index])
        if group_row.is_key_field(field)
        else _Slot(1, aggregate_fields[index], aggregate_indexes[index])
        for index, field in enumerate(fields)
    ]
    build = compile_object_builder([field.key for field in fields])
    return Expression(found, lambda values: build(_columns(slots, values), len(values)))


def _group_key(compiler: Compiler, selected: SelectedField) -> GroupKey:
    """Returns the key of the argument `by`, by `interval` if it is given. Raises UserError (BAD_ARGUMENT) if `interval` is given and the
    key is no date.
    """
    arguments = compiler.selections.arguments(selected)
    name, interval = arguments["by"].value, arguments.get("interval")
    key = cast(GroupsOf, field_compiler(selected)).keys[name]
    if interval is None:
        return key
    if not is_date(key):
        raise UserError(messages.INTERVAL_WITHOUT_DATE, key=name)
    return ByInterval(key, interval.value)


@dataclass(frozen=True)
class GroupOrder:
    """What a sort key of groups sorts by: the group's key (`by_key`), its number of links (`by_links`), an aggregate of `prop`, or else the
    number of entities.
    """

    by_key: bool = False
    by_links: bool = False
    prop: Property | None = None


@dataclass(frozen=True)
class _Slot:
    """The place of a field in a row [key values, aggregates]. `part`: 0 for key values, 1 for aggregates. `index`: within the part."""

    part: int
    expression: Expression
    index: int


def _columns(slots: list[_Slot], rows: list[Any]) -> list[Sequence[Any]]:
    """Raises UserError (BAD_ARGUMENT) if there are too many groups."""
    if len(rows) > MAX_GROUPS:
        raise UserError(messages.TOO_MANY_GROUPS, maximum=MAX_GROUPS)
    return [slot.expression.decode_column([row[slot.part][slot.index] for row in rows]) for slot in slots]


class _GroupRow:
    def __init__(self, compiler: Compiler, binding: Binding, by: GroupKey, group: str, row_type: GraphQLObjectType) -> None:
        self.compiler = compiler
        self.binding = binding
        self.group = group
        self.type = row_type
        self.is_of_links = row_type.name == "LinkGroup"
        self.by_division = isinstance(by, ByDivision)
        self.key = f"{group}.code" if self.by_division else group
        kinds = frozenset({by.level}) if isinstance(by, ByDivision) else EVERY_DIVISION
        self.division = Binding(group, kinds, None, Subqueries((group,), f"{group} IS NOT NULL"))

    def order(self, given: InputValue | None) -> tuple[list[str], list[str]]:
        """Returns the aggregates that `orderBy` needs, and the terms of ORDER BY: those of `orderBy`, then the key."""
        values: list[str] = []
        order: list[str] = []
        for element in given.elements() if given else ():
            ((sort, field),) = element.fields()
            expression, descending = self._sort_expression(sort, field)
            if expression != self.key:
                variable = self.compiler.name("k")
                values.append(f"{expression} AS {variable}")
                expression = variable
            order += [f"{expression} IS NULL", f"{expression} DESC" if descending else expression]
        return values, [*order, self.key]

    def _sort_expression(self, sort: Any, field: InputValue) -> tuple[str, bool]:
        """Returns what to order by, and whether the largest is first."""
        match sort:
            case GroupRatio():
                return sort.expression(self.binding, field)
            case GroupOrder(by_key=True):
                return self.key, is_descending(field)
            case GroupOrder(by_links=True):
                return "count(*)", is_descending(field)
            case GroupOrder(prop=None):
                return self.count, is_descending(field)
            case _:
                ((_, direction),) = field.fields()
                function = AGGREGATE_FUNCTIONS[str(direction.path[-1])]
                return aggregate_of(function, value_of(self.binding.node, sort.prop)), is_descending(direction)

    def is_key_field(self, field: SelectedField) -> bool:
        return field.name in ("key", "division")

    def key_field(self, field: SelectedField) -> Expression:
        if field.name == "key":
            return Expression(self.key)
        if field.name == "division" and self.by_division:
            division = self.compiler.project(self.division, field.type, field.nodes)
            return replace(division, cypher=f"CASE WHEN {self.group} IS NOT NULL THEN {division.cypher} END")
        return constant(None)

    def aggregate_field(self, field: SelectedField) -> Expression:
        if self.is_key_field(field):
            return constant(None)
        if field.name == "links":
            return Expression("count(*)")
        return Expression(self.count) if field.name == "count" else self.compiler.field(self.binding, self.type, field)

    @property
    def count(self) -> str:
        """The number of distinct entities. Rows of links are not distinct."""
        return f"count({'DISTINCT ' if self.is_of_links else ''}{self.binding.node})"

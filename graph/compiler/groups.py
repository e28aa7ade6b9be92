"""Groups rows by a property, kind, relation, or the division of one level that contains the home.

An entity counts once per group, even if it has several links. Groups are sorted by key, null last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, SubqueryScope
from graph.compiler.compiler import CompiledByParent, Compiler, field_compiler
from graph.compiler.expressions import Expression, compile_object_builder, constant, list_expression
from graph.compiler.property_fields import as_json_expression
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_DIVISION, is_any_of, kind_name_of
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Kind, Property

MAX_GROUPS: Final = 1_000


class GroupKey(Protocol):
    def expression(self, compiler: Compiler, binding: Binding) -> str: ...


@dataclass(frozen=True)
class ByProperty:
    prop: Property

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return as_json_expression(binding.node, self.prop)


class ByKind:
    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return kind_name_of(binding.node, binding.kinds)


class ByRelation:
    """The relation of the link. An entity with links of two relations is in both groups."""

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return f"type({binding.link})"


@dataclass(frozen=True)
class ByDivision:
    """The division of one level that is or contains the home, or null."""

    level: Kind

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        home, division = compiler.name("home"), compiler.name("d")
        one = f"{match_home(compiler, binding.node, binding.kinds, home)} WITH {home} ORDER BY {home}.code LIMIT 1"
        up = f"MATCH {above(compiler, home, division, min_steps=0)} WHERE {is_any_of(division, (self.level,))}"
        return f"head(COLLECT {{ {one} {up} WITH {division} ORDER BY {division}.code LIMIT 1 RETURN {division} }})"


@dataclass(frozen=True)
class GroupsOf(CompiledByParent):
    """Marks a connection's field `group`. `keys`: the values of its argument `by`."""

    keys: Mapping[str, GroupKey]


def compile_groups(compiler: Compiler, rows: RowSource, selected: SelectedField, scope: SubqueryScope) -> Expression:
    group, found, aggregates = compiler.name("g"), compiler.name("v"), compiler.name("a")
    by = cast(GroupsOf, field_compiler(selected)).keys[compiler.selections.arguments(selected)["by"].value]
    group_row = _GroupRow(compiler, rows.binding, by, group, cast(GraphQLObjectType, selected.type))
    fields = compiler.selections.of(group_row.type, selected.nodes)
    key_fields = in_canonical_order(fields, group_row.key_field)
    aggregate_fields = in_canonical_order(fields, group_row.aggregate_field)
    key_list, key_indexes = list_expression(key_fields)
    # The count is always first: without an aggregate Cypher would not group.
    count = Expression(f"count({rows.binding.node})")
    aggregate_list, (_, *aggregate_indexes) = list_expression([count, *aggregate_fields], pinned=1)
    keyed = f"WITH DISTINCT {rows.binding.node}, {by.expression(compiler, rows.binding)} AS {group}"
    ordered = f"WITH {group}, {aggregate_list} AS {aggregates} ORDER BY {group_row.key} LIMIT {MAX_GROUPS + 1}"
    body = f"{rows.where()} {keyed} {ordered} {group_row.division.scope.clauses()}"
    scope.call(compiler, found, body, f"collect([{key_list}, {aggregates}])")
    slots = [
        _Slot(0, key_fields[index], key_indexes[index])
        if group_row.is_key_field(field)
        else _Slot(1, aggregate_fields[index], aggregate_indexes[index])
        for index, field in enumerate(fields)
    ]
    build = compile_object_builder([field.key for field in fields])
    return Expression(found, lambda values: build(_columns(slots, values), len(values)))


@dataclass(frozen=True)
class _Slot:
    """A field of a group. `part`: 0 is the key, 1 the aggregates."""

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
        self.by_division = isinstance(by, ByDivision)
        self.key = f"{group}.code" if self.by_division else group
        kinds = frozenset({by.level}) if isinstance(by, ByDivision) else EVERY_DIVISION
        self.division = Binding(group, kinds, None, SubqueryScope((group,), f"{group} IS NOT NULL"))

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
        return constant(None) if self.is_key_field(field) else self.compiler.field(self.binding, self.type, field)

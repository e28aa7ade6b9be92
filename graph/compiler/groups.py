"""Groups: all that match, by a key, each row with its count and its aggregates.

A key is a property, the kind, the type of the link, or the division of one level in which the home lies. In each row an entity is
counted once, however many links lead to it. Rows come by key, the one of what has no key last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, CompiledByParent, Compiler, SubqueryScope, field_compiler
from graph.compiler.expressions import Expression, compile_object_builder, constant, list_expression
from graph.compiler.property_fields import as_json_expression
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_DIVISION, is_any_of, kind_name_of
from graph.errors import argument_error
from graph.model.declarations import Kind, Property

MAX_GROUPS: Final = 1_000


class GroupKey(Protocol):
    """By what rows are put together: an expression over a row, a value or a division."""

    def expression(self, compiler: Compiler, binding: Binding) -> str: ...


@dataclass(frozen=True)
class ByProperty:
    """By a stored property."""

    prop: Property

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return as_json_expression(binding.node, self.prop)


class ByKind:
    """By the kind of the entity."""

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return kind_name_of(binding.node, binding.kinds)


class ByRelation:
    """By the type of the link; an entity with links of two types is in both rows."""

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return f"type({binding.link})"


@dataclass(frozen=True)
class ByDivision:
    """By the division of one level that is the home, or above it; null where there is none."""

    level: Kind

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        home, division = compiler.name("home"), compiler.name("d")
        one = f"{match_home(compiler, binding.node, binding.kinds, home)} WITH {home} ORDER BY {home}.code LIMIT 1"
        up = f"MATCH {above(compiler, home, division, min_steps=0)} WHERE {is_any_of(division, (self.level,))}"
        return f"head(COLLECT {{ {one} {up} WITH {division} ORDER BY {division}.code LIMIT 1 RETURN {division} }})"


@dataclass(frozen=True)
class GroupsOf(CompiledByParent):
    """Marks the field ``group`` of a connection. ``keys``: what its argument ``by`` can name."""

    keys: Mapping[str, GroupKey]


def compile_groups(compiler: Compiler, matches: RowSource, selected: SelectedField, around: SubqueryScope) -> Expression:
    """What the field ``group`` asks for: one row for each key."""
    group, found, sums = compiler.name("g"), compiler.name("v"), compiler.name("a")
    by = cast(GroupsOf, field_compiler(selected)).keys[compiler.selections.arguments(selected)["by"].value]
    rows = _Rows(compiler, matches.row, by, group, cast(GraphQLObjectType, selected.type))
    fields = compiler.selections.of(rows.type, selected.nodes)
    of_key, of_all = [rows.of_key(field) for field in fields], [rows.aggregate_field(field) for field in fields]
    key_text, key_places = list_expression(of_key)
    # The count comes first whatever is selected: without any aggregate there would be no groups.
    sum_text, (_, *sum_places) = list_expression([Expression(f"count({matches.row.node})"), *of_all])
    keyed = f"WITH DISTINCT {matches.row.node}, {by.expression(compiler, matches.row)} AS {group}"
    ordered = f"WITH {group}, {sum_text} AS {sums} ORDER BY {rows.key} LIMIT {MAX_GROUPS + 1}"
    body = f"{matches.where()} {keyed} {ordered} {rows.division.scope.clauses()}"
    around.call(found, body, f"collect([{key_text}, {sums}])")
    slots = [
        (True, of_key[place], key_places[place]) if rows.is_of_key(field) else (False, of_all[place], sum_places[place])
        for place, field in enumerate(fields)
    ]
    put_together = compile_object_builder([field.key for field in fields])
    return Expression(found, lambda values: put_together(_columns(slots, values), len(values)))


Slot = tuple[bool, Expression, int]
"""Whether a field speaks of the row's key, how its value is read, and where it lies."""


def _columns(slots: list[Slot], values: list[Any]) -> list[Sequence[Any]]:
    """A column for each field. Raises Refusal (BAD_ARGUMENT) where there are too many rows: some of them would look like all."""
    if len(values) > MAX_GROUPS:
        raise argument_error(
            f"`group` would give more than {MAX_GROUPS} rows. Group by something that has fewer values, or narrow the list with `where`."
        )
    of_key, of_all = ([row[side] for row in values] for side in (0, 1))
    return [part.decode_column([row[place] for row in (of_key if is_of_key else of_all)]) for is_of_key, part, place in slots]


class _Rows:
    """The fields of a row: some speak of its key, the others of all that it puts together."""

    def __init__(self, compiler: Compiler, binding: Binding, by: GroupKey, group: str, row_type: GraphQLObjectType) -> None:
        self.compiler = compiler
        self.row = binding
        self.group = group
        self.type = row_type
        self.by_division = isinstance(by, ByDivision)
        self.key = f"{group}.code" if self.by_division else group
        kinds = frozenset({by.level}) if isinstance(by, ByDivision) else EVERY_DIVISION
        self.division = Binding(group, kinds, None, SubqueryScope((group,), f"{group} IS NOT NULL"))

    def is_of_key(self, field: SelectedField) -> bool:
        return field.name in ("key", "division")

    def of_key(self, field: SelectedField) -> Expression:
        if field.name == "key":
            return Expression(self.key)
        if field.name == "division" and self.by_division:
            part = self.compiler.project(self.division, field.type, field.nodes)
            return replace(part, cypher=f"CASE WHEN {self.group} IS NOT NULL THEN {part.cypher} END")
        return constant(None)

    def aggregate_field(self, field: SelectedField) -> Expression:
        return constant(None) if self.is_of_key(field) else self.compiler.field(self.row, self.type, field)

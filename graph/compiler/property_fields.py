"""Instructions for the fields of an entity that are not links: its key, its properties, its place in the tree."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from graph.compiler.compiler import Binding, Compiler
from graph.compiler.expressions import Expression, decode_lists
from graph.compiler.filters import FilterContext, InputValue, compile_where
from graph.compiler.row_source import ListField, RowSource, where
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import SortKey, default_of, is_descending, sort_by_related
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_DIVISION, kind_name_of, label_of, level_number_of
from graph.model.declarations import Property, camel_case


def value_of(variable: str, prop: Property) -> str:
    """The value of a property."""
    value = f"{variable}.`{prop.name}`"
    return value if prop.cypher_default is None else f"coalesce({value}, {prop.cypher_default})"


def as_json_expression(variable: str, prop: Property) -> str:
    """The value of a property as JSON has it: a date as ISO text."""
    value = value_of(variable, prop)
    return f"toString({value})" if prop.type is date else value


def property_holds(conditions: FilterContext, variable: str, prop: Property, binding: Binding, given: InputValue) -> str:
    """What ``where`` asks of a property."""
    value = value_of(variable, prop)
    return (
        conditions.quantified_list(value, binding, given)
        if prop.is_list
        else conditions.all_of(replace(binding, node=value), given)
    )


def property_key(variable: str, prop: Property, given: InputValue) -> SortKey:
    """A property in ``orderBy``."""
    return SortKey(
        prop.field, as_json_expression(variable, prop), default_of(prop.type), is_descending(given), text=prop.type is str
    )


def project_single(compiler: Compiler, binding: Binding, found: str, one: Binding, selected: SelectedField) -> Expression:
    """The selection on the one node that the clauses ``found`` bind, or null."""
    part, variable = compiler.project(one, selected.type, selected.nodes), compiler.name("v")
    binding.scope.call(variable, f"{found} {one.scope.clauses()}", f"head(collect({part.cypher}))")
    return replace(part, cypher=variable)


@dataclass(frozen=True)
class NodeProperty:
    """A stored property of the node."""

    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(as_json_expression(binding.node, self.prop))

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return property_holds(conditions, binding.node, self.prop, binding, given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return property_key(binding.node, self.prop, given)


class Pinyin:
    """How the node's name is read, as the loader stored it."""

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return SortKey("pinyin", f"{binding.node}.pinyin", default_of(str), is_descending(given))


@dataclass(frozen=True)
class LinkProperty:
    """A stored property of the link that led to the node."""

    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(as_json_expression(str(binding.link), self.prop))

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return property_holds(conditions, str(binding.link), self.prop, binding, given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return property_key(str(binding.link), self.prop, given)


@dataclass(frozen=True)
class GlobalId:
    """The Relay global id: the GraphQL type and the business key, ``Community:640502100002``."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(_global_id(binding))

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.all_of(replace(binding, node=f"({_global_id(binding)})"), given)


def _global_id(binding: Binding) -> str:
    return f"({label_of(binding.node, binding.kinds)}) + ':' + {binding.node}.code"


@dataclass(frozen=True)
class KindName:
    """The kind of the node; of a division also its level, which has the same names."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(kind_name_of(binding.node, binding.kinds))

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.all_of(replace(binding, node=kind_name_of(binding.node, binding.kinds)), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        """The kinds by name, the levels from the top."""
        name = str(given.path[-1])
        if name == "level":
            return SortKey(name, level_number_of(binding.node), default_of(int), is_descending(given), nullable=False)
        return SortKey(name, kind_name_of(binding.node, binding.kinds), default_of(str), is_descending(given), nullable=False)


@dataclass(frozen=True)
class Home:
    """The one division that the node counts for."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        found, home = self.found(compiler, binding)
        return project_single(compiler, binding, found, home, selected)

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.exists_one(*self.found(conditions.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_related(compiler, *self.found(compiler, binding), given)

    def found(self, compiler: Compiler, binding: Binding) -> tuple[str, Binding]:
        """Clauses that bind the home, and its row."""
        home = Binding.of(compiler.name("home"), EVERY_DIVISION)
        clauses = (
            f"{match_home(compiler, binding.node, binding.kinds, home.node)} WITH {home.node} ORDER BY {home.node}.code LIMIT 1"
        )
        return clauses, home


@dataclass(frozen=True)
class Ancestors(ListField):
    """All divisions above, top first."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        ancestor = Binding.of(compiler.name("n"), EVERY_DIVISION)
        links, found = compiler.name("up"), compiler.name("v")
        part = compiler.project(ancestor, selected.type, selected.nodes)
        wanted = compile_where(compiler, selected, ancestor)
        walk = f"MATCH {above(compiler, binding.node, ancestor.node, min_steps=1, links=links)}" + where(*wanted)
        ordered = f"WITH {ancestor.node}, size({links}) AS height ORDER BY height DESC, {ancestor.node}.code"
        binding.scope.call(found, f"{walk} {ordered} {ancestor.scope.clauses()}", f"collect({part.cypher})")
        return Expression.from_column_decoder(found, decode_lists(part))

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        ancestor = Binding.of(conditions.compiler.name("n"), EVERY_DIVISION)
        walk = f"MATCH {above(conditions.compiler, binding.node, ancestor.node, min_steps=1)}"
        return conditions.quantified(RowSource(walk, ancestor, (), distinct=True), given)


@dataclass(frozen=True)
class LinkRelation:
    """The type of the row's link."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"type({binding.link})")

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.all_of(replace(binding, node=f"type({binding.link})"), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return SortKey("relation", f"type({binding.link})", default_of(str), is_descending(given), nullable=False)


@dataclass(frozen=True)
class LinkEnd:
    """The entity that the row's link begins or ends at."""

    start: bool

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        end = Binding.of(compiler.name("n"), binding.kinds)
        return project_single(compiler, binding, f"WITH {self._end(binding)} AS {end.node}", end, selected)

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        end = Binding.of(conditions.compiler.name("n"), binding.kinds)
        return f"any({end.node} IN [{self._end(binding)}] WHERE {conditions.all_of(end, given)})"

    def _end(self, binding: Binding) -> str:
        return f"{'startNode' if self.start else 'endNode'}({binding.link})"


class OtherEnd:
    """The entity at the other end of the row's link."""

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.all_of(binding, given)


@dataclass(frozen=True)
class LinkProperties:
    """The properties of the row's link beyond those that every link has, by GraphQL name."""

    common: frozenset[str]

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"properties({binding.link})", self._read)

    def _read(self, properties: dict[str, Any]) -> dict[str, Any]:
        own = sorted(properties.keys() - self.common)
        return {camel_case(name): as_json(properties[name]) for name in own}


@dataclass(frozen=True)
class AggregateOf:
    """The aggregates of one property over the nodes of the rows."""

    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compiler.project(
            Binding.of(as_json_expression(binding.node, self.prop), binding.kinds), selected.type, selected.nodes
        )


@dataclass(frozen=True)
class AggregateFunction:
    """One aggregate of the expression that stands for the row's node."""

    function: str

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        aggregate = f"{self.function}({binding.node})"
        if self.function == "sum":
            return Expression(f"CASE count({binding.node}) WHEN 0 THEN null ELSE toFloat({aggregate}) END")
        return Expression(aggregate)


def as_json(value: Any) -> Any:
    """A stored value, or a list or map of such, as JSON has it."""
    if isinstance(value, list):
        return [as_json(each) for each in cast(list[Any], value)]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in cast(dict[str, Any], value).items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)

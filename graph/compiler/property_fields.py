"""Fields of entities and links that follow no further link, except to the home and the ancestors."""

from dataclasses import dataclass, replace
from typing import Any, cast

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import NO_PROPERTIES, Expression, Properties, decode_lists
from graph.compiler.filters import FilterContext, InputValue, compile_where
from graph.compiler.row_source import ListField, RowSource, where
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import SortKey, default_of, is_descending, sort_by_related
from graph.compiler.stored_values import aggregate_of, as_json_expression, value_of
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_DIVISION, kind_name_of, label_of, level_number_of
from graph.model.declarations import Property, camel_case


def property_condition(context: FilterContext, variable: str, prop: Property, binding: Binding, given: InputValue) -> str:
    value = value_of(variable, prop)
    if prop.is_list:
        return context.quantified_list(value, binding, given)
    return context.all_of(replace(binding, node=value), given)


def property_sort_key(variable: str, prop: Property, given: InputValue) -> SortKey:
    default = default_of(prop.type)
    return SortKey(prop.field, as_json_expression(variable, prop), default, is_descending(given), text=prop.type is str)


def project_single(compiler: Compiler, binding: Binding, match: str, related: Binding, selected: SelectedField) -> Expression:
    """Projects the node that `match` binds, or null."""
    projection, variable = compiler.project(related, selected.type, selected.nodes), compiler.name("v")
    binding.subqueries.call(
        compiler, variable, f"{match} {related.subqueries.clauses()}", f"head(collect({projection.cypher}))"
    )
    return replace(projection, cypher=variable, properties=None)


@dataclass(frozen=True)
class NodeProperty:
    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(as_json_expression(binding.node, self.prop), properties=frozenset({self.prop.name}))

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return property_condition(context, binding.node, self.prop, binding, given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return property_sort_key(binding.node, self.prop, given)


class PinyinSort:
    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return SortKey("pinyin", f"{binding.node}.pinyin", default_of(str), is_descending(given))


@dataclass(frozen=True)
class LinkProperty:
    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(as_json_expression(str(binding.link), self.prop), properties=NO_PROPERTIES)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return property_condition(context, str(binding.link), self.prop, binding, given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return property_sort_key(str(binding.link), self.prop, given)


@dataclass(frozen=True)
class GlobalId:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(dated_id(compiler, binding), properties=_if_one_kind(binding, frozenset({"code"})))

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.all_of(replace(binding, node=f"({_global_id(binding)})"), given)


def dated_id(compiler: Compiler, binding: Binding) -> str:
    """Returns the id that the response shows, with its date and edits."""
    return f"{_global_id(binding)} + {compiler.id_suffix}"


def _global_id(binding: Binding) -> str:
    return f"({label_of(binding.node, binding.kinds)}) + ':' + {binding.node}.code"


def _if_one_kind(binding: Binding, properties: Properties) -> Properties:
    """Returns None for several kinds, because their label needs the node itself."""
    return properties if len(binding.kinds) == 1 else None


@dataclass(frozen=True)
class KindName:
    """The kind of the node, or the level of a division."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(kind_name_of(binding.node, binding.kinds), properties=_if_one_kind(binding, NO_PROPERTIES))

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.all_of(replace(binding, node=kind_name_of(binding.node, binding.kinds)), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        """Sorts kinds by name, and levels top first."""
        name, descending = str(given.path[-1]), is_descending(given)
        if name == "level":
            return SortKey(name, level_number_of(binding.node), default_of(int), descending, nullable=False)
        return SortKey(name, kind_name_of(binding.node, binding.kinds), default_of(str), descending, nullable=False)


@dataclass(frozen=True)
class Home:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        match, home = self.match(compiler, binding)
        return project_single(compiler, binding, match, home, selected)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.exists_one(*self.match(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_related(compiler, *self.match(compiler, binding), given)

    def match(self, compiler: Compiler, binding: Binding) -> tuple[str, Binding]:
        """Returns clauses that bind the home, and its binding."""
        home = Binding.of(compiler.name("home"), EVERY_DIVISION)
        first = f"WITH {home.node} ORDER BY {home.node}.code LIMIT 1"
        return f"{match_home(compiler, binding.node, binding.kinds, home.node)} {first}", home


@dataclass(frozen=True)
class Ancestors(ListField):
    """All divisions above, top first."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        ancestor = Binding.of(compiler.name("n"), EVERY_DIVISION)
        links, found = compiler.name("up"), compiler.name("v")
        projection = compiler.project(ancestor, selected.type, selected.nodes)
        filtered = compile_where(compiler, selected, ancestor)
        upward = above(compiler, binding.node, ancestor.node, min_steps=1, links=links)
        match = f"MATCH {upward}{where(*filtered.conditions)}"
        ordered = f"WITH {ancestor.node}, size({links}) AS height ORDER BY height DESC, {ancestor.node}.code"
        binding.subqueries.call(
            compiler, found, f"{match} {ordered} {ancestor.subqueries.clauses()}", f"collect({projection.cypher})"
        )
        return Expression.from_column_decoder(found, decode_lists(projection))

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        ancestor = Binding.of(context.compiler.name("n"), EVERY_DIVISION)
        match = f"MATCH {above(context.compiler, binding.node, ancestor.node, min_steps=1)}"
        return context.quantified(RowSource(match, ancestor, (), distinct=True), given)


@dataclass(frozen=True)
class LinkRelation:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"type({binding.link})", properties=NO_PROPERTIES)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.all_of(replace(binding, node=f"type({binding.link})"), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return SortKey("relation", f"type({binding.link})", default_of(str), is_descending(given), nullable=False)


@dataclass(frozen=True)
class LinkEnd:
    start: bool

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        end = Binding.of(compiler.name("n"), binding.kinds)
        return project_single(compiler, binding, f"WITH {self._end(binding)} AS {end.node}", end, selected)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        end = Binding.of(context.compiler.name("n"), binding.kinds)
        return f"any({end.node} IN [{self._end(binding)}] WHERE {context.all_of(end, given)})"

    def _end(self, binding: Binding) -> str:
        return f"{'startNode' if self.start else 'endNode'}({binding.link})"


class OtherEnd:
    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.all_of(binding, given)


@dataclass(frozen=True)
class LinkProperties:
    """The values of the properties that only some relations have, by GraphQL name: all stored ones without `common`."""

    common: frozenset[str]

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"properties({binding.link})", self._decode, properties=NO_PROPERTIES)

    def _decode(self, properties: dict[str, Any]) -> dict[str, Any]:
        return {camel_case(name): as_json(properties[name]) for name in sorted(properties.keys() - self.common)}


@dataclass(frozen=True)
class AggregateOf:
    prop: Property

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        value = Binding.of(as_json_expression(binding.node, self.prop), binding.kinds)
        return compiler.project(value, selected.type, selected.nodes)


@dataclass(frozen=True)
class AggregateFunction:
    function: str

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(aggregate_of(self.function, binding.node))


def as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [as_json(each) for each in cast(list[Any], value)]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in cast(dict[str, Any], value).items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)

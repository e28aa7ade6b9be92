"""Instructions for the fields of an entity that are not links: its key, its properties, its place in the tree."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from graph.compilation.compiler import Compiler, Row
from graph.compilation.conditions import Conditions, Given, compile_where
from graph.compilation.matches import Listing, Matches, where
from graph.compilation.orders import SortKey, default_of, is_descending, of_the_one
from graph.compilation.parts import Part, each
from graph.compilation.selections import SelectedField
from graph.homes import above, match_home
from graph.labels import EVERY_DIVISION, kind_name_of, label_of, level_number_of
from graph.model import Property, camel_case


def value_of(variable: str, prop: Property) -> str:
    """The value of a property."""
    value = f"{variable}.`{prop.name}`"
    return value if prop.absent is None else f"coalesce({value}, {prop.absent})"


def stored(variable: str, prop: Property) -> str:
    """The value of a property as JSON has it: a date as ISO text."""
    value = value_of(variable, prop)
    return f"toString({value})" if prop.type is date else value


def property_holds(conditions: Conditions, variable: str, prop: Property, row: Row, given: Given) -> str:
    """What ``where`` asks of a property."""
    value = value_of(variable, prop)
    return conditions.of_list(value, row, given) if prop.is_list else conditions.all_of(replace(row, node=value), given)


def property_key(variable: str, prop: Property, given: Given) -> SortKey:
    """A property in ``orderBy``."""
    return SortKey(prop.field, stored(variable, prop), default_of(prop.type), is_descending(given), text=prop.type is str)


def one_of(compiler: Compiler, row: Row, found: str, one: Row, selected: SelectedField) -> Part:
    """The selection on the one node that the clauses ``found`` bind, or null."""
    part, variable = compiler.project(one, selected.type, selected.nodes), compiler.name("v")
    row.scope.call(variable, f"{found} {one.scope.clauses()}", f"head(collect({part.text}))")
    return replace(part, text=variable)


@dataclass(frozen=True)
class NodeProperty:
    """A stored property of the node."""

    prop: Property

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(stored(row.node, self.prop))

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return property_holds(conditions, row.node, self.prop, row, given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return property_key(row.node, self.prop, given)


class Pinyin:
    """How the node's name is read, as the loader stored it."""

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return SortKey("pinyin", f"{row.node}.pinyin", default_of(str), is_descending(given))


@dataclass(frozen=True)
class LinkProperty:
    """A stored property of the link that led to the node."""

    prop: Property

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(stored(str(row.link), self.prop))

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return property_holds(conditions, str(row.link), self.prop, row, given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return property_key(str(row.link), self.prop, given)


@dataclass(frozen=True)
class GlobalId:
    """The Relay global id: the GraphQL type and the business key, ``Community:640502100002``."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(_global_id(row))

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.all_of(replace(row, node=f"({_global_id(row)})"), given)


def _global_id(row: Row) -> str:
    return f"({label_of(row.node, row.kinds)}) + ':' + {row.node}.code"


@dataclass(frozen=True)
class KindName:
    """The kind of the node; of a division also its level, which has the same names."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(kind_name_of(row.node, row.kinds))

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.all_of(replace(row, node=kind_name_of(row.node, row.kinds)), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        """The kinds by name, the levels from the top."""
        name = str(given.way[-1])
        if name == "level":
            return SortKey(name, level_number_of(row.node), default_of(int), is_descending(given), nullable=False)
        return SortKey(name, kind_name_of(row.node, row.kinds), default_of(str), is_descending(given), nullable=False)


@dataclass(frozen=True)
class Home:
    """The one division that the node counts for."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        found, home = self.found(compiler, row)
        return one_of(compiler, row, found, home, selected)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_one(*self.found(conditions.compiler, row), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_one(compiler, *self.found(compiler, row), given)

    def found(self, compiler: Compiler, row: Row) -> tuple[str, Row]:
        """Clauses that bind the home, and its row."""
        home = Row.of(compiler.name("home"), EVERY_DIVISION)
        clauses = f"{match_home(compiler, row.node, row.kinds, home.node)} WITH {home.node} ORDER BY {home.node}.code LIMIT 1"
        return clauses, home


@dataclass(frozen=True)
class Ancestors(Listing):
    """All divisions above, top first."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        ancestor = Row.of(compiler.name("n"), EVERY_DIVISION)
        links, found = compiler.name("up"), compiler.name("v")
        part = compiler.project(ancestor, selected.type, selected.nodes)
        wanted = compile_where(compiler, selected, ancestor)
        walk = f"MATCH {above(compiler, row.node, ancestor.node, shortest=1, links=links)}" + where(*wanted)
        ordered = f"WITH {ancestor.node}, size({links}) AS height ORDER BY height DESC, {ancestor.node}.code"
        row.scope.call(found, f"{walk} {ordered} {ancestor.scope.clauses()}", f"collect({part.text})")
        return Part.by_column(found, each(part))

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        ancestor = Row.of(conditions.compiler.name("n"), EVERY_DIVISION)
        walk = f"MATCH {above(conditions.compiler, row.node, ancestor.node, shortest=1)}"
        return conditions.of_many(Matches(walk, ancestor, (), distinct=True), given)


@dataclass(frozen=True)
class LinkRelation:
    """The type of the row's link."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(f"type({row.link})")

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.all_of(replace(row, node=f"type({row.link})"), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return SortKey("relation", f"type({row.link})", default_of(str), is_descending(given), nullable=False)


@dataclass(frozen=True)
class LinkEnd:
    """The entity that the row's link begins or ends at."""

    start: bool

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        end = Row.of(compiler.name("n"), row.kinds)
        return one_of(compiler, row, f"WITH {self._end(row)} AS {end.node}", end, selected)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        end = Row.of(conditions.compiler.name("n"), row.kinds)
        return f"any({end.node} IN [{self._end(row)}] WHERE {conditions.all_of(end, given)})"

    def _end(self, row: Row) -> str:
        return f"{'startNode' if self.start else 'endNode'}({row.link})"


class OtherEnd:
    """The entity at the other end of the row's link."""

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.all_of(row, given)


@dataclass(frozen=True)
class LinkProperties:
    """The properties of the row's link beyond those that every link has, by GraphQL name."""

    common: frozenset[str]

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(f"properties({row.link})", self._read)

    def _read(self, properties: dict[str, Any]) -> dict[str, Any]:
        own = sorted(properties.keys() - self.common)
        return {camel_case(name): as_json(properties[name]) for name in own}


@dataclass(frozen=True)
class AggregateOf:
    """The aggregates of one property over the nodes of the rows."""

    prop: Property

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return compiler.project(Row.of(stored(row.node, self.prop), row.kinds), selected.type, selected.nodes)


@dataclass(frozen=True)
class AggregateFunction:
    """One aggregate of the expression that stands for the row's node."""

    function: str

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        aggregate = f"{self.function}({row.node})"
        if self.function == "sum":
            return Part(f"CASE count({row.node}) WHEN 0 THEN null ELSE toFloat({aggregate}) END")
        return Part(aggregate)


def as_json(value: Any) -> Any:
    """A stored value, or a list or map of such, as JSON has it."""
    if isinstance(value, list):
        return [as_json(each) for each in cast(list[Any], value)]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in cast(dict[str, Any], value).items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)

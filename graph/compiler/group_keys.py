"""The keys of groups, such as a property, an interval of a date, or the division of one level that contains the home."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeGuard

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.stored_values import INTERVALS, as_json_expression, value_of
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import is_any_of, kind_name_of
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.model.declarations import Kind, Property, Relation


class GroupKey(Protocol):
    def expression(self, compiler: Compiler, binding: Binding) -> str: ...


@dataclass(frozen=True)
class ByProperty:
    """A property of the entity, or of the link that leads to it."""

    prop: Property
    of_link: bool = False

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return as_json_expression(self.variable(binding), self.prop)

    def variable(self, binding: Binding) -> str:
        return str(binding.link) if self.of_link else binding.node

    def date(self, compiler: Compiler, binding: Binding) -> str:
        return value_of(self.variable(binding), self.prop)


@dataclass(frozen=True)
class ByHomeSince:
    """The `since` of the first link home, by the code of the other end."""

    relation: Relation

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return f"toString({self.date(compiler, binding)})"

    def date(self, compiler: Compiler, binding: Binding) -> str:
        link, home = compiler.name("r"), compiler.name("home")
        valid = f"{link_is_valid(link, self.relation, compiler.as_of)} AND {node_is_valid(home, compiler.as_of)}"
        match = f"MATCH ({binding.node})-[{link}:{self.relation.name}]->({home}) WHERE {valid}"
        return f"head(COLLECT {{ {match} WITH {link}, {home} ORDER BY {home}.code, {link}.since LIMIT 1 RETURN {link}.since }})"


@dataclass(frozen=True)
class ByInterval:
    """The year, quarter or month of a date."""

    of: ByProperty | ByHomeSince
    interval: str

    def expression(self, compiler: Compiler, binding: Binding) -> str:
        return INTERVALS[self.interval](self.of.date(compiler, binding))


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


def is_date(key: GroupKey) -> TypeGuard[ByProperty | ByHomeSince]:
    """Checks for a key that an interval can group."""
    return isinstance(key, ByHomeSince) or (isinstance(key, ByProperty) and key.prop.type is date)

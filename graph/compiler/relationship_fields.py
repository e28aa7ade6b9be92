"""Instructions for the fields that follow links: to one, to many, at any depth below, and every link of an entity."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.compiler.compiler import Binding, Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import Expression
from graph.compiler.filters import FilterContext, InputValue
from graph.compiler.pagination import OrderKey
from graph.compiler.property_fields import project_single
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import SortKey, sort_by_count, sort_by_related
from graph.cypher.home_division import below
from graph.cypher.labels import EVERY_KIND, label_of, labels
from graph.cypher.validity import any_link_is_valid, link_is_valid, node_is_valid
from graph.errors import argument_error
from graph.model.declarations import Kind, Relation
from graph.model.registry import KIND_BY_NAME

_NEVER = "'9999-99-99'"


def entity_order(
    node: str, kinds: frozenset[Kind], *, indexed: bool = False, like: frozenset[Kind] = frozenset()
) -> tuple[OrderKey, ...]:
    """The default order: by code; of several kinds by kind, then code. ``indexed``: an index gives the rows in order of their code.
    ``like``: all kinds of a list of which only ``kinds`` are asked for, so that its cursors stay its own."""
    code = OrderKey("code", f"{node}.code", text=not indexed)
    return (code,) if len(kinds | like) == 1 else (OrderKey("kind", label_of(node, kinds)), code)


def link_order(link: str) -> tuple[OrderKey, ...]:
    """The order of links that join the same two entities. Two may have begun on the same day: the last key only keeps them apart while
    somebody pages. ``id`` is the number that ``elementId`` writes out as text, which takes some 4 % of a long list's time."""
    since = OrderKey("since", f"coalesce(toString({link}.since), {_NEVER})", sorted_by=f"{link}.since")
    return since, OrderKey("link", f"id({link})")


def _arrow(direction: str, link: str, types: str = "") -> str:
    pattern = f"-[{link}{types}]-"
    return {"OUT": f"{pattern}>", "IN": f"<{pattern}", "BOTH": pattern}[direction]


@dataclass(frozen=True)
class Hop:
    """One relation in one direction, to kinds of entity."""

    relation: Relation
    back: bool
    kinds: frozenset[Kind]

    def clause(self, node: str, link: str, found: str) -> str:
        direction = "BOTH" if self.relation.undirected else "IN" if self.back else "OUT"
        return f"MATCH ({node}){_arrow(direction, link, ':' + self.relation.name)}({found}{labels(self.kinds)})"

    def conditions(self, link: str, found: str, as_of: str) -> tuple[str, ...]:
        return link_is_valid(link, self.relation, as_of), node_is_valid(found, as_of)


@dataclass(frozen=True)
class RelatedOne:
    """The entity at the other end of a link of which there is at most one; the first by code where data holds more."""

    hop: Hop

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return project_single(compiler, binding, *self.found(compiler, binding), selected)

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.exists_one(*self.found(conditions.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_related(compiler, *self.found(compiler, binding), given)

    def found(self, compiler: Compiler, binding: Binding) -> tuple[str, Binding]:
        found, link = Binding.of(compiler.name("n"), self.hop.kinds), compiler.name("r")
        where = " AND ".join(self.hop.conditions(link, found.node, compiler.as_of))
        order = ", ".join(key.expression for key in entity_order(found.node, found.kinds))
        clauses = f"{self.hop.clause(binding.node, link, found.node)} WHERE {where} WITH {found.node} ORDER BY {order} LIMIT 1"
        return clauses, found


@dataclass(frozen=True)
class RelatedMany(ListField):
    """A connection over the links of one relation; parallel links are edges of their own."""

    hop: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.hop.kinds

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compile_connection(compiler, self.matches(compiler, binding), selected, binding.scope)

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.quantified(self.matches(conditions.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_count(self.matches(compiler, binding), given)

    def matches(self, compiler: Compiler, binding: Binding) -> RowSource:
        node, link = compiler.name("n"), compiler.name("r")
        return RowSource(
            self.hop.clause(binding.node, link, node),
            Binding.of(node, self.hop.kinds, link),
            (*entity_order(node, self.hop.kinds), *link_order(link)),
            (link_is_valid(link, self.hop.relation, compiler.as_of),),
            valid_at=compiler.as_of,
        )


@dataclass(frozen=True)
class RelatedThrough:
    """What is reached over a link to one and then over links to many: nothing that is selected, but something to ask about."""

    first: Hop
    second: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.second.kinds

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.quantified(self.matches(conditions.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_count(self.matches(compiler, binding), given)

    def matches(self, compiler: Compiler, binding: Binding) -> RowSource:
        between, one = RelatedOne(self.first).found(compiler, binding)
        matches = RelatedMany(self.second).matches(compiler, one)
        return replace(matches, clauses=f"{between} {matches.clauses}")


@dataclass(frozen=True)
class DivisionsBelow(ListField):
    """A connection over the divisions at any depth below; ``itself``: the division too, where it is of the kinds asked for."""

    kinds: frozenset[Kind]
    itself: bool

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compile_connection(
            compiler, self.matches(compiler, binding, self._kinds(compiler, selected)), selected, binding.scope
        )

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.quantified(self.matches(conditions.compiler, binding, self.kinds), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_count(self.matches(compiler, binding, self.kinds), given)

    def matches(self, compiler: Compiler, binding: Binding, kinds: frozenset[Kind]) -> RowSource:
        node = compiler.name("n")
        return RowSource(
            f"MATCH {below(compiler, binding.node, node, kinds, min_steps=0 if self.itself else 1, start=binding.kinds)}",
            Binding.of(node, kinds),
            entity_order(node, kinds, like=self.kinds),
            distinct=True,
            expensive=True,
        )

    def _kinds(self, compiler: Compiler, selected: SelectedField) -> frozenset[Kind]:
        level = compiler.selections.arguments(selected).get("level")
        return self.kinds if level is None else frozenset({KIND_BY_NAME[level.value]})


@dataclass(frozen=True)
class EntityLinks(ListField):
    """A connection over every link at the entity, of any type, in any direction."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        arguments = compiler.selections.arguments(selected)
        return compile_connection(compiler, self.matches(compiler, binding, arguments), selected, binding.scope)

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conditions.quantified(self.matches(conditions.compiler, binding, {}), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_count(self.matches(compiler, binding, {}), given)

    def matches(self, compiler: Compiler, binding: Binding, arguments: dict[str, Any]) -> RowSource:
        node, link = compiler.name("n"), compiler.name("r")
        return RowSource(
            f"MATCH ({binding.node}){self._arrow(link, arguments)}({node}:Entity)",
            Binding.of(node, EVERY_KIND, link),
            self._order(node, link),
            (any_link_is_valid(link, compiler.as_of), node_is_valid(node, compiler.as_of)),
        )

    def _arrow(self, link: str, arguments: dict[str, Any]) -> str:
        direction, relations = arguments.get("direction"), arguments.get("relations")
        return _arrow(direction.value if direction else "BOTH", link, _types(relations) if relations is not None else "")

    def _order(self, node: str, link: str) -> tuple[OrderKey, ...]:
        entity = (OrderKey("kind", label_of(node)), OrderKey("code", f"{node}.code", text=True))
        return (OrderKey("relation", f"type({link})"), *entity, *link_order(link))


def _types(relations: Sequence[Any]) -> str:
    if not relations:
        raise argument_error("`relations` is empty, so that there is no link to show. Name at least one, or leave it out.")
    return ":" + "|".join(sorted({relation.value for relation in relations}))

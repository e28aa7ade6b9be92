"""The fields that follow links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import NO_PROPERTIES, Expression
from graph.compiler.filters import FilterContext, InputValue
from graph.compiler.pagination import OrderKey
from graph.compiler.property_fields import project_single
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import SortKey, sort_by_aggregate, sort_by_related
from graph.cypher.home_division import below
from graph.cypher.labels import EVERY_KIND, label_of, labels
from graph.cypher.validity import any_link_is_valid, link_is_valid, node_is_valid
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Kind, Relation
from graph.model.registry import KIND_BY_NAME

_LAST_DATE: Final = "'9999-99-99'"


def entity_order(node: str, kinds: frozenset[Kind], *, indexed: bool = False) -> tuple[OrderKey, ...]:
    """Orders by kind if there are several, then by code. `indexed`: an index returns the rows in code order."""
    code = OrderKey("code", f"{node}.code", text=not indexed, properties=frozenset({"code"}))
    return (code,) if len(kinds) == 1 else (OrderKey("kind", label_of(node, kinds)), code)


def link_order(link: str) -> tuple[OrderKey, ...]:
    """Orders parallel links by date, then by database id. `elementId` formats this id as text, which would take 4 % of a long list's time."""
    since = f"coalesce(toString({link}.since), {_LAST_DATE})"
    return (
        OrderKey("since", since, sorted_by=f"{link}.since", properties=NO_PROPERTIES),
        OrderKey("link", f"id({link})", properties=NO_PROPERTIES),
    )


def _arrow(direction: str, link: str, types: str = "") -> str:
    pattern = f"-[{link}{types}]-"
    return {"OUT": f"{pattern}>", "IN": f"<{pattern}", "BOTH": pattern}[direction]


@dataclass(frozen=True)
class Hop:
    relation: Relation
    back: bool
    kinds: frozenset[Kind]

    def match(self, node: str, link: str, target: str) -> str:
        direction = "BOTH" if self.relation.undirected else "IN" if self.back else "OUT"
        return f"MATCH ({node}){_arrow(direction, link, ':' + self.relation.name)}({target}{labels(self.kinds)})"

    def conditions(self, link: str, target: str, as_of: str) -> tuple[str, ...]:
        return link_is_valid(link, self.relation, as_of), node_is_valid(target, as_of)


@dataclass(frozen=True)
class RelatedOne:
    """The entity at the other end, or the first by code if the data has several."""

    hop: Hop

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return project_single(compiler, binding, *self.match(compiler, binding), selected)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.exists_one(*self.match(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_related(compiler, *self.match(compiler, binding), given)

    def match(self, compiler: Compiler, binding: Binding) -> tuple[str, Binding]:
        """Returns clauses that bind the entity, and its binding."""
        target, link = Binding.of(compiler.name("n"), self.hop.kinds), compiler.name("r")
        where = " AND ".join(self.hop.conditions(link, target.node, compiler.as_of))
        order = ", ".join(key.expression for key in entity_order(target.node, target.kinds))
        match = self.hop.match(binding.node, link, target.node)
        return f"{match} WHERE {where} WITH {target.node} ORDER BY {order} LIMIT 1", target


@dataclass(frozen=True)
class RelatedMany(ListField):
    """A connection over one relation. Parallel links are separate edges."""

    hop: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.hop.kinds

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compile_connection(compiler, self.rows(compiler, binding), selected, binding.subqueries, entity=binding)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.quantified(self.rows(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_aggregate(self.rows(compiler, binding), given)

    def rows(self, compiler: Compiler, binding: Binding) -> RowSource:
        node, link = compiler.name("n"), compiler.name("r")
        return RowSource(
            self.hop.match(binding.node, link, node),
            Binding.of(node, self.hop.kinds, link),
            (*entity_order(node, self.hop.kinds), *link_order(link)),
            (link_is_valid(link, self.hop.relation, compiler.as_of),),
            valid_at=compiler.as_of,
        )


@dataclass(frozen=True)
class RelatedThrough(ListField):
    """A connection over two relations in a row: to one entity, then to many. Its edges are the links of the second."""

    first: Hop
    second: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.second.kinds

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compile_connection(compiler, self.rows(compiler, binding), selected, binding.subqueries, entity=binding)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.quantified(self.rows(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_aggregate(self.rows(compiler, binding), given)

    def rows(self, compiler: Compiler, binding: Binding) -> RowSource:
        match, one = RelatedOne(self.first).match(compiler, binding)
        rows = RelatedMany(self.second).rows(compiler, one)
        return replace(rows, clauses=f"{match} {rows.clauses}")


@dataclass(frozen=True)
class DivisionsBelow(ListField):
    """A connection over all divisions below. `itself`: includes the division if its kind is requested."""

    kinds: frozenset[Kind]
    itself: bool

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        rows = self.rows(compiler, binding, self._requested_kinds(compiler, selected))
        return compile_connection(compiler, rows, selected, binding.subqueries, entity=binding)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.quantified(self.rows(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_aggregate(self.rows(compiler, binding), given)

    def rows(self, compiler: Compiler, binding: Binding, of_kinds: frozenset[Kind] | None = None) -> RowSource:
        node, kinds = compiler.name("n"), of_kinds or self.kinds
        return RowSource(
            f"MATCH {below(compiler, binding.node, node, kinds, min_steps=0 if self.itself else 1, start=binding.kinds)}",
            Binding.of(node, kinds),
            entity_order(node, kinds),
            distinct=True,
            expensive=True,
        )

    def _requested_kinds(self, compiler: Compiler, selected: SelectedField) -> frozenset[Kind]:
        level = compiler.selections.arguments(selected).get("level")
        return self.kinds if level is None else frozenset({KIND_BY_NAME[level.value]})


@dataclass(frozen=True)
class EntityLinks(ListField):
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        arguments = compiler.selections.arguments(selected)
        return compile_connection(
            compiler, self.rows(compiler, binding, arguments), selected, binding.subqueries, entity=binding
        )

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.quantified(self.rows(context.compiler, binding, {}), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_aggregate(self.rows(compiler, binding, {}), given)

    def rows(self, compiler: Compiler, binding: Binding, arguments: dict[str, Any]) -> RowSource:
        node, link = compiler.name("n"), compiler.name("r")
        return RowSource(
            f"MATCH ({binding.node}){self._arrow(link, arguments)}({node}:Entity)",
            Binding.of(node, EVERY_KIND, link),
            self._order(node, link),
            (any_link_is_valid(link, compiler.as_of), node_is_valid(node, compiler.as_of)),
        )

    def _arrow(self, link: str, arguments: dict[str, Any]) -> str:
        direction, relations = arguments.get("direction"), arguments.get("relations")
        types = relation_types(relations) if relations is not None else ""
        return _arrow(direction.value if direction else "BOTH", link, types)

    def _order(self, node: str, link: str) -> tuple[OrderKey, ...]:
        entity = (OrderKey("kind", label_of(node)), OrderKey("code", f"{node}.code", text=True))
        return (OrderKey("relation", f"type({link})"), *entity, *link_order(link))


def relation_types(relations: Sequence[Any]) -> str:
    """Returns the part of a pattern that permits only some relations. Raises UserError (BAD_ARGUMENT) for an empty list."""
    if not relations:
        raise UserError(messages.NO_RELATIONS)
    return ":" + "|".join(sorted({relation.value for relation in relations}))

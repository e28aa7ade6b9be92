"""Instructions for the fields that follow links: to one, to many, at any depth below, and every link of an entity."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.compilation.compiler import Compiler, Row
from graph.compilation.conditions import Conditions, Given
from graph.compilation.connections import compile_connection
from graph.compilation.fields import one_of
from graph.compilation.matches import Listing, Matches
from graph.compilation.orders import SortKey, of_the_many, of_the_one
from graph.compilation.pages import OrderKey
from graph.compilation.parts import Part
from graph.compilation.selections import SelectedField
from graph.errors import bad_argument
from graph.homes import below
from graph.labels import EVERY_KIND, label_of, labels
from graph.model import Kind, Relation
from graph.moments import any_link_lives, link_lives, node_lives

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

    def conditions(self, link: str, found: str) -> tuple[str, ...]:
        return link_lives(link, self.relation), node_lives(found)


@dataclass(frozen=True)
class ToOne:
    """The entity at the other end of a link of which there is at most one; the first by code where data holds more."""

    hop: Hop

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return one_of(compiler, row, *self.found(compiler, row), selected)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_one(*self.found(conditions.compiler, row), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_one(compiler, *self.found(compiler, row), given)

    def found(self, compiler: Compiler, row: Row) -> tuple[str, Row]:
        found, link = Row.of(compiler.name("n"), self.hop.kinds), compiler.name("r")
        where = " AND ".join(self.hop.conditions(link, found.node))
        order = ", ".join(key.expression for key in entity_order(found.node, found.kinds))
        clauses = f"{self.hop.clause(row.node, link, found.node)} WHERE {where} WITH {found.node} ORDER BY {order} LIMIT 1"
        return clauses, found


@dataclass(frozen=True)
class ToMany(Listing):
    """A connection over the links of one relation; parallel links are edges of their own."""

    hop: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.hop.kinds

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return compile_connection(compiler, self.matches(compiler, row), selected, row.scope)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_many(self.matches(conditions.compiler, row), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_many(self.matches(compiler, row), given)

    def matches(self, compiler: Compiler, row: Row) -> Matches:
        node, link = compiler.name("n"), compiler.name("r")
        return Matches(
            self.hop.clause(row.node, link, node),
            Row.of(node, self.hop.kinds, link),
            (*entity_order(node, self.hop.kinds), *link_order(link)),
            (link_lives(link, self.hop.relation),),
            must_live=True,
        )


@dataclass(frozen=True)
class Through:
    """What is reached over a link to one and then over links to many: nothing that is selected, but something to ask about."""

    first: Hop
    second: Hop

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.second.kinds

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_many(self.matches(conditions.compiler, row), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_many(self.matches(compiler, row), given)

    def matches(self, compiler: Compiler, row: Row) -> Matches:
        between, one = ToOne(self.first).found(compiler, row)
        matches = ToMany(self.second).matches(compiler, one)
        return replace(matches, clauses=f"{between} {matches.clauses}")


@dataclass(frozen=True)
class Below(Listing):
    """A connection over the divisions at any depth below; ``itself``: the division too, where it is of the kinds asked for."""

    kinds: frozenset[Kind]
    itself: bool

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return compile_connection(compiler, self.matches(compiler, row, self._kinds(compiler, selected)), selected, row.scope)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_many(self.matches(conditions.compiler, row, self.kinds), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_many(self.matches(compiler, row, self.kinds), given)

    def matches(self, compiler: Compiler, row: Row, kinds: frozenset[Kind]) -> Matches:
        node = compiler.name("n")
        return Matches(
            f"MATCH {below(compiler, row.node, node, kinds, shortest=0 if self.itself else 1, start=row.kinds)}",
            Row.of(node, kinds),
            entity_order(node, kinds, like=self.kinds),
            distinct=True,
            expensive=True,
        )

    def _kinds(self, compiler: Compiler, selected: SelectedField) -> frozenset[Kind]:
        level = compiler.selections.arguments(selected).get("level")
        return self.kinds if level is None else frozenset({Kind[level.value]})


@dataclass(frozen=True)
class LinksOf(Listing):
    """A connection over every link at the entity, of any type, in any direction."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        arguments = compiler.selections.arguments(selected)
        return compile_connection(compiler, self.matches(compiler, row, arguments), selected, row.scope)

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conditions.of_many(self.matches(conditions.compiler, row, {}), given)

    def sort_key(self, compiler: Compiler, row: Row, given: Given) -> SortKey:
        return of_the_many(self.matches(compiler, row, {}), given)

    def matches(self, compiler: Compiler, row: Row, arguments: dict[str, Any]) -> Matches:
        node, link = compiler.name("n"), compiler.name("r")
        return Matches(
            f"MATCH ({row.node}){self._arrow(link, arguments)}({node}:Entity)",
            Row.of(node, EVERY_KIND, link),
            self._order(node, link),
            (any_link_lives(link), node_lives(node)),
        )

    def _arrow(self, link: str, arguments: dict[str, Any]) -> str:
        direction, relations = arguments.get("direction"), arguments.get("relations")
        return _arrow(direction.value if direction else "BOTH", link, _types(relations) if relations is not None else "")

    def _order(self, node: str, link: str) -> tuple[OrderKey, ...]:
        entity = (OrderKey("kind", label_of(node)), OrderKey("code", f"{node}.code", text=True))
        return (OrderKey("relation", f"type({link})"), *entity, *link_order(link))


def _types(relations: Sequence[Any]) -> str:
    if not relations:
        raise bad_argument("`relations` is empty, so that there is no link to show. Name at least one, or leave it out.")
    return ":" + "|".join(sorted({relation.value for relation in relations}))

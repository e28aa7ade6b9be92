"""Instructions for the fields of Query that are answered from the graph: each compiles to one statement with one row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, Protocol

from graph.compiler.compiler import Binding, Compiler, QueryPlan, SubqueryScope
from graph.compiler.connections import compile_connection
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import match_candidates_within
from graph.cypher.labels import EVERY_DIVISION, EVERY_KIND, labels
from graph.cypher.validity import node_is_valid
from graph.errors import ErrorCode, UserError, argument_error
from graph.model.declarations import Kind
from graph.model.registry import KINDS

MAX_IDS = 100
INVALID_ID: Final = ""
"""In the place of the label of what is no id."""
_LABELS: Final = frozenset(kind.label for kind in KINDS)
KeyReader = Callable[[Mapping[str, Any]], list[str]]
"""Reads from a field's arguments which entity is meant: [label, code]."""


class RootFieldCompiler(Protocol):
    """How one field of Query is answered."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan: ...


def _single_value(rows: list[list[Any]]) -> Any:
    return rows[0][0] if rows else None


@dataclass(frozen=True)
class ByCode:
    """One entity of the given kinds, by its ``code``: null where there is none or it does not live on the day."""

    kinds: frozenset[Kind]

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        row = Binding.of("n", self.kinds)
        code = compiler.argument(selected, lambda arguments: arguments["code"])
        found = f"MATCH (n{labels(self.kinds)} {{code: {code}}}) WHERE {node_is_valid('n', compiler.as_of)}"
        return entity_plan(compiler, row, found, selected)


@dataclass(frozen=True)
class ByReference:
    """One entity of any kind, by whatever ``locate`` reads from the arguments."""

    locate: KeyReader

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        row = Binding.of("n", EVERY_KIND)
        wanted = compiler.argument(selected, self.locate)
        found = (
            f"MATCH (n:Entity {{code: {wanted}[1]}}) WHERE {wanted}[0] IN labels(n) AND {node_is_valid('n', compiler.as_of)}"
        )
        return entity_plan(compiler, row, found, selected)


def entity_plan(compiler: Compiler, binding: Binding, found: str, selected: SelectedField) -> QueryPlan:
    """A statement that ends in the projection of one entity that ``found`` binds."""
    part = compiler.project(binding, selected.type, selected.nodes)
    text = f"{found} {binding.scope.clauses()} RETURN {part.cypher} AS answer"
    # Without subqueries it finds one node by its key and reads its properties.
    short = not binding.scope.subqueries
    return QueryPlan(text, compiler.parameters, lambda rows: part.decode(_single_value(rows)), compiler, batchable=short)


@dataclass(frozen=True)
class ByIds:
    """Entities of any kind in the order asked for, null for each that is not there. What is no id (``NO_ID``, and what was given for
    one) is an error in its own place, and leaves the others standing."""

    locate: Callable[[Mapping[str, Any]], list[list[str]]]

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        row = Binding.of("n", EVERY_KIND)
        wanted = compiler.argument(selected, self.locate)
        part = compiler.project(row, selected.type, selected.nodes)
        one = (
            f"MATCH (n:Entity {{code: {wanted}[place][1]}}) "
            f"WHERE {wanted}[place][0] IN labels(n) AND {node_is_valid('n', compiler.as_of)} {row.scope.clauses()} RETURN head(collect({part.cypher})) AS one"
        )
        places = f"UNWIND range(0, size({wanted}) - 1) AS place"
        text = (
            f"{places} CALL (place) {{ {one} }} WITH place, one ORDER BY place RETURN collect([one, {wanted}[place]]) AS answer"
        )

        def read(rows: list[list[Any]]) -> list[Any]:
            found = _single_value(rows)
            asked = [asked for _, asked in found]
            entities = part.decode_column([one for one, _ in found])
            compiler.coercion.failed |= any(label == INVALID_ID for label, _ in asked)
            return [
                _no_id(code) if label == INVALID_ID else entity for entity, (label, code) in zip(entities, asked, strict=True)
            ]

        return QueryPlan(text, compiler.parameters, read, compiler)


@dataclass(frozen=True)
class AllOfKind(ListField):
    """A connection over all entities of a kind, or those that have their home ``within`` a division."""

    kind: Kind

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        arguments = compiler.selections.arguments(selected)
        if arguments.get("within") is None:
            row = Binding.of("n", frozenset({self.kind}))
            # The condition on the code lets the index give the rows in order, page by page. Where another order comes first it would only
            # harm: a code that an index gave is sorted by UTF-16, one that is stored by code point.
            in_order = () if arguments.get("orderBy") else ("n.code > ''",)
            order = entity_order("n", row.kinds, indexed=True)
            matches = RowSource(
                f"MATCH (n{labels(row.kinds)})", row, order, (*in_order, node_is_valid("n", compiler.as_of)), unique=True
            )
            return list_plan(compiler, matches, selected)
        node = compiler.name("n")
        row = Binding.of(node, frozenset({self.kind}))
        clauses, conditions = match_candidates_within(compiler, "scope", node, self.kind)
        matches = RowSource(
            clauses, row, entity_order(node, row.kinds), distinct=True, expensive_conditions=conditions, expensive=True
        )
        return scoped_plan(compiler, matches, selected)


def list_plan(compiler: Compiler, matches: RowSource, selected: SelectedField) -> QueryPlan:
    """A statement that is one connection over the whole database."""
    around = SubqueryScope()
    part = compile_connection(compiler, matches, selected, around)
    text = f"{around.clauses()} RETURN {part.cypher} AS answer"
    return QueryPlan(text, compiler.parameters, lambda rows: part.decode(_single_value(rows)), compiler)


def scoped_plan(compiler: Compiler, matches: RowSource, selected: SelectedField, scope: str = "within") -> QueryPlan:
    """A statement that is one connection under the division ``scope``, whose code is the argument of that name.

    Null where there is no such division. Raises Refusal (NOT_ALIVE) where it does not live on the day.
    """
    around, statement = SubqueryScope(("scope",)), DivisionQuery(compiler, selected, scope)
    part = compile_connection(compiler, matches, selected, around)

    def read(_: str, answer: Any) -> Any:
        return part.decode(answer)

    return statement.plan(around.clauses(), {"answer": part.cypher}, read)


class DivisionQuery:
    """A statement about one division, bound to ``scope``, whose code is the field's argument of the name ``argument``."""

    def __init__(self, compiler: Compiler, selected: SelectedField, argument: str = "scope") -> None:
        self.compiler = compiler
        self.argument = argument
        self.code = compiler.argument(selected, itemgetter(argument))

    def plan(
        self, clauses: str, told: Mapping[str, str | None], read: Callable[..., Any], *, alive: str = "", passes: bool = True
    ) -> QueryPlan:
        """``told``: an expression for each column of its one row; ``read`` is given the text and the values of these. ``alive``: whether the
        division lives, if not on the day. ``passes``: whether what is read is an answer that can be passed on as it is.

        Null where there is no such division. Raises Refusal (NOT_ALIVE).
        """
        columns = {"alive": alive or node_is_valid("scope", self.compiler.as_of), **told}
        returned = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
        text = f"MATCH (scope:Division {{code: {self.code}}}) {clauses} RETURN {returned}"

        def read_rows(rows: list[list[Any]]) -> Any:
            if not rows:
                return None
            alive, *values = rows[0]
            require_alive(alive, self.argument)
            return read(text, *values)

        return QueryPlan(text, self.compiler.parameters, read_rows, self.compiler if passes else None)


def require_alive(alive: bool, argument: str) -> None:
    """Raises Refusal (NOT_ALIVE) where what an argument names does not live on the day."""
    if not alive:
        raise UserError(ErrorCode.NOT_ALIVE, f"What `{argument}` names does not exist on that day. Ask for another day.")


def parameter_map(compiler: Compiler) -> str:
    """A map of all parameters, where the answer is to say with what its statement was run."""
    if not compiler.requirements.echoes_parameters:
        return "{}"
    return f"{{{', '.join(f'{name}: ${name}' for name in compiler.parameters)}}}"


def locate_id(arguments: Mapping[str, Any]) -> list[str]:
    """The entity that the argument ``id`` names. Raises Refusal (BAD_ID)."""
    return parse_id(arguments["id"])


def locate_ids(arguments: Mapping[str, Any]) -> list[list[str]]:
    ids = arguments["ids"]
    if len(ids) > MAX_IDS:
        raise argument_error(f"`ids` holds {len(ids)} ids; it takes up to {MAX_IDS}. Ask in several requests.")
    return [_parts_of(each) or [INVALID_ID, each] for each in ids]


def parse_id(global_id: str) -> list[str]:
    """[label, code] of a global id. Raises Refusal (BAD_ID)."""
    parts = _parts_of(global_id)
    if parts is None:
        raise _no_id(global_id)
    return parts


def _parts_of(global_id: str) -> list[str] | None:
    label, _, code = global_id.partition(":")
    return [label, code] if code and label in _LABELS else None


def _no_id(given: str) -> UserError:
    return UserError(ErrorCode.BAD_ID, f"{given!r} is not an id that this API gave. Use the `id` of an answer.")


def locate_reference(arguments: Mapping[str, Any]) -> list[str]:
    """The entity that the argument ``ref`` names."""
    return key_of_reference(arguments["ref"])


def key_of_reference(reference: Mapping[str, str]) -> list[str]:
    """[label, code] of the entity that an EntityRef names: by global id, or by its kind and code. Raises Refusal (BAD_ID)."""
    ((name, value),) = reference.items()
    if name == "id":
        return parse_id(value)
    return [name[0].upper() + name[1:], value]


DIVISION_BY_CODE = ByCode(EVERY_DIVISION)
NODE_BY_ID = ByReference(locate_id)
NODES_BY_ID = ByIds(locate_ids)
ENTITY_BY_REFERENCE = ByReference(locate_reference)

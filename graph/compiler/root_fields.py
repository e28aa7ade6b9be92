"""The root fields that find entities; null if one does not exist or is not valid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from graph.compiler.as_of import dated_ids
from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.context import SingleStatementField
from graph.compiler.global_ids import (
    INVALID_ID,
    invalid_id,
    key_of_id_argument,
    key_of_ref_argument,
    keys_of_ids_argument,
)
from graph.compiler.query_plan import QueryPlan
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import match_candidates_within
from graph.cypher.labels import EVERY_DIVISION, EVERY_KIND, labels
from graph.cypher.validity import node_is_valid
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Kind


def _single_value(rows: list[list[Any]]) -> Any:
    return rows[0][0] if rows else None


@dataclass(frozen=True)
class ByCode(SingleStatementField):
    kinds: frozenset[Kind]

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        binding = Binding.of("n", self.kinds)
        code = compiler.argument(selected, itemgetter("code"))
        match = f"MATCH (n{labels(self.kinds)} {{code: {code}}}) WHERE {node_is_valid('n', compiler.as_of)}"
        return entity_plan(compiler, binding, match, selected)


class ById(SingleStatementField):
    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        key = compiler.argument(selected, key_of_id_argument)
        match = f"{_match_key(key)} AND {node_is_valid('n', compiler.as_of)}"
        return entity_plan(compiler, Binding.of("n", EVERY_KIND), match, selected)


class ByReference(SingleStatementField):
    """Decoding raises UserError (NOT_ALIVE) for a dated id if the entity is not valid on that date."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        binding = Binding.of("n", EVERY_KIND)
        key = compiler.argument(selected, key_of_ref_argument)
        is_dated = compiler.parameter(lambda variables: bool(dated_ids(variables, selected)))
        is_valid = node_is_valid("n", compiler.as_of)
        match = f"{_match_key(key)} AND ({is_dated} OR {is_valid})"
        projection = compiler.project(binding, selected.type, selected.nodes)
        text = f"{match} {binding.subqueries.clauses()} RETURN [{is_valid}, {projection.cypher}] AS answer"

        def decode(rows: list[list[Any]], _: str) -> Any:
            if not rows:
                return None
            alive, entity = rows[0][0]
            require_valid(alive, "ref")
            return projection.decode(entity)

        return QueryPlan(text, compiler.parameters, decode, batchable=_is_short(binding))


def _match_key(key: str) -> str:
    return f"MATCH (n:Entity {{code: {key}[1]}}) WHERE {key}[0] IN labels(n)"


def entity_plan(compiler: Compiler, binding: Binding, match: str, selected: SelectedField) -> QueryPlan:
    projection = compiler.project(binding, selected.type, selected.nodes)
    text = f"{match} {binding.subqueries.clauses()} RETURN {projection.cypher} AS answer"

    def decode(rows: list[list[Any]], _: str) -> Any:
        return projection.decode(_single_value(rows))

    return QueryPlan(text, compiler.parameters, decode, batchable=_is_short(binding))


def _is_short(binding: Binding) -> bool:
    """Checks for a statement that only reads properties of one node found by its key."""
    return not binding.subqueries.texts


class ByIds(SingleStatementField):
    """The entities in the argument `ids`, in order; an error in the place of a malformed id."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        binding = Binding.of("n", EVERY_KIND)
        keys = compiler.argument(selected, keys_of_ids_argument)
        projection = compiler.project(binding, selected.type, selected.nodes)
        one = (
            f"MATCH (n:Entity {{code: {keys}[place][1]}}) WHERE {keys}[place][0] IN labels(n) AND {node_is_valid('n', compiler.as_of)} "
            f"{binding.subqueries.clauses()} RETURN head(collect({projection.cypher})) AS one"
        )
        unwind = f"UNWIND range(0, size({keys}) - 1) AS place"
        text = (
            f"{unwind} CALL (place) {{ {one} }} WITH place, one ORDER BY place RETURN collect([one, {keys}[place]]) AS answer"
        )
        coercion = compiler.coercion

        def decode(rows: list[list[Any]], _: str) -> list[Any]:
            found = _single_value(rows)
            found_keys = [key for _, key in found]
            coercion.require(all(label != INVALID_ID for label, _ in found_keys))
            entities = projection.decode_column([one for one, _ in found])
            return [
                invalid_id(code) if label == INVALID_ID else entity
                for entity, (label, code) in zip(entities, found_keys, strict=True)
            ]

        return QueryPlan(text, compiler.parameters, decode)


@dataclass(frozen=True)
class AllOfKind(SingleStatementField, ListField):
    """A connection over the entities of a kind, all or in the division `within`."""

    kind: Kind

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        arguments = compiler.selections.arguments(selected)
        if arguments.get("within") is None:
            binding = Binding.of("n", frozenset({self.kind}))
            # This condition lets Neo4j read rows from the index in code order, page by page. With another order it only adds cost:
            # the index sorts by UTF-16 unit, stored text by code point.
            use_index = () if arguments.get("orderBy") else ("n.code > ''",)
            order = entity_order("n", binding.kinds, indexed=True)
            rows = RowSource(
                f"MATCH (n{labels(binding.kinds)})",
                binding,
                order,
                (*use_index, node_is_valid("n", compiler.as_of)),
                unique=True,
            )
            return list_plan(compiler, rows, selected)
        binding = Binding.of(compiler.name("n"), frozenset({self.kind}))
        clauses, conditions = match_candidates_within(compiler, "scope", binding.node, self.kind)
        order = entity_order(binding.node, binding.kinds)
        rows = RowSource(clauses, binding, order, distinct=True, expensive_conditions=conditions, expensive=True)
        return scoped_plan(compiler, rows, selected)


def list_plan(compiler: Compiler, rows: RowSource, selected: SelectedField) -> QueryPlan:
    subqueries = Subqueries()
    connection = compile_connection(compiler, rows, selected, subqueries)
    text = f"{subqueries.clauses()} RETURN {connection.cypher} AS answer"
    return QueryPlan(text, compiler.parameters, lambda rows, _: connection.decode(_single_value(rows)))


def scoped_plan(compiler: Compiler, rows: RowSource, selected: SelectedField, argument: str = "within") -> QueryPlan:
    """Returns the plan of a connection within the division whose code is in `argument`. The field is null if the division does not exist.

    Decoding raises UserError (NOT_ALIVE) if the division is not valid on the date.
    """
    subqueries, query = Subqueries(("scope",)), DivisionQuery(compiler, selected, argument)
    connection = compile_connection(compiler, rows, selected, subqueries)

    def decode(_: str, answer: Any) -> Any:
        return connection.decode(answer)

    return query.plan(subqueries.clauses(), {"answer": connection.cypher}, decode)


class DivisionQuery:
    """A statement about one division, bound to `scope`. Its code is the value of `argument`."""

    def __init__(self, compiler: Compiler, selected: SelectedField, argument: str = "scope") -> None:
        self._parameters = compiler.parameters
        self._as_of = compiler.as_of
        self._argument = argument
        self._code = compiler.argument(selected, itemgetter(argument))

    def plan(
        self, clauses: str, columns: Mapping[str, str | None], decode: Callable[..., Any], *, is_valid: str = ""
    ) -> QueryPlan:
        """Compiles to null if the division does not exist. Decoding raises UserError (NOT_ALIVE) if it is not valid.

        `columns`: expressions of the row. `decode` takes the text to show and the column values. `is_valid`: replaces the validity check at
        the as-of date.
        """
        all_columns = {"alive": is_valid or node_is_valid("scope", self._as_of), **columns}
        returned = ", ".join(f"{expression} AS {name}" for name, expression in all_columns.items())
        text = f"MATCH (scope:Division {{code: {self._code}}}) {clauses} RETURN {returned}"
        argument = self._argument

        def decode_rows(rows: list[list[Any]], shown_text: str) -> Any:
            if not rows:
                return None
            valid, *values = rows[0]
            require_valid(valid, argument)
            return decode(shown_text, *values)

        return QueryPlan(text, self._parameters, decode_rows)


def require_valid(is_valid: bool, argument: str) -> None:
    """Raises UserError (NOT_ALIVE) if the entity in `argument` is not valid."""
    if not is_valid:
        raise UserError(messages.ARGUMENT_NOT_VALID, argument=argument)


def parameter_map(compiler: Compiler) -> str:
    """Returns a Cypher map of all parameters if the response contains them, otherwise an empty one."""
    if not compiler.requirements.echoes_parameters:
        return "{}"
    return f"{{{', '.join(f'{name}: ${name}' for name in compiler.parameters)}}}"


DIVISION_BY_CODE = ByCode(EVERY_DIVISION)
NODE_BY_ID = ById()
NODES_BY_ID = ByIds()
ENTITY_BY_REFERENCE = ByReference()

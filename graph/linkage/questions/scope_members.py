"""Reads entities with a home in a scope, the graph that a removal splits."""

from datetime import date
from typing import Final, LiteralString, cast

from graph.compiler.context import FieldContext
from graph.compiler.root_fields import require_valid
from graph.cypher.home_division import match_within
from graph.cypher.validity import node_is_valid
from graph.cypher.variables import AS_OF_NAME, VariableNames
from graph.database.statement import Statement
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS
from graph.model.surveys import SURVEY

MEMBER_KINDS: Final = tuple(kind for kind in KINDS if kind not in (*DIVISIONS, SURVEY))


async def codes_in_scope(context: FieldContext, scope: str, as_of: date) -> dict[Kind, list[str]] | None:
    """Returns None without such a division. Raises UserError (NOT_ALIVE)."""
    result = await context.read(_statement(scope, as_of))
    if not result.rows:
        return None
    is_valid, *codes = result.rows[0]
    require_valid(is_valid, "scope")
    return dict(zip(MEMBER_KINDS, codes, strict=True))


def _statement(scope: str, as_of: date) -> Statement:
    variables = VariableNames()
    subqueries: list[str] = []
    columns = [f"codes{number}" for number in range(len(MEMBER_KINDS))]
    for kind, column in zip(MEMBER_KINDS, columns, strict=True):
        node = variables.name("n")
        match = match_within(variables, "scope", node, kind)
        subqueries.append(f"CALL (scope) {{ {match} RETURN collect(DISTINCT {node}.code) AS {column} }}")
    text = (
        f"MATCH (scope:Division {{code: $scope}}) {' '.join(subqueries)} "
        f"RETURN {node_is_valid('scope', variables.as_of)} AS is_valid, {', '.join(columns)}"
    )
    return Statement(cast(LiteralString, text), {"scope": scope, AS_OF_NAME: as_of})

"""Losses: which units each indicator of coverage would no longer reach without an entity.

The entity is ended in a write transaction that is always rolled back, so that the very statements of coverage count both times.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString, cast

from graph.compiler.context import Transaction
from graph.coverage.indicator import Indicator
from graph.coverage.units import units_below
from graph.cypher.validity import node_is_valid
from graph.cypher.variables import AS_OF_NAME, ParameterNames
from graph.linkage.questions.arguments import Key

END_ENTITY: Final[LiteralString] = (
    "MATCH (n:Entity {code: $code}) WHERE $label IN labels(n) SET n.valid_to = $asOf RETURN count(n) AS ended"
)


@dataclass(frozen=True)
class Loss:
    """``before`` and ``after``: units reached. ``lost``: [code, code of its home] of each that is reached no longer."""

    before: int
    after: int
    lost: list[list[str]]


async def losses(
    transaction: Transaction, catalogue: Mapping[str, Indicator], scope: str, entity: Key, day: date
) -> dict[str, Loss]:
    """For each indicator what it loses in the scope. The transaction is to be rolled back."""
    before = {name: await _reached(transaction, indicator, scope, day) for name, indicator in catalogue.items()}
    await transaction.run(END_ENTITY, {"label": entity[0], "code": entity[1], AS_OF_NAME: day})
    after = {name: await _reached(transaction, indicator, scope, day) for name, indicator in catalogue.items()}
    return {name: _loss(before[name], after[name]) for name in catalogue}


def _loss(before: Mapping[str, str], after: Mapping[str, str]) -> Loss:
    return Loss(len(before), len(after), [[code, home] for code, home in sorted(before.items()) if code not in after])


async def _reached(transaction: Transaction, indicator: Indicator, scope: str, day: date) -> dict[str, str]:
    """The units in the scope that are reached, each with its home, by code; none where the scope itself has ended."""
    naming = ParameterNames()
    units = units_below(naming, indicator, "scope")
    text = (
        f"MATCH (scope:Division {{code: $scope}}) WHERE {node_is_valid('scope', naming.as_of)} {units.clauses} "
        f"WITH {units.unit}, {units.home}, {units.status} WHERE {units.status} = 'REACHED' "
        f"RETURN collect([{units.unit}.code, {units.home}.code]) AS units"
    )
    values = {"scope": scope, AS_OF_NAME: day, **naming.constants}
    rows = await transaction.run(cast(LiteralString, text), values)
    return dict(rows[0][0]) if rows else {}

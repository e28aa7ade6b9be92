"""Units that indicators no longer reach without an entity, which is ended in columns, or else in a transaction that is
rolled back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString, cast

from graph.coverage.columns.divisions import inside
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.overlay import ColumnEdits, with_edits
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.indicator import Indicator
from graph.coverage.units import units_below
from graph.cypher.validity import node_is_valid
from graph.cypher.variables import AS_OF_NAME, ParameterNames
from graph.database.transaction import Transaction
from graph.snapshot.snapshot import NodeKey

_END_ENTITY: Final[LiteralString] = (
    "MATCH (n:Entity {code: $code}) WHERE $label IN labels(n) SET n.valid_to = $asOf RETURN count(n) AS ended"
)


@dataclass(frozen=True)
class CoverageLoss:
    """What an indicator loses if an entity is removed.

    `before`, `after`: counts of reached units. `lost`: [code, home's code] of units reached only before.
    """

    before: int
    after: int
    lost: list[list[str]]


async def coverage_losses(
    transaction: Transaction, catalogue: Mapping[str, Indicator], scope: str, entity: NodeKey, as_of: date
) -> dict[str, CoverageLoss]:
    """Returns losses by indicator. The caller rolls back."""
    before = {name: await _reached(transaction, indicator, scope, as_of) for name, indicator in catalogue.items()}
    await transaction.run(_END_ENTITY, {"label": entity[0], "code": entity[1], AS_OF_NAME: as_of})
    after = {name: await _reached(transaction, indicator, scope, as_of) for name, indicator in catalogue.items()}
    return {name: _loss(before[name], after[name]) for name in catalogue}


def losses_on_columns(
    evaluator: Evaluator, catalogue: Mapping[str, Indicator], scope: int, entity: int
) -> dict[str, CoverageLoss]:
    """Returns losses by indicator, on the evaluator's only day."""
    ended_on = int(evaluator.days.numbers[0])
    after = with_edits(evaluator.columns, ColumnEdits(ended=(entity,), ended_on=ended_on)).evaluator(evaluator)
    return {
        name: _loss(_reached_units(evaluator, each, scope), _reached_units(after, each, scope))
        for name, each in catalogue.items()
    }


def _reached_units(evaluator: Evaluator, indicator: Indicator, scope: int) -> dict[str, str]:
    codes, statuses = evaluator.columns.snapshot.codes, unit_statuses(evaluator, indicator.rule)
    reached = (statuses.reached != 0) & inside(evaluator, scope, 0)[statuses.home]
    pairs = zip(statuses.unit[reached], statuses.home[reached], strict=True)
    return {codes[int(unit)]: codes[int(home)] for unit, home in pairs}


def _loss(before: Mapping[str, str], after: Mapping[str, str]) -> CoverageLoss:
    lost = [[code, home] for code, home in sorted(before.items()) if code not in after]
    return CoverageLoss(len(before), len(after), lost)


async def _reached(transaction: Transaction, indicator: Indicator, scope: str, as_of: date) -> dict[str, str]:
    """Returns homes of reached units, by code."""
    variables = ParameterNames()
    units = units_below(variables, indicator, "scope")
    text = (
        f"MATCH (scope:Division {{code: $scope}}) WHERE {node_is_valid('scope', variables.as_of)} {units.clauses} "
        f"WITH {units.unit}, {units.home}, {units.status} WHERE {units.status} = 'REACHED' "
        f"RETURN collect([{units.unit}.code, {units.home}.code]) AS units"
    )
    rows = await transaction.run(cast(LiteralString, text), {"scope": scope, AS_OF_NAME: as_of, **variables.constants})
    return dict(rows[0][0]) if rows else {}

"""Lists of units on columns: the rows are found in memory, and one statement reads the units and makes the connections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.compiler.bindings import SubqueryScope
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.projection import Block
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.coverage.columns.divisions import inside
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import STATUSES, UnitStatuses
from graph.coverage.indicator import Indicator
from graph.coverage.units import UnitRow
from graph.snapshot.array_types import IndexArray

MAX_ROWS: Final = 5_000
"""Of all lists of a receipt. Cypher finds longer ones."""
UnitKey = list[Any]
"""Neo4j's internal ids of a unit and its home, and the status."""


class ListsTooLong(Exception):
    """The lists of a receipt have more than MAX_ROWS rows."""


@dataclass(frozen=True)
class UnitList:
    """A list of each division at a depth below the scope. `own`: only units whose home is the division. `status` None: all units."""

    depth: int
    own: bool
    status: str | None

    def part(self, division: str) -> str:
        """Returns what the cursors of a division's list are bound to."""
        return f"own {division}" if self.own else division


ListRows = Mapping[UnitList, Sequence[tuple[int, list[UnitKey]]]]
"""The rows of each division."""


def list_block(
    compiler: Compiler,
    field: SelectedField,
    indicator: Indicator,
    lists_of: Callable[[Any], Iterable[tuple[str, list[UnitKey]]]],
) -> Block:
    """Returns a block that decodes to one connection for each list of a result: the text that its cursors are bound to, and its rows."""
    lists, variable, index, each = (compiler.name(prefix) for prefix in ("p", "v", "index", "each"))
    scope = SubqueryScope((each,))
    connection = compile_connection(compiler, _row_source(compiler, indicator, each), field, scope, part=f"{each}[0]")
    text = (
        f"CALL () {{ UNWIND range(0, size(${lists}) - 1) AS {index} WITH {index}, ${lists}[{index}] AS {each} {scope.clauses()} "
        f"RETURN collect([{index}, {connection.cypher}]) AS {variable} }}"
    )

    def values(result: Any) -> dict[str, Any]:
        return {lists: [list(each) for each in lists_of(result)]}

    def decode(value: list[list[Any]], _: Any) -> list[Any]:
        by_index = {index: connection.decode(each) for index, each in value}
        return [by_index[index] for index in range(len(by_index))]

    return Block(text, variable, values, decode)


def _row_source(compiler: Compiler, indicator: Indicator, each: str) -> RowSource:
    row, unit, home, status = (compiler.name(prefix) for prefix in ("row", "unit", "home", "status"))
    scope = SubqueryScope((unit, home, status))
    binding = UnitRow(unit, frozenset({indicator.kind}), None, scope, indicator, home, status)
    clauses = (
        f"UNWIND {each}[1] AS {row} MATCH ({unit}) WHERE id({unit}) = {row}[0] MATCH ({home}) WHERE id({home}) = {row}[1] "
        f"WITH {unit}, {home}, {row}[2] AS {status}"
    )
    return RowSource(clauses, binding, entity_order(unit, binding.kinds), carried=(home, status), expensive=True)


def rows_of_divisions(
    evaluator: Evaluator, statuses: UnitStatuses, unit_list: UnitList, divisions: Sequence[int]
) -> list[tuple[int, list[UnitKey]]]:
    """Returns the rows of each division on the only day of the evaluator."""
    status = np.select([days != 0 for days in statuses.by_status], np.arange(len(STATUSES)), -1)
    listed = status >= 0 if unit_list.status is None else status == STATUSES.index(unit_list.status)

    def rows(division: int) -> list[UnitKey]:
        there = statuses.home == division if unit_list.own else inside(evaluator, division, 0)[statuses.home]
        return unit_keys(evaluator, statuses, status, np.flatnonzero(listed & there))

    return [(division, rows(division)) for division in divisions]


def unit_keys(evaluator: Evaluator, statuses: UnitStatuses, status: IndexArray, places: IndexArray) -> list[UnitKey]:
    """Returns the rows at these places of the (unit, home) pairs."""
    node_id = evaluator.columns.snapshot.node_id
    units: list[int] = node_id[statuses.unit[places]].tolist()
    homes: list[int] = node_id[statuses.home[places]].tolist()
    numbers: list[int] = status[places].tolist()
    return [[unit, home, STATUSES[number]] for unit, home, number in zip(units, homes, numbers, strict=True)]


def require_short(lists: Iterable[Sequence[UnitKey]]) -> None:
    """Raises ListsTooLong."""
    if sum(map(len, lists)) > MAX_ROWS:
        raise ListsTooLong

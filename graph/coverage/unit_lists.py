"""Lists of units on columns: the rows are found in memory, and one statement reads the units and makes the connections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from graphql import GraphQLObjectType

from graph.compiler.bindings import SubqueryScope
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.projection import Block
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField, Selections
from graph.coverage.columns.divisions import inside
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import STATUSES, UnitStatuses, unit_statuses
from graph.coverage.indicator import Indicator
from graph.coverage.repair_search import RepairSearch
from graph.coverage.units import UnitRow
from graph.snapshot.array_types import IndexArray

MAX_ROWS: Final = 5_000
"""Of all lists of a receipt. Cypher finds longer ones."""
MAX_EXPLAINED: Final = 1_000
"""Units whose repairs are searched on columns. Cypher explains the pages of longer lists."""
UnitKey = list[Any]
"""Neo4j's internal ids of a unit and its home, the status, and what RepairSearch found if `why` is selected."""


class ListsTooLong(Exception):
    """The lists of a receipt have more than MAX_ROWS rows, or MAX_EXPLAINED with `why`."""


@dataclass(frozen=True)
class UnitList:
    """A list of each division at a depth below the scope. `own`: only units whose home is the division. `status` None: all units.

    `explained`: whether `why` is selected.
    """

    depth: int
    own: bool
    status: str | None
    explained: bool

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
    row, unit, home, status, found = (compiler.name(prefix) for prefix in ("row", "unit", "home", "status", "found"))
    scope = SubqueryScope((unit, home, status, found))
    binding = UnitRow(unit, frozenset({indicator.kind}), None, scope, indicator, home, status, found=found)
    clauses = (
        f"UNWIND {each}[1] AS {row} MATCH ({unit}) WHERE id({unit}) = {row}[0] MATCH ({home}) WHERE id({home}) = {row}[1] "
        f"WITH {unit}, {home}, {row}[2] AS {status}, {row}[3] AS {found}"
    )
    return RowSource(clauses, binding, entity_order(unit, binding.kinds), carried=(home, status, found), expensive=True)


def rows_of_divisions(evaluator: Evaluator, indicator: Indicator, lists: Mapping[UnitList, Sequence[int]]) -> ListRows:
    """Returns the rows of the divisions of each list on the only day of the evaluator. Raises ListsTooLong."""
    statuses, search = unit_statuses(evaluator, indicator.rule), RepairSearch(evaluator, indicator)
    status = np.select([days != 0 for days in statuses.by_status], np.arange(len(STATUSES)), -1)
    places = {each: _places_of_divisions(evaluator, statuses, status, each, divisions) for each, divisions in lists.items()}
    _require_short(places)

    def row(place: int, *, explained: bool) -> UnitKey:
        unit, home = int(statuses.unit[place]), int(statuses.home[place])
        ids, name = evaluator.columns.snapshot.node_id, STATUSES[int(status[place])]
        return [int(ids[unit]), int(ids[home]), name, search.explain(unit, home) if explained else None]

    return {
        each: [
            (division, [row(place, explained=each.explained) for place in found.tolist()]) for division, found in of_divisions
        ]
        for each, of_divisions in places.items()
    }


def _places_of_divisions(
    evaluator: Evaluator, statuses: UnitStatuses, status: IndexArray, unit_list: UnitList, divisions: Sequence[int]
) -> list[tuple[int, IndexArray]]:
    """Returns the places of the (unit, home) pairs in each division's list."""
    listed = status >= 0 if unit_list.status is None else status == STATUSES.index(unit_list.status)

    def found(division: int) -> IndexArray:
        there = statuses.home == division if unit_list.own else inside(evaluator, division, 0)[statuses.home]
        return np.flatnonzero(listed & there)

    return [(division, found(division)) for division in divisions]


def _require_short(places: Mapping[UnitList, Sequence[tuple[int, IndexArray]]]) -> None:
    """Raises ListsTooLong."""
    for lists, maximum in (
        (places, MAX_ROWS),
        ([each for each in places if each.explained], MAX_EXPLAINED),
    ):
        if sum(len(found) for each in lists for _, found in places[each]) > maximum:
            raise ListsTooLong


def selects_why(selections: Selections, field: SelectedField) -> bool:
    """Returns whether a list of units selects `why`."""
    nodes = list[SelectedField]()
    for each in selections.of(cast(GraphQLObjectType, field.type), field.nodes):
        if each.name == "nodes":
            nodes.append(each)
        elif each.name == "edges":
            edge = selections.of(cast(GraphQLObjectType, each.type), each.nodes)
            nodes += [inner for inner in edge if inner.name == "node"]
    return any(
        unit_field.name == "why"
        for node in nodes
        for unit_field in selections.of(cast(GraphQLObjectType, node.type), node.nodes)
    )

"""Lists of units on columns: rows come from memory, and one statement reads units and makes connections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from graphql import GraphQLObjectType

from graph.compiler.bindings import Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.relationship_fields import entity_order
from graph.compiler.result_projection import ProjectionBlock
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField, Selections
from graph.coverage.columns.divisions import inside
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import STATUSES, unit_statuses
from graph.coverage.indicator import Indicator
from graph.coverage.path_repair_search import PathRepairSearch
from graph.coverage.units import UnitRow
from graph.snapshot.array_types import BoolArray, IndexArray

MAX_ROWS: Final = 5_000
"""Of all lists of a receipt. Cypher finds longer ones."""
MAX_EXPLAINED: Final = 1_000
"""Units whose repairs are searched on columns. Cypher explains longer lists by page."""
UnitKey = list[Any]
"""Neo4j's internal ids of a unit and its home, the status, and with `why` the result of PathRepairSearch."""


class ListsTooLong(Exception):
    """The lists of a receipt have more than MAX_ROWS rows, or MAX_EXPLAINED with `why`."""


@dataclass(frozen=True)
class UnitList:
    """A list for each division at a depth below the scope. `own`: only units with it as home. `status`: None for all.
    `explained`: whether `why` is selected.
    """

    depth: int
    own: bool
    status: str | None
    explained: bool

    def part(self, division: str) -> str:
        """Returns the part of a list's cursors that names its division."""
        return f"own {division}" if self.own else division


ListRows = Mapping[UnitList, Sequence[tuple[int, list[UnitKey]]]]
"""Rows by division."""


def list_block(
    compiler: Compiler,
    field: SelectedField,
    indicator: Indicator,
    lists_of: Callable[[Any], Iterable[tuple[str, list[UnitKey]]]],
) -> ProjectionBlock:
    """Returns a block that decodes to a connection per list. `lists_of`: returns a text for cursors, and rows, per list."""
    lists, variable, index, each = (compiler.name(prefix) for prefix in ("p", "v", "index", "each"))
    subqueries = Subqueries((each,))
    connection = compile_connection(compiler, _row_source(compiler, indicator, each), field, subqueries, part=f"{each}[0]")
    text = (
        f"CALL () {{ UNWIND range(0, size(${lists}) - 1) AS {index} WITH {index}, ${lists}[{index}] AS {each} {subqueries.clauses()} "
        f"RETURN collect([{index}, {connection.cypher}]) AS {variable} }}"
    )

    def values(result: Any) -> dict[str, Any]:
        return {lists: [list(each) for each in lists_of(result)]}

    def decode(value: list[list[Any]], _: Any) -> list[Any]:
        by_index = {index: connection.decode(each) for index, each in value}
        return [by_index[index] for index in range(len(by_index))]

    return ProjectionBlock(text, variable, values, decode)


def _row_source(compiler: Compiler, indicator: Indicator, each: str) -> RowSource:
    row, unit, home, status, found = (compiler.name(prefix) for prefix in ("row", "unit", "home", "status", "found"))
    subqueries = Subqueries((unit, home, status, found))
    binding = UnitRow(unit, frozenset({indicator.kind}), None, subqueries, indicator, home, status, found=found)
    clauses = (
        f"UNWIND {each}[1] AS {row} MATCH ({unit}) WHERE id({unit}) = {row}[0] MATCH ({home}) WHERE id({home}) = {row}[1] "
        f"WITH {unit}, {home}, {row}[2] AS {status}, {row}[3] AS {found}"
    )
    return RowSource(clauses, binding, entity_order(unit, binding.kinds), carried=(home, status, found), expensive=True)


def rows_of_divisions(evaluator: Evaluator, indicator: Indicator, lists: Mapping[UnitList, Sequence[int]]) -> ListRows:
    """Returns each list's rows on the evaluator's only day. Raises ListsTooLong."""
    units = _Units(evaluator, indicator)
    places = {each: units.places_of(each, divisions) for each, divisions in lists.items()}
    _require_short(places)
    return {
        each: [(division, units.rows(found, explained=each.explained)) for division, found in of_divisions]
        for each, of_divisions in places.items()
    }


def rows_reached_only(
    evaluator: Evaluator, other: Evaluator, indicator: Indicator, scope: int, *, explained: bool
) -> list[UnitKey]:
    """Returns a scope's units that are reached for `evaluator` but not for `other`. Raises ListsTooLong."""
    units = _Units(evaluator, indicator)
    places, elsewhere = units.reached_in(scope), _Units(other, indicator)
    reached_there = elsewhere.statuses.unit[elsewhere.reached_in(scope)]
    found = places[~np.isin(units.statuses.unit[places], reached_there)]
    if len(found) > (MAX_EXPLAINED if explained else MAX_ROWS):
        raise ListsTooLong
    return units.rows(found, explained=explained)


class _Units:
    """An indicator's (unit, home) pairs on an evaluator's only day. `status`: indices into STATUSES."""

    def __init__(self, evaluator: Evaluator, indicator: Indicator) -> None:
        self.evaluator = evaluator
        self.statuses = unit_statuses(evaluator, indicator.rule)
        self.status: IndexArray = np.select([days != 0 for days in self.statuses.by_status], np.arange(len(STATUSES)), -1)
        self._search = PathRepairSearch(evaluator, indicator)

    def reached_in(self, division: int) -> IndexArray:
        """Returns places of reached units in or below a division."""
        return np.flatnonzero((self.statuses.reached != 0) & self._is_in(division))

    def places_of(self, unit_list: UnitList, divisions: Sequence[int]) -> list[tuple[int, IndexArray]]:
        """Returns places of units by division."""
        listed = self.status >= 0 if unit_list.status is None else self.status == STATUSES.index(unit_list.status)

        def there(division: int) -> BoolArray:
            return self.statuses.home == division if unit_list.own else self._is_in(division)

        return [(division, np.flatnonzero(listed & there(division))) for division in divisions]

    def rows(self, places: IndexArray, *, explained: bool) -> list[UnitKey]:
        return [self._row(place, explained=explained) for place in places.tolist()]

    def _row(self, place: int, *, explained: bool) -> UnitKey:
        unit, home = int(self.statuses.unit[place]), int(self.statuses.home[place])
        ids, name = self.evaluator.columns.snapshot.node_id, STATUSES[int(self.status[place])]
        return [int(ids[unit]), int(ids[home]), name, self._search.explain(unit, home) if explained else None]

    def _is_in(self, division: int) -> BoolArray:
        return inside(self.evaluator, division, 0)[self.statuses.home]


def _require_short(places: Mapping[UnitList, Sequence[tuple[int, IndexArray]]]) -> None:
    """Raises ListsTooLong."""
    for lists, maximum in (
        (places, MAX_ROWS),
        ([each for each in places if each.explained], MAX_EXPLAINED),
    ):
        if sum(len(found) for each in lists for _, found in places[each]) > maximum:
            raise ListsTooLong


def unit_fields(selections: Selections, field: SelectedField) -> set[str]:
    """Returns the fields of units that a list selects."""
    nodes = list[SelectedField]()
    for each in selections.of(cast(GraphQLObjectType, field.type), field.nodes):
        if each.name == "nodes":
            nodes.append(each)
        elif each.name == "edges":
            edge = selections.of(cast(GraphQLObjectType, each.type), each.nodes)
            nodes += [inner for inner in edge if inner.name == "node"]
    return {each.name for node in nodes for each in selections.of(cast(GraphQLObjectType, node.type), node.nodes)}

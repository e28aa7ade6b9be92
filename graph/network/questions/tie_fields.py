from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.model.registry import KIND_BY_NAME
from graph.network.measures.rounding import rounded_or_none
from graph.network.projection.network_columns import WEAKEST_FIRST
from graph.network.questions.entity_lists import shared_reader
from graph.network.questions.lists import ListOf, connection_reader
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import MIN_DATE, RELATION_NAMES, int_to_date

EDGE_BETWEENNESS: Final = MeasureRequest("edgeBetweenness")
TieItems = Callable[[NetworkExecution, Any], IndexArray]


def tie_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads a tie, given its index."""
    return reader.object(selected, partial(_tie_field, reader))


def ties_reader(
    reader: SelectionReader,
    selected: SelectedField,
    items: TieItems,
    owner: Callable[[NetworkExecution, Any], str] = lambda _, __: "",
) -> NetworkFieldReader:
    return connection_reader(reader, selected, ListOf(items, tie_keys, find_tie, owner, partial(tie_reader, reader)))


def _tie_field(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "from":
            return reader.entity(selected, lambda execution, tie: int(execution.network.ties.one[tie]))
        case "to":
            return reader.entity(selected, lambda execution, tie: int(execution.network.ties.two[tie]))
        case "edgeBetweenness":
            reader.needs(lambda _: [EDGE_BETWEENNESS])
            return lambda execution, tie: rounded_or_none(float(execution.result(EDGE_BETWEENNESS)[tie]))
        case "shared":
            return shared_reader(reader, selected)
        case _:
            return value_reader(_VALUES, selected)


def _relation(execution: NetworkExecution, tie: int) -> str | None:
    number = int(execution.network.ties.relation[tie])
    return RELATION_NAMES[number] if number >= 0 else None


def _date(number: int) -> str | None:
    day = int_to_date(number)
    return None if day is None else day.isoformat()


def _overlap_measures(execution: NetworkExecution, tie: int) -> tuple[float, int, int] | None:
    """Returns counts of shared entities and of both ends' base ties; None if not in an overlap."""
    network = execution.network
    if network.overlap is None:
        return None
    degrees = network.overlap.degrees(np.array([network.ties.one[tie], network.ties.two[tie]]))
    return float(network.ties.weight[tie]), int(degrees[0]), int(degrees[1])


def _jaccard(execution: NetworkExecution, tie: int) -> float | None:
    found = _overlap_measures(execution, tie)
    return None if found is None else rounded_or_none(found[0] / (found[1] + found[2] - found[0]))


def _overlap_coefficient(execution: NetworkExecution, tie: int) -> float | None:
    found = _overlap_measures(execution, tie)
    return None if found is None else rounded_or_none(found[0] / min(found[1], found[2]))


def _newman(execution: NetworkExecution, tie: int) -> float | None:
    """Returns the sum of 1 / (size - 1) over shared entities (Newman 2001)."""
    network = execution.network
    if network.overlap is None:
        return None
    shared = network.overlap.shared_by(int(network.ties.one[tie]), int(network.ties.two[tie]))
    return rounded_or_none(float((1 / (network.overlap.sizes(np.array(shared)) - 1)).sum()))


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "weight": lambda execution, tie: rounded_or_none(float(execution.network.ties.weight[tie])),
    "links": lambda execution, tie: int(execution.network.ties.links[tie]),
    "relation": _relation,
    "since": lambda execution, tie: _date(int(execution.network.ties.since[tie])),
    "until": lambda execution, tie: _date(int(execution.network.ties.until[tie])),
    "provenance": lambda execution, tie: WEAKEST_FIRST[int(execution.network.ties.provenance[tie])],
    "jaccard": _jaccard,
    "overlapCoefficient": _overlap_coefficient,
    "newman": _newman,
}


# ---------------------------------------------------------------------------------------------------- lists of ties
def tie_keys(execution: NetworkExecution, tie: int) -> list[str]:
    """Returns kinds and codes of both ends."""
    ties, snapshot = execution.network.ties, execution.snapshot
    ends = (int(ties.one[tie]), int(ties.two[tie]))
    return [text for end in ends for text in (snapshot.kind_of(end).name, snapshot.codes[end])]


def find_tie(execution: NetworkExecution, keys: list[str]) -> int | None:
    if len(keys) != 4:
        return None
    ends = [_find(execution, keys[0], keys[1]), _find(execution, keys[2], keys[3])]
    if None in ends:
        return None
    ties = execution.network.ties
    places = np.flatnonzero((ties.one == ends[0]) & (ties.two == ends[1]))
    return int(places[0]) if len(places) else None


def _find(execution: NetworkExecution, kind: str, code: str) -> int | None:
    return execution.snapshot.find(KIND_BY_NAME[kind], code) if kind in KIND_BY_NAME else None


def all_ties(execution: NetworkExecution, selected: SelectedField) -> IndexArray:
    """Returns ties in the order of `orderBy`, then by ends."""
    ties = execution.network.ties
    orders: list[Any] = execution.arguments(selected).get("orderBy") or []
    keys: list[Any] = [np.arange(len(ties))]
    for order in reversed(orders):
        values = _order_values(execution, order["measure"].value)
        direction = order.get("direction")
        ascending = direction is not None and direction.value == "ASC"
        missing = np.isnan(values)
        keys += [np.where(missing, 0, values if ascending else -values), missing]
    return np.lexsort(keys)


def _order_values(execution: NetworkExecution, measure: str) -> Any:
    """Returns values by tie, NaN for null."""
    ties, overlap = execution.network.ties, execution.network.overlap
    match measure:
        case "WEIGHT":
            return ties.weight
        case "JACCARD":
            if overlap is None:
                return np.full(len(ties), np.nan)
            return ties.weight / (overlap.degrees(ties.one) + overlap.degrees(ties.two) - ties.weight)
        case _:
            return np.where(ties.since == MIN_DATE, np.nan, ties.since.astype(np.float64))

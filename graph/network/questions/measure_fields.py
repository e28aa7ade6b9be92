"""Measures of a whole network."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.network.measures.measure import Measure
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.actor_fields import actors_reader
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.network.questions.tie_fields import ties_reader

Arguments = Mapping[str, Any]
RequestOf = Callable[[Arguments], MeasureRequest]


def enum_name(arguments: Arguments, name: str) -> str | None:
    """Returns the name of an enum argument, or None."""
    value = arguments.get(name)
    return None if value is None else str(value.value)


def _fixed(name: str) -> RequestOf:
    return lambda _: MeasureRequest(name)


def _needs(reader: SelectionReader, selected: SelectedField, request_of: RequestOf) -> Callable[[NetworkExecution], Any]:
    """Registers a field's request, and returns a reader of its result."""
    reader.needs(lambda arguments: [request_of(arguments(selected))])
    return lambda execution: execution.result(request_of(execution.arguments(selected)))


def _number(
    request_of: RequestOf, read: Callable[[Any], Any], reader: SelectionReader, selected: SelectedField
) -> NetworkFieldReader:
    result = _needs(reader, selected, request_of)
    return lambda execution, _: read(result(execution))


def _object(
    request_of: RequestOf, values: Mapping[str, NetworkFieldReader], reader: SelectionReader, selected: SelectedField
) -> NetworkFieldReader:
    """Reads an object; null if the result is."""
    result = _needs(reader, selected, request_of)
    read = reader.object(selected, partial(_object_field, reader, values))

    def read_object(execution: NetworkExecution, _: Any) -> Any:
        found = result(execution)
        return None if found is None else read(execution, found)

    return read_object


def _object_field(
    reader: SelectionReader, values: Mapping[str, NetworkFieldReader], selected: SelectedField
) -> NetworkFieldReader:
    if selected.name != "method":
        return value_reader(values, selected)
    return method_reader(reader, selected, lambda _: NETWORK_MEASURES["distances"].exact_method())


def _articulation_points(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    found = _needs(reader, selected, _fixed("articulationPoints"))
    return actors_reader(reader, selected, lambda execution, _: np.array(found(execution), np.int64))


def _bridges(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    found = _needs(reader, selected, _fixed("bridges"))
    return ties_reader(reader, selected, lambda execution, _: np.array(found(execution), np.int64))


def _centralization(arguments: Arguments) -> MeasureRequest:
    measure, mode = Measure[str(enum_name(arguments, "measure"))], enum_name(arguments, "mode")
    return MeasureRequest.of("centralization", measure=measure.name, mode=mode)


def _assortativity(arguments: Arguments) -> MeasureRequest:
    by, mode = enum_name(arguments, "by"), enum_name(arguments, "mode")
    if by is None:
        return MeasureRequest.of("degreeAssortativity", mode=mode)
    return MeasureRequest.of("assortativity", by=by, mode=mode)


def _homophily(arguments: Arguments) -> MeasureRequest:
    return MeasureRequest.of("homophily", by=enum_name(arguments, "by"), mode=enum_name(arguments, "mode"))


_DISTANCES: Final[Mapping[str, NetworkFieldReader]] = {
    "reachablePairs": lambda _, found: float(found.reachable_pairs),
    "average": lambda _, found: rounded_or_none(found.average),
    "diameter": lambda _, found: found.diameter,
    "compactness": lambda _, found: rounded_or_none(found.compactness),
}
_CLUSTERING: Final[Mapping[str, NetworkFieldReader]] = {
    "robinsAlexander": lambda _, found: rounded_or_none(found.robins_alexander),
    "opsahlOne": lambda _, found: rounded_or_none(found.opsahl_one),
    "opsahlTwo": lambda _, found: rounded_or_none(found.opsahl_two),
}
_HOMOPHILY: Final[Mapping[str, NetworkFieldReader]] = {
    "eiIndex": lambda _, found: rounded_or_none(found.ei_index),
    "internal": lambda _, found: found.internal,
    "external": lambda _, found: found.external,
    "expected": lambda _, found: rounded_or_none(found.expected),
}
MEASURE_READERS: Final[Mapping[str, Callable[[SelectionReader, SelectedField], NetworkFieldReader]]] = {
    "components": partial(_number, _fixed("components"), len),
    "largestComponent": partial(_number, _fixed("components"), lambda sizes: sizes[0] if sizes else 0),
    "transitivity": partial(_number, _fixed("transitivity"), rounded_or_none),
    "reciprocity": partial(_number, _fixed("reciprocity"), rounded_or_none),
    "centralization": partial(_number, _centralization, rounded_or_none),
    "assortativity": partial(_number, _assortativity, rounded_or_none),
    "distances": partial(_object, _fixed("distances"), _DISTANCES),
    "clustering": partial(_object, _fixed("twoModeClustering"), _CLUSTERING),
    "homophily": partial(_object, _homophily, _HOMOPHILY),
    "articulationPoints": _articulation_points,
    "bridges": _bridges,
}

"""How each measure of a response was computed."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, Final

from graph.compiler.selections import SelectedField
from graph.messages import methods as messages
from graph.messages.message import Message
from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader

_OWNERS: Final = ("Network", "NetworkMode", "NetworkTie")
_COUNTED: Final[Mapping[str, Message]] = {
    "densityHigh": messages.DENSITY_HIGH_METHOD,
    "averageDegree": messages.AVERAGE_DEGREE_METHOD,
    "averageWeight": messages.AVERAGE_WEIGHT_METHOD,
    "largestComponent": messages.SIZE_OF_LARGEST_COMPONENT_METHOD,
}
_BY_RESULT: Final = ("subgroups", "corePeriphery", "positions", "backbone")
"""Measures whose results contain their method."""


def exact_method(field: str) -> MethodUsed | None:
    """Returns the method of a field such as `Network.density`, None if it is no measure of a network or tie."""
    parent, _, name = field.partition(".")
    if parent not in _OWNERS or name in _BY_RESULT:
        return None
    if name in _COUNTED:
        return MethodUsed(name, _COUNTED[name].english, exact=True, algorithm="counting")
    return NETWORK_MEASURES[name].exact_method() if name in NETWORK_MEASURES else None


def distinct(methods: Iterable[MethodUsed]) -> list[MethodUsed]:
    """Returns the methods by measure, each once."""
    return sorted(dict.fromkeys(methods), key=lambda method: (method.measure, method.algorithm, method.seed or 0))


METHOD_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "measure": lambda _, method: method.measure,
    "definition": lambda _, method: method.definition,
    "exact": lambda _, method: method.exact,
    "algorithm": lambda _, method: method.algorithm,
    "sample": lambda _, method: method.sample,
    "seed": lambda _, method: method.seed,
    "errorBound": lambda _, method: method.error_bound,
}


def method_reader(
    reader: SelectionReader, selected: SelectedField, method_of: Callable[[Any], MethodUsed] = attrgetter("method")
) -> NetworkFieldReader:
    read = reader.object(selected, partial(value_reader, METHOD_VALUES))
    return lambda execution, found: read(execution, method_of(found))

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.catalogue import MEASURES
from graph.network.measures.measure import Measure
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_execution import NetworkExecution


@dataclass(frozen=True)
class MeasureField:
    """A field of an actor that a measure computes. `read` takes the measure's values and the actor's position."""

    request: MeasureRequest
    read: Callable[[ActorValues, int], Any]


def request_of(measure: str) -> MeasureRequest:
    """Returns the request for a name of the enum Measure."""
    return MeasureRequest(Measure[measure].value)


def actor_values(execution: NetworkExecution, request: MeasureRequest) -> ActorValues:
    """Raises the UserError of a measure that failed."""
    return execution.result(request)


def _integer(values: ActorValues, actor: int) -> int | None:
    value = values.value(actor)
    return None if value is None else round(value)


def _float(values: ActorValues, actor: int) -> float | None:
    return rounded_or_none(values.value(actor))


def _normalized(values: ActorValues, actor: int) -> float | None:
    return rounded_or_none(values.normalized_value(actor))


MEASURE_FIELDS: Final[dict[str, MeasureField]] = {
    definition.name: MeasureField(MeasureRequest(definition.name), _integer if definition.integer else _float)
    for definition in MEASURES.values()
} | {
    f"{definition.name}Normalized": MeasureField(MeasureRequest(definition.name), _normalized)
    for definition in MEASURES.values()
    if definition.normalized is not None
}

"""Computes the measures that a response needs, unless the network keeps them."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from graph.errors import UserError
from graph.network.measures.actor_values import ActorValues
from graph.network.measures.catalogue import compute
from graph.network.measures.components import component_sizes
from graph.network.measures.measure import Measure
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.measure_request import MeasureRequest

Compute = Callable[[ProjectedNetwork, Mapping[str, Any]], Any]


async def measure(kept: KeptNetwork, requests: Iterable[MeasureRequest], budget: int) -> dict[MeasureRequest, Any]:
    """Returns by request the result, or the UserError (TOO_LARGE, TIME_BUDGET) that takes its place. `budget`: in seconds."""
    results: dict[MeasureRequest, Any] = {}
    for request in dict.fromkeys(requests):
        if request not in kept.results:
            try:
                kept.results[request] = await asyncio.to_thread(_compute, kept.network, request)
            except UserError as error:
                results[request] = error
                continue
        results[request] = kept.results[request]
    return results


def _compute(network: ProjectedNetwork, request: MeasureRequest) -> Any:
    return COMPUTED[request.name](network, dict(request.options))


def _of_actors(measure: Measure) -> Compute:
    def values(network: ProjectedNetwork, _: Mapping[str, Any]) -> ActorValues:
        found = compute(network.arrays, measure)
        return ActorValues(np.full(network.arrays.size, np.nan)) if found is None else found

    return values


def _of_arrays(function: Callable[[NetworkArrays], Any]) -> Compute:
    return lambda network, _: function(network.arrays)


COMPUTED: Final[Mapping[str, Compute]] = {
    **{measure.value: _of_actors(measure) for measure in Measure},
    "components": _of_arrays(component_sizes),
}

"""How each result of a response is computed from the network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.backbone import backbone
from graph.network.measures.betweenness import edge_betweenness
from graph.network.measures.brokerage import BrokerageUnit
from graph.network.measures.catalogue import MEASURES, compute
from graph.network.measures.centralization import centralization
from graph.network.measures.clustering import transitivity
from graph.network.measures.components import articulation_points, bridges, component_sizes
from graph.network.measures.concor import positions
from graph.network.measures.core_periphery import CoreModel, core_periphery
from graph.network.measures.distances import distances
from graph.network.measures.grouping import Groups, groups_of
from graph.network.measures.measure import CostClass, Measure
from graph.network.measures.network_measures import reciprocity
from graph.network.measures.subgroups import SubgroupMethod, subgroups
from graph.network.measures.two_mode_clustering import two_mode_clustering
from graph.network.measures.work import operations, seconds_of
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.actor_groups import Grouping, labels_of
from graph.network.projection.overlap_network import overlap_network
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions import estimates
from graph.network.questions.backbone_input import backbone_input
from graph.network.questions.grouped_measures import (
    assortativity_of_degrees,
    assortativity_of_groups,
    brokerage_of_groups,
    edge_betweenness_of_overlap,
    homophily_of_groups,
)
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_values import mode_actors

MAX_MODEL_ACTORS: Final = 2_000
MeasureArguments = Callable[[ProjectedNetwork, MeasureRequest], tuple[Any, ...]]
Needs = Callable[[ProjectedNetwork, MeasureRequest], Sequence[MeasureRequest]]
Plain = Callable[[ProjectedNetwork, MeasureRequest, Sequence[Any]], Any]


def _nothing(_: ProjectedNetwork, __: MeasureRequest) -> tuple[Any, ...]:
    return ()


def _no_arrays(_: NetworkArrays) -> None:
    raise AssertionError("computed from the network")


@dataclass(frozen=True)
class Computation:
    """How a measure is computed: by `function` from the arrays and `arguments`, in a worker process that finds it by its name; or by
    `plain`, if it follows quickly from the results of `needs`.
    """

    function: Callable[..., Any]
    arguments: MeasureArguments = _nothing
    cost: CostClass = CostClass.LINEAR
    nanoseconds: float = 300
    needs: Needs = _nothing
    plain: Plain | None = None
    of_network: Callable[[ProjectedNetwork, MeasureRequest], Any] | None = None
    """Computes in a thread if the arrays do not suffice."""
    estimate: Callable[[NetworkArrays, MeasureRequest], float] | None = None
    """Returns seconds, if `cost` and `nanoseconds` do not determine them."""
    max_actors: int | None = None
    """Limit for models with dense matrices."""

    def seconds(self, arrays: NetworkArrays, request: MeasureRequest) -> float:
        """Estimates a result that is not a measure of actors."""
        if self.estimate is not None:
            return self.estimate(arrays, request)
        return seconds_of(operations(arrays, self.cost), self.nanoseconds)


def measure_of(request: MeasureRequest) -> Measure | None:
    """Returns a request's measure of actors, or None."""
    return _MEASURES.get(request.name)


def compute_or_null(arrays: NetworkArrays, measure: Measure) -> ActorValues:
    """Returns NaN for all if the measure is not defined on this kind of network."""
    found = compute(arrays, measure)
    return ActorValues(np.full(arrays.size, np.nan)) if found is None else found


_MEASURES: Final = {measure.value: measure for measure in MEASURES}


def _of_actors(measure: Measure) -> Computation:
    return Computation(compute_or_null, lambda _, __: (measure,))


def _centralization(network: ProjectedNetwork, request: MeasureRequest, needed: Sequence[ActorValues]) -> float | None:
    measure, mode_two = Measure[request.option("measure")], request.option("mode") == "TWO"
    if measure not in (Measure.DEGREE, Measure.BETWEENNESS, Measure.CLOSENESS) or (mode_two and not network.arrays.two_mode):
        return None
    (values,) = needed
    if values.method is not None and not values.method.exact:
        return None
    return centralization(network.arrays, measure, mode_two=mode_two, values=values.values)


def _measure_to_centralize(_: ProjectedNetwork, request: MeasureRequest) -> list[MeasureRequest]:
    return [MeasureRequest(Measure[request.option("measure")].value)]


def _mode(_: ProjectedNetwork, request: MeasureRequest) -> tuple[bool]:
    return (request.option("mode") == "TWO",)


def _mode_and_groups(network: ProjectedNetwork, request: MeasureRequest) -> tuple[bool, Groups]:
    mode = request.option("mode") or "ONE"
    actors = mode_actors(network, mode if network.arrays.two_mode else None)
    return mode == "TWO", groups_of(labels_of(network, Grouping[request.option("by")], actors))


def _overlap_network(network: ProjectedNetwork, request: MeasureRequest) -> ProjectedNetwork | None:
    return overlap_network(network, request.option("mode")) if network.arrays.two_mode else None


COMPUTATIONS: Final[Mapping[str, Computation]] = {
    **{measure.value: _of_actors(measure) for measure in Measure},
    "components": Computation(component_sizes),
    "transitivity": Computation(transitivity, estimate=estimates.of_one_mode),
    "twoModeClustering": Computation(two_mode_clustering, estimate=estimates.of_two_mode),
    "distances": Computation(distances, cost=CostClass.WORD_PARALLEL, nanoseconds=35),
    "reciprocity": Computation(reciprocity),
    "articulationPoints": Computation(articulation_points),
    "bridges": Computation(bridges, nanoseconds=600),
    "edgeBetweenness": Computation(edge_betweenness, cost=CostClass.ALL_PAIRS, nanoseconds=60),
    "centralization": Computation(centralization, needs=_measure_to_centralize, plain=_centralization),
    "degreeAssortativity": Computation(assortativity_of_degrees, _mode, estimate=estimates.of_groups),
    "assortativity": Computation(assortativity_of_groups, _mode_and_groups, estimate=estimates.of_groups),
    "homophily": Computation(homophily_of_groups, _mode_and_groups, estimate=estimates.of_groups),
    "brokerage": Computation(
        brokerage_of_groups,
        lambda network, request: (*_mode_and_groups(network, request), BrokerageUnit[request.option("unit")]),
        estimate=estimates.of_brokerage,
    ),
    "corePeriphery": Computation(
        core_periphery,
        lambda _, request: (CoreModel[request.option("model")], request.option("seed")),
        CostClass.ALL_PAIRS,
        200,
    ),
    "positions": Computation(
        positions,
        lambda _, request: (request.option("splits"),),
        CostClass.CUBIC,
        1,
        max_actors=MAX_MODEL_ACTORS,
    ),
    "overlapNetwork": Computation(_no_arrays, of_network=_overlap_network),
    "overlapEdgeBetweenness": Computation(edge_betweenness_of_overlap, _mode, estimate=estimates.of_overlap_betweenness),
    "backbone": Computation(backbone, backbone_input, estimate=estimates.of_backbone),
    "subgroups": Computation(
        subgroups,
        lambda _, request: (
            SubgroupMethod[request.option("method")],
            request.option("resolution"),
            request.option("seed"),
        ),
        estimate=estimates.of_subgroups,
    ),
}

"""Measures of actors in groups; two-mode on the overlap of a mode."""

from dataclasses import dataclass

from graph.network.measures.betweenness import edge_betweenness
from graph.network.measures.brokerage import Brokerage, BrokerageUnit, brokerage, two_mode_brokerage
from graph.network.measures.grouping import Groups, Homophily, assortativity, homophily
from graph.network.measures.network_measures import degree_assortativity
from graph.network.measures.overlap_weights import OverlapWeights, overlap
from graph.network.network_arrays import Float64Array, NetworkArrays


@dataclass(frozen=True)
class BrokerageResult:
    """Brokerage of the actors of a network. `groups`: the group of each row of the scores. `overlap`: for a two-mode network the overlap whose
    actors are the rows, else None.
    """

    scores: Brokerage
    groups: Groups
    overlap: OverlapWeights | None


def one_mode(arrays: NetworkArrays, *, mode_two: bool) -> NetworkArrays:
    """Returns the network itself, or the overlap of a mode."""
    return overlap(arrays, mode_two=mode_two).arrays if arrays.two_mode else arrays


def assortativity_of_degrees(arrays: NetworkArrays, mode_two: bool) -> float | None:
    return degree_assortativity(one_mode(arrays, mode_two=mode_two))


def assortativity_of_groups(arrays: NetworkArrays, mode_two: bool, groups: Groups) -> float | None:
    return assortativity(one_mode(arrays, mode_two=mode_two), groups)


def homophily_of_groups(arrays: NetworkArrays, mode_two: bool, groups: Groups) -> Homophily:
    return homophily(one_mode(arrays, mode_two=mode_two), groups)


def edge_betweenness_of_overlap(arrays: NetworkArrays, mode_two: bool) -> Float64Array | None:
    return edge_betweenness(overlap(arrays, mode_two=mode_two).arrays) if arrays.two_mode else None


def brokerage_of_groups(arrays: NetworkArrays, mode_two: bool, groups: Groups, unit: BrokerageUnit) -> BrokerageResult:
    if not arrays.two_mode:
        return BrokerageResult(brokerage(arrays, groups), groups, None)
    scores = two_mode_brokerage(arrays, groups, unit, mode_two=mode_two)
    return BrokerageResult(scores, groups, overlap(arrays, mode_two=mode_two))

"""All measures of a network in files, as JSON with the names of the GraphQL API."""

from dataclasses import asdict
from typing import Any

from graph.network.files.brokerage_report import brokerage_report
from graph.network.files.model_report import coreness, model_report
from graph.network.files.network_files import FileNetwork
from graph.network.files.overlap_report import overlap_report
from graph.network.files.values import OnStep, columns_of_actors, no_step, number, numbers, with_camel_case_names
from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.backbone import DEFAULT_ALPHA
from graph.network.measures.betweenness import edge_betweenness
from graph.network.measures.centralization import centralization
from graph.network.measures.clustering import transitivity
from graph.network.measures.components import articulation_points, bridges, component_sizes, isolates
from graph.network.measures.distances import distances
from graph.network.measures.grouping import assortativity, groups_of, homophily
from graph.network.measures.measure import Measure
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.measures.network_measures import (
    average_degree,
    average_weight,
    degree_assortativity,
    density,
    reciprocity,
)
from graph.network.measures.overlap_weights import OverlapWeights, overlap
from graph.network.measures.rounding import rounded_array
from graph.network.measures.subgroups import Partition, SubgroupMethod, group_density, subgroups
from graph.network.measures.two_mode_clustering import two_mode_clustering
from graph.network.network_arrays import NetworkArrays
from graph.snapshot.array_types import BoolArray

CENTRALIZED = (Measure.DEGREE, Measure.BETWEENNESS, Measure.CLOSENESS)


def report(
    network: FileNetwork,
    by: str | None = None,
    *,
    weighted: bool = False,
    alpha: float = DEFAULT_ALPHA,
    on_step: OnStep = no_step,
) -> dict[str, Any]:
    """Returns measures of the network, actors, ties, overlaps, and groups `by` an attribute. `on_step` receives the next
    step.
    """
    arrays = network.arrays
    on_step("subgroups")
    partition = subgroups(arrays, SubgroupMethod.LEIDEN)
    values, methods = columns_of_actors(arrays, on_step)
    values["subgroup"] = partition.group.tolist()
    values["coreness"] = coreness(network)
    overlap_network = overlap(arrays) if arrays.two_mode else None
    on_step("distances, models and ties")
    result = {
        **_counts(arrays, weighted),
        **_network_values(arrays, overlap_network),
        "articulationPoints": [network.ids[actor] for actor in articulation_points(arrays)],
        "bridges": [_ends(network, tie) for tie in bridges(arrays)],
        "subgroups": _subgroups(network, partition),
        **model_report(network, alpha, weighted=weighted),
        "actors": _actors(network, values),
        "ties": _ties(network),
    }
    if overlap_network is not None:
        on_step("overlaps")
        result["overlaps"] = [overlap_report(network, two, alpha) for two in (False, True)]
    methods += [*(definition.exact_method() for definition in NETWORK_MEASURES.values()), partition.method]
    return {**result, **_grouped(network, overlap_network, by), "methods": [_method(method) for method in methods]}


def _counts(arrays: NetworkArrays, weighted: bool) -> dict[str, Any]:
    sizes = component_sizes(arrays)
    return {
        "directed": arrays.directed,
        "twoMode": arrays.two_mode,
        "weighted": weighted,
        "modes": [_mode(arrays, name, members) for name, members in _members(arrays)],
        "nodeCount": arrays.size,
        "tieCount": len(arrays.source),
        "isolates": int(isolates(arrays).sum()),
        "density": density(arrays),
        "averageDegree": average_degree(arrays),
        "averageWeight": average_weight(arrays),
        "components": len(sizes),
        "largestComponent": max(sizes, default=0),
    }


def _members(arrays: NetworkArrays) -> list[tuple[str, BoolArray]]:
    if arrays.mode_two is None:
        return [("ONE", isolates(arrays) | True)]
    return [("ONE", ~arrays.mode_two), ("TWO", arrays.mode_two)]


def _mode(arrays: NetworkArrays, name: str, members: BoolArray) -> dict[str, Any]:
    return {
        "mode": name,
        "nodeCount": int(members.sum()),
        "isolates": int((isolates(arrays) & members).sum()),
        "averageDegree": average_degree(arrays, members),
    }


def _network_values(arrays: NetworkArrays, overlap_network: OverlapWeights | None) -> dict[str, Any]:
    clustering = two_mode_clustering(arrays)
    return {
        "distances": with_camel_case_names(asdict(distances(arrays))),
        "centralization": {
            name: {measure.name: centralization(arrays, measure, mode_two=name == "TWO") for measure in CENTRALIZED}
            for name, _ in _members(arrays)
        },
        "transitivity": transitivity(arrays),
        "clustering": None if clustering is None else with_camel_case_names(asdict(clustering)),
        "reciprocity": reciprocity(arrays),
        "assortativity": degree_assortativity(arrays if overlap_network is None else overlap_network.arrays),
    }


def _grouped(network: FileNetwork, overlap_network: OverlapWeights | None, by: str | None) -> dict[str, Any]:
    """Returns measures of groups; two-mode: of mode ONE and its overlap."""
    if by is None:
        return {}
    labels = network.labels(by)
    one_mode = network.arrays if overlap_network is None else overlap_network.arrays
    groups = groups_of(labels if overlap_network is None else [labels[int(actor)] for actor in overlap_network.actors])
    return {
        "assortativityBy": {"by": by, "value": assortativity(one_mode, groups)},
        "homophily": {"by": by, **with_camel_case_names(asdict(homophily(one_mode, groups)))},
        **brokerage_report(network, overlap_network, groups, by),
    }


def _subgroups(network: FileNetwork, partition: Partition) -> dict[str, Any]:
    members: dict[int, list[str]] = {}
    for actor, group in zip(network.ids, partition.group.tolist(), strict=True):
        members.setdefault(group, []).append(actor)
    groups = [
        {"number": group, "size": len(ids), "density": group_density(network.arrays, partition, group), "actors": ids}
        for group, ids in sorted(members.items())
    ]
    return {
        "modularity": partition.modularity,
        "count": partition.count,
        "groups": groups,
        "method": _method(partition.method),
    }


def _actors(network: FileNetwork, values: dict[str, list[Any]]) -> list[dict[str, Any]]:
    mode = network.arrays.mode_two
    return [
        {
            "id": name,
            "mode": "TWO" if mode is not None and mode[actor] else "ONE",
            **{column: number(column, rows[actor]) for column, rows in values.items()},
        }
        for actor, name in enumerate(network.ids)
    ]


def _ties(network: FileNetwork) -> list[dict[str, Any]]:
    between = numbers(rounded_array(edge_betweenness(network.arrays)))
    return [
        {"from": start, "to": end, "weight": weight, "edgeBetweenness": value}
        for (start, end), weight, value in zip(
            (_ends(network, tie) for tie in range(len(between))), network.arrays.weight.tolist(), between, strict=True
        )
    ]


def _ends(network: FileNetwork, tie: int) -> tuple[str, str]:
    return network.ids[int(network.arrays.source[tie])], network.ids[int(network.arrays.target[tie])]


def _method(method: MethodUsed) -> dict[str, Any]:
    return with_camel_case_names(asdict(method))

from dataclasses import asdict
from typing import Any

from graph.network.files.network_files import FileNetwork
from graph.network.measures.brokerage import (
    Brokerage,
    BrokerageRole,
    BrokerageUnit,
    RoleScore,
    brokerage,
    two_mode_brokerage,
)
from graph.network.measures.grouping import Groups
from graph.network.measures.overlap_weights import OverlapWeights
from graph.network.measures.triads import Triad, triads, two_mode_triads

EXAMPLES = 3


def brokerage_report(network: FileNetwork, overlap_network: OverlapWeights | None, groups: Groups, by: str) -> dict[str, Any]:
    """Returns `brokerage`; two-mode also `brokeragePaths`, which counts chains instead of pairs."""
    if overlap_network is None:
        return {"brokerage": _report(network, overlap_network, groups, by, brokerage(network.arrays, groups), None)}
    return {
        name: _report(network, overlap_network, groups, by, two_mode_brokerage(network.arrays, groups, unit), unit)
        for name, unit in (("brokerage", BrokerageUnit.PAIRS), ("brokeragePaths", BrokerageUnit.PATHS))
    }


def _report(
    network: FileNetwork,
    overlap_network: OverlapWeights | None,
    groups: Groups,
    by: str,
    result: Brokerage,
    unit: BrokerageUnit | None,
) -> dict[str, Any]:
    ids = network.ids if overlap_network is None else network.ids_of(overlap_network.actors)
    brokers: list[dict[str, Any]] = [
        {
            "id": name,
            "group": groups.names[groups.number[place]],
            "total": round(result.raw[place][-1]),
            "roles": [_score(score) for score in result.scores(place)],
            "examples": [
                _triad(network, triad)
                for role in BrokerageRole
                for triad in _examples(network, overlap_network, groups, place, role, unit)
            ],
        }
        for place, name in enumerate(ids)
    ]
    return {
        "by": by,
        "unit": None if unit is None else unit.name,
        "totals": [_score(score) for score in result.totals()],
        "brokers": brokers,
    }


def _examples(
    network: FileNetwork,
    overlap_network: OverlapWeights | None,
    groups: Groups,
    broker: int,
    role: BrokerageRole,
    unit: BrokerageUnit | None,
) -> list[Triad]:
    if overlap_network is None or unit is None:
        return triads(network.arrays, groups, broker, role, EXAMPLES)
    return two_mode_triads(network.arrays, overlap_network, groups, broker, role, EXAMPLES, unit)


def _score(score: RoleScore) -> dict[str, Any]:
    return {**asdict(score), "role": None if score.role is None else score.role.name}


def _triad(network: FileNetwork, triad: Triad) -> dict[str, Any]:
    return {
        "role": triad.role.name,
        "from": network.ids[triad.start],
        "through": [network.ids[actor] for actor in triad.through],
        "broker": network.ids[triad.broker],
        "to": network.ids[triad.end],
    }

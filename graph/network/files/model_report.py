from dataclasses import asdict
from typing import Any

import numpy as np

from graph.network.files.backbone_report import backbone_report
from graph.network.files.network_files import FileNetwork
from graph.network.files.values import with_camel_case_names
from graph.network.measures.concor import Positions, positions
from graph.network.measures.core_periphery import CoreModel, CorePeriphery, core_periphery


def model_report(network: FileNetwork, alpha: float, *, weighted: bool) -> dict[str, Any]:
    """Returns models by GraphQL field, null if not defined; core and periphery, and backbones, by model."""
    cores = {model: core_periphery(network.arrays, model) for model in CoreModel}
    found = positions(network.arrays)
    return {
        "corePeriphery": {model.name: None if core is None else _core(network, core) for model, core in cores.items()},
        "positions": None if found is None else _positions(network, found),
        "backbone": backbone_report(network.arrays, network.ids.__getitem__, weighted=weighted, alpha=alpha),
    }


def coreness(network: FileNetwork) -> list[float | None]:
    found = core_periphery(network.arrays, CoreModel.CONTINUOUS)
    if found is None or found.coreness is None:
        return [None] * network.arrays.size
    return found.coreness.tolist()


def _core(network: FileNetwork, found: CorePeriphery) -> dict[str, Any]:
    members = network.ids_of(np.flatnonzero(found.core))
    return {
        "fit": found.fit,
        "core": members,
        "coreSize": len(members),
        "densities": found.densities,
        "method": with_camel_case_names(asdict(found.method)),
    }


def _positions(network: FileNetwork, found: Positions) -> dict[str, Any]:
    members = [network.ids_of(np.flatnonzero(found.block == number + 1)) for number in range(found.count)]
    blocks = [
        {"number": place + 1, "size": len(ids), "density": found.densities[place][place], "actors": ids}
        for place, ids in enumerate(members)
    ]
    return {
        "blocks": blocks,
        "densities": found.densities,
        "rSquared": found.r_squared,
        "method": with_camel_case_names(asdict(found.method)),
    }

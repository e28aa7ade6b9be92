from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from graph.network.files.values import with_camel_case_names
from graph.network.measures.backbone import Backbone, BackboneModel, backbone
from graph.network.measures.overlap_weights import overlap
from graph.network.network_arrays import NetworkArrays


def backbone_report(
    arrays: NetworkArrays, name: Callable[[int], str], *, mode_two: bool = False, weighted: bool = False, alpha: float
) -> dict[str, Any]:
    """Returns the backbone by model, null if not defined; in a two-mode network of the overlap of a mode."""
    own, actors = arrays, np.arange(arrays.size)
    if arrays.two_mode:
        found = overlap(arrays, mode_two=mode_two)
        own, actors = found.arrays, found.actors
    names = [name(actor) for actor in actors.tolist()]
    backbones = {model.name: backbone(arrays, model, mode_two, weighted) for model in BackboneModel}
    return {model: None if found is None else _report(own, names, found, alpha) for model, found in backbones.items()}


def _report(arrays: NetworkArrays, names: list[str], found: Backbone, alpha: float) -> dict[str, Any]:
    kept = found.kept(alpha).tolist()
    columns = (arrays.source.tolist(), arrays.target.tolist(), arrays.weight.tolist(), found.p.tolist(), kept)
    ties: list[dict[str, Any]] = [
        {"from": names[start], "to": names[end], "weight": weight, "p": p}
        for start, end, weight, p, is_kept in zip(*columns, strict=True)
        if is_kept
    ]
    return {
        "alpha": alpha,
        "kept": len(ties),
        "of": len(kept),
        "ties": ties,
        "method": with_camel_case_names(asdict(found.method)),
    }

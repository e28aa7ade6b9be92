from typing import Any

from graph.network.files.backbone_report import backbone_report
from graph.network.files.network_files import FileNetwork
from graph.network.files.values import columns_of_actors, number
from graph.network.measures.network_measures import density
from graph.network.measures.overlap_weights import OverlapWeights, overlap


def overlap_report(network: FileNetwork, mode_two: bool, alpha: float) -> dict[str, Any]:
    """Returns ties and measures of the overlap of a mode."""
    weights = overlap(network.arrays, mode_two=mode_two)
    ids = network.ids_of(weights.actors)
    columns, _ = columns_of_actors(weights.arrays)
    return {
        "mode": "TWO" if mode_two else "ONE",
        "nodeCount": weights.arrays.size,
        "tieCount": len(weights.arrays.source),
        "density": density(weights.arrays),
        "actors": [
            {"id": name, **{column: number(column, values[actor]) for column, values in columns.items()}}
            for actor, name in enumerate(ids)
        ],
        "ties": _ties(weights, ids),
        "backbone": backbone_report(network.arrays, network.ids.__getitem__, mode_two=mode_two, alpha=alpha),
    }


def _ties(weights: OverlapWeights, ids: list[str]) -> list[dict[str, Any]]:
    ends = zip(weights.arrays.source.tolist(), weights.arrays.target.tolist(), strict=True)
    columns = (
        weights.arrays.weight.tolist(),
        weights.jaccard.tolist(),
        weights.overlap_coefficient.tolist(),
        weights.newman.tolist(),
    )
    values = [
        dict(zip(("weight", "jaccard", "overlapCoefficient", "newman"), row, strict=True)) for row in zip(*columns, strict=True)
    ]
    return [{"from": ids[start], "to": ids[end], **row} for (start, end), row in zip(ends, values, strict=True)]

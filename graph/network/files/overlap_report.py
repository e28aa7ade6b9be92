"""The overlaps of a two-mode network in files."""

from typing import Any

from graph.network.files.backbone_report import backbone_report
from graph.network.files.network_files import FileNetwork
from graph.network.files.values import columns_of_actors, number
from graph.network.measures.network_measures import density
from graph.network.measures.overlap import OverlapWeights, overlap


def overlap_report(network: FileNetwork, mode_two: bool, alpha: float) -> dict[str, Any]:
    """Returns the ties and measures of the overlap of one mode."""
    own = overlap(network.arrays, mode_two=mode_two)
    ids = network.ids_of(own.actors)
    columns, _ = columns_of_actors(own.arrays)
    return {
        "mode": "TWO" if mode_two else "ONE",
        "nodeCount": own.arrays.size,
        "tieCount": len(own.arrays.source),
        "density": density(own.arrays),
        "actors": [
            {"id": name, **{column: number(column, values[actor]) for column, values in columns.items()}}
            for actor, name in enumerate(ids)
        ],
        "ties": _ties(own, ids),
        "backbone": backbone_report(network.arrays, network.ids.__getitem__, mode_two=mode_two, alpha=alpha),
    }


def _ties(own: OverlapWeights, ids: list[str]) -> list[dict[str, Any]]:
    ends = zip(own.arrays.source.tolist(), own.arrays.target.tolist(), strict=True)
    columns = (own.arrays.weight.tolist(), own.jaccard.tolist(), own.overlap_coefficient.tolist(), own.newman.tolist())
    values = [
        dict(zip(("weight", "jaccard", "overlapCoefficient", "newman"), row, strict=True)) for row in zip(*columns, strict=True)
    ]
    return [{"from": ids[start], "to": ids[end], **row} for (start, end), row in zip(ends, values, strict=True)]

import numpy as np

from graph.network.measures.backbone import BackboneModel, TwoModeTies
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions.measure_request import MeasureRequest


def backbone_input(network: ProjectedNetwork, request: MeasureRequest) -> tuple[BackboneModel, bool, bool, TwoModeTies | None]:
    """Returns the arguments of `backbone` after the arrays."""
    model, mode_two = BackboneModel[request.option("model")], request.option("mode") == "TWO"
    base = _ties_of_overlap(network) if model is BackboneModel.SDSM and network.overlap is not None else None
    return model, mode_two, network.question.projection.weighted, base


def _ties_of_overlap(network: ProjectedNetwork) -> TwoModeTies:
    """Returns an overlap's two-mode network, and its ties as pairs of rows."""
    assert network.overlap is not None
    rows, row_degrees = np.unique(network.overlap.actor, return_counts=True)
    _, column_degrees = np.unique(network.overlap.shared, return_counts=True)
    first, second = (np.searchsorted(rows, ends) for ends in (network.ties.one, network.ties.two))
    return TwoModeTies(row_degrees, column_degrees, first, second, network.ties.weight.astype(np.int64))

"""Estimates the seconds of results whose work depends on options or an overlap. They are constants times counts, so that
every machine plans the same.
"""

from typing import Final

import numpy as np

from graph.network.measures.backbone import BackboneModel
from graph.network.measures.bipartite_modularity import runs_of
from graph.network.measures.degree import degrees
from graph.network.measures.measure import CostClass
from graph.network.measures.subgroups import SubgroupMethod, trials_of
from graph.network.measures.work import operations, seconds_of
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.network.questions.measure_request import MeasureRequest

LINEAR_NANOSECONDS: Final = 50
PAIR_NANOSECONDS: Final = 320
"""Per pair of actors and actor that they share, in the product that makes an overlap."""
TWO_PATH_NANOSECONDS: Final = 6
NEIGHBOUR_NANOSECONDS: Final = 70
"""For brokerage, per squared degree."""
BETWEENNESS_NANOSECONDS: Final = 60
TIE_NANOSECONDS: Final = 1_000
"""Per tie, for the look-up of its SDSM probability."""
CELL_NANOSECONDS: Final = 3
"""Per number of a Poisson-binomial distribution."""
MAX_CLASS_PAIRS: Final = 5_000
"""Assumed pairs of degrees in an overlap, whose ties do not tell them."""
SUBGROUP_NANOSECONDS: Final = {
    SubgroupMethod.LEIDEN: 5_000,
    SubgroupMethod.LOUVAIN: 40_000,
    SubgroupMethod.LABEL_PROPAGATION: 10_000,
}
TWO_MODE_RUN_NANOSECONDS: Final = 4_500_000
"""Per run of label propagation on Barber's modularity, even if the network is small."""
SPARSE_TIE_NANOSECONDS: Final = 20_000
DENSE_TIE_NANOSECONDS: Final = 1_800
DENSE_TIES_PER_ACTOR: Final = 4.3
"""With more ties per actor, groups are found in a few rounds. Random ties have no groups and take up to 20 times longer."""
TWO_MODE_BROKERAGE_NANOSECONDS: Final = 3_000
"""Per actor or tie, besides the overlap."""


def of_groups(arrays: NetworkArrays, request: MeasureRequest) -> float:
    """Estimates the seconds of a measure that counts ties of the network, or of the overlap of a mode."""
    return seconds_of(operations(arrays, CostClass.LINEAR), LINEAR_NANOSECONDS) + _overlap(arrays, _mode_two(request))


def of_brokerage(arrays: NetworkArrays, request: MeasureRequest) -> float:
    if not arrays.two_mode:
        return seconds_of(operations(arrays, CostClass.NEIGHBOURHOODS), NEIGHBOUR_NANOSECONDS)
    two_paths = float(np.square(_overlap_degrees(arrays, _mode_two(request))).sum())
    seconds = seconds_of(operations(arrays, CostClass.LINEAR), TWO_MODE_BROKERAGE_NANOSECONDS)
    return seconds + of_groups(arrays, request) + seconds_of(two_paths, TWO_PATH_NANOSECONDS)


def of_overlap_betweenness(arrays: NetworkArrays, request: MeasureRequest) -> float:
    if not arrays.two_mode:
        return 0.0
    degree = _overlap_degrees(arrays, _mode_two(request))
    steps = float(len(degree)) * float(len(degree) + degree.sum())
    return of_groups(arrays, request) + seconds_of(steps, BETWEENNESS_NANOSECONDS)


def of_subgroups(arrays: NetworkArrays, request: MeasureRequest) -> float:
    linear, method = operations(arrays, CostClass.LINEAR), SubgroupMethod[request.option("method")]
    if arrays.two_mode:
        return _of_two_mode_subgroups(arrays)
    trials = trials_of(arrays) if method is SubgroupMethod.LEIDEN else 1
    return seconds_of(linear * trials, SUBGROUP_NANOSECONDS[method])


def _of_two_mode_subgroups(arrays: NetworkArrays) -> float:
    ties = len(arrays.source)
    crowded = ties / max(1, arrays.size) / DENSE_TIES_PER_ACTOR
    per_tie = SPARSE_TIE_NANOSECONDS / (1 + crowded**3) + DENSE_TIE_NANOSECONDS
    return seconds_of(runs_of(ties), TWO_MODE_RUN_NANOSECONDS + ties * per_tie)


def of_backbone(arrays: NetworkArrays, request: MeasureRequest) -> float:
    """Estimates the overlap of a two-mode network, and probabilities of pairs of degrees."""
    seconds = of_groups(arrays, request)
    if BackboneModel[request.option("model")] is BackboneModel.DISPARITY or not len(arrays.source):
        return seconds
    if arrays.two_mode:
        rows, columns = _degrees_of_modes(arrays, _mode_two(request))
        classes = len(np.unique(rows))
        pairs, width = classes * (classes + 1) / 2, int(np.sort(rows)[-2:][0]) + 1
        ties = float(_overlap_degrees(arrays, _mode_two(request)).sum()) / 2
    else:
        columns, ties, width = degrees(arrays), float(len(arrays.source)), int(arrays.weight.max()) + 1
        pairs = min(ties, MAX_CLASS_PAIRS)
    cells = min(pairs, ties) * len(columns) * width
    return seconds + seconds_of(ties, TIE_NANOSECONDS) + seconds_of(cells, CELL_NANOSECONDS)


def of_two_mode(arrays: NetworkArrays, _: MeasureRequest) -> float:
    """Estimates two-mode clustering, which is null for other networks."""
    return seconds_of(operations(arrays, CostClass.FOUR_PATHS), 100) if arrays.two_mode else 0.0


def of_one_mode(arrays: NetworkArrays, _: MeasureRequest) -> float:
    """Estimates transitivity, which is null for two-mode networks."""
    return 0.0 if arrays.two_mode else seconds_of(operations(arrays, CostClass.NEIGHBOURHOODS), 30)


def _mode_two(request: MeasureRequest) -> bool:
    return dict(request.options).get("mode") == "TWO"


def _degrees_of_modes(arrays: NetworkArrays, mode_two: bool) -> tuple[Float64Array, Float64Array]:
    """Returns the degrees of a mode, and of the other."""
    assert arrays.mode_two is not None
    own, degree = arrays.mode_two == mode_two, degrees(arrays)
    return degree[own], degree[~own]


def _overlap(arrays: NetworkArrays, mode_two: bool) -> float:
    if not arrays.two_mode:
        return 0.0
    return seconds_of(float(np.square(_degrees_of_modes(arrays, mode_two)[1]).sum()), PAIR_NANOSECONDS)


def _overlap_degrees(arrays: NetworkArrays, mode_two: bool) -> Float64Array:
    """Returns an upper bound of each actor's ties in the overlap."""
    assert arrays.mode_two is not None
    degree = degrees(arrays)
    ends = (arrays.target, arrays.source) if mode_two else (arrays.source, arrays.target)
    reached = np.bincount(ends[0], degree[ends[1]] - 1.0, arrays.size)[arrays.mode_two == mode_two]
    return np.minimum(reached, max(0, len(reached) - 1))

"""The backbone of a weighted network: the ties that are stronger than a null model predicts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.configuration_model import cell_probabilities
from graph.network.measures.degree import in_ties, out_ties
from graph.network.measures.matrices import incidence, row_sums
from graph.network.measures.overlap_weights import overlap
from graph.network.measures.rounding import rounded_array
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray, IndexArray

MAX_CELLS: Final = 4_000_000
"""Probabilities computed at once: 32 MB."""
DEFAULT_ALPHA: Final = 0.05


class BackboneModel(Enum):
    SDSM = (
        "p = P(shared >= observed), the sum over the other mode of independent p_ik p_jk, p of the bipartite configuration model "
        "(stochastic degree sequence model, Neal 2014, 2021)"
    )
    DISPARITY = (
        "p = (1 - w_ij / s_i)^(k_i - 1), the smaller of both ends, s strength, k degree (disparity filter, Serrano et al. 2009)"
    )


_ALGORITHMS: Final = {
    BackboneModel.SDSM: "exact Poisson-binomial by convolution; probabilities by Newton's method",
    BackboneModel.DISPARITY: "closed form",
}


@dataclass(frozen=True)
class TwoModeTies:
    """Degrees of a two-mode network, and for pairs of actors of one mode the number of shared actors of the other."""

    row_degrees: IndexArray
    column_degrees: IndexArray
    first: IndexArray
    second: IndexArray
    shared: IndexArray


@dataclass(frozen=True)
class Backbone:
    """The significance of each tie under a null model. `p`: by tie, the probability of one at least as strong."""

    p: Float64Array
    method: MethodUsed

    def kept(self, alpha: float) -> BoolArray:
        return self.p < alpha


def backbone(
    arrays: NetworkArrays,
    model: BackboneModel,
    mode_two: bool = False,
    weighted: bool = True,
    base: TwoModeTies | None = None,
) -> Backbone | None:
    """Judges the overlap of a mode of a two-mode network, or a one-mode network. `base`: the two-mode ties of a network that
    is an overlap. Returns None if the model is not defined.
    """
    if arrays.two_mode:
        overlap_arrays = overlap(arrays, mode_two=mode_two).arrays
        base = _of_overlap(arrays, overlap_arrays, mode_two=mode_two)
        arrays, weighted = overlap_arrays, True
    if not (weighted if model is BackboneModel.DISPARITY else base is not None):
        return None
    p = disparity(arrays) if base is None or model is BackboneModel.DISPARITY else sdsm(base)
    return Backbone(rounded_array(p), MethodUsed("backbone", model.value, exact=True, algorithm=_ALGORITHMS[model]))


def _of_overlap(arrays: NetworkArrays, overlap_arrays: NetworkArrays, *, mode_two: bool) -> TwoModeTies:
    rows = incidence(arrays, by_mode_two=mode_two)
    row_degrees, column_degrees = (row_sums(matrix).astype(np.int64) for matrix in (rows, rows.T.tocsr()))
    first, second, shared = (
        column.astype(np.int64) for column in (overlap_arrays.source, overlap_arrays.target, overlap_arrays.weight)
    )
    return TwoModeTies(row_degrees, column_degrees, first, second, shared)


# ---------------------------------------------------------------------------------------------------- disparity filter
def disparity(arrays: NetworkArrays) -> Float64Array:
    """Returns p by tie, if directed against the arcs sent by its source and those received by its target."""
    sent = np.bincount(arrays.source, arrays.weight, arrays.size), out_ties(arrays)
    received = np.bincount(arrays.target, arrays.weight, arrays.size), in_ties(arrays)
    if not arrays.directed:
        sent = received = sent[0] + received[0], sent[1] + received[1]
    ends = ((arrays.source, *sent), (arrays.target, *received))
    return np.minimum(*((1 - arrays.weight / strength[end]) ** (degree[end] - 1) for end, strength, degree in ends))


# ---------------------------------------------------------------------------------------------------- SDSM
def sdsm(ties: TwoModeTies) -> Float64Array:
    """Returns p by pair, computed once for equal degrees."""
    cells = cell_probabilities(ties.row_degrees, ties.column_degrees)
    classes = np.sort(np.stack([cells.row_class[ties.first], cells.row_class[ties.second]]), axis=0)
    pairs, pair = np.unique(classes, axis=1, return_inverse=True)
    pair = pair.reshape(-1)
    columns = np.sort(cells.column_class)
    found = np.empty(len(ties.first))
    for chosen in _batches(len(pairs[0]), int(ties.shared.max(initial=0)) + 1):
        probabilities = cells.by_class[pairs[0, chosen]] * cells.by_class[pairs[1, chosen]]
        members = np.flatnonzero((chosen.start <= pair) & (pair < chosen.stop))
        tails = poisson_binomial_tails(probabilities[:, columns], int(ties.shared[members].max(initial=0)))
        found[members] = tails[pair[members] - chosen.start, ties.shared[members]]
    return found


def _batches(size: int, width: int) -> Iterator[slice]:
    step = max(1, MAX_CELLS // max(1, width))
    return (slice(start, min(start + step, size)) for start in range(0, size, step))


def poisson_binomial_tails(probabilities: Float64Array, largest: int) -> Float64Array:
    """Returns P(X >= 0), ..., P(X >= largest) per row; X is the number of successes of independent trials. Only positive
    numbers are added, so small tails remain precise.
    """
    found = np.zeros((len(probabilities), largest + 1))
    found[:, 0] = 1.0
    for trial in probabilities.T:
        success = trial[:, None]
        moved = found[:, :-1] * success
        found[:, :-1] *= 1 - success  # the last one is P(X >= largest), which nothing leaves
        found[:, 1:] += moved
    return np.minimum(np.cumsum(found[:, ::-1], axis=1)[:, ::-1], 1.0)

"""Brokerage (Gould and Fernandez 1989): a broker v has arcs a -> v and v -> b, and there is no arc a -> b. In an undirected
network each pair of ends counts in both orders.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from graph.network.measures.brokerage_moments import Moments, actor_moments, network_moments
from graph.network.measures.grouping import Groups
from graph.network.measures.matrices import adjacency, row_sums
from graph.network.measures.overlap_weights import overlap
from graph.network.measures.rounding import rounded_array
from graph.network.network_arrays import Float64Array, NetworkArrays

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false


class BrokerageRole(Enum):
    """The groups of a, v and b."""

    COORDINATOR = "A A A"
    ITINERANT = "A B A"
    REPRESENTATIVE = "A A B"
    GATEKEEPER = "A B B"
    LIAISON = "A B C"


class BrokerageUnit(Enum):
    """What a two-mode network counts: pairs of ends that share no actor, or chains between them."""

    PAIRS = "pairs"
    PATHS = "paths"


ROLES: Final = tuple(BrokerageRole)
TOTAL: Final = len(ROLES)
"""The column of the total."""


@dataclass(frozen=True)
class RoleScore:
    role: BrokerageRole | None
    """None for the total."""
    raw: int
    expected: float | None
    sd: float | None
    z: float | None


@dataclass(frozen=True)
class Brokerage:
    """One row per actor; columns are `ROLES`, then the total. NaN becomes null."""

    raw: Float64Array
    moments: Moments | None
    network_raw: Float64Array
    network_moments: Moments | None

    def scores(self, actor: int) -> list[RoleScore]:
        """Returns the scores by role, then of the total."""
        return _scores(self.raw[actor], None if self.moments is None else self.moments.of(actor))

    def totals(self) -> list[RoleScore]:
        """Returns the sums over all brokers."""
        return _scores(self.network_raw, self.network_moments)


def brokerage(arrays: NetworkArrays, groups: Groups) -> Brokerage:
    matrix = adjacency(arrays)
    raw = _with_total(_role_counts(matrix, matrix, groups))
    arcs = len(arrays.source) * (1 if arrays.directed else 2)
    possible = arrays.size * (arrays.size - 1)
    share = arcs / possible if possible else 0.0
    return Brokerage(raw, actor_moments(groups, share), raw.sum(axis=0), network_moments(groups.sizes, share))


def two_mode_brokerage(
    arrays: NetworkArrays, groups: Groups, unit: BrokerageUnit = BrokerageUnit.PAIRS, *, mode_two: bool = False
) -> Brokerage:
    """Returns the brokerage of a mode without moments, each unordered pair or chain once. `groups`: of its actors. A A B and
    A B B are the same count, in both columns.
    """
    one_mode = overlap(arrays, mode_two=mode_two).arrays
    matrix = adjacency(one_mode)
    if unit is BrokerageUnit.PATHS:
        entries = (np.r_[one_mode.source, one_mode.target], np.r_[one_mode.target, one_mode.source])
        weighted: Any = csr_array((np.r_[one_mode.weight, one_mode.weight], entries), shape=matrix.shape)
    else:
        weighted = matrix
    counts = _role_counts(weighted, matrix, groups)
    same_both_ways = [ROLES.index(role) for role in (BrokerageRole.COORDINATOR, BrokerageRole.ITINERANT, BrokerageRole.LIAISON)]
    counts[:, same_both_ways] /= 2
    raw = _with_total(counts)
    raw[:, TOTAL] -= counts[:, ROLES.index(BrokerageRole.GATEKEEPER)]
    return Brokerage(raw, None, raw.sum(axis=0), None)


def _role_counts(weighted: Any, binary: Any, groups: Groups) -> Float64Array:
    """Returns the sum of w_av w_vb over pairs a, b without a tie, by broker v and role."""
    within, across = _split(weighted, groups)
    tied_within, tied_across = _split(binary, groups)
    received_within, received = row_sums(within.T.tocsr()), row_sums(across.T.tocsr())
    sent_within, sent = row_sums(within), row_sums(across)
    same_group = _through_one_group(across, groups)
    counts = np.zeros((weighted.shape[0], len(ROLES)))
    counts[:, 0] = received_within * sent_within - _back_and_forth(within) - _closed(within, tied_within, within)
    counts[:, 1] = same_group - _back_and_forth(across) - _closed(across, tied_within, across)
    counts[:, 2] = received_within * sent - _closed(within, tied_across, across)
    counts[:, 3] = received * sent_within - _closed(across, tied_across, within)
    counts[:, 4] = received * sent - same_group - _closed(across, tied_across, across)
    return counts


def _split(matrix: Any, groups: Groups) -> tuple[Any, Any]:
    """Returns the entries within groups and those between groups."""
    row, column = matrix.tocoo().coords
    values, same = matrix.tocoo().data, groups.number[row] == groups.number[column]
    within = csr_array((values[same], (row[same], column[same])), shape=matrix.shape)
    return within, csr_array((values[~same], (row[~same], column[~same])), shape=matrix.shape)


def _through_one_group(across: Any, groups: Groups) -> Float64Array:
    """Returns the sum of w_av w_vb over a and b of the same group."""
    size = len(groups.number)
    member = csr_array((np.ones(size), (np.arange(size), groups.number)), shape=(size, len(groups.names)))
    return row_sums((across.T @ member).multiply(across @ member))


def _back_and_forth(matrix: Any) -> Float64Array:
    """Returns the sum of w_av w_va."""
    return row_sums(matrix.multiply(matrix.T))


def _closed(incoming: Any, closing: Any, outgoing: Any) -> Float64Array:
    """Returns the sum of w_av w_vb over pairs a, b with a tie."""
    return row_sums((incoming.T @ closing).multiply(outgoing))


def _with_total(counts: Float64Array) -> Float64Array:
    return np.column_stack([counts, counts.sum(axis=1)])


def _scores(raw: Float64Array, moments: Moments | None) -> list[RoleScore]:
    expected, sd, z = (np.full(len(raw), np.nan) for _ in range(3))
    if moments is not None:
        expected, sd = moments.expected, moments.sd
        z = np.divide(raw - expected, sd, out=np.full(len(raw), np.nan), where=sd > 0)
    columns = (rounded_array(column).tolist() for column in (expected, sd, z))
    rows = zip((*ROLES, None), raw.tolist(), *columns, strict=True)
    return [RoleScore(role, round(count), *(None if x != x else x for x in numbers)) for role, count, *numbers in rows]

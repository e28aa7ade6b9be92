"""Expectation and deviation of brokerage counts, if each arc exists independently with the network's density d as probability.

Size and groups are fixed. Triads that share an arc are dependent: with p = d^2 (1 - d), a pair of triads that share

    a tie of both                        adds d^3 (1 - d)^3
    the missing tie of both              adds d^5 (1 - d)
    a tie of one, missing in the other   adds -p^2

to the variance.
"""

from dataclasses import dataclass

import numpy as np

from graph.network.measures.grouping import Groups
from graph.network.network_arrays import Float64Array
from graph.snapshot.array_types import IndexArray


@dataclass(frozen=True)
class Moments:
    """Columns are the five roles, then the total."""

    expected: Float64Array
    sd: Float64Array

    def of(self, actor: int) -> "Moments":
        return Moments(self.expected[actor], self.sd[actor])


def actor_moments(groups: Groups, density: float) -> Moments:
    """Returns the moments of each actor's counts, a row per actor. Actors of one group have equal rows."""
    sizes = groups.sizes.astype(np.float64)
    rows = [_of_broker(sizes, group) for group in range(len(sizes))]
    triads = np.array([triads for triads, _ in rows]).reshape(-1, 6)
    sharing = np.array([sharing for _, sharing in rows]).reshape(-1, 6)
    p = density**2 * (1 - density)
    variance = triads * p * (1 - p) + sharing * density**3 * (1 - density) ** 3
    return Moments((triads * p)[groups.number], np.sqrt(variance)[groups.number])


def _of_broker(sizes: Float64Array, group: int) -> tuple[list[float], list[float]]:
    """Returns two lists with a number per role and the total: the possible triads of a broker of this group, and the ordered pairs of
    them that share a tie.
    """
    total, in_group = float(sizes.sum()), float(sizes[group])
    rest, other = total - in_group, np.delete(sizes, group)
    beyond = total - in_group - other
    triads = [
        (in_group - 1) * (in_group - 2),
        float((other * (other - 1)).sum()),
        (in_group - 1) * rest,
        (in_group - 1) * rest,
        float((other * beyond).sum()),
        (total - 1) * (total - 2),
    ]
    to_both = (in_group - 1) * rest * (rest - 1) + rest * (in_group - 1) * (in_group - 2)
    sharing = [
        2 * (in_group - 1) * (in_group - 2) * (in_group - 3),
        2 * float((other * (other - 1) * (other - 2)).sum()),
        to_both,
        to_both,
        2 * float((other * beyond * (beyond - 1)).sum()),
        2 * (total - 1) * (total - 2) * (total - 3),
    ]
    return triads, sharing


def network_moments(sizes: IndexArray, density: float) -> Moments:
    """Returns the moments of sums over all brokers."""
    n = sizes.astype(np.float64)
    counts = np.array([_complete(n), _itinerant(n), _two_groups(n), _two_groups(n), _liaison(n), _complete(n.sum())]).T
    triads, sharing_tie, sharing_missing, opposed = counts
    p = density**2 * (1 - density)
    variance = (
        triads * p * (1 - p)
        + sharing_tie * density**3 * (1 - density) ** 3
        + sharing_missing * density**5 * (1 - density)
        - opposed * p**2
    )
    return Moments(triads * p, np.sqrt(np.maximum(variance, 0.0)))


def _complete(n: Float64Array | float) -> list[float]:
    """Returns the counts for triads within one group, summed over the groups `n`.

    The counts are the number of triads, then the ordered pairs of triads that share a tie, that share a missing tie, and in which one
    has the tie that the other misses. The functions below return the same four counts for the other roles.
    """
    triads = np.asarray(n * (n - 1) * (n - 2))
    return [float(np.sum(triads * factor)) for factor in (1, 4 * n - 10, n - 3, 4 * n - 10)]


def _itinerant(n: Float64Array) -> list[float]:
    other, pairs = n.sum() - n, n * (n - 1)
    chained = float(pairs.sum() ** 2 - (pairs**2).sum())
    return [
        float((pairs * other).sum()),
        2 * float((pairs * (n - 2) * other).sum()) + 2 * chained,
        float((pairs * other * (other - 1)).sum()),
        0.0,
    ]


def _two_groups(n: Float64Array) -> list[float]:
    """Returns the counts of representatives, which equal those of gatekeepers."""
    other, pairs = n.sum() - n, n * (n - 1)
    return [
        float((pairs * other).sum()),
        float((pairs * other * (other - 1) + pairs * (n - 2) * other).sum()),
        float((pairs * (n - 2) * other).sum()),
        float((pairs * other * (2 * n - 3)).sum()),
    ]


def _liaison(n: Float64Array) -> list[float]:
    beyond = n.sum() - n[:, None] - n[None, :]
    products = np.outer(n, n)
    np.fill_diagonal(products, 0.0)
    triads = float((products * beyond).sum())
    chained = float((products * beyond**2).sum())
    side = float((products * beyond * (beyond - 1)).sum())
    return [triads, 2 * side + 2 * chained, side, 4 * chained - 2 * triads]

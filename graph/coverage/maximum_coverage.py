"""Maximum coverage: the k sets that together cover the greatest weight.

The greedy choice covers at least 1 - (1 - 1/k)^k of the optimum (Nemhauser, Wolsey and Fisher 1978), and all of it if the sets
are disjoint. Otherwise branch and bound finds the optimum within `MAX_BRANCHES` (docs/decisions/0012-maximum-coverage.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_BRANCHES: Final = 50_000


@dataclass(frozen=True)
class Choice:
    """The chosen sets of a maximum coverage problem.

    `picked`: indices in greedy order. `covered`: their weight. `bound`: a lower bound of `covered` / optimum.
    """

    picked: tuple[int, ...]
    covered: int
    exact: bool
    bound: float


def maximum_coverage(sets: Sequence[frozenset[int]], weights: Sequence[int], k: int) -> Choice:
    """Chooses up to `k` sets; of equal ones the earlier. `weights`: of the elements, at least 0."""
    search = _MaximumCoverageSearch(sets, weights, k)
    if sum(map(len, sets)) == len(frozenset[int]().union(*sets)):  # disjoint
        heaviest = search.heaviest()
        return Choice(heaviest, search.weight(heaviest), True, 1.0)
    greedy = search.greedy()
    covered = search.weight(greedy)
    best = search.optimum()
    if best is not None:
        return Choice(search.in_order(best), search.weight(best), True, 1.0)
    return Choice(greedy, covered, False, _bound(search, covered, k))


def _bound(search: "_MaximumCoverageSearch", covered: int, k: int) -> float:
    upper_bound = search.upper_bound()
    return max(1 - (1 - 1 / k) ** k, covered / upper_bound if upper_bound else 1.0)


class _MaximumCoverageSearch:
    def __init__(self, sets: Sequence[frozenset[int]], weights: Sequence[int], k: int) -> None:
        self.sets = sets
        self.weights = weights
        self.k = min(k, len(sets))
        self.sizes = [self._sum(each) for each in sets]
        self.heaviest_first = sorted(range(len(sets)), key=lambda index: (-self.sizes[index], index))

    def _sum(self, elements: frozenset[int]) -> int:
        return sum(self.weights[element] for element in elements)

    def weight(self, picked: Sequence[int]) -> int:
        return self._sum(frozenset[int]().union(*(self.sets[index] for index in picked)))

    def upper_bound(self) -> int:
        heaviest = sum(self.sizes[index] for index in self.heaviest_first[: self.k])
        return min(heaviest, self._sum(frozenset[int]().union(*self.sets)))

    def heaviest(self) -> tuple[int, ...]:
        return tuple(index for index in self.heaviest_first[: self.k] if self.sizes[index])

    def greedy(self) -> tuple[int, ...]:
        return self.in_order(range(len(self.sets)))

    def in_order(self, candidates: Sequence[int]) -> tuple[int, ...]:
        """Returns up to k sets, each of which adds most to those before it."""
        picked: list[int] = []
        covered: frozenset[int] = frozenset()
        for _ in range(self.k):
            index = max(candidates, key=lambda each: (self._sum(self.sets[each] - covered), -each), default=None)
            if index is None or not self._sum(self.sets[index] - covered):
                break
            picked.append(index)
            covered |= self.sets[index]
        return tuple(picked)

    def optimum(self) -> tuple[int, ...] | None:
        """Returns the optimum, or None beyond MAX_BRANCHES."""
        self._branches_left = MAX_BRANCHES
        self._best: tuple[int, tuple[int, ...]] = (-1, ())
        self._extend((), frozenset(), 0, 0)
        return self._best[1] if self._branches_left > 0 else None

    def _extend(self, picked: tuple[int, ...], covered: frozenset[int], weight: int, position: int) -> None:
        if weight > self._best[0]:
            self._best = (weight, picked)
        for later in range(position, len(self.heaviest_first)):
            room = self.k - len(picked)
            ahead = self.heaviest_first[later : later + room]
            self._branches_left -= 1
            if not room or self._branches_left <= 0 or weight + sum(self.sizes[each] for each in ahead) <= self._best[0]:
                return
            index = self.heaviest_first[later]
            gained = self.sets[index] - covered
            self._extend((*picked, index), covered | gained, weight + self._sum(gained), later + 1)

"""Random numbers with a fixed seed. Each concept has its own stream, so that changing one leaves the others unchanged.

Only ``Random.random`` is used, because Python guarantees its sequence across versions.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

SEED: Final = 20220922
T = TypeVar("T")


class SeededRandom:
    """A stream whose name is part of the seed."""

    def __init__(self, stream: str) -> None:
        self._random = Random(f"{SEED} {stream}")

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, minimum: int, maximum: int) -> int:
        """Includes both bounds."""
        return minimum + int(self._random.random() * (maximum - minimum + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.between(0, len(items) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self.sample(items, len(items))

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        return self.weighted_sample(items, weights, 1)[0]

    def weighted_sample(self, items: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
        """Returns different items; fewer than ``count`` if not enough have a positive weight."""
        left = [(item, weight) for item, weight in zip(items, weights, strict=True) if weight > 0]
        return [left.pop(self._weighted_index([weight for _, weight in left]))[0] for _ in range(min(count, len(left)))]

    def _weighted_index(self, weights: Sequence[float]) -> int:
        point = self._random.random() * sum(weights)
        for index, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return index
        return len(weights) - 1

    def skewed(self, median: float, spread: float) -> float:
        """Returns a log-normal number. ``spread``: standard deviation of the logarithm."""
        distance = math.sqrt(-2 * math.log(1 - self._random.random()))
        return median * math.exp(spread * distance * math.cos(2 * math.pi * self._random.random()))

    def day(self, begin: date, end: date) -> date:
        """Includes both bounds."""
        return begin + timedelta(days=self.between(0, (end - begin).days))


def apportioned(total: int, weights: Sequence[float], minimum: int = 0) -> list[int]:
    """Apportions ``total`` to integers of at least ``minimum`` (largest remainder method)."""
    shared = total - minimum * len(weights)
    exact = [shared * weight / sum(weights) for weight in weights]
    portions = [int(portion) for portion in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: (portions[index] - exact[index], index))
    for index in by_remainder[: shared - sum(portions)]:
        portions[index] += 1
    return [minimum + portion for portion in portions]

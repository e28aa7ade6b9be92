"""Chance with a fixed seed. Every concept draws from a stream of its own, so that a change to one leaves the others as they are.

Only ``Random.random`` is used: it is the one draw whose sequence Python keeps the same from version to version.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

SEED: Final = 20220922
T = TypeVar("T")


class SeededRandom:
    """One stream of draws, named for what it decides."""

    def __init__(self, stream: str) -> None:
        self._random = Random(f"{SEED} {stream}")

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, least: int, most: int) -> int:
        """A whole number, both bounds included."""
        return least + int(self._random.random() * (most - least + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.between(0, len(items) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self.sample(items, len(items))

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items, in the order drawn."""
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        return self.weighted_sample(items, weights, 1)[0]

    def weighted_sample(self, items: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
        """``count`` different items of positive weight, heavier ones rather; fewer where there are not so many."""
        left = [(item, weight) for item, weight in zip(items, weights, strict=True) if weight > 0]
        return [left.pop(self._heavy([weight for _, weight in left]))[0] for _ in range(min(count, len(left)))]

    def _heavy(self, weights: Sequence[float]) -> int:
        point = self._random.random() * sum(weights)
        for place, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return place
        return len(weights) - 1

    def skewed(self, median: float, spread: float) -> float:
        """A log-normal draw: half lie below ``median``, and a few far above. ``spread`` is the deviation of the logarithm."""
        distance = math.sqrt(-2 * math.log(1 - self._random.random()))
        return median * math.exp(spread * distance * math.cos(2 * math.pi * self._random.random()))

    def day(self, begin: date, end: date) -> date:
        """A day from ``begin`` to ``end``, both included."""
        return begin + timedelta(days=self.between(0, (end - begin).days))


def apportioned(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """``total`` shared out as whole numbers by weight, nobody below ``least`` (the method of largest remainders)."""
    shared = total - least * len(weights)
    exact = [shared * weight / sum(weights) for weight in weights]
    portions = [int(portion) for portion in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: (portions[place] - exact[place], place))
    for place in by_remainder[: shared - sum(portions)]:
        portions[place] += 1
    return [least + portion for portion in portions]

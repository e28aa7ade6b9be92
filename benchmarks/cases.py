"""Alternates both sides of a comparison, so that a busy machine slows both equally."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

Run = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Promise:
    """What is compared, and the ratio that is promised.

    `target`: the promised ratio of ours to the other side; None if it is only reported. `better`: `less` for times, `more` for
    throughput.
    """

    name: str
    target: float | None
    rounds: int
    better: Literal["less", "more"] = "less"
    unit: str = "ms"

    def holds(self, ratio: float) -> bool:
        if self.target is None:
            return True
        return ratio <= self.target if self.better == "less" else ratio >= self.target


@dataclass(frozen=True)
class Case:
    """The times of two coroutines are compared. `target`: the promised ratio of ours to raw."""

    name: str
    ours: Run
    raw: Run
    target: float | None = None
    rounds: int = 60

    @property
    def promise(self) -> Promise:
        return Promise(self.name, self.target, self.rounds)


@dataclass(frozen=True)
class Outcome:
    """Medians, and quartiles of the ratios of single rounds."""

    promise: Promise
    ours: float
    raw: float
    spread: tuple[float, float]

    @property
    def ratio(self) -> float:
        return self.ours / self.raw

    @property
    def holds(self) -> bool:
        return self.promise.holds(self.ratio)


async def run(case: Case, warm_up: int = 10) -> Outcome:
    """Returns times in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + case.rounds):
        for side, timed in zip((case.ours, case.raw), times, strict=True):
            begin = time.perf_counter()
            await side()
            if number >= warm_up:
                timed.append((time.perf_counter() - begin) * 1_000)
    return compare(case.promise, *times)


def compare(promise: Promise, ours: Sequence[float], raw: Sequence[float]) -> Outcome:
    """Takes one value per round of each side."""
    low, _, high = quantiles([one / other for one, other in zip(ours, raw, strict=True)], n=4)
    return Outcome(promise, median(ours), median(raw), (low, high))

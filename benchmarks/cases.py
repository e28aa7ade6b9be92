"""Ours beside what it is held against, run in turn, so that a busy machine slows both alike."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

Run = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Promise:
    """What is said of ours over the other. ``target``: the ratio that is promised; None where the figure is only told. ``better``: whether
    less is better of what is measured (times), or more (throughput)."""

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
    """Two runs of which the times are compared. ``target``: the ratio of ours to raw that is promised."""

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
    """Medians in the unit of the promise, their ratio, and the quartiles of the ratio of each round."""

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
    """Ours and raw in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + case.rounds):
        for side, timed in zip((case.ours, case.raw), times, strict=True):
            begin = time.perf_counter()
            await side()
            if number >= warm_up:
                timed.append((time.perf_counter() - begin) * 1_000)
    return compared(case.promise, *times)


def compared(promise: Promise, ours: Sequence[float], raw: Sequence[float]) -> Outcome:
    """What was measured of both, round by round."""
    low, _, high = quantiles([one / other for one, other in zip(ours, raw, strict=True)], n=4)
    return Outcome(promise, median(ours), median(raw), (low, high))

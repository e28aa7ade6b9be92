"""A case: ours beside what it is held against, run in turn, so that a busy machine slows both alike."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median, quantiles

Run = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """``target``: the ratio of ours to raw that is promised; None where the figure is only told."""

    name: str
    ours: Run
    raw: Run
    target: float | None = None
    rounds: int = 60


@dataclass(frozen=True)
class Outcome:
    """Medians in milliseconds, their ratio, and the quartiles of the ratio of each round."""

    case: Case
    ours: float
    raw: float
    spread: tuple[float, float]

    @property
    def ratio(self) -> float:
        return self.ours / self.raw

    @property
    def holds(self) -> bool:
        return self.case.target is None or self.ratio <= self.case.target


async def run(case: Case, warm_up: int = 10) -> Outcome:
    """Ours and raw in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + case.rounds):
        for side, timed in zip((case.ours, case.raw), times, strict=True):
            begin = time.perf_counter()
            await side()
            if number >= warm_up:
                timed.append((time.perf_counter() - begin) * 1_000)
    low, _, high = quantiles([one / other for one, other in zip(*times, strict=True)], n=4)
    return Outcome(case, median(times[0]), median(times[1]), (low, high))

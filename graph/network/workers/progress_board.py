"""The long work of one request, shown while it runs."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class RunningWork:
    """A measure that is being computed. `share`: done, from 0 to 1; None if unknown. `deadline`: of the monotonic clock."""

    measure: str
    deadline: float
    share: float | None = None

    @property
    def seconds_left(self) -> float:
        """Seconds until the work is stopped."""
        return max(0.0, self.deadline - time.monotonic())


class ProgressBoard:
    def __init__(self) -> None:
        self._began = time.monotonic()
        self.running: list[RunningWork] = []

    @property
    def seconds(self) -> float:
        """Seconds since the request began."""
        return time.monotonic() - self._began

    @contextmanager
    def working(self, measure: str, seconds: float) -> Generator[RunningWork]:
        """Shows work of at most so many seconds while it runs or waits."""
        work = RunningWork(measure, time.monotonic() + seconds)
        self.running.append(work)
        try:
            yield work
        finally:
            self.running.remove(work)

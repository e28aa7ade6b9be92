"""The long work of one request, for those who want to see how far it is."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass
class RunningWork:
    """`share`: of the work that is done, None if it is unknown. `deadline`: of the monotonic clock."""

    measure: str
    deadline: float
    share: float | None = None

    @property
    def seconds_left(self) -> float:
        """The seconds until the work is stopped, if it has not finished."""
        return max(0.0, self.deadline - time.monotonic())


class ProgressBoard:
    def __init__(self) -> None:
        self._began = time.monotonic()
        self.running: list[RunningWork] = []

    @property
    def seconds(self) -> float:
        """The seconds since the request began."""
        return time.monotonic() - self._began


BOARD: Final[ContextVar[ProgressBoard | None]] = ContextVar("BOARD", default=None)
"""The board of the current request."""


@contextmanager
def working(measure: str, seconds: float) -> Generator[RunningWork]:
    """Shows work of at most so many seconds on the board while it runs or waits."""
    work, board = RunningWork(measure, time.monotonic() + seconds), BOARD.get()
    if board is None:
        yield work
        return
    board.running.append(work)
    try:
        yield work
    finally:
        board.running.remove(work)

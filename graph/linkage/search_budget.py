"""Limits and cancellation of a search, and why it stopped."""

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from graph.errors import UserError
from graph.messages import linkage as messages

GIL_YIELD_SECONDS: Final = 0.00005
"""Length of a sleep that releases the GIL to the event loop."""
GIL_YIELD_INTERVAL: Final = 0.002
"""Seconds between sleeps."""
VISITS_BETWEEN_CHECKS: Final = 4_096


@dataclass(frozen=True)
class SearchLimits:
    """The limits of a search for paths.

    `entities`: visits, counted once per path that tries an entity. `megabytes`: a graph with a larger snapshot is loaded
    only around the ends.
    """

    seconds: float = 5
    entities: int = 5_000_000
    megabytes: float = 1_024


class StopReason(Enum):
    """Why a search for paths stopped."""

    NONE = "已穷尽，也不可能有更长的路径。 All paths were found, and no longer path can exist."
    DEPTH = "在 maxHops 步内已穷尽，可能有更长的路径。 All paths of at most maxHops hops were found; longer ones may exist."
    K = "已找到 k 条，还有更多。 k paths were found; there are more."
    TIME = "时间用尽。 The time limit."
    BUDGET = "搜索限度用尽，即已访问到允许的次数。 The search budget: the number of visits to entities that a search may make."


class BudgetExceeded(Exception):
    """A search reached its limit. `reason`: TIME or BUDGET."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(reason.name)
        self.reason = reason


def search_stopped(exceeded: BudgetExceeded) -> UserError:
    return UserError(messages.TIME_LIMIT if exceeded.reason is StopReason.TIME else messages.WORK_LIMIT)


class SearchCancelled(Exception):
    """The caller no longer waits."""


@dataclass(slots=True)
class CancellationToken:
    """Set by the event loop, read by the thread."""

    cancelled: bool = False


@dataclass
class SearchBudget:
    limits: SearchLimits
    cancellation: CancellationToken = field(default_factory=CancellationToken)
    consumed: int = 0

    def __post_init__(self) -> None:
        self._last_yield = time.monotonic()
        self._deadline = self._last_yield + self.limits.seconds
        self._next_check = VISITS_BETWEEN_CHECKS

    @property
    def remaining(self) -> int:
        return self.limits.entities - self.consumed

    def consume(self, entities: int) -> None:
        """Counts visited entities. Raises BudgetExceeded or SearchCancelled."""
        self.consumed += entities
        if self.consumed > self.limits.entities:
            raise BudgetExceeded(StopReason.BUDGET)
        if self.consumed >= self._next_check:
            self._next_check = self.consumed + VISITS_BETWEEN_CHECKS
            self.check()

    def check(self) -> None:
        """Raises BudgetExceeded or SearchCancelled; else yields the GIL when due."""
        if self.cancellation.cancelled:
            raise SearchCancelled
        now = time.monotonic()
        if now > self._deadline:
            raise BudgetExceeded(StopReason.TIME)
        if now > self._last_yield + GIL_YIELD_INTERVAL:
            time.sleep(GIL_YIELD_SECONDS)
            self._last_yield = time.monotonic()

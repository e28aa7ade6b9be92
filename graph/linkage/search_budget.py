"""Effort: how long and how far a search may go, and how it is told to stop."""

import time
from dataclasses import dataclass, field
from typing import Final

from graph.errors import ErrorCode, UserError

GIL_YIELD_SECONDS: Final = 0.00005
"""Seconds that a search stands aside now and then, so that the thread that answers others gets its turn."""
GIL_YIELD_INTERVAL: Final = 0.002
STEPS_BETWEEN_CHECKS: Final = 4_096


@dataclass(frozen=True)
class SearchLimits:
    """``seconds`` of search, ``entities`` looked at (an entity counts each time a path tries it), ``megabytes`` for a snapshot of
    the links: a larger graph is searched in the database."""

    seconds: float = 5
    entities: int = 5_000_000
    megabytes: float = 1_024


class BudgetExceeded(Exception):
    """A search that has come to its limit; ``by`` is TIME or BUDGET."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


def stopped_short(stopped: BudgetExceeded) -> UserError:
    """For questions whose answer is whole or none."""
    limit = "time" if stopped.by == "TIME" else "work"
    sentence = (
        f"The search came to its limit of {limit}. Ask for fewer hops or relations, or raise LINKAGE_TIME or LINKAGE_BUDGET."
    )
    return UserError(ErrorCode.SEARCH_STOPPED, sentence)


class SearchCancelled(Exception):
    """Nobody waits for the search any more."""


@dataclass(slots=True)
class CancellationToken:
    """Who waits for a search; ``gone`` is set by the thread that answers, and read by the one that searches."""

    cancelled: bool = False


@dataclass
class SearchBudget:
    """What one search may still spend."""

    limits: SearchLimits
    caller: CancellationToken = field(default_factory=CancellationToken)
    spent: int = 0

    def __post_init__(self) -> None:
        self._breathed = time.monotonic()
        self._deadline = self._breathed + self.limits.seconds
        self._next_check = STEPS_BETWEEN_CHECKS

    @property
    def remaining(self) -> int:
        return self.limits.entities - self.spent

    def consume(self, entities: int) -> None:
        """Counts entities that were looked at. Raises Stopped at the limit, Abandoned where nobody waits."""
        self.spent += entities
        if self.spent > self.limits.entities:
            raise BudgetExceeded("BUDGET")
        if self.spent >= self._next_check:
            self._next_check = self.spent + STEPS_BETWEEN_CHECKS
            self.check()

    def check(self) -> None:
        """Raises Stopped where the time is over, Abandoned where nobody waits; otherwise lets others have a turn."""
        if self.caller.cancelled:
            raise SearchCancelled
        now = time.monotonic()
        if now > self._deadline:
            raise BudgetExceeded("TIME")
        if now > self._breathed + GIL_YIELD_INTERVAL:
            time.sleep(GIL_YIELD_SECONDS)
            self._breathed = time.monotonic()

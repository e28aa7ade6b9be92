"""Revisions: what this process remembers of the states of the data."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from graph.coverage.indicator import Indicator

_REMEMBERED: Final = 1_000


class Revisions:
    """Remembers the moment each revision was first seen by this process; the oldest are forgotten."""

    def __init__(self) -> None:
        self._first_seen: OrderedDict[str, datetime] = OrderedDict()
        self.own_indicators: tuple[str, Mapping[str, Indicator]] | None = None
        """A revision, and the city's own indicators at it."""

    def first_seen(self, revision: str) -> datetime:
        """The moment, in UTC."""
        moment = self._first_seen.setdefault(revision, datetime.now(UTC))
        if len(self._first_seen) > _REMEMBERED:
            self._first_seen.popitem(last=False)
        return moment

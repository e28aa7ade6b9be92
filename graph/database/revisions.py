"""Caches when this process first saw each revision of the data, and the custom indicators of the last one."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from graph.coverage.indicator import Indicator

_MAX_REVISIONS: Final = 1_000


class Revisions:
    """The times at which this process first saw each revision. The oldest are evicted."""

    def __init__(self) -> None:
        self._first_seen: OrderedDict[str, datetime] = OrderedDict()
        self.own_indicators: tuple[str, Mapping[str, Indicator]] | None = None
        """A revision and the city's custom indicators at it."""

    def first_seen(self, revision: str) -> datetime:
        """Returns the time at which this process first saw the revision, in UTC."""
        moment = self._first_seen.setdefault(revision, datetime.now(UTC))
        if len(self._first_seen) > _MAX_REVISIONS:
            self._first_seen.popitem(last=False)
        return moment

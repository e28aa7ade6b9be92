"""When this process first saw each revision of the data."""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import Final

MAX_REVISIONS: Final = 1_000


class Revisions:
    def __init__(self) -> None:
        self._first_seen: OrderedDict[str, datetime] = OrderedDict()

    def first_seen(self, revision: str) -> datetime:
        """Returns the time in UTC. An unknown revision is first seen now."""
        time = self._first_seen.setdefault(revision, datetime.now(UTC))
        if len(self._first_seen) > MAX_REVISIONS:
            self._first_seen.popitem(last=False)
        return time

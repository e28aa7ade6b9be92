"""The revisions of the data, and when this process first saw each.

A revision is the bookmark of a read, and the epoch in which it was read (graph/database/epoch.py).
"""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import Final

MAX_REVISIONS: Final = 1_000
_SEPARATOR: Final = "#"


def revision_of(bookmark: str, epoch: str) -> str:
    return f"{bookmark}{_SEPARATOR}{epoch}" if epoch else bookmark


def bookmark_of(revision: str) -> str:
    """Returns the part of a revision that responses show."""
    return revision.partition(_SEPARATOR)[0]


class Revisions:
    def __init__(self) -> None:
        self._first_seen: OrderedDict[str, datetime] = OrderedDict()

    def first_seen(self, revision: str) -> datetime:
        """Returns the time in UTC, now for an unknown revision."""
        time = self._first_seen.setdefault(revision, datetime.now(UTC))
        if len(self._first_seen) > MAX_REVISIONS:
            self._first_seen.popitem(last=False)
        return time

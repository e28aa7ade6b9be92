from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

from cachetools import LRUCache


class Sized(Protocol):
    @property
    def size(self) -> int:
        """The size in bytes, estimated from above."""
        ...


S = TypeVar("S", bound=Sized)


class SizedCache:
    """A cache with a bound in bytes, of the entries used last. One larger than the whole cache is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self._entries: LRUCache[Hashable, Any] = LRUCache(max_bytes, getsizeof=lambda entry: entry.size)

    def get(self, key: Hashable, make: Callable[[], S]) -> S:
        """Makes a missing entry and keeps it."""
        found: S | None = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def find(self, key: Hashable) -> Any:
        return self._entries.get(key)

    def keep(self, key: Hashable, entry: Sized) -> None:
        if entry.size <= self._entries.maxsize:
            self._entries[key] = entry

    @property
    def size(self) -> int:
        return int(self._entries.currsize)

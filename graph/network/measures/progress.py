"""Reports progress to the worker process that runs long work. Elsewhere nothing listens."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Final, TypeVar

T = TypeVar("T")
Listener = Callable[[float], None]
"""Takes the share done, from 0 to 1."""
LISTENER: Final[ContextVar[Listener | None]] = ContextVar("LISTENER", default=None)


def reported(items: Iterable[T], number: int) -> Iterator[T]:
    """Yields the items; reports the share done before each."""
    listener = LISTENER.get()
    if listener is None:
        yield from items
        return
    for done, item in enumerate(items):
        listener(done / number)
        yield item

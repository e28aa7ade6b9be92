"""Reports how much of long work is done: to a worker process, which passes it on. Elsewhere nothing listens."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Final, TypeVar

T = TypeVar("T")
Listener = Callable[[float], None]
"""Takes the share that is done."""
LISTENER: Final[ContextVar[Listener | None]] = ContextVar("LISTENER", default=None)


def reported(items: Iterable[T], number: int) -> Iterator[T]:
    """Yields the items, and reports the share of them that is done before each."""
    listener = LISTENER.get()
    if listener is None:
        yield from items
        return
    for done, item in enumerate(items):
        listener(done / number)
        yield item

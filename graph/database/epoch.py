"""The epoch of the data, an id in the database.

A bookmark alone does not identify the data: a restored copy of the database repeats the bookmarks of its lost history. So a process writes
a new epoch when it starts, when it loads data, and when it may talk to another database: after all its connections were lost or closed.
Processes that see a commit read the epoch again, so that they share the latest one.
"""

import asyncio
import logging
import math
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, LiteralString, Protocol
from weakref import WeakSet

from neo4j.exceptions import DriverError, Neo4jError

from graph.database.statement import Statement
from graph.messages import database as messages

LOG: Final = logging.getLogger(__name__)
EPOCH_LABEL: Final = "Epoch"
PREPARED: Final = "prepared"
"""The property with the digest of the database's constraints, indexes and names."""
_WRITE_EPOCH: Final[LiteralString] = "MERGE (e:Epoch) SET e.id = $id"
_WRITE_PREPARED: Final[LiteralString] = "MERGE (e:Epoch) SET e.prepared = $digest"
READ_EPOCH: Final = Statement("OPTIONAL MATCH (e:Epoch) RETURN max(e.id) AS epoch")
RETRY_SECONDS: Final = 60.0
"""After a failure to write an epoch; ETags are off meanwhile."""
SHARE_SECONDS: Final = 1.0
"""Between two reads of the epoch."""
_ID_BYTES: Final = 8


class PooledConnection(Protocol):
    """A connection of the driver's pool."""

    def closed(self) -> bool: ...

    def defunct(self) -> bool: ...


def write_epoch(id_: str) -> Statement:
    return Statement(_WRITE_EPOCH, {"id": id_})


def write_prepared(digest: str) -> Statement:
    return Statement(_WRITE_PREPARED, {"digest": digest})


def new_epoch() -> str:
    return secrets.token_hex(_ID_BYTES)


class Epoch:
    """`id` is empty until `begin` or `join`; as long as it is empty, a revision is only a bookmark. `is_stored`: whether the database has the
    epoch, which it has not if the login may not write.
    """

    def __init__(self, connections: Callable[[], Iterable[Any]], write: Callable[[Statement], Awaitable[None]]) -> None:
        self.id = ""
        self.is_stored = True
        self._connections = connections
        self._write = write
        self._trusted: WeakSet[Any] = WeakSet()
        """Connections to the database that has the epoch."""
        self._retry_at = math.inf
        self._lock = asyncio.Lock()

    async def begin(self) -> None:
        """Writes a new epoch."""
        await self._renew()

    def join(self, id_: str) -> None:
        """Uses the epoch of another process, which was just read from the database."""
        self.id = id_
        self._trust_open()

    def distrust(self) -> None:
        """Forgets the trusted connections: if one was lost, the others may be lost too."""
        self._trusted.clear()

    async def ensure(self) -> None:
        """Writes a new epoch if no trusted connection is still open."""
        if not self.id or self._is_continuous():
            return
        async with self._lock:
            if not self._is_continuous():
                await self._renew()

    def adopt(self, id_: str | None, instead_of: str) -> None:
        """Replaces the epoch `instead_of` by that of another process, unless it has changed meanwhile."""
        if id_ and self.is_stored and self.id == instead_of:
            self.id = id_

    def _is_continuous(self) -> bool:
        """Returns whether a trusted connection is open, so that the database is the one that has the epoch; the others are trusted then."""
        opened = {each for each in self._connections() if _is_open(each)}
        if opened.isdisjoint(self._trusted):
            return False
        self._trusted.update(opened)
        return self.is_stored or time.monotonic() < self._retry_at

    async def _renew(self) -> None:
        """Writes a new epoch. If the database cannot store it, the epoch is known to this process alone, and the next attempt waits for
        `RETRY_SECONDS`.
        """
        id_ = new_epoch()
        try:
            await self._write(write_epoch(id_))
        except (Neo4jError, DriverError) as error:
            if self.is_stored or not self.id or not self._has_trusted():
                LOG.warning("%s", messages.NO_EPOCH.format(error=error))
                self.id = id_
            self.is_stored, self._retry_at = False, time.monotonic() + RETRY_SECONDS
        else:
            self.id, self.is_stored = id_, True
        self._trust_open()

    def _trust_open(self) -> None:
        self._trusted.update(each for each in self._connections() if _is_open(each))

    def _has_trusted(self) -> bool:
        return any(_is_open(each) for each in self._trusted)


def _is_open(connection: PooledConnection) -> bool:
    return not (connection.closed() or connection.defunct())

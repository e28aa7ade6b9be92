"""Restarts a server's local Neo4j if its database has panicked, and warns of low disk space."""

import asyncio
import logging
from pathlib import Path
from typing import Final

from api.daemon_thread import run_in_daemon_thread
from graph.database.database import Database
from graph.database.statement import Statement
from graph.local import LocalNeo4j
from graph.local.disk import free_bytes, is_low
from graph.messages import api as messages

LOG: Final = logging.getLogger(__name__)
CHECK_SECONDS: Final = 10.0
_PING: Final = Statement("RETURN 1")


async def watch_local_neo4j(database: Database, local: LocalNeo4j, interval: float = CHECK_SECONDS) -> None:
    """Checks every `interval` seconds until it is cancelled."""
    was_low = False
    while True:
        try:
            await database.read(_PING)
        except Exception as error:  # a request that fails reports it
            LOG.debug("the database did not answer the check: %s", error)
        if database.has_panicked:
            LOG.error("%s", messages.PANIC_RESTART.format())
            await run_in_daemon_thread(local.restart)
            database.has_panicked = False
        was_low = _warn_of_low_disk(local.home, was_low)
        await asyncio.sleep(interval)


def _warn_of_low_disk(home: Path, was_low: bool) -> bool:
    """Logs a low disk if it was not low before. Returns whether it is."""
    try:
        low = is_low(home)
        if low and not was_low:
            LOG.warning("%s", messages.LOW_DISK.format(home=home, megabytes=free_bytes(home) // 1_000_000))
    except OSError:  # the folder is gone, which Neo4j reports
        return was_low
    return low

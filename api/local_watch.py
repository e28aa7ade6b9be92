"""Watches the local Neo4j of a server: restarts it if its database has panicked, and warns of low disk space."""

import asyncio
import logging
from typing import Final

from api.startup import run_in_daemon_thread
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
            LOG.error("%s", messages.PANIC_RESTART.text)
            await run_in_daemon_thread(local.restart)
            database.has_panicked = False
        low = is_low(local.home)
        if low and not was_low:
            LOG.warning("%s", messages.LOW_DISK.format(home=local.home, megabytes=free_bytes(local.home) // 1_000_000))
        was_low = low
        await asyncio.sleep(interval)

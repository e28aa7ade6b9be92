"""Liveness and readiness checks."""

import asyncio
import logging
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.database.constraints import missing
from graph.database.database import Database, DatabaseError
from graph.database.inventory import is_loaded
from graph.errors import UserError
from graph.messages import api as messages

LOG: Final = logging.getLogger(__name__)
READY_SECONDS: Final = 1.5
"""Within which the database must answer."""


async def livez(_: Request) -> Response:
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> Response:
    """Returns 200 if the database answers, has its constraints and is loaded; otherwise 503 with the reason."""
    reason = await _not_ready_reason(request.app.state.tiaokuai.database)
    if reason is None:
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "not ready", "reason": reason}, status_code=503)


async def _not_ready_reason(database: Database | None) -> str | None:
    if database is None:
        return messages.NOT_READY_STARTING.text
    try:
        async with asyncio.timeout(READY_SECONDS):
            return await _unmet_condition(database)
    except TimeoutError:
        return messages.NOT_READY_NO_ANSWER.format(seconds=READY_SECONDS)
    except (UserError, DatabaseError) as error:
        return str(error)
    except Exception as error:  # such as Neo4j's report that its disk is full
        LOG.warning("the database failed the readiness check: %s", error)
        return messages.NOT_READY_FAILED.text


async def _unmet_condition(database: Database) -> str | None:
    names, loaded = await asyncio.gather(missing(database), is_loaded(database))
    if names:
        return messages.NOT_READY_CONSTRAINTS.format(names=", ".join(names))
    return None if loaded else messages.NOT_READY_EMPTY.text

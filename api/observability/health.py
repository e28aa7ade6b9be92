"""Liveness and readiness checks."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.database.constraints import missing
from graph.database.database import Database, DatabaseError
from graph.database.inventory import is_loaded
from graph.errors import UserError
from graph.messages import api as messages


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
        if names := await missing(database):
            return messages.NOT_READY_CONSTRAINTS.format(names=", ".join(names))
        return None if await is_loaded(database) else messages.NOT_READY_EMPTY.text
    except (UserError, DatabaseError) as error:
        return str(error)

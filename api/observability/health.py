"""Whether the process lives, and whether it can answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.state import AppState
from graph.database.constraints import missing
from graph.database.database import DatabaseError
from graph.database.inventory import is_loaded
from graph.errors import UserError


async def livez(_: Request) -> Response:
    """200 while the process lives."""
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> Response:
    """200 when the database answers, the constraints are there and the data is loaded; otherwise 503 with the reason."""
    reason = await _not_ready(request.app.state.tiaokuai)
    if reason is None:
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "not ready", "reason": reason}, status_code=503)


async def _not_ready(state: AppState) -> str | None:
    if state.database is None:
        return "The database is being started and loaded."
    try:
        absent = await missing(state.database)
        if absent:
            return f"Constraints or indexes are missing: {', '.join(absent)}. Start the server again to create them."
        return None if await is_loaded(state.database) else "No city is loaded. Run: python -m api seed"
    except (UserError, DatabaseError) as error:
        return str(error)

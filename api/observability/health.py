"""Liveness and readiness checks."""

import asyncio
import logging
import time
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.language import VARY, language_of
from graph.database.constraints import missing
from graph.database.database import Database, DatabaseError
from graph.database.inventory import is_loaded
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages.language import BilingualText, listing

LOG: Final = logging.getLogger(__name__)
ANSWER_SECONDS: Final = 1.5
"""For a response of /readyz."""
CHECKED_AT_START_SECONDS: Final = 5.0
"""After the start, until /readyz checks the constraints again."""
CHECK_SECONDS: Final = 10
"""For a check, so that a lost connection does not hide a database that is back."""


async def livez(_: Request) -> Response:
    return JSONResponse({"status": "alive"})


class Readiness:
    """Concurrent requests to /readyz share a check, which may take longer than their responses."""

    def __init__(self) -> None:
        self._check: asyncio.Task[BilingualText | None] | None = None

    async def respond(self, request: Request) -> Response:
        """Returns 200 if the database answers, has its constraints and is loaded; otherwise 503 with the reason."""
        state = request.app.state.tiaokuai
        reason = await self._reason(state.database, begun=time.monotonic() - state.began_at)
        headers = {"Vary": VARY}
        if reason is None:
            return JSONResponse({"status": "ready"}, headers=headers)
        content = {"status": "not ready", "reason": reason.in_language(language_of(request.scope))}
        return JSONResponse(content, 503, headers)

    async def _reason(self, database: Database | None, begun: float) -> BilingualText | None:
        if database is None:
            return messages.NOT_READY_STARTING.format()
        if self._check is None or self._check.done():
            self._check = asyncio.create_task(_check(database, is_fresh=begun < CHECKED_AT_START_SECONDS))
        check = self._check
        await asyncio.wait({check}, timeout=ANSWER_SECONDS)
        return check.result() if check.done() else messages.NOT_READY_NO_ANSWER.format(seconds=ANSWER_SECONDS)


async def _check(database: Database, *, is_fresh: bool) -> BilingualText | None:
    """Returns why the database is not ready. `is_fresh`: checks only that it answers."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            if is_fresh:
                await database.read(READ_REVISION)
                return None
            names, loaded = await asyncio.gather(missing(database), is_loaded(database))
    except TimeoutError:
        return messages.NOT_READY_NO_ANSWER.format(seconds=CHECK_SECONDS)
    except (UserError, DatabaseError) as error:
        return error.message
    except Exception as error:
        LOG.warning("the database failed the readiness check: %s", error)
        return messages.NOT_READY_FAILED.format()
    if names:
        return messages.NOT_READY_CONSTRAINTS.format(names=listing(names))
    return None if loaded else messages.NOT_READY_EMPTY.format()

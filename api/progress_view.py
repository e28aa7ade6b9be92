"""The endpoint /progress/{id} of executing requests."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from api.graphql.response import LEGACY, error_response, json_response
from api.language import language_of
from api.observability.request_progress import RequestProgress
from graph.errors import UserError
from graph.messages import api as messages
from graph.network.workers.progress_board import RunningWork

DECIMALS: Final = 3
MAX_SHOWN_ID: Final = 100


class ProgressView:
    def __init__(self, progress: RequestProgress) -> None:
        self._progress = progress

    async def respond(self, request: Request) -> Response:
        """Returns 404 if no request with the id executes."""
        request_id = request.path_params["id"]
        boards = self._progress.boards(request_id)
        if not boards:
            error = UserError(messages.NO_SUCH_REQUEST, id=request_id[:MAX_SHOWN_ID])
            return error_response(error, language_of(request.scope))
        seconds = round(max(board.seconds for board in boards), DECIMALS)
        running = [_shown(work) for board in boards for work in board.running]
        content = {"requestId": request_id, "seconds": seconds, "running": running}
        return json_response(content, LEGACY, 200, {"Cache-Control": "no-store"})


def _shown(work: RunningWork) -> dict[str, Any]:
    share = None if work.share is None else round(work.share, DECIMALS)
    return {"measure": work.measure, "share": share, "secondsLeft": round(work.seconds_left, DECIMALS)}

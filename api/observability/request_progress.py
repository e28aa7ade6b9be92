"""The progress of executing requests, by request id."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from starlette.requests import Request

from graph.network.workers.progress_board import ProgressBoard


class RequestProgress:
    """Several requests can have one id."""

    def __init__(self) -> None:
        self._boards: dict[str, list[ProgressBoard]] = {}

    def boards(self, request_id: str) -> Sequence[ProgressBoard]:
        return self._boards.get(request_id, ())

    @contextmanager
    def shown(self, request: Request) -> Generator[ProgressBoard]:
        """Yields a board that is shown under the request's id."""
        board, request_id = ProgressBoard(), request.scope["state"]["request_id"]
        self._boards.setdefault(request_id, []).append(board)
        try:
            yield board
        finally:
            self._boards[request_id].remove(board)
            if not self._boards[request_id]:
                del self._boards[request_id]

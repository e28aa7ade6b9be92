"""Bounds that uvicorn has no settings for: deadlines, the size of a request's head, the number of connections.

See decision 0016. h11, used if httptools is missing, bounds sizes itself.
"""

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

import orjson

from api.language import VARY, language_of_headers
from api.server_tuning import BufferedHttpProtocol
from graph.errors import UserError
from graph.messages import api as messages

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

LOG: Final = logging.getLogger(__name__)
MAX_HEAD_SIZE: Final = 65_536
"""Of headers, trailers and chunk framing, in bytes."""
FRAMING_PER_BODY_BYTE: Final = 5
"""A chunk of one byte has five bytes of framing."""
DISCARD_SECONDS: Final = 2.0
"""For a refused client to finish its request and close the connection."""
MAX_SEND_SECONDS: Final = 60.0
"""For a client to receive what the buffers cannot take."""
NEAR_BOUND: Final = 0.9
WARNING_INTERVAL_SECONDS: Final = 60.0
_HEAD: Final = b"content-type: application/json; charset=utf-8\r\nvary: %s\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
_STATUS_LINES: Final = {  # with the headers that belong to the status
    408: b"HTTP/1.1 408 Request Timeout\r\n",
    414: b"HTTP/1.1 414 URI Too Long\r\n",
    431: b"HTTP/1.1 431 Request Header Fields Too Large\r\n",
    503: b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n",
}


class Connections:
    """The open connections, at most `maximum`. To make room, the one that has waited longest for its client is closed.

    `request_seconds`: for a client to send a request's head, and again its body. `max_url`: in bytes.
    """

    def __init__(self, maximum: int, request_seconds: float, max_url: int) -> None:
        self.maximum = maximum
        self.request_seconds = request_seconds
        self.max_url = max_url
        self.open = self.timed_out = self.evicted = 0
        self._waiting: dict[BoundedHttpProtocol, None] = {}
        self._next_warning = 0.0

    def add(self, connection: "BoundedHttpProtocol") -> None:
        self.open += 1
        if self.open > NEAR_BOUND * self.maximum:
            self._warn()
        if self.open > self.maximum and not self._close_one():
            connection.refuse(UserError(messages.TOO_MANY_CONNECTIONS), 503)
        else:
            self._waiting[connection] = None

    def remove(self, connection: "BoundedHttpProtocol") -> None:
        self.open -= 1
        self._waiting.pop(connection, None)

    def set_waiting(self, connection: "BoundedHttpProtocol") -> None:
        self._waiting[connection] = None

    def set_busy(self, connection: "BoundedHttpProtocol") -> None:
        self._waiting.pop(connection, None)

    def _close_one(self) -> bool:
        """Returns False if no connection waits for its client."""
        longest = next(iter(self._waiting), None)
        if longest is None:
            return False
        self._waiting.pop(longest)
        self.evicted += 1
        longest.transport.close()
        return True

    def _warn(self) -> None:
        if time.monotonic() >= self._next_warning:
            self._next_warning = time.monotonic() + WARNING_INTERVAL_SECONDS
            LOG.warning("%s", messages.NEAR_CONNECTION_BOUND.format(open=self.open, maximum=self.maximum))


class BoundedHttpProtocol(BufferedHttpProtocol):
    """Waits for its client until a request is complete, and after the response."""

    def __init__(self, *args: Any, connections: Connections, **options: Any) -> None:
        super().__init__(*args, **options)
        self.url = b""
        self.headers = []
        self._open_connections = connections
        self._latest: RequestResponseCycle | None = None
        self._received = self._body_size = 0
        """Bytes since the latest complete head, and how many of them are its body."""
        self._is_refused = False
        self._request_timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None

    @property
    def _current(self) -> "RequestResponseCycle | None":
        """The latest request with a complete head, and its response."""
        return self.cycle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._open_connections.add(self)
        self._start_request_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._open_connections.remove(self)
        self._cancel_request_timer()
        self.resume_writing()

    def data_received(self, data: bytes) -> None:
        if self._is_refused or self.transport.is_closing():
            return
        self._received += len(data)
        super().data_received(data)
        self._check_progress()

    def on_body(self, body: bytes) -> None:
        self._body_size += len(body)
        super().on_body(body)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete and not self.transport.is_closing():
            self._open_connections.set_waiting(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._send_timer = self.loop.call_later(MAX_SEND_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._send_timer is not None:
            self._send_timer.cancel()
            self._send_timer = None

    def refuse(self, error: UserError, status: int) -> None:
        """Sends the error unless a response has begun, and closes the connection.

        Further data of the client are discarded for DISCARD_SECONDS: if they arrived at a closed socket, the error would be lost.
        """
        cycle = self._current
        if cycle is None or cycle.response_complete or not cycle.response_started:
            body = orjson.dumps({"errors": [error.formatted(language_of_headers(self.headers))]})
            head = _HEAD % (VARY.encode(), len(body))
            self.transport.write(_STATUS_LINES[status] + head + body)
        if cycle is not None:  # ends what still writes to the connection
            cycle.disconnected = True
            cycle.message_event.set()
        self._is_refused = True
        self._cancel_request_timer()
        self.transport.resume_reading()
        self.transport.write_eof()
        self.loop.call_later(DISCARD_SECONDS, self.transport.close)

    def _check_progress(self) -> None:
        if self._is_refused or self.transport.is_closing():
            return
        cycle = self._current
        if cycle is not self._latest:  # the data completed a head
            self._latest = cycle
            self._received = self._body_size = 0
            self._cancel_request_timer()
        elif self._is_oversized():
            return
        if cycle is not None and not cycle.more_body and not cycle.response_complete:
            self._open_connections.set_busy(self)
            self._cancel_request_timer()
        elif self._request_timer is None:
            self._start_request_timer()

    def _is_oversized(self) -> bool:
        """Refuses a too long address or head."""
        if len(self.url) > self._open_connections.max_url:
            self.refuse(UserError(messages.REQUEST_TOO_LARGE, maximum=self._open_connections.max_url), 414)
        elif self._received - len(self.url) - self._body_size * (1 + FRAMING_PER_BODY_BYTE) > MAX_HEAD_SIZE:
            self.refuse(UserError(messages.HEADERS_TOO_LARGE, maximum=MAX_HEAD_SIZE), 431)
        else:
            return False
        return True

    def _start_request_timer(self) -> None:
        self._request_timer = self.loop.call_later(self._open_connections.request_seconds, self._on_request_deadline)

    def _cancel_request_timer(self) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None

    def _on_request_deadline(self) -> None:
        if self.flow.read_paused:  # the application has not read yet what the client sent
            self._start_request_timer()
            return
        self._open_connections.timed_out += 1
        if self._current is None and not self._received:  # browsers open connections in advance
            self.transport.close()
            return
        self.refuse(UserError(messages.REQUEST_TIMEOUT, seconds=self._open_connections.request_seconds), 408)

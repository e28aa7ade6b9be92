"""One write for each answer. uvicorn writes the head of an answer and its body one after the other: two calls to the system, of which
each wakes the caller."""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol


class OneWrite(AutoHTTPProtocol):
    """The protocol that uvicorn chooses, on a transport that sends together what is written in one turn of the event loop."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(_Together(transport))


class _Together(asyncio.Transport):
    """A transport over another one."""

    def __init__(self, transport: Any) -> None:
        super().__init__()
        self._transport = transport
        self._written: list[bytes] = []
        self._call_soon = asyncio.get_running_loop().call_soon
        self.get_extra_info = transport.get_extra_info
        self.is_closing = transport.is_closing
        self.pause_reading = transport.pause_reading
        self.resume_reading = transport.resume_reading
        self.set_protocol = transport.set_protocol

    def write(self, data: Any) -> None:
        if not self._written:
            self._call_soon(self._send)
        self._written.append(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._written:
            written, self._written = self._written, []
            self._transport.write(b"".join(written))

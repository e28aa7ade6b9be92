"""One write for each answer. uvicorn writes the head of an answer and its body one after the other: two calls to the system, of which
each wakes the caller."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.auto import AutoHTTPProtocol


class BufferedHttpProtocol(AutoHTTPProtocol):
    """The protocol that uvicorn chooses, on a transport that sends together what is written in one turn of the event loop."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, _BufferedTransport(cast(asyncio.Transport, transport))))


class _BufferedTransport:
    """A transport over another one, which does all but the writing."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._written: list[bytes] = []
        self._call_soon = asyncio.get_running_loop().call_soon

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
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

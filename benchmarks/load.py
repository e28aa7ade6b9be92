"""The load generator: `python -m benchmarks.load URL CLIENTS SECONDS < body`, run in its own process.

Each client has one connection and sends the next request after each response (closed loop). After SECONDS it only awaits the remaining
responses. Prints as JSON the number of responses, the seconds until the last one, and its own CPU seconds.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from typing import Final, cast
from urllib.parse import urlsplit

import httptools
import uvloop

RESPONSE_TIMEOUT_SECONDS: Final = 60


@dataclass(frozen=True)
class Load:
    responses: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.responses / self.seconds


class Client(asyncio.Protocol):
    """Sends requests until `end`, a time of the event loop's clock."""

    def __init__(self, request: bytes, end: float) -> None:
        self.responses = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = request
        self._end = end
        self._parser = httptools.HttpResponseParser(self)
        self._length = 0
        self._first_length: int | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._length += len(body)

    def on_message_complete(self) -> None:
        self.responses += 1
        length, self._length = self._length, 0
        self._first_length = self._first_length or length
        if self._parser.get_status_code() != 200 or length != self._first_length:
            self._fail(f"response {self.responses}: status {self._parser.get_status_code()}, {length} bytes")
        elif asyncio.get_running_loop().time() < self._end:
            self._send()
        elif not self.done.done():
            self.done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(f"the connection was lost after {self.responses} responses")

    def _send(self) -> None:
        assert self._transport is not None
        self._transport.write(self._request)

    def _fail(self, sentence: str) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionError(sentence))


async def load(url: str, body: bytes, clients: int, seconds: float) -> Load:
    """Raises ConnectionError if a status is not 200 or a length differs from the first response, and TimeoutError."""
    address, loop = urlsplit(url), asyncio.get_running_loop()
    head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    begin, cpu = loop.time(), time.process_time()
    connections = [Client(head.encode() + body, begin + seconds) for _ in range(clients)]
    try:
        for each in connections:
            await loop.create_connection(lambda each=each: each, address.hostname or "", address.port or 80)
        await asyncio.wait_for(asyncio.gather(*(each.done for each in connections)), seconds + RESPONSE_TIMEOUT_SECONDS)
        return Load(sum(each.responses for each in connections), loop.time() - begin, time.process_time() - cpu)
    finally:
        for each in connections:
            each.close()
        await asyncio.sleep(0)  # The loop closes connections in its next iteration.


async def load_in_process(url: str, body: bytes, clients: int, seconds: float) -> Load:
    command = [sys.executable, "-m", "benchmarks.load", url, str(clients), str(seconds)]
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate(body)
    if process.returncode != 0:
        raise ConnectionError(f"The load on {url} failed.")
    return Load(**json.loads(output))


def main(url: str, clients: str, seconds: str) -> None:
    print(json.dumps(asdict(uvloop.run(load(url, sys.stdin.buffer.read(), int(clients), float(seconds))))))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The generator of load: ``python -m benchmarks.load URL CALLERS SECONDS < body``, a process of its own that does nothing else.

Each caller holds one connection and asks again as soon as it is answered; after so many seconds none asks any more, and what was
asked is still waited for: the rate is that of all answers over the time until the last. Said as JSON: the answers, the seconds, and the seconds
of CPU that the generator itself took, which tell how far it is from being what is measured.
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

LONGEST_ANSWER: Final = 60
"""Seconds after which an answer is given up."""


@dataclass(frozen=True)
class Load:
    """What one run answered. ``cpu``: seconds that the generator took."""

    answers: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


class Caller(asyncio.Protocol):
    """One connection on which one request follows another until ``end``, a moment of the loop's clock."""

    def __init__(self, request: bytes, end: float) -> None:
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = request
        self._end = end
        self._parser = httptools.HttpResponseParser(self)
        self._length = 0
        self._first_length: int | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._length += len(body)

    def on_message_complete(self) -> None:
        self.answers += 1
        length, self._length = self._length, 0
        self._first_length = self._first_length or length
        if self._parser.get_status_code() != 200 or length != self._first_length:
            self._fail(f"answer {self.answers}: status {self._parser.get_status_code()}, {length} bytes")
        elif asyncio.get_running_loop().time() < self._end:
            self._ask()
        elif not self.done.done():
            self.done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(f"the connection was lost after {self.answers} answers")

    def _ask(self) -> None:
        assert self._transport is not None
        self._transport.write(self._request)

    def _fail(self, sentence: str) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionError(sentence))


async def load(url: str, body: bytes, callers: int, seconds: float) -> Load:
    """So many callers at once. Raises ConnectionError where an answer is not 200, or not as long as the first, and
    TimeoutError where it does not come."""
    address, loop = urlsplit(url), asyncio.get_running_loop()
    head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    begin, cpu = loop.time(), time.process_time()
    calling = [Caller(head.encode() + body, begin + seconds) for _ in range(callers)]
    try:
        for each in calling:
            await loop.create_connection(lambda each=each: each, address.hostname or "", address.port or 80)
        await asyncio.wait_for(asyncio.gather(*(each.done for each in calling)), seconds + LONGEST_ANSWER)
        return Load(sum(each.answers for each in calling), loop.time() - begin, time.process_time() - cpu)
    finally:
        for each in calling:
            each.close()
        await asyncio.sleep(0)  # The loop closes a connection in its next round.


async def load_apart(url: str, body: bytes, callers: int, seconds: float) -> Load:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.load", url, str(callers), str(seconds)]
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate(body)
    if process.returncode != 0:
        raise ConnectionError(f"The load on {url} failed.")
    return Load(**json.loads(said))


def main(url: str, callers: str, seconds: str) -> None:
    print(json.dumps(asdict(uvloop.run(load(url, sys.stdin.buffer.read(), int(callers), float(seconds))))))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Counts the Bolt messages between server and Neo4j, except checks that revision and epoch are unchanged."""

import contextlib
import re
import socket
import threading
from collections.abc import Generator
from types import TracebackType
from typing import Self
from urllib.parse import urlparse

from graph.database.commits import TRANSACTIONS
from graph.database.epoch import READ_EPOCH
from graph.database.statement import CHECK_REVISION

RUN_MESSAGE = re.compile(rb"(?:^|\x00\x00)..\xb3\x10", re.DOTALL)
"""The end of the previous message (two zero bytes), the length of this one, and the signature of RUN."""
BEGIN_MESSAGE = re.compile(rb"(?:^|\x00\x00)..\xb1\x11", re.DOTALL)
"""As above, with the signature of BEGIN, which opens an explicit transaction."""
BEGIN_READ_MESSAGE = re.compile(BEGIN_MESSAGE.pattern + rb".{1,200}?\x84mode\x81r", re.DOTALL)
"""As above, with the access mode of READ_REVISION."""


class BoltProxy:
    """Passes the messages on, and counts them.

    `runs` counts statements, `begins` the other transactions, `connections` the open ones.
    """

    def __init__(self, uri: str) -> None:
        self.forward_to(uri)
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        self.runs = 0
        self.begins = 0
        self.connections = 0
        self._forwards = threading.Event()
        self._forwards.set()

    def forward_to(self, uri: str) -> None:
        address = urlparse(uri)
        self._target = (address.hostname or "127.0.0.1", address.port or 7687)

    def drop(self) -> None:
        for near in list(self._open):
            with contextlib.suppress(OSError):
                near.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listening.close()

    @contextlib.contextmanager
    def holding(self) -> Generator[None]:
        """Forwards and closes nothing during its block, like a stopped Neo4j or a network that drops packets."""
        self._forwards.clear()
        try:
            yield
        finally:
            self._forwards.set()

    def counting(self) -> "Counting":
        return Counting(self)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with contextlib.suppress(ConnectionRefusedError), near, socket.create_connection(self._target) as far:
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=self._pass_on, args=(far, near, False), daemon=True)
            back.start()
            self.connections += 1
            self._open.add(near)
            self._pass_on(near, far, True)
            self._open.discard(near)
            self.connections -= 1
            back.join()

    def _pass_on(self, source: socket.socket, target: socket.socket, to_database: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if to_database:
                    not_counted = sum(data.count(each.text.encode()) for each in (CHECK_REVISION, TRANSACTIONS, READ_EPOCH))
                    revisions = len(BEGIN_READ_MESSAGE.findall(data))
                    self.begins += len(BEGIN_MESSAGE.findall(data)) - revisions
                    self.runs += len(RUN_MESSAGE.findall(data)) + revisions - not_counted
                self._forwards.wait()
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


class Counting:
    """Counts the statements and the transactions begun in its block."""

    def __init__(self, wire: BoltProxy) -> None:
        self._wire = wire

    def __enter__(self) -> Self:
        self._before, self._begun = self._wire.runs, self._wire.begins
        return self

    def __exit__(self, *_: object) -> None:
        self.runs, self.begins = self._wire.runs - self._before, self._wire.begins - self._begun

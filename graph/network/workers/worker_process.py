"""The server's side of a worker process."""

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.network.workers.progress_board import RunningWork
from graph.network.workers.worker import LENGTH, NO_MEMORY, frame_of

ROOT: Final = Path(__file__).parents[3]
PROGRAM: Final = "graph.network.workers.worker"
CHUNK_SIZE: Final = 65_536
SMALL: Final = 1_000
"""Bytes decoded without a thread."""


END_SECONDS: Final = 10.0
"""How long a worker that closed its output may take to end."""
WITHOUT_MEMORY: Final = frozenset({NO_MEMORY, -signal.SIGABRT, -signal.SIGKILL})
"""Exit codes: its own, native code without memory, a system without memory."""


class WorkerDied(Exception):
    """A worker ended during a task."""


class WorkerOutOfMemory(WorkerDied):
    """The task needs more memory than the worker may use, or the system has."""


class TaskFailed(Exception):
    """The task raised an exception; the text is its traceback."""


class WorkerProcess:
    """Executes one task at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.tasks = 0

    @classmethod
    async def start(cls, megabytes: float) -> "WorkerProcess":
        """Starts a fresh interpreter, which shares no lock or connection with the server."""
        arguments = "-m", PROGRAM, str(os.getpid()), str(megabytes)
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE, cwd=ROOT)
        return cls(process)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def run(self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, work: RunningWork) -> Any:
        """Returns the result, and updates the share of `work`. Raises TaskFailed or WorkerDied; after other exceptions the
        caller must kill the worker.
        """
        assert self._process.stdin is not None
        self.tasks += 1
        task = await asyncio.to_thread(frame_of, (function, arguments, seconds))
        try:
            self._process.stdin.write(task)
            await self._process.stdin.drain()
            while isinstance(answer := await self._answer(), float):
                work.share = answer
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise await self._death() from error
        result, failure = answer
        if failure is not None:
            raise TaskFailed(failure)
        return result

    async def _death(self) -> WorkerDied:
        try:
            code = await asyncio.wait_for(self._process.wait(), END_SECONDS)
        except TimeoutError:
            return WorkerDied("It closed its output.")
        return WorkerOutOfMemory() if code in WITHOUT_MEMORY else WorkerDied(f"Its exit code is {code}.")

    async def _answer(self) -> Any:
        """Returns the share done, or result and failure."""
        assert self._process.stdout is not None
        head = await self._process.stdout.readexactly(LENGTH.size)
        body = await self._process.stdout.readexactly(LENGTH.unpack(head)[0])
        return pickle.loads(body) if len(body) <= SMALL else await asyncio.to_thread(pickle.loads, body)

    def kill(self) -> None:
        if self.is_alive:
            self._process.kill()

    async def wait(self) -> None:
        """Waits until the process has ended and its pipes are closed; the garbage collector reports open ones."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        await self._process.wait()
        with contextlib.suppress(ConnectionError):
            self._process.stdin.close()
            await self._process.stdin.wait_closed()
        while await self._process.stdout.read(CHUNK_SIZE):
            pass

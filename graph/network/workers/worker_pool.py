"""A small pool of worker processes, so that long work blocks no request.

    values = await WorkerPool().run(compute, arrays, Measure.BETWEENNESS, measure="betweenness", seconds=8.5, budget=10)

`function` must be importable by name; its arguments and result are pickled. A pool belongs to one event loop.
"""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from graph.errors import UserError
from graph.messages import network as messages
from graph.network.limits import WORKER_MEGABYTES
from graph.network.workers.progress_board import ProgressBoard, RunningWork
from graph.network.workers.worker_process import WorkerOutOfMemory, WorkerProcess

T = TypeVar("T")

WORKERS: Final = 1
TASKS_PER_WORKER: Final = 100
"""After so many tasks a worker is replaced, which frees its memory."""
IDLE_SECONDS: Final = 60.0
"""After so long without a task, workers end."""


class WorkerPool:
    """Workers start with the first task. A cancelled or late task is killed with its worker. `megabytes`: per worker."""

    def __init__(
        self,
        workers: int = WORKERS,
        tasks_per_worker: int = TASKS_PER_WORKER,
        idle_seconds: float = IDLE_SECONDS,
        megabytes: float = WORKER_MEGABYTES,
    ) -> None:
        self._free = asyncio.Semaphore(workers)
        self._tasks_per_worker = tasks_per_worker
        self._idle_seconds = idle_seconds
        self._megabytes = megabytes
        self._idle: list[WorkerProcess] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def run(
        self,
        function: Callable[..., T],
        *arguments: object,
        measure: str,
        seconds: float,
        budget: float | None = None,
        board: ProgressBoard | None = None,
    ) -> T:
        """Shows the work on the board. Raises UserError (TIME_BUDGET, which names `budget`) without a result within `seconds`,
        waiting for a worker included; UserError (TOO_LARGE) if the worker has too little memory; WorkerDied and TaskFailed for
        errors of the server.
        """
        with (board or ProgressBoard()).working(measure, seconds) as work:
            try:
                async with asyncio.timeout(seconds), self._free:
                    return await self._run(function, arguments, seconds, work)
            except TimeoutError:
                raise UserError(messages.TIME_BUDGET, measure=measure, budget=f"{budget or seconds:g}") from None
            except WorkerOutOfMemory:
                raise UserError(messages.WORKER_MEMORY, measure=measure, megabytes=f"{self._megabytes:g}") from None

    async def close(self) -> None:
        """Ends all workers, also those with tasks of cancelled callers."""
        self._end_idle()
        await asyncio.gather(*self._ending, return_exceptions=True)

    async def _run(self, function: Callable[..., T], arguments: tuple[object, ...], seconds: float, work: RunningWork) -> T:
        worker = await self._worker()
        try:
            result = await worker.run(function, arguments, seconds, work)
        except BaseException:
            self._end(worker)
            raise
        if worker.tasks < self._tasks_per_worker:
            self._idle.append(worker)
            self._restart_timer()
        else:
            self._end(worker)
        return result

    async def _worker(self) -> WorkerProcess:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
        return await WorkerProcess.start(self._megabytes)

    def _end(self, worker: WorkerProcess) -> None:
        worker.kill()
        ending = asyncio.ensure_future(worker.wait())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    def _end_idle(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        while self._idle:
            self._end(self._idle.pop())

    def _restart_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_idle)

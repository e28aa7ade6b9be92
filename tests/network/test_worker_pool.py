"""Worker processes end at a deadline, with a cancelled caller, after their tasks, and with the server, also if it is killed."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

import psutil
import pytest
from product_server import ROOT
from published_networks import published
from worker_processes import workers_of

from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.network.measures.catalogue import compute
from graph.network.measures.measure import Measure
from graph.network.workers.worker import frame_of, read_frame
from graph.network.workers.worker_pool import WorkerPool
from graph.network.workers.worker_process import TaskFailed, WorkerDied

LONG = 60.0


def _with_pool(work: Callable[[WorkerPool], Coroutine[Any, Any, None]], **options: Any) -> None:
    async def run() -> None:
        pool = WorkerPool(**options)
        try:
            await asyncio.wait_for(work(pool), LONG)
        finally:
            await pool.close()

    asyncio.run(run())
    assert workers_of(os.getpid()) == []


async def _pid(pool: WorkerPool) -> int:
    return await pool.run(os.getpid, measure="pid", seconds=LONG)


def test_a_worker_gives_the_bytes_of_this_process() -> None:
    async def work(pool: WorkerPool) -> None:
        for measure in (Measure.BETWEENNESS, Measure.EIGENVECTOR, Measure.HIERARCHY):
            arrays = published("karate").arrays
            result, expected = await pool.run(compute, arrays, measure, measure="x", seconds=LONG), compute(arrays, measure)
            assert result is not None
            assert expected is not None
            assert result.values.tobytes() == expected.values.tobytes()
        assert len(workers_of(os.getpid())) == 1

    _with_pool(work)


def test_late_work_is_killed() -> None:
    async def work(pool: WorkerPool) -> None:
        first = await _pid(pool)
        with pytest.raises(UserError) as error:
            await pool.run(time.sleep, LONG, measure="betweenness", seconds=0.2, budget=10)
        assert error.value.code is ErrorCode.TIME_BUDGET
        assert "betweenness" in str(error.value)
        assert "10" in str(error.value)
        assert await _pid(pool) != first
        assert not psutil.pid_exists(first)

    _with_pool(work)


def test_waiting_for_a_worker_is_part_of_the_time() -> None:
    async def work(pool: WorkerPool) -> None:
        busy = asyncio.create_task(pool.run(time.sleep, LONG, measure="x", seconds=LONG))
        await asyncio.sleep(0)
        with pytest.raises(UserError):
            await pool.run(os.getpid, measure="x", seconds=0.1)
        busy.cancel()
        with pytest.raises(asyncio.CancelledError):
            await busy

    _with_pool(work)


def test_a_cancelled_caller_ends_its_worker() -> None:
    async def work(pool: WorkerPool) -> None:
        first = await _pid(pool)
        task = asyncio.create_task(pool.run(time.sleep, LONG, measure="x", seconds=LONG))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await _pid(pool) != first
        assert not psutil.pid_exists(first)

    _with_pool(work)


def test_a_worker_is_replaced_after_its_tasks() -> None:
    async def work(pool: WorkerPool) -> None:
        pids = [await _pid(pool) for _ in range(4)]
        assert pids[0] == pids[1] != pids[2] == pids[3]

    _with_pool(work, tasks_per_worker=2)


def test_an_idle_worker_ends() -> None:
    async def work(pool: WorkerPool) -> None:
        await _pid(pool)
        while workers_of(os.getpid()):
            await asyncio.sleep(0.05)

    _with_pool(work, idle_seconds=0.1)


def test_errors_of_a_task_and_of_a_worker() -> None:
    async def work(pool: WorkerPool) -> None:
        with pytest.raises(TaskFailed, match="ZeroDivisionError"):
            await pool.run(divmod, 1, 0, measure="x", seconds=LONG)
        with pytest.raises(WorkerDied):
            await pool.run(os._exit, 3, measure="x", seconds=LONG)  # pyright: ignore[reportPrivateUsage]
        assert await _pid(pool)

    _with_pool(work)


# The second one is native code, which aborts without memory.
TASKS_BEYOND_MEMORY: Final = ("bytes(500_000_000)", "__import__('rustworkx').generators.star_graph(20_000_000)")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux bounds the memory")
def test_a_worker_has_a_bound_of_its_memory() -> None:
    async def work(pool: WorkerPool) -> None:
        assert await pool.run(eval, "len(bytes(100_000_000))", measure="x", seconds=LONG) == 100_000_000
        for expression in TASKS_BEYOND_MEMORY:
            with pytest.raises(UserError) as error:
                await pool.run(eval, expression, measure="betweenness", seconds=LONG)
            assert error.value.code is ErrorCode.TOO_LARGE
            assert "WORKER_MEMORY, 400 MB" in str(error.value)
        assert await _pid(pool)

    _with_pool(work, megabytes=400)


SERVER = """
import asyncio, os, time
from graph.network.workers.worker_pool import WorkerPool

async def main():
    pool = WorkerPool()
    print(await pool.run(os.getpid, measure="x", seconds=60), flush=True)
    await pool.run(time.sleep, 60, measure="x", seconds=60)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux ends the worker")
def test_a_killed_server_leaves_no_worker() -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    worker = psutil.Process(int(server.stdout.readline()))
    server.kill()
    server.wait()
    server.stdout.close()
    worker.wait(timeout=LONG)


def test_a_worker_without_a_parent_ends_after_the_deadline() -> None:
    """Also if the kernel does not end it: the alarm ends native code too."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "graph.network.workers.worker", str(os.getpid()), "1000"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(frame_of((time.sleep, (LONG,), 0.1)))
    worker.stdin.flush()
    assert read_frame(worker.stdout) is None  # type: ignore[arg-type]
    assert worker.wait() == -14
    worker.stdin.close()
    worker.stdout.close()

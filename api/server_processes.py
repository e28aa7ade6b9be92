"""The further processes of a server with WORKERS above 1, which share the first one's socket."""

import asyncio
import logging
import socket
import sys
from asyncio.subprocess import PIPE, Process
from typing import Final

from graph.messages import api as messages

LOG: Final = logging.getLogger(__name__)
PROGRAM: Final = "api.server_process"
RESTART_SECONDS: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Growing pauses before a process is started again."""
STABLE_SECONDS: Final = 60.0
"""A process that has run this long gets the first pause again."""
STOP_SECONDS: Final = 10.0
"""Between SIGTERM and the kill."""


class ServerProcesses:
    def __init__(self, listener: socket.socket, count: int) -> None:
        self._listener = listener
        self._count = count

    async def run(self) -> None:
        """Restarts processes until it is cancelled; then ends them."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._count):
                group.create_task(self._keep())

    async def _keep(self) -> None:
        loop, restarts = asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            process = await self._start()
            try:
                status = await process.wait()
            finally:
                await _end(process)
            restarts = 0 if loop.time() - began > STABLE_SECONDS else restarts
            pause = RESTART_SECONDS[min(restarts, len(RESTART_SECONDS) - 1)]
            LOG.warning("%s", messages.SERVER_PROCESS_ENDED.format(pid=process.pid, status=status, seconds=pause))
            restarts += 1
            await asyncio.sleep(pause)

    async def _start(self) -> Process:
        """Starts a process whose standard input closes when this process ends, for any reason. Ends it if it is cancelled meanwhile."""
        descriptor = self._listener.fileno()
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(sys.executable, "-m", PROGRAM, str(descriptor), stdin=PIPE, pass_fds=(descriptor,))
        )
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            await _end(await starting)
            raise


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
    if process.stdin is not None:
        process.stdin.close()

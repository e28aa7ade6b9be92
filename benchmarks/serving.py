"""Starts the compared servers as processes on loopback. The Python ones use uvicorn and our event loop."""

import asyncio
import contextlib
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import neo4j
import psutil
import uvicorn

from graph.database.login import Login

START_TIMEOUT_SECONDS: Final = 300


@dataclass(frozen=True)
class Served:
    url: str
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """CPU seconds so far of the process and its children, without the database."""
        spent = [each.cpu_times() for each in (self.process, *self.process.children(recursive=True))]
        return sum(each.user + each.system for each in spent)

    @property
    def loop(self) -> str:
        """uvloop if its library is mapped; otherwise asyncio, also if the system does not list mapped libraries."""
        maps = self.process.memory_maps() if hasattr(self.process, "memory_maps") else []
        return "uvloop" if any("uvloop" in each.path for each in maps) else "asyncio"


@contextlib.contextmanager
def running(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Generator[Served]:
    """Runs the server during the block. Every server prints `ready: ` and its URL once it accepts requests."""
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            yield Served(_address(started, log), psutil.Process(started.pid))
        finally:
            started.terminate()
            started.wait(20)


def _address(started: subprocess.Popen[bytes], log: Any) -> str:
    """Reads with pread, because the server shares the file offset."""
    log_text, deadline = "", time.monotonic() + START_TIMEOUT_SECONDS
    while started.poll() is None and time.monotonic() < deadline:
        log_text = os.pread(log.fileno(), 100_000, 0).decode("utf-8", "replace")
        if match := re.search(r"ready: (http://127\.0\.0\.1:\d+)", log_text):
            return match[1]
        time.sleep(0.05)
    raise RuntimeError(f"{started.args} did not start: {log_text[-3000:]}")


def environment(login: Login) -> dict[str, str]:
    return {
        "NEO4J_URI": login.uri,
        "NEO4J_USERNAME": login.username,
        "NEO4J_PASSWORD": login.password,
        "NEO4J_DATABASE": login.database,
    }


# ------------------------------------------------------------------------------------- used by the Python servers
def serve(make_app: Callable[[neo4j.AsyncDriver, str], Any]) -> None:
    """Calls `make_app` with a driver and the name of the database."""
    if os.environ.get("LOOP") == "uvloop":
        import uvloop

        uvloop.run(_serve(make_app))
    else:
        asyncio.run(_serve(make_app))


async def _serve(make_app: Callable[[neo4j.AsyncDriver, str], Any]) -> None:
    auth = os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]
    async with neo4j.AsyncGraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth, notifications_min_severity="OFF") as driver:
        config = uvicorn.Config(
            make_app(driver, os.environ["NEO4J_DATABASE"]), http="httptools", lifespan="off", log_config=None
        )
        with socket.create_server(("127.0.0.1", 0)) as listening:
            print(f"ready: http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
            await uvicorn.Server(config).serve(sockets=[listening])

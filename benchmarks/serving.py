"""Servers as processes of their own on loopback, ours and the others, and how the others in Python are run: by uvicorn, on the loop that
ours runs on, so that the loop is no part of the difference."""

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

LONGEST_START: Final = 120
"""Seconds after which a server is given up that has not said where it listens."""


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it and its children have taken so far; the database is another process."""
        spent = [each.cpu_times() for each in (self.process, *self.process.children(recursive=True))]
        return sum(each.user + each.system for each in spent)

    @property
    def loop(self) -> str:
        """The event loop of a server in Python: uvloop is a library that is loaded only where it is used. Where the system does not tell what
        is loaded it is taken for asyncio's own."""
        maps = self.process.memory_maps() if hasattr(self.process, "memory_maps") else []
        return "uvloop" if any("uvloop" in each.path for each in maps) else "asyncio"


@contextlib.contextmanager
def running(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Generator[Served]:
    """Runs the server until the end of the block; it says its address once it is ready, as all that are measured do."""
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            yield Served(_address(started, log), psutil.Process(started.pid))
        finally:
            started.terminate()
            started.wait(20)


def _address(started: subprocess.Popen[bytes], log: Any) -> str:
    """What it has said is read with pread: the server writes at the place where the file is."""
    said, give_up = "", time.monotonic() + LONGEST_START
    while started.poll() is None and time.monotonic() < give_up:
        said = os.pread(log.fileno(), 100_000, 0).decode("utf-8", "replace")
        if found := re.search(r"ready: (http://127\.0\.0\.1:\d+)", said):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"{started.args} did not come up: {said[-3000:]}")


def environment(login: Login) -> dict[str, str]:
    """How a server is told of the database."""
    return {
        "NEO4J_URI": login.uri,
        "NEO4J_USERNAME": login.username,
        "NEO4J_PASSWORD": login.password,
        "NEO4J_DATABASE": login.database,
    }


# ------------------------------------------------------------------------------------- inside of the others
def serve(make_app: Callable[[neo4j.AsyncDriver, str], Any]) -> None:
    """Serves an application that is given a driver and the name of the database."""
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

"""The product, run in its own process and called over HTTP."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from bolt_proxy import BoltProxy
from forked_process import ForkedProcess

from graph.database.login import Login

ROOT = Path(__file__).parent.parent
COMMAND = ("api", "serve")


class Server:
    """A running server."""

    def __init__(self, url: str, wire: BoltProxy) -> None:
        self.url = url
        self.wire = wire
        self.client = httpx.Client(base_url=url, timeout=60)

    def post(self, query: str, **variables: Any) -> dict[str, Any]:
        """Returns the whole response to an operation."""
        return self.client.post("/graphql", json={"query": query, "variables": variables}).json()

    def statements(self, query: str, **variables: Any) -> int:
        """Returns how many statements an operation runs: as many in two executions, since what the server fetches in the background
        after a change is counted too.
        """
        before = -1
        for _ in range(60):
            with self.wire.counting() as counted:
                self.post(query, **variables)
            if counted.runs == before:
                return before
            before = counted.runs
            time.sleep(0.05)
        raise AssertionError("the number of statements is not constant")


def login_environment(login: Login) -> dict[str, str]:
    return {"NEO4J_USERNAME": login.username, "NEO4J_PASSWORD": login.password, "NEO4J_DATABASE": login.database}


class serving:  # noqa: N801
    """Runs `python -m api serve` on a free port within a `with` block; gives its URL. `output` is what it printed and logged.
    The explorer is not built and nothing is warmed up unless the environment enables it.

    The process is forked from one that has imported the modules, unless it needs an `own_interpreter`.
    """

    def __init__(self, environment: dict[str, str], *, own_interpreter: bool = False) -> None:
        self.environment = {**os.environ, "PORT": "0", "PAGE": "false", "WARM_UP": "false", **environment}
        self._own_interpreter = own_interpreter

    def __enter__(self) -> str:
        self._output = tempfile.NamedTemporaryFile("w+", suffix=".log")
        self.process = self._start()
        while self.process.poll() is None:
            if found := re.search(r"ready: (http://\S+)/graphql", self.output.replace("\n", "")):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(f"the server ended with status {self.process.wait()}: {self.output}")

    def _start(self) -> "subprocess.Popen[str] | ForkedProcess":
        if self._own_interpreter:
            command = [sys.executable, "-m", *COMMAND]
            return subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=self._output, text=True)
        return ForkedProcess(COMMAND, self.environment, self._output.name)

    @property
    def output(self) -> str:
        return Path(self._output.name).read_text("utf-8")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        self._output.close()

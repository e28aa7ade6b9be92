"""Runs a module of the product in a process that is forked from one which has imported it, so that a start takes half of the CPU time."""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = ["forked_process", "api.app", "api.server", "api.startup", "typer", "uvicorn"]
"""Without `api.cli`, which reads its language from the environment."""
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(MODULES)


class ForkedProcess:
    """Has the methods of `subprocess.Popen` that tests of a server use. The output is appended to a file."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], output: str) -> None:
        self._process = CONTEXT.Process(target=_run, args=(command, dict(environment), output))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self._process), timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _run(command: Sequence[str], environment: Mapping[str, str], output: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with open(output, "a") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    sys.argv = [*command]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)

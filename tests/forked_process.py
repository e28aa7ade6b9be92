"""Runs a module of the product in a process that is forked from one which has imported it, so that a start takes 14 % of the CPU time."""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).parent.parent
MODULES = ["tests.built_schema", "api.server", "api.startup", "typer", "uvicorn"]
"""Without `api.cli`, which reads its language from the environment."""
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(MODULES)


class ForkedProcess:
    """Has the methods of `subprocess.Popen` that tests of a server use. What it prints is appended to files."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], stderr: str, stdout: str = os.devnull) -> None:
        self._process = CONTEXT.Process(target=_run, args=(command, dict(environment), stderr, stdout))
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


def run(command: Sequence[str], environment: Mapping[str, str], timeout: float = 240) -> "subprocess.CompletedProcess[str]":
    """Returns status and output of a command that ends."""
    with tempfile.TemporaryDirectory() as folder:
        stdout, stderr = Path(folder, "stdout"), Path(folder, "stderr")
        process = ForkedProcess(command, environment, str(stderr), str(stdout))
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return subprocess.CompletedProcess([*command], status, stdout.read_text("utf-8"), stderr.read_text("utf-8"))


def _run(command: Sequence[str], environment: Mapping[str, str], stderr: str, stdout: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    _redirect(sys.stderr, stderr)
    _redirect(sys.stdout, stdout)
    sys.argv = [*command]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def _redirect(stream: TextIO, path: str) -> None:
    with open(path, "a") as file:
        os.dup2(file.fileno(), stream.fileno())

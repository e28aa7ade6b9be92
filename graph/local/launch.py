"""One start of Neo4j: from a folder with jars to a database that answers."""

import socket
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Final

from neo4j.exceptions import DriverError, Neo4jError, TransientError

from graph.database.login import Login
from graph.local.cds_archive import CdsArchive
from graph.local.configuration import command_line, environment, neo4j_conf
from graph.local.diagnosis import StartupDiagnosis
from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock
from graph.local.folder import Folder, not_writable_error
from graph.local.java import SupervisedJava, java_executable
from graph.local.password import ensure_password
from graph.local.process_group import terminate_orphans
from graph.local.progress import Progress

_PATIENCE: Final = 120.0  # seconds until a Neo4j that does not listen is given up: it may have much to recover first
_PATIENCE_ONCE_LISTENING: Final = 15.0  # it listens when its databases have been started


class Launch:
    """How Neo4j is started in a folder, the first time and again. ``memory``: MiB of Java's heap, and of the page cache beside it.
    ``settings``: of Neo4j's, beside ours. ``stopping`` ends a start that is under way."""

    def __init__(
        self,
        folder: Folder,
        jars: Sequence[str],
        memory: tuple[int, int],
        settings: Mapping[str, str],
        progress: Progress,
        stopping: threading.Event,
    ) -> None:
        self._folder = folder
        self._jars = jars
        self._heap, self._page_cache = memory
        self._settings = settings
        self.archive = CdsArchive(folder, jars, self._heap)
        self._progress = progress
        self._stopping = stopping

    def start_on(self, port: int) -> tuple[SupervisedJava, Login]:
        """Starts Java and waits until the database answers on the port. Raises LocalNeo4jError, and then Java has ended."""
        lock = terminate_orphans(self._folder.running_lock, self._progress.step)
        evidence = StartupDiagnosis(self._folder)
        try:
            java = self._java(port, lock)
        finally:
            lock.release()
        try:
            return java, self._login(java, port, evidence)
        except BaseException:
            java.terminate()
            raise

    def _java(self, port: int, lock: FileLock) -> SupervisedJava:
        folder = self._folder
        command = command_line(java_executable(), folder, self._heap, self.archive.java_options())
        try:
            folder.clean_up()
            settings = neo4j_conf(port, self._heap, self._page_cache, self._settings)
            (folder.configuration / "neo4j.conf").write_text(settings)
            return SupervisedJava(command, folder.jars, environment(self._jars), folder.console, lock)
        except OSError as error:
            raise not_writable_error(folder.neo4j, error) from error

    def _login(self, java: SupervisedJava, port: int, evidence: StartupDiagnosis) -> Login:
        deadline = time.monotonic() + _PATIENCE
        while not self._stopping.wait(0.05):
            if java.has_exited:
                raise LocalNeo4jError(f"The local Neo4j ended while it started: {evidence.reason()}.")
            if time.monotonic() > deadline:
                raise self._no_answer(evidence)
            if is_port_open(port):
                deadline = min(deadline, time.monotonic() + _PATIENCE_ONCE_LISTENING)
                if login := self._login_or_not_yet(port):
                    return login
        raise LocalNeo4jError("The local Neo4j was stopped while it started.")

    def _no_answer(self, evidence: StartupDiagnosis) -> LocalNeo4jError:
        return LocalNeo4jError(
            f"The local Neo4j runs, but its database does not answer: {evidence.reason()}. "
            f"Where its data is damaged, move {self._folder.data} away: the next start begins with an empty one."
        )

    def _login_or_not_yet(self, port: int) -> Login | None:
        try:
            return ensure_password(f"bolt://127.0.0.1:{port}", self._folder)
        except (DriverError, TransientError):
            return None
        except Neo4jError as error:
            raise LocalNeo4jError(
                f"The local Neo4j refuses its first statement ({error.message}); see {self._folder.log}."
            ) from error


def free_port() -> int:
    """A port on loopback that nobody listens on, for now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_port_open(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0

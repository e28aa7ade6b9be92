"""The local Neo4j: started, watched, restarted when it dies, and ended with us."""

import atexit
import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import Final

from graph.database.login import Login
from graph.local import jars
from graph.local.cds_archive import CdsArchive
from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock, LockHeld
from graph.local.folder import Folder
from graph.local.java import SupervisedJava
from graph.local.launch import Launch, free_port, is_port_open
from graph.local.process_group import terminate_orphans
from graph.local.progress import NoProgress, Progress

LOG: Final = logging.getLogger(__name__)
_PORTS: Final = 3  # tries, where somebody else was quicker to listen on the port
_DEATHS: Final = 5  # within _PERIOD seconds, then it is not restarted any more
_PERIOD: Final = 120.0


class State(Enum):
    STOPPED = auto()
    STARTING = auto()
    RUNNING = auto()
    RESTARTING = auto()
    FAILED = auto()  # died too often; start() begins anew


class LocalNeo4j:
    """A Neo4j Community in a folder, as a child process on loopback. May be used from any thread.

    ``heap``: MiB that Java's heap may take; ``page_cache``: MiB beside it, for pages of the data. ``jars``: where the jars lie, ``home/jars`` by
    default; may be shared. ``settings``: of Neo4j's, beside ours.
    """

    def __init__(
        self,
        home: Path,
        *,
        progress: Progress | None = None,
        heap: int = 1024,
        page_cache: int = 256,
        jars: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.state = State.STOPPED
        self._folder = Folder.at(home, jars)
        self._progress: Progress = progress or NoProgress()
        self._memory = heap, page_cache
        self._settings = settings or {}
        self._changing = threading.RLock()
        self._stopping = threading.Event()
        self._server_lock: FileLock | None = None
        self._java: SupervisedJava | None = None
        self._archive: CdsArchive | None = None
        self._login: Login | None = None
        self._supervisor: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """Java's, while it runs."""
        java = self._java
        return None if java is None or java.has_exited else java.pid

    def start(self) -> Login:
        """Brings what is missing, starts Neo4j and waits until it answers. Where it is started already it answers at once.

        Raises LocalNeo4jError, and then nothing of it is left running.
        """
        with self._changing:
            if self.state is State.FAILED:
                self._end()
            if self._login:
                return self._login
            self._stopping.clear()
            try:
                return self._start()
            except BaseException:
                self._end()
                raise

    def stop(self) -> None:
        """Ends Neo4j, or a start that is under way, and returns when it has ended. May be called at any time, and again."""
        self._stopping.set()
        with self._changing:
            self._end()

    def __enter__(self) -> Login:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _start(self) -> Login:
        self.state = State.STARTING
        self._folder.create()
        self._server_lock = _serving(self._folder)
        atexit.register(self.stop)
        names = jars.fetch_missing(self._folder.jars, self._progress, self._stopping)
        self._progress.step("Starting Neo4j")
        launch = Launch(self._folder, names, self._memory, self._settings, self._progress, self._stopping)
        port, self._java, self._login = _on_a_free_port(launch)
        self.state = State.RUNNING
        self._archive = launch.archive
        self._archive.create_in_background()
        self._supervisor = threading.Thread(target=self._supervise, args=(launch, port), name="local-neo4j", daemon=True)
        self._supervisor.start()
        return self._login

    def _end(self) -> None:
        self._stopping.set()
        if self._archive:
            self._archive.cancel()
        if self._java:
            self._java.terminate()
        if self._supervisor:
            self._supervisor.join()
        if self._server_lock:
            self._let_go(self._server_lock)
        self._java = self._login = self._supervisor = self._server_lock = self._archive = None
        self.state = State.STOPPED

    def _let_go(self, server_lock: FileLock) -> None:
        with contextlib.suppress(LocalNeo4jError):  # a guard that was killed may have left Java a little longer
            terminate_orphans(self._folder.running_lock, self._progress.step).release()
        server_lock.release()
        atexit.unregister(self.stop)

    def _supervise(self, launch: Launch, port: int) -> None:
        deaths: deque[float] = deque(maxlen=_DEATHS)
        while self._has_died():
            self.state = State.RESTARTING
            deaths.append(time.monotonic())
            recent = sum(death > deaths[-1] - _PERIOD for death in deaths)
            if recent == _DEATHS:
                self._give_up()
                return
            self._stopping.wait((recent - 1) / 2)
            self._restart(launch, port)

    def _has_died(self) -> bool:
        """Waits until Java has ended. False where that was wanted."""
        if self._java:
            status = self._java.wait()
            if not self._stopping.is_set():
                LOG.warning("the local Neo4j ended with status %d and is restarted", status)
        return not self._stopping.is_set()

    def _restart(self, launch: Launch, port: int) -> None:
        self._java = None
        try:
            self._java, _ = launch.start_on(port)
        except LocalNeo4jError as error:
            LOG.warning("%s", error)
            return
        self.state = State.RUNNING
        if self._stopping.is_set():  # stop() may have looked before this Java was there
            self._java.terminate()

    def _give_up(self) -> None:
        self.state = State.FAILED
        LOG.error(
            "The local Neo4j ended %d times within %d s and is not restarted any more; see %s.",
            _DEATHS,
            _PERIOD,
            self._folder.log,
        )


def _serving(folder: Folder) -> FileLock:
    try:
        lock = FileLock.acquire(folder.server_lock)
    except LockHeld as held:
        raise LocalNeo4jError(
            f"Another server (process {held.pid or 'unknown'}) already works on {folder.home}. "
            "Use that one, end it, or set TIAOKUAI_HOME to another folder."
        ) from None
    lock.write_owner(os.getpid())
    return lock


def _on_a_free_port(launch: Launch) -> tuple[int, SupervisedJava, Login]:
    for _ in range(_PORTS - 1):
        port = free_port()
        try:
            return port, *launch.start_on(port)
        except LocalNeo4jError:
            if not is_port_open(port):
                raise
    port = free_port()
    return port, *launch.start_on(port)

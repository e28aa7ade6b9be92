"""Runs the local Neo4j, restarts it after crashes, and ends it with this process."""

import atexit
import contextlib
import logging
import os
import threading
import time
from collections.abc import Mapping, Sequence
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
from graph.messages import local as messages

LOG: Final = logging.getLogger(__name__)
_MAX_PORT_ATTEMPTS: Final = 3
"""Another process may take the port first."""
_STABLE_SECONDS: Final = 120.0
"""A Neo4j that ends after so long has no earlier failures."""
_MAX_PAUSE_SECONDS: Final = 60.0
_FAILURES_BEFORE_ERROR: Final = 5
"""From so many on, each failure is logged as an error."""


class State(Enum):
    STOPPED = auto()
    STARTING = auto()
    RUNNING = auto()
    RESTARTING = auto()


class LocalNeo4j:
    """A Neo4j Community as a child process on loopback. Thread-safe.

    ``heap``, ``page_cache``: maximum MiB. ``jars``: folder that servers may share, by default ``home/jars``. ``settings``,
    ``java_options``: further ones.
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
        java_options: Sequence[str] = (),
    ) -> None:
        self.state = State.STOPPED
        self.restarts = 0
        self.home = home
        self._folder = Folder.at(home, jars)
        self._progress: Progress = progress or NoProgress()
        self._memory = heap, page_cache
        self._settings = settings or {}
        self._java_options = java_options
        self._state_lock = threading.RLock()
        self._stopping = threading.Event()
        self._server_lock: FileLock | None = None
        self._java: SupervisedJava | None = None
        self._archive: CdsArchive | None = None
        self._login: Login | None = None
        self._restart_thread: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        java = self._java
        return None if java is None or java.has_exited else java.pid

    def start(self) -> Login:
        """Fetches missing jars, starts Neo4j unless it runs, and waits until it responds.

        Raises LocalNeo4jError and leaves nothing running.
        """
        with self._state_lock:
            if self._login:
                return self._login
            self._stopping.clear()
            try:
                return self._start()
            except BaseException:
                self._end()
                raise

    def stop(self) -> None:
        """Ends Neo4j, or a start in progress, and waits. Idempotent."""
        self._stopping.set()
        with self._state_lock:
            self._end()

    def restart(self) -> None:
        """Ends Neo4j, which is then started again as after a crash."""
        if java := self._java:
            java.terminate()

    def __enter__(self) -> Login:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _start(self) -> Login:
        self.state = State.STARTING
        self._folder.create()
        self._server_lock = _lock_folder(self._folder)
        atexit.register(self.stop)
        names = jars.fetch_missing(self._folder.jars, self._progress, self._stopping)
        self._progress.step(messages.STARTING_NEO4J.format())
        launch = Launch(
            self._folder, names, self._memory, self._settings, self._progress, self._stopping, java_options=self._java_options
        )
        port, self._java, self._login = _start_on_free_port(launch)
        self.state = State.RUNNING
        self._archive = launch.archive
        self._archive.create_in_background()
        self._restart_thread = threading.Thread(
            target=self._restart_after_crashes, args=(launch, port), name="local-neo4j", daemon=True
        )
        self._restart_thread.start()
        return self._login

    def _end(self) -> None:
        self._stopping.set()
        if self._archive:
            self._archive.cancel()
        if self._java:
            self._java.terminate()
        if self._restart_thread:
            self._restart_thread.join()
        if self._server_lock:
            self._release(self._server_lock)
        self._java = self._login = self._restart_thread = self._server_lock = self._archive = None
        self.state = State.STOPPED

    def _release(self, server_lock: FileLock) -> None:
        with contextlib.suppress(LocalNeo4jError):  # Java may outlive a killed supervisor briefly
            terminate_orphans(self._folder.running_lock, self._progress.step).release()
        server_lock.release()
        atexit.unregister(self.stop)

    def _restart_after_crashes(self, launch: Launch, port: int) -> None:
        """Restarts Neo4j until stop(), after pauses that grow with its failures in a row."""
        failures, started = 0, time.monotonic()
        while self._has_crashed():
            failures = 1 if time.monotonic() > started + _STABLE_SECONDS else failures + 1
            self.state = State.RESTARTING
            self.restarts += 1
            self._pause(failures)
            started = time.monotonic()
            self._restart(launch, port)

    def _pause(self, failures: int) -> None:
        seconds = pause_before_restart(failures)
        if failures >= _FAILURES_BEFORE_ERROR:
            LOG.error("%s", messages.FAILS_REPEATEDLY.format(count=failures, seconds=seconds, log=self._folder.log))
        self._stopping.wait(seconds)

    def _has_crashed(self) -> bool:
        """Waits until Java exits. Returns False after stop()."""
        if self._java:
            status = self._java.wait()
            if not self._stopping.is_set():
                LOG.warning("%s", messages.RESTARTING.format(status=status))
        return not self._stopping.is_set()

    def _restart(self, launch: Launch, port: int) -> None:
        self._java = None
        try:
            self._java, _ = launch.start_on(port)
        except (LocalNeo4jError, OSError) as error:  # such as a full disk
            LOG.warning("%s", error)
            return
        self.state = State.RUNNING
        if self._stopping.is_set():  # stop() may have run before Java started
            self._java.terminate()


def pause_before_restart(failures: int) -> float:
    """Returns seconds: 0, 0.5, 1, 2, 4 and so on."""
    return 0 if failures == 1 else min(0.5 * 2.0 ** min(failures - 2, 10), _MAX_PAUSE_SECONDS)


def _lock_folder(folder: Folder) -> FileLock:
    try:
        lock = FileLock.acquire(folder.server_lock)
    except LockHeld as held:
        pid = held.pid or messages.UNKNOWN_PROCESS.format()
        raise LocalNeo4jError(messages.FOLDER_IN_USE, pid=pid, home=folder.home) from None
    lock.write_owner(os.getpid())
    return lock


def _start_on_free_port(launch: Launch) -> tuple[int, SupervisedJava, Login]:
    for _ in range(_MAX_PORT_ATTEMPTS - 1):
        port = free_port()
        try:
            return port, *launch.start_on(port)
        except LocalNeo4jError:
            if not is_port_open(port):
                raise
    port = free_port()
    return port, *launch.start_on(port)

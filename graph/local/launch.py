"""One start of the local Neo4j."""

import logging
import os
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Final

from graph.database.login import Login
from graph.local.cds_archive import CdsArchive
from graph.local.configuration import command_line, environment, neo4j_conf
from graph.local.diagnosis import StartupDiagnosis
from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock
from graph.local.folder import Folder, not_writable_error
from graph.local.java import SupervisedJava, java_executable
from graph.local.process_group import terminate_orphans
from graph.local.progress import Progress
from graph.messages import local as messages

LOG: Final = logging.getLogger(__name__)
_MAX_START_SECONDS: Final = 120.0
"""Recovery of a large database can take this long."""
_MAX_LOGIN_SECONDS: Final = 15.0
"""Neo4j listens only after its databases have started."""

_OUT_OF_MEMORY: Final = "java.lang.OutOfMemoryError"
_RECOVERY_HEAP: Final = 4_096
"""MiB. At the end of a transaction log that a full disk cut off, recovery reads a length of up to 2 GiB and allocates it."""
_MAX_SHARE_OF_MEMORY: Final = 0.75


class Launch:
    """Starts Neo4j once and waits until the database responds.

    ``memory``: MiB of heap and of page cache. ``stopping`` cancels a start. ``settings``, ``java_options``: further ones.
    """

    def __init__(
        self,
        folder: Folder,
        jars: Sequence[str],
        memory: tuple[int, int],
        settings: Mapping[str, str],
        progress: Progress,
        stopping: threading.Event,
        *,
        java_options: Sequence[str] = (),
    ) -> None:
        self._folder = folder
        self._jars = jars
        self._heap, self._page_cache = memory
        self._settings = settings
        self.archive = CdsArchive(folder, jars, self._heap)
        self._progress = progress
        self._stopping = stopping
        self._java_options = java_options

    def start_on(self, port: int) -> tuple[SupervisedJava, Login]:
        """Retries once with more heap if Java's was too small. Ends Java before raising LocalNeo4jError."""
        try:
            return self._start_once(port, self._heap, self.archive.java_options())
        except LocalNeo4jError as error:
            if _OUT_OF_MEMORY not in str(error) or (heap := recovery_heap()) <= self._heap:
                raise
            LOG.warning("%s", messages.MORE_HEAP.format(heap=heap, before=self._heap))
            return self._start_once(port, heap, [])

    def _start_once(self, port: int, heap: int, more_options: list[str]) -> tuple[SupervisedJava, Login]:
        lock = terminate_orphans(self._folder.running_lock, self._progress.step)
        diagnosis = StartupDiagnosis(self._folder)
        try:
            java = self._start_java(port, lock, heap, more_options)
        finally:
            lock.release()
        try:
            return java, self._wait_for_login(java, port, diagnosis)
        except BaseException:
            java.terminate()
            raise

    def _start_java(self, port: int, lock: FileLock, heap: int, more_options: list[str]) -> SupervisedJava:
        folder = self._folder
        command = command_line(java_executable(), folder, heap, [*self._java_options, *more_options])
        try:
            folder.clean_up()
            settings = neo4j_conf(port, self._heap, self._page_cache, self._settings)
            (folder.configuration / "neo4j.conf").write_text(settings)
            return SupervisedJava(command, folder.jars, environment(self._jars), folder.console, lock)
        except OSError as error:
            raise not_writable_error(folder.neo4j, error) from error

    def _wait_for_login(self, java: SupervisedJava, port: int, diagnosis: StartupDiagnosis) -> Login:
        from graph.local.password import try_login  # imports the driver while Java starts

        deadline = time.monotonic() + _MAX_START_SECONDS
        while not self._stopping.wait(0.05):
            if java.has_exited:
                raise LocalNeo4jError(messages.ENDED_WHILE_STARTING, reason=diagnosis.reason())
            if time.monotonic() > deadline:
                raise LocalNeo4jError(messages.NO_RESPONSE, reason=diagnosis.reason(), data=self._folder.data)
            if is_port_open(port):
                deadline = min(deadline, time.monotonic() + _MAX_LOGIN_SECONDS)
                if login := try_login(f"bolt://127.0.0.1:{port}", self._folder):
                    return login
        raise LocalNeo4jError(messages.STOPPED_WHILE_STARTING)


def recovery_heap() -> int:
    """Returns MiB for a second attempt, as far as the machine has them."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return min(_RECOVERY_HEAP, int(memory * _MAX_SHARE_OF_MEMORY))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_port_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0

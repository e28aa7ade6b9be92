"""The CDS archive (AppCDS): one file of parsed and verified classes, which halves Java's start-up time.

The first start records the loaded classes. Once Neo4j responds, a low-priority background Java writes the archive. Java ignores an archive
of other jars or another version.
"""

import hashlib
import logging
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph.local.configuration import environment, java_options
from graph.local.file_lock import FileLock, LockHeld
from graph.local.folder import Folder
from graph.local.java import SupervisedJava, java_executable
from graph.messages import local as messages

LOG: Final = logging.getLogger(__name__)
_WARM_UP_SECONDS: Final = 15.0
"""The class list must include classes that the first queries load."""
_MAX_LINE_SIZE: Final = 4_000
"""Bytes. Java rejects class lists with longer lines."""


class CdsArchive:
    """The archive of one set of jars: its use by a start, and its creation. ``heap``: MiB."""

    def __init__(self, folder: Folder, jars: Sequence[str], heap: int) -> None:
        self._folder = folder
        self._jars = jars
        self._heap = heap
        self._path = folder.jars / f"classes-{_key(folder.jars, jars)}.jsa"
        self._class_list = folder.temporary / "classes"
        self._dump: SupervisedJava | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def java_options(self) -> list[str]:
        """Makes Java use the archive or record the class list. Its path is relative, because Java splits it at colons."""
        if self._path.exists():
            return [f"-XX:SharedArchiveFile={self._path.name}"]
        return [f"-XX:DumpLoadedClassList={self._class_list}"]

    def create_in_background(self) -> None:
        if self._class_list.exists() and not self._path.exists():
            self._thread = threading.Thread(target=self._create_later, name="cds-archive", daemon=True)
            self._thread.start()

    def cancel(self) -> None:
        """Discards a partial archive."""
        self._stopping.set()
        if self._dump is not None:
            self._dump.terminate()
        if self._thread is not None:
            self._thread.join()

    def _create_later(self) -> None:
        if self._stopping.wait(_WARM_UP_SECONDS):
            return
        try:
            lock = FileLock.acquire(self._folder.jars / ".archive.lock")
        except (LockHeld, OSError):  # another server writes it, or the folder is read-only
            return
        try:
            self._create(lock)
        except OSError as error:
            LOG.info("%s", messages.ARCHIVE_FAILED.format(error=error))
        finally:
            lock.release()

    def _create(self, lock: FileLock) -> None:
        part, class_list = self._path.with_suffix(".part"), self._class_list.with_suffix(".usable")
        class_list.write_bytes(_usable_lines(self._class_list.read_bytes()))
        nice = shutil.which("nice")
        command = [
            *([nice, "-n", "19"] if nice else []),
            str(java_executable()),
            "-Xshare:dump",
            f"-XX:SharedClassListFile={class_list}",
            f"-XX:SharedArchiveFile={part.name}",
            *java_options(self._folder, self._heap),
        ]
        log = self._folder.temporary / "classes.log"
        # Java ignores SIGTERM during a dump. Nothing is lost if it is killed at once.
        self._dump = SupervisedJava(command, self._folder.jars, environment(self._jars), log, lock, termination_timeout=0)
        if self._stopping.is_set():  # cancel() may have run earlier
            self._dump.terminate()
        if self._dump.wait() == 0:
            part.replace(self._path)
            self._remove_others()
        else:
            part.unlink(missing_ok=True)

    def _remove_others(self) -> None:
        for other in [*self._folder.jars.glob("classes-*.jsa"), *self._folder.jars.glob("classes-*.part")]:
            if other != self._path:
                other.unlink(missing_ok=True)


def _key(folder: Path, jars: Sequence[str]) -> str:
    """Hashes the version of Java and each jar's name, size and modification time."""
    release = java_executable().parent.parent / "release"
    parts = [release.read_text("utf-8", "replace") if release.exists() else str(java_executable())]
    for name in jars:
        jar = (folder / name).stat()
        parts.append(f"{name} {jar.st_size} {jar.st_mtime_ns}")
    return hashlib.blake2s("\n".join(parts).encode(), digest_size=6).hexdigest()


def _usable_lines(class_list: bytes) -> bytes:
    """Omits lines that Java rejects, and an incomplete last line."""
    *lines, _ = class_list.split(b"\n")
    return b"\n".join(line for line in lines if len(line) < _MAX_LINE_SIZE) + b"\n"

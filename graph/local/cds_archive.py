"""The class archive: Java starts Neo4j in half the time where it finds the classes that it will need in one file, parsed and verified.

The first start writes down which they are. Once Neo4j answers, another Java makes the file of them, in the background and only with what
nobody else needs of the processor. Java itself looks whether an archive is of its version and of these jars, and starts without it otherwise.
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

LOG: Final = logging.getLogger(__name__)
_FIRST_QUESTIONS: Final = 15.0
"""Seconds in which Neo4j is asked its first questions: the classes that answer them are to be in the archive too."""
_LONGEST_LINE: Final = 4_000
"""Bytes: of a list with a longer line (a lambda of very many types) Java makes nothing."""


class CdsArchive:
    """The archive for these jars, in their folder. ``heap``: of the Java that uses it, MiB."""

    def __init__(self, folder: Folder, jars: Sequence[str], heap: int) -> None:
        self._folder = folder
        self._jars = jars
        self._heap = heap
        self._path = folder.jars / f"classes-{_key(folder.jars, jars)}.jsa"
        self._list = folder.temporary / "classes"
        self._making: SupervisedJava | None = None
        self._stopping = threading.Event()
        self._maker: threading.Thread | None = None

    def java_options(self) -> list[str]:
        """Java's, to start with the archive, or to write down what will be in it. Its name is relative: a colon would mean two of them."""
        if self._path.exists():
            return [f"-XX:SharedArchiveFile={self._path.name}"]
        return [f"-XX:DumpLoadedClassList={self._list}"]

    def create_in_background(self) -> None:
        """Makes the archive in the background, where there is none."""
        if self._list.exists() and not self._path.exists():
            self._maker = threading.Thread(target=self._make_later, name="class-archive", daemon=True)
            self._maker.start()

    def cancel(self) -> None:
        """Ends the making; what has been made by then is lost."""
        self._stopping.set()
        if self._making is not None:
            self._making.terminate()
        if self._maker is not None:
            self._maker.join()

    def _make_later(self) -> None:
        if self._stopping.wait(_FIRST_QUESTIONS):
            return
        try:
            lock = FileLock.acquire(self._folder.jars / ".archive.lock")
        except (LockHeld, OSError):  # another server that shares the folder makes it, or nobody may write there
            return
        try:
            self._make(lock)
        except OSError as error:
            LOG.info("the class archive could not be made: %s", error)
        finally:
            lock.release()

    def _make(self, lock: FileLock) -> None:
        part, usable = self._path.with_suffix(".part"), self._list.with_suffix(".usable")
        usable.write_bytes(_usable(self._list.read_bytes()))
        nice = shutil.which("nice")
        command = [
            *([nice, "-n", "19"] if nice else []),
            str(java_executable()),
            "-Xshare:dump",
            f"-XX:SharedClassListFile={usable}",
            f"-XX:SharedArchiveFile={part.name}",
            *java_options(self._folder, self._heap),
        ]
        log = self._folder.temporary / "classes.log"
        # While it writes, Java does not hear the word to end: it is killed, and has nothing to lose.
        self._making = SupervisedJava(command, self._folder.jars, environment(self._jars), log, lock, patience=0)
        if self._stopping.is_set():  # end() may have looked before this Java was there
            self._making.terminate()
        if self._making.wait() == 0:
            part.replace(self._path)
            self._forget_others()
        else:
            part.unlink(missing_ok=True)

    def _forget_others(self) -> None:
        for other in [*self._folder.jars.glob("classes-*.jsa"), *self._folder.jars.glob("classes-*.part")]:
            if other != self._path:
                other.unlink(missing_ok=True)


def _key(folder: Path, jars: Sequence[str]) -> str:
    """Another one for another Java, and for jars that have been brought anew."""
    release = java_executable().parent.parent / "release"
    known = [release.read_text("utf-8", "replace") if release.exists() else str(java_executable())]
    for name in jars:
        jar = (folder / name).stat()
        known.append(f"{name} {jar.st_size} {jar.st_mtime_ns}")
    return hashlib.blake2s("\n".join(known).encode(), digest_size=6).hexdigest()


def _usable(classes: bytes) -> bytes:
    """The lines that Java takes; the last may not be written to its end yet."""
    *lines, _ = classes.split(b"\n")
    return b"\n".join(line for line in lines if len(line) < _LONGEST_LINE) + b"\n"

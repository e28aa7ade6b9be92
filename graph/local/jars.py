"""Neo4j's jars: which ones (``jars.lock``), and how they get into a folder.

A jar comes from the local Maven repository where it lies there with the right content, otherwise from Maven Central.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Event
from typing import Final, Self

import requests
from requests.adapters import HTTPAdapter

from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock
from graph.local.folder import not_writable_error
from graph.local.progress import Progress

LOCK_FILE: Final = Path(__file__).with_name("jars.lock")
_AT_ONCE: Final = 16
_MB: Final = 1_000_000
_ATTEMPTS: Final = 3
_TIMEOUT: Final = (5, 20)  # seconds to connect, and between two pieces


class ChecksumMismatch(Exception):
    """What came is not the jar that the lock names."""


@dataclass(frozen=True)
class Jar:
    """One line of the lock. ``coordinate``: group:artifact:version:packaging[:classifier]; ``size``: bytes."""

    coordinate: str
    sha256: str
    size: int

    @classmethod
    def parse(cls, line: str) -> Self:
        coordinate, sha256, size = line.split()
        return cls(coordinate, sha256, int(size))

    def __str__(self) -> str:
        return f"{self.coordinate} {self.sha256} {self.size}"

    @property
    def path(self) -> PurePosixPath:
        """Where it lies in any Maven repository, here or on a server."""
        group, artifact, version, packaging, *classifier = self.coordinate.split(":")
        return PurePosixPath(*group.split("."), artifact, version, "-".join([artifact, version, *classifier]) + f".{packaging}")

    @property
    def name(self) -> str:
        return self.path.name

    def is_in(self, folder: Path) -> bool:
        """By name and size: a look, cheap enough for every start. The content was checked when it came."""
        try:
            return (folder / self.name).stat().st_size == self.size
        except FileNotFoundError:
            return False


def locked_jars() -> list[Jar]:
    """The jars of the lock."""
    lines = LOCK_FILE.read_text("ascii").splitlines()
    return [Jar.parse(line) for line in lines if not line.startswith("#")]


def fetch_missing(folder: Path, progress: Progress, stopping: Event | None = None) -> list[str]:
    """Brings what is missing into ``folder``; answers the jars' names. Raises LocalNeo4jError with the way out.

    ``stopping`` ends it early; what has come by then need not come again.
    """
    jars = locked_jars()
    if _missing(jars, folder):
        try:
            _bring_missing(jars, folder, progress, _Source(stopping or Event()))
        except OSError as error:
            raise not_writable_error(folder, error) from error
    return [jar.name for jar in jars]


def _missing(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not jar.is_in(folder)]


def _bring_missing(jars: list[Jar], folder: Path, progress: Progress, source: "_Source") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock.acquire_blocking(folder / ".lock")  # two servers that share the folder: one fetches, the other finds
    try:
        _fetch(_missing(jars, folder), folder, progress, source)
    except (requests.RequestException, ChecksumMismatch) as error:
        raise _out_of_reach(_missing(jars, folder), len(jars), folder, error) from error
    finally:
        lock.release()


def _fetch(jars: list[Jar], folder: Path, progress: Progress, source: "_Source") -> None:
    done, total = 0, sum(jar.size for jar in jars)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        fetched = {pool.submit(source.fetch, jar, folder / jar.name): jar for jar in jars}
        try:
            for future in as_completed(fetched):
                future.result()
                done += fetched[future].size
                progress.advance("Fetching Neo4j", done // _MB, total // _MB, "MB")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Source:
    """Where jars come from: the local Maven repository, and Maven Central, whose address jgo knows."""

    def __init__(self, stopping: Event) -> None:
        from jgo.constants import MAVEN_CENTRAL_URL, default_maven_repo  # not at every start: it takes a while to import

        self._here = default_maven_repo()
        self._there = MAVEN_CENTRAL_URL
        self._stopping = stopping
        self._session = requests.Session()
        self._session.mount("https://", HTTPAdapter(pool_maxsize=_AT_ONCE))

    def fetch(self, jar: Jar, target: Path) -> None:
        """Puts the jar at ``target``, whole or not at all."""
        unfinished = target.with_name(target.name + ".part")
        if not self._copied(jar, unfinished):
            self._download_persistently(jar, unfinished)
        unfinished.replace(target)

    def _copied(self, jar: Jar, target: Path) -> bool:
        original = self._here / jar.path
        if not jar.is_in(original.parent) or _sha256(original) != jar.sha256:
            return False
        shutil.copyfile(original, target)
        return True

    def _download_persistently(self, jar: Jar, target: Path) -> None:
        for attempt in range(1, _ATTEMPTS):
            try:
                return self._download(jar, target)
            except (requests.RequestException, ChecksumMismatch):
                self._stopping.wait(attempt / 2)
        return self._download(jar, target)

    def _download(self, jar: Jar, target: Path) -> None:
        digest = hashlib.sha256()
        with target.open("wb") as file:
            for piece in self._pieces(jar):
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != jar.sha256:
            raise ChecksumMismatch(
                f"{jar.name} came with another content than jars.lock says; something on the way changes downloads"
            )

    def _pieces(self, jar: Jar) -> Iterator[bytes]:
        with self._session.get(f"{self._there}/{jar.path}", stream=True, timeout=_TIMEOUT) as response:
            response.raise_for_status()
            for piece in response.iter_content(1 << 18):
                if self._stopping.is_set():
                    raise LocalNeo4jError("Fetching Neo4j was stopped; the next start goes on with what is missing.")
                yield piece


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _out_of_reach(missing: list[Jar], total: int, folder: Path, error: Exception) -> LocalNeo4jError:
    first = ", ".join(jar.name for jar in missing[:3])
    return LocalNeo4jError(
        f"{len(missing)} of Neo4j's {total} jars are missing ({first}, ...) and Maven Central does not give them ({_reason(error)}). "
        "Bring them by hand: where Maven Central can be reached, fetch what graph/local/jars.lock lists (`python -m graph.local.resolve_jars FOLDER`, "
        f"or `mvn dependency:copy-dependencies`), and copy the jars to {folder}."
    )


def _reason(error: Exception) -> str:
    match error:
        case requests.HTTPError(response=requests.Response(status_code=status)):
            return f"HTTP {status}"
        case requests.ConnectionError():
            return "no connection"
        case requests.Timeout():
            return "it does not answer in time"
        case _:
            return str(error)

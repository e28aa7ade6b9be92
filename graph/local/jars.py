"""Fetches Neo4j's jars, listed in ``jars.lock``, from the local Maven repository or from Maven Central."""

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
from graph.messages import local as messages
from graph.messages.language import BilingualText, listing
from graph.messages.message import MessageError

LOCK_FILE: Final = Path(__file__).with_name("jars.lock")
_MAX_CONNECTIONS: Final = 16
_MEGABYTE: Final = 1_000_000
_MAX_ATTEMPTS: Final = 3
_TIMEOUT_SECONDS: Final = (5, 20)
"""To connect, and between chunks."""


class ChecksumMismatch(MessageError):
    """A download differs from the lock file."""


@dataclass(frozen=True)
class Jar:
    """A line of the lock file. ``coordinate``: group:artifact:version:packaging[:classifier]; ``size``: bytes."""

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
        """The path of the file, which is the same in every Maven repository."""
        group, artifact, version, packaging, *classifier = self.coordinate.split(":")
        return PurePosixPath(*group.split("."), artifact, version, "-".join([artifact, version, *classifier]) + f".{packaging}")

    @property
    def name(self) -> str:
        return self.path.name

    def is_in(self, folder: Path) -> bool:
        """Checks name and size only; fetching verified the checksum."""
        try:
            return (folder / self.name).stat().st_size == self.size
        except FileNotFoundError:
            return False


def locked_jars() -> list[Jar]:
    lines = LOCK_FILE.read_text("ascii").splitlines()
    return [Jar.parse(line) for line in lines if not line.startswith("#")]


def fetch_missing(folder: Path, progress: Progress, stopping: Event | None = None) -> list[str]:
    """Returns the names of all jars. Raises LocalNeo4jError.

    ``stopping`` ends fetching early; complete jars are not fetched again.
    """
    jars = locked_jars()
    if _missing(jars, folder):
        try:
            _fetch_under_lock(jars, folder, progress, _JarSource(stopping or Event()))
        except OSError as error:
            raise not_writable_error(folder, error) from error
    return [jar.name for jar in jars]


def _missing(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not jar.is_in(folder)]


def _fetch_under_lock(jars: list[Jar], folder: Path, progress: Progress, source: "_JarSource") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock.acquire_blocking(folder / ".lock")  # only one of the servers that share the folder fetches
    try:
        _fetch(_missing(jars, folder), folder, progress, source)
    except (requests.RequestException, ChecksumMismatch) as error:
        raise _jars_missing(_missing(jars, folder), len(jars), folder, error) from error
    finally:
        lock.release()


def _fetch(jars: list[Jar], folder: Path, progress: Progress, source: "_JarSource") -> None:
    done, total = 0, sum(jar.size for jar in jars)
    with ThreadPoolExecutor(_MAX_CONNECTIONS) as pool:
        fetched = {pool.submit(source.fetch, jar, folder / jar.name): jar for jar in jars}
        try:
            for future in as_completed(fetched):
                future.result()
                done += fetched[future].size
                progress.advance(messages.FETCHING.format(), done // _MEGABYTE, total // _MEGABYTE, messages.MEGABYTES.format())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _JarSource:
    def __init__(self, stopping: Event) -> None:
        from jgo.constants import MAVEN_CENTRAL_URL, default_maven_repo  # slow import, rarely needed

        self._local_repository = default_maven_repo()
        self._central_url = MAVEN_CENTRAL_URL
        self._stopping = stopping
        self._session = requests.Session()
        self._session.mount("https://", HTTPAdapter(pool_maxsize=_MAX_CONNECTIONS))

    def fetch(self, jar: Jar, target: Path) -> None:
        """Writes ``target`` atomically."""
        part = target.with_name(target.name + ".part")
        if not self._copy(jar, part):
            self._download_with_retries(jar, part)
        part.replace(target)

    def _copy(self, jar: Jar, target: Path) -> bool:
        original = self._local_repository / jar.path
        if not jar.is_in(original.parent) or _sha256(original) != jar.sha256:
            return False
        shutil.copyfile(original, target)
        return True

    def _download_with_retries(self, jar: Jar, target: Path) -> None:
        for attempt in range(1, _MAX_ATTEMPTS):
            try:
                return self._download(jar, target)
            except (requests.RequestException, ChecksumMismatch):
                self._stopping.wait(attempt / 2)
        return self._download(jar, target)

    def _download(self, jar: Jar, target: Path) -> None:
        digest = hashlib.sha256()
        with target.open("wb") as file:
            for chunk in self._chunks(jar):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != jar.sha256:
            raise ChecksumMismatch(messages.CHECKSUM_MISMATCH, jar=jar.name)

    def _chunks(self, jar: Jar) -> Iterator[bytes]:
        with self._session.get(f"{self._central_url}/{jar.path}", stream=True, timeout=_TIMEOUT_SECONDS) as response:
            response.raise_for_status()
            for chunk in response.iter_content(1 << 18):
                if self._stopping.is_set():
                    raise LocalNeo4jError(messages.FETCHING_STOPPED)
                yield chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _jars_missing(missing: list[Jar], total: int, folder: Path, error: Exception) -> LocalNeo4jError:
    return LocalNeo4jError(
        messages.JARS_MISSING,
        missing=len(missing),
        total=total,
        first=listing(jar.name for jar in missing[:3]),
        reason=_reason(error),
        folder=folder,
    )


def _reason(error: Exception) -> BilingualText:
    match error:
        case requests.HTTPError(response=requests.Response(status_code=status)):
            return messages.HTTP_STATUS.format(status=status)
        case requests.ConnectionError():
            return messages.NO_CONNECTION.format()
        case requests.Timeout():
            return messages.TIMEOUT.format()
        case MessageError():
            return error.message
        case _:
            return BilingualText.untranslated(str(error))

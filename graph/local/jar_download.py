"""Fetches jars from the local Maven repository or from Maven Central."""

import hashlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event
from typing import Final

import requests
from jgo.constants import MAVEN_CENTRAL_URL, default_maven_repo
from requests.adapters import HTTPAdapter

from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock
from graph.local.jar import Jar, missing_jars
from graph.local.progress import Progress
from graph.messages import local as messages
from graph.messages.language import BilingualText, listing
from graph.messages.message import MessageError

_MAX_CONNECTIONS: Final = 16
_MEGABYTE: Final = 1_000_000
_MAX_ATTEMPTS: Final = 3
_TIMEOUT_SECONDS: Final = (5, 20)
"""To connect, and between chunks."""


class ChecksumMismatch(MessageError):
    """A download differs from the lock file."""


def fetch_under_lock(jars: list[Jar], folder: Path, progress: Progress, stopping: Event) -> None:
    """Raises LocalNeo4jError, OSError."""
    source = _JarSource(stopping)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock.acquire_blocking(folder / ".lock")  # only one of the servers that share the folder fetches
    try:
        _fetch(missing_jars(jars, folder), folder, progress, source)
    except (requests.RequestException, ChecksumMismatch) as error:
        raise _jars_missing(missing_jars(jars, folder), len(jars), folder, error) from error
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
        self._local_repository = default_maven_repo()
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
        with self._session.get(f"{MAVEN_CENTRAL_URL}/{jar.path}", stream=True, timeout=_TIMEOUT_SECONDS) as response:
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

"""The second start until ready, against the same Neo4j alone until its first `RETURN 1`.

Both start the same local Neo4j on the same data, with the class archive of the first start, which also loads the city and is not measured.
"""

import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Generator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from neo4j import GraphDatabase

from benchmarks.cases import Outcome, Promise, compare
from benchmarks.serving import running
from graph.local import LocalNeo4j, NoProgress

ROOT: Final = Path(__file__).parent.parent
ROUNDS: Final = 5
TARGET: Final = 1.3
ARCHIVE: Final = "classes-*.jsa"
ARCHIVE_TIMEOUT_SECONDS: Final = 180


def measure(jars: Path, rounds: int = ROUNDS) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "jars").mkdir()
        for jar in jars.glob("*.jar"):
            shutil.copy2(jar, home / "jars")
        with _server(home):
            _wait_for_archive(home / "jars")
        ours, other = list[float](), list[float]()
        for number in range(rounds):
            ours.append(_until_ready(home))
            other.append(_until_first_statement(home))
            print(f"start: round {number + 1} of {rounds}: {ours[-1]:.1f} s and {other[-1]:.1f} s", flush=True)
    promise = Promise("second start until ready / the local Neo4j alone until its first RETURN 1", TARGET, rounds, unit="s")
    return [compare(promise, ours, other)]


@contextlib.contextmanager
def _server(home: Path) -> Generator[str]:
    environment = {"TIAOKUAI_HOME": str(home), "PORT": "0", "PAGE": "false"}
    with running([sys.executable, "-m", "api", "serve"], ROOT, environment) as served:
        yield served.url


def _until_ready(home: Path) -> float:
    begin = time.perf_counter()
    with _server(home) as url:
        while not _is_ready(url):
            time.sleep(0.02)
        return time.perf_counter() - begin


def _is_ready(url: str) -> bool:
    connection = HTTPConnection(url.removeprefix("http://"))  # httpx would prepare TLS, which takes 0.1 s beside a start
    with contextlib.closing(connection):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200


def _until_first_statement(home: Path) -> float:
    begin = time.perf_counter()
    with (
        LocalNeo4j(home, progress=NoProgress()) as login,
        GraphDatabase.driver(login.uri, auth=(login.username, login.password)) as driver,
    ):
        driver.execute_query("RETURN 1", database_=login.database)
        return time.perf_counter() - begin


def _wait_for_archive(folder: Path) -> None:
    """Raises TimeoutError."""
    deadline = time.monotonic() + ARCHIVE_TIMEOUT_SECONDS
    while not list(folder.glob(ARCHIVE)):
        if time.monotonic() > deadline:
            raise TimeoutError("The class archive has not been written.")
        time.sleep(0.5)

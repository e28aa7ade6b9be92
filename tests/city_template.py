"""A data folder of the local Neo4j with Zhongwei in it, which each test worker copies, so that it need not load the city.

`make test` makes it before the tests; without make, the first worker does. A change of a file that its contents depend on makes a new one.
"""

import asyncio
import hashlib
import os
import pickle
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from city_database import ROOT, TINY, ZHONGWEI, Cities
from city_snapshot import CitySnapshot
from local_neo4j import JARS, SHORT_LIVED

from api.settings import Settings
from api.startup import initialize_database
from graph.database.database import Database
from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress
from graph.local.file_lock import FileLock

PREFIX = "test-city-"
SNAPSHOTS = "snapshots.pickle"
ARCHIVE_SECONDS = 90
SOURCES = ("graph/cypher", "graph/database", "graph/local", "graph/model", "graph/pinyin.py", "seeds", "tests/cities/tiny")
FILES = ("requirements.txt", "tests/city_snapshot.py", "tests/city_template.py")


def copy_template(home: Path) -> Mapping[Path, CitySnapshot]:
    """Returns the snapshots of its cities."""
    shutil.copytree(make_template(), home, dirs_exist_ok=True)
    return pickle.loads((home / SNAPSHOTS).read_bytes())


def make_template() -> Path:
    """Returns the folder. Makes it unless it exists; another worker waits meanwhile."""
    template = JARS.parent / f"{PREFIX}{_digest()}"
    template.parent.mkdir(exist_ok=True)
    lock = FileLock.acquire_blocking(JARS.parent / f"{PREFIX}lock")
    try:
        if not template.exists():
            for other in filter(Path.is_dir, template.parent.glob(f"{PREFIX}*")):
                shutil.rmtree(other)
            part = template.with_suffix(".part")
            _make(part)
            part.rename(template)
    finally:
        lock.release()
    return template


def _make(home: Path) -> None:
    with LocalNeo4j(home, progress=NoProgress(), jars=JARS, java_options=SHORT_LIVED) as login:
        asyncio.run(_initialize(login))
        cities = Cities(login, {})
        for city in (TINY, ZHONGWEI):
            cities.reset(city)
        _wait_for_cds_archive()
    (home / SNAPSHOTS).write_bytes(pickle.dumps(cities.snapshots))


def _wait_for_cds_archive() -> None:
    """Waits for what Neo4j writes after its first start, since the tests start Neo4j many times."""
    deadline = time.monotonic() + ARCHIVE_SECONDS
    while not any(JARS.glob("classes-*.jsa")) and time.monotonic() < deadline:
        time.sleep(0.2)


async def _initialize(login: Login) -> None:
    database = await Database.connect(login)
    await initialize_database(database, Settings(city=TINY), NoProgress())
    await database.close()


def _digest() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for file in _files():
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    yield from (ROOT / name for name in FILES)
    for name in SOURCES:
        source = ROOT / name
        yield from sorted(file for file in source.rglob("*") if file.is_file() and file.suffix in (".py", ".csv", ".lock"))
        if source.is_file():
            yield source


if __name__ == "__main__" and "NEO4J_URI" not in os.environ:  # the tests start no Neo4j with it
    make_template()

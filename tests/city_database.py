"""The cities that tests use, and loading them into the database."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import neo4j
from city_snapshot import CitySnapshot

from graph.database.database import Database
from graph.database.login import Login
from graph.local import NoProgress
from seeds.loader.load import load
from seeds.loader.parse import read_city

ROOT = Path(__file__).parent.parent
ZHONGWEI = ROOT / "seeds" / "zhongwei"
TINY = ROOT / "tests" / "cities" / "tiny"
PUBLICATION_DATE = "2022-09-22"
T = TypeVar("T")


class Cities:
    """Loads cities, and remembers which one the database contains.

    The product's loader writes a city the first time. After that, what differs is restored.
    """

    def __init__(self, login: Login, snapshots: Mapping[Path, CitySnapshot], current: Path | None = None) -> None:
        self.login = login
        self.snapshots = dict(snapshots)
        self.current = current
        self._latest = current
        """The city that was loaded last, changed or not."""
        if current is not None and current not in self.snapshots:
            self.snapshots[current] = self._in_transaction(CitySnapshot)

    def load(self, folder: Path) -> None:
        if self.current == folder:
            return
        if folder in self.snapshots:
            snapshot = self.snapshots[folder]
            self._in_transaction(snapshot.restore if self._latest == folder else snapshot.replace)
            self.current = self._latest = folder
        else:
            self.reset(folder)

    def reset(self, folder: Path) -> None:
        """Deletes everything and loads a city, as the product does."""
        asyncio.run(self._reset(folder))
        self.current = self._latest = folder
        if folder in (ZHONGWEI, TINY):
            self.snapshots[folder] = self._in_transaction(CitySnapshot)

    async def _reset(self, folder: Path) -> None:
        database = await Database.connect(self.login)
        async with database.transaction() as transaction:
            await load(transaction, read_city(folder), progress=NoProgress(), reset=True)
        await database.close()

    def _in_transaction(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        login = (self.login.username, self.login.password)
        with (
            neo4j.GraphDatabase.driver(self.login.uri, auth=login) as driver,
            driver.session(database=self.login.database) as session,
        ):
            return session.execute_write(work)

"""The cities that tests use, and loading them into the database."""

import asyncio
from pathlib import Path

from graph.database.database import Database
from graph.database.login import Login
from graph.local import NoProgress
from seeds.loader.load import load
from seeds.loader.parse import read_city

ROOT = Path(__file__).parent.parent
ZHONGWEI = ROOT / "seeds" / "zhongwei"
TINY = ROOT / "tests" / "cities" / "tiny"
PUBLICATION_DATE = "2022-09-22"


class Cities:
    """Loads cities, and remembers which one the database contains."""

    def __init__(self, login: Login, current: Path) -> None:
        self.login = login
        self.current: Path | None = current

    def load(self, folder: Path) -> None:
        if self.current != folder:
            asyncio.run(self._load(folder))
            self.current = folder

    async def _load(self, folder: Path) -> None:
        database = await Database.connect(self.login)
        async with database.transaction() as transaction:
            await load(transaction, read_city(folder), progress=NoProgress(), reset=True)
        await database.close()

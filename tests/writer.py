"""Another client that commits continuously."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, Self

import neo4j

from graph.database.login import Login

COMMITS_PER_SECOND: Final = 15
MAX_COMMITS: Final = 2_000


class BackgroundWriter(ABC):
    """Writes in a thread until the `with` block of `running` ends."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._ends = threading.Event()

    @abstractmethod
    def run(self) -> None:
        pass

    @contextmanager
    def running(self) -> Generator[Self]:
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield self
        finally:
            self._ends.set()
            thread.join()


class Writer(BackgroundWriter):
    """Changes one value back and forth. `revisions` are those of its commits."""

    def __init__(self, login: Login) -> None:
        super().__init__(login)
        self.revisions: list[str] = []

    def run(self) -> None:
        with neo4j.GraphDatabase.driver(self._login.uri, auth=(self._login.username, self._login.password)) as driver:
            for number in range(MAX_COMMITS):
                if self._ends.wait(1 / COMMITS_PER_SECOND):
                    return
                with driver.session(database=self._login.database) as session:
                    session.run("MATCH (c:City {code: '6405'}) SET c.version = $number", number=number).consume()
                    self.revisions.append(" ".join(session.last_bookmarks().raw_values))

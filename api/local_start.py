"""Starts the local Neo4j while the server is imported: both take seconds."""

import asyncio
from concurrent.futures import Future

from api.daemon_thread import start_in_daemon_thread
from api.settings import Settings
from graph.database.login import Login
from graph.local import LocalNeo4j, Progress


class LocalStart:
    def __init__(self, neo4j: LocalNeo4j) -> None:
        self.neo4j = neo4j
        self._login: Future[Login] | None = None

    @classmethod
    def of(cls, settings: Settings, progress: Progress) -> "LocalStart | None":
        """Returns None if the settings name an external Neo4j."""
        if settings.neo4j_uri is not None:
            return None
        return cls(
            LocalNeo4j(
                settings.tiaokuai_home, progress=progress, heap=settings.neo4j_heap, page_cache=settings.neo4j_page_cache
            )
        )

    def begin(self) -> Future[Login]:
        if self._login is None:
            self._login = start_in_daemon_thread(self.neo4j.start)
        return self._login

    async def login(self) -> Login:
        """Waits until Neo4j responds. Raises LocalNeo4jError."""
        return await asyncio.wrap_future(self.begin())

"""The files of a local Neo4j."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from graph.local.errors import LocalNeo4jError
from graph.messages import local as messages
from graph.reasons import system_reason


@dataclass(frozen=True)
class Folder:
    """The files below an absolute ``home``. Servers may share the jars in another folder."""

    home: Path
    jars: Path

    @classmethod
    def at(cls, home: Path, jars: Path | None = None) -> "Folder":
        home = home.expanduser().absolute()
        return cls(home, jars.expanduser().absolute() if jars else home / "jars")

    @property
    def neo4j(self) -> Path:
        return self.home / "neo4j"

    @property
    def configuration(self) -> Path:
        return self.neo4j / "conf"

    @property
    def data(self) -> Path:
        return self.neo4j / "data"

    @property
    def log(self) -> Path:
        return self.neo4j / "logs" / "neo4j.log"

    @property
    def debug_log(self) -> Path:
        return self.neo4j / "logs" / "debug.log"

    @property
    def console(self) -> Path:
        return self.neo4j / "console.log"

    @property
    def temporary(self) -> Path:
        return self.neo4j / "tmp"

    @property
    def password(self) -> Path:
        return self.neo4j / "password"

    @property
    def server_lock(self) -> Path:
        """The lock file that the server process of this folder holds."""
        return self.home / "server.lock"

    @property
    def running_lock(self) -> Path:
        """The lock file that the Java process with the data holds."""
        return self.neo4j / "running.lock"

    def create(self) -> None:
        """Creates the folders, Neo4j's for their owner only. Raises LocalNeo4jError."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.neo4j.mkdir(mode=0o700, exist_ok=True)
            self.configuration.mkdir(exist_ok=True)
        except OSError as error:
            raise not_writable_error(self.home, error) from error

    def clean_up(self) -> None:
        """Removes native libraries of a killed Java, and all console logs but the last."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(exist_ok=True)
        if self.console.exists():
            self.console.replace(self.console.with_suffix(".log.1"))


def not_writable_error(path: Path, error: OSError) -> LocalNeo4jError:
    return LocalNeo4jError(messages.NOT_WRITABLE, path=path, error=system_reason(error))

"""Where the local Neo4j keeps what."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from graph.local.errors import LocalNeo4jError


@dataclass(frozen=True)
class Folder:
    """The files of one local Neo4j below an absolute ``home``; its jars may lie elsewhere, shared with others."""

    home: Path
    jars: Path

    @classmethod
    def at(cls, home: Path, jars: Path | None = None) -> "Folder":
        home = home.expanduser().absolute()
        return cls(home, jars.expanduser().absolute() if jars else home / "jars")

    @property
    def neo4j(self) -> Path:
        """Neo4j's own home: conf, data, logs."""
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
        """What Java itself prints."""
        return self.neo4j / "console.log"

    @property
    def temporary(self) -> Path:
        return self.neo4j / "tmp"

    @property
    def password(self) -> Path:
        return self.neo4j / "password"

    @property
    def server_lock(self) -> Path:
        """Held by the process that serves from this folder."""
        return self.home / "server.lock"

    @property
    def running_lock(self) -> Path:
        """Held by the Java that works on the data."""
        return self.neo4j / "running.lock"

    def create(self) -> None:
        """Makes the folders, Neo4j's for their owner only. Raises LocalNeo4jError where that is not possible."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.neo4j.mkdir(mode=0o700, exist_ok=True)
            self.configuration.mkdir(exist_ok=True)
        except OSError as error:
            raise not_writable_error(self.home, error) from error

    def clean_up(self) -> None:
        """Empties what earlier runs left: native libraries of a Java that was killed, and all but the last console log."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(exist_ok=True)
        if self.console.exists():
            self.console.replace(self.console.with_suffix(".log.1"))


def not_writable_error(path: Path, error: OSError) -> LocalNeo4jError:
    return LocalNeo4jError(
        f"{path} cannot be written ({error.strerror}). Make room or give yourself the right to write there, or set TIAOKUAI_HOME to another folder."
    )

"""Neo4j's jars, listed in ``jars.lock``."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Self

LOCK_FILE: Final = Path(__file__).with_name("jars.lock")


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


def missing_jars(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not jar.is_in(folder)]

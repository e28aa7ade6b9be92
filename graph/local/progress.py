"""Progress of long operations."""

from typing import Protocol


class Progress(Protocol):
    """Called from the thread that starts or restarts Neo4j."""

    def step(self, sentence: str) -> None:
        """Shows the step that begins or is awaited."""

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        """Shows that ``done`` of ``total`` are completed, in ``unit`` ("MB")."""


class NoProgress:
    def step(self, sentence: str) -> None:
        pass

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        pass

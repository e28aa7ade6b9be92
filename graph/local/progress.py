"""Progress of long operations."""

from typing import Protocol

from graph.messages.language import BilingualText


class Progress(Protocol):
    """Called from the thread that starts or restarts Neo4j."""

    def step(self, sentence: BilingualText) -> None:
        """Shows the step that begins or is awaited."""

    def advance(self, what: BilingualText, done: int, total: int, unit: BilingualText) -> None:
        """Shows that ``done`` of ``total`` are completed, in ``unit`` ("MB")."""


class NoProgress:
    def step(self, sentence: BilingualText) -> None:
        pass

    def advance(self, what: BilingualText, done: int, total: int, unit: BilingualText) -> None:
        pass

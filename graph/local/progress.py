"""How long steps tell the person who waits for them."""

from typing import Protocol


class Progress(Protocol):
    """Whoever shows what is going on. Called from the thread that starts or restarts the local Neo4j."""

    def step(self, sentence: str) -> None:
        """Shows one step that begins, or what is being waited for."""

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        """Shows how far a long step is: ``done`` of ``total`` in ``unit`` ("MB")."""


class NoProgress:
    """Shows nothing."""

    def step(self, sentence: str) -> None:
        pass

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        pass

"""How long steps tell the person who waits for them."""

from typing import Protocol


class Progress(Protocol):
    """Whoever shows what is going on. Called from the thread that starts or restarts the local Neo4j."""

    def say(self, sentence: str) -> None:
        """Shows one step that begins, or what is being waited for."""

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        """Shows how far a long step is: ``done`` of ``total`` in ``unit`` ("MB")."""


class Silent:
    """Shows nothing."""

    def say(self, sentence: str) -> None:
        pass

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        pass

"""How long operations report their progress."""

from typing import Protocol


class Progress(Protocol):
    """Shows progress to the user. Called from the thread that starts or restarts the local Neo4j."""

    def step(self, sentence: str) -> None:
        """Shows the step that begins, or what is being waited for."""

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        """Shows that a long step has completed ``done`` of ``total``, counted in ``unit`` ("MB")."""


class NoProgress:
    """Shows nothing."""

    def step(self, sentence: str) -> None:
        pass

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        pass

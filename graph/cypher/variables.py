"""Names in one statement, each given once."""

from typing import Any


class UniqueNames:
    """Gives names that no other part of the statement uses."""

    def __init__(self) -> None:
        self._names = 0

    def name(self, prefix: str) -> str:
        self._names += 1
        return f"{prefix}{self._names}"


class UniqueNamesWithConstants(UniqueNames):
    """Makes parameters of values too; ``constants`` are those of the statement, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.constants: dict[str, Any] = {}

    def constant(self, value: Any) -> str:
        name = self.name("p")
        self.constants[name] = value
        return f"${name}"

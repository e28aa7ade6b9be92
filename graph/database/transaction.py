"""A write transaction as its users see it."""

from collections.abc import Mapping
from typing import Any, LiteralString, Protocol


class Transaction(Protocol):
    """An open write transaction."""

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """Runs a statement and returns its rows."""
        ...

from collections.abc import Mapping
from typing import Any, LiteralString, Protocol


class Transaction(Protocol):
    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """Returns the rows; those of READ_REVISION for an empty text."""
        ...

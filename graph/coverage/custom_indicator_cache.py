"""The custom indicators as last read from the database."""

from collections.abc import Mapping

from graph.coverage.custom_indicators import decode_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.statement import StatementResult


class CustomIndicatorCache:
    """Caches the custom indicators of one revision."""

    def __init__(self) -> None:
        self._revision: str | None = None
        self._indicators: Mapping[str, Indicator] = {}

    def get(self, revision: str) -> Mapping[str, Indicator] | None:
        """Returns the indicators by name, or None if they were read at another revision."""
        return self._indicators if self._revision == revision else None

    def put(self, result: StatementResult) -> Mapping[str, Indicator]:
        """Stores the result of `read_custom_indicators()` and returns the indicators by name."""
        self._indicators, self._revision = decode_custom_indicators(result.rows), result.revision
        return self._indicators

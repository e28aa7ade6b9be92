from collections.abc import Mapping

from graph.coverage.custom_indicators import decode_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.statement import StatementResult


class CustomIndicatorCache:
    def __init__(self) -> None:
        self._revision: str | None = None
        self._indicators: Mapping[str, Indicator] = {}

    def get(self, revision: str) -> Mapping[str, Indicator] | None:
        """Returns None if they are of another revision."""
        return self._indicators if self._revision == revision else None

    def put(self, result: StatementResult) -> Mapping[str, Indicator]:
        """Stores and returns the result of `custom_indicators_statement()`."""
        self._indicators, self._revision = decode_custom_indicators(result.rows), result.revision
        return self._indicators

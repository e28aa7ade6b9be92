import json
from datetime import date
from typing import Any

from graph.coverage.indicator import Indicator
from graph.coverage.receipt import counts_subquery
from graph.cypher.variables import AS_OF, StatementNames


def definition_cypher(indicator: Indicator) -> str:
    """Returns a statement that counts the units of a division. Parameters: `$scope` (code), `$asOf` (date or text)."""
    return f"MATCH (scope:Division {{code: $scope}}) CALL (scope) {{ {counts_subquery(_Literals(), indicator, 'scope', people=indicator.counts_people)} }} RETURN counts"


class _Literals(StatementNames):
    """Writes values as literals."""

    def __init__(self) -> None:
        super().__init__()
        self.as_of = f"date({AS_OF})"

    def constant(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, date):
            return f"date('{value}')"
        return json.dumps(value, ensure_ascii=False)

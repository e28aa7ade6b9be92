"""How the text of a statement refers to its parameters."""

from dataclasses import dataclass
from typing import Final

from graph.database.statement import BATCH_ROW


@dataclass(frozen=True)
class ParameterStyle:
    """How a statement refers to its parameters.

    `dates_are_text`: callers pass dates as ISO text, as in JSON, so that the statement converts them.
    """

    prefix: str = "$"
    dates_are_text: bool = False

    def reference(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def date(self, expression: str) -> str:
        return f"date({expression})" if self.dates_are_text else expression

    def dates(self, expression: str) -> str:
        return f"[day IN {expression} | date(day)]" if self.dates_are_text else expression


DRIVER_PARAMETERS: Final = ParameterStyle()
BATCH_PARAMETERS: Final = ParameterStyle(prefix=f"{BATCH_ROW}.")
JSON_PARAMETERS: Final = ParameterStyle(dates_are_text=True)
"""For a text that a person runs with the parameters of a response."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

BATCH_ROW: Final = "request"
"""The variable of a request's parameters in a batch."""


@dataclass(frozen=True)
class Statement:
    """The text contains no value from a caller: it is a literal or compiled from names of the model. READ_REVISION alone has none."""

    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    batch_text: LiteralString | None = None
    """Reads its parameters from BATCH_ROW. Statements with the same text may be sent as one batch. The query must be short and return at
    most one row, with the column `answer`.
    """
    reads_data: bool = True
    """False if no commit can change its rows while it runs."""


@dataclass(frozen=True)
class StatementResult:
    """`revision`: the one that was read."""

    rows: list[list[Any]]
    revision: str


ReadStatement = Callable[[Statement], Awaitable[StatementResult]]
READ_REVISION: Final = Statement("", batch_text="", reads_data=False)
"""An empty transaction, which Neo4j does not plan. Its one row has no columns."""
CHECK_REVISION: Final = Statement("RETURN true AS unchanged", reads_data=False)
"""Also checks that Neo4j executes statements. Its text differs from all statements of questions."""

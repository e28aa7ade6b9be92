from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

BATCH_ROW: Final = "request"
"""The variable of a request's parameters in a batch."""


@dataclass(frozen=True)
class Statement:
    """The text contains no value from a caller: it is a literal or compiled from names of the model."""

    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    batch_text: LiteralString | None = None
    """Reads its parameters from BATCH_ROW. Statements with the same text may be sent as one batch. The query must be short and return at
    most one row, with the column `answer`.
    """
    reads_data: bool = True
    """False if it only reads the revision, so that no commit can change its rows while it runs."""


@dataclass(frozen=True)
class StatementResult:
    """`revision`: the one that was read."""

    rows: list[list[Any]]
    revision: str


ReadStatement = Callable[[Statement], Awaitable[StatementResult]]
READ_REVISION: Final = Statement("RETURN 1 AS answer", batch_text="RETURN 1 AS answer", reads_data=False)
CHECK_REVISION: Final = Statement("RETURN true AS unchanged", reads_data=False)
"""Its text differs from all statements of questions."""

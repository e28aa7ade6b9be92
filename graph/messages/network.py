"""Messages of questions about networks."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

EMPTY_LIST: Final = Message(
    "`{argument}` is empty, so no tie can remain. Name at least one value, or leave it out.", ErrorCode.BAD_ARGUMENT
)
BUDGET_OUT_OF_RANGE: Final = Message("`budget` is {budget}; it takes 1 to {maximum} seconds.", ErrorCode.BAD_ARGUMENT)
BOUND_WITHOUT_MEASURE: Final = Message(
    "`where` has `gte` or `lte` without `measure`. Name the measure that they bound.", ErrorCode.BAD_ARGUMENT
)
OVERLAP_TOO_LARGE: Final = Message(
    "The overlap has {pairs} pairs with a shared entity; up to {maximum} are computed. Ask for a smaller division.",
    ErrorCode.TOO_LARGE,
)
TOO_LARGE: Final = Message("{measure} takes too much work on {size} actors and {ties} ties. {remedy}", ErrorCode.TOO_LARGE)
GRAPH_TOO_LARGE: Final = Message(
    "The graph needs more memory than LINKAGE_MEMORY allows. Raise it, and ask again.", ErrorCode.TOO_LARGE
)
TIME_BUDGET: Final = Message(
    "{measure} was not finished within the budget of {budget} seconds. Raise `budget`, or ask for a smaller division.",
    ErrorCode.TIME_BUDGET,
)
SERIES_TIME: Final = Message(
    "The {number} networks of the series were not finished within {seconds} seconds. Ask for fewer dates, or for a smaller division.",
    ErrorCode.TIME_BUDGET,
)
CURSOR_OF_OTHER_REVISION: Final = Message(
    "The data has changed since the cursor was returned. Leave `after` out to start again.", ErrorCode.DATA_CHANGED
)

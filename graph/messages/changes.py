"""Messages of the question about changes."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

CHANGES_TIME: Final = Message(
    "The changes of {number} dates were not found within {seconds} seconds. Ask for a shorter time, or for fewer kinds and relations.",
    ErrorCode.SEARCH_STOPPED,
)
SCOPE_NOT_VALID: Final = Message(
    "{scope} does not exist on any date from {start} to {end}. Ask for other dates.", ErrorCode.NOT_ALIVE
)

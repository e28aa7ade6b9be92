"""Messages about the arguments of a full-text search."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_KINDS: Final = Message(
    "`kinds` is empty, so nothing can be found. Name at least one kind, or omit the argument.", ErrorCode.BAD_ARGUMENT
)
NOTHING_TO_SEARCH: Final = Message("`text` has no letter, digit or character to search for.", ErrorCode.BAD_ARGUMENT)
TEXT_TOO_LONG: Final = Message("`text` has {length} characters; the maximum is {maximum}.", ErrorCode.BAD_ARGUMENT)

"""Messages about names and codes for which there is no entity, or several."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

SEVERAL_WITH_NAME: Final = Message(
    "`{argument}`: several entities of kind {kind} are named {name!r}: {codes}. Name one by its code.", ErrorCode.BAD_ARGUMENT
)
NO_CODE: Final = Message("`{argument}`: there is no {kind} with the code {code!r}.")
NO_NAME: Final = Message("`{argument}`: there is no {kind} named {name!r}.")
NOT_VALID_THEN: Final = Message("`{argument}`: {entity} does not exist on {day}; it existed {period}.")
EXISTED: Final = Message("{entity} existed {period}.")
FROM_TO: Final = Message("from {start} until {end}")
FROM: Final = Message("from {start} on")
UNTIL: Final = Message("until {end}")
ALWAYS: Final = Message("without known bounds")

"""Messages about what-if questions."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

ONLY_WITH_POST = Message("`simulate` needs POST. Send the operation with POST.", ErrorCode.METHOD_NOT_ALLOWED)
TOO_MANY_EDITS = Message(
    "`add` and `remove` have {number} links; up to {maximum} are allowed together.", ErrorCode.BAD_ARGUMENT
)
NO_SUCH_LINK = Message(
    "`{argument}`: no valid link {relation} joins the two entities on {as_of}. Query their `links`.", ErrorCode.BAD_ARGUMENT
)
NO_SUCH_ENTITY = Message("`{argument}`: there is no {label} {code}.", ErrorCode.BAD_ARGUMENT)
ENTITY_NOT_VALID = Message("`{argument}`: {label} {code} does not exist on {as_of}. Choose another date.", ErrorCode.NOT_ALIVE)
WRONG_ENDS = Message(
    "`{argument}`: {relation} leads from {sources} to {targets}, not from {start} to {end}.", ErrorCode.BAD_ARGUMENT
)
SAME_ENDS = Message("`{argument}`: a link joins two different entities.", ErrorCode.BAD_ARGUMENT)

"""Messages about what-if questions."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

ONLY_WITH_POST = Message("`simulate` needs POST. Send the operation with POST.", ErrorCode.METHOD_NOT_ALLOWED)
TOO_MANY_EDITS = Message(
    "`add`, `remove` and `dissolve` have {number} items; up to {maximum} are allowed together.", ErrorCode.BAD_ARGUMENT
)
LINK_TO_DISSOLVED = Message(
    "`{argument}` is dissolved by `{other}`. Leave out the link, or keep the entity.", ErrorCode.BAD_ARGUMENT
)
DISSOLVED_SCOPE = Message("`{argument}` dissolves {code}, the scope. Choose a division above it.", ErrorCode.BAD_ARGUMENT)
DISSOLVED_WITH_CHILDREN = Message(
    "`{argument}`: {code} has divisions below it. Dissolve them too, or name their links ADMINISTERS in `remove`.",
    ErrorCode.BAD_ARGUMENT,
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
REFUSED_EDITS = Message("{problems}", ErrorCode.BAD_ARGUMENT)
DUPLICATE_LINK = Message(
    "`{argument}`: {other} already has this link {relation} since {since}. Leave the edit out, or begin it on another day."
)
WRONG_DIRECTION = Message(
    "`{argument}`: a {upper} administers divisions below its level, and a {lower} is not below it. Choose a division of a "
    "lower level for `to`."
)
WRONG_GRID_SIZE = Message("`{argument}`: {relation} needs a grid of size {size}, and {entity} is none. Choose another grid.")
SECOND_PARENT = Message(
    "`{argument}`: {entity} already has a parent on that day, {other} (since {since}), and can have only one at a time. Name "
    "that link in `remove`, or begin the new one after it ends."
)
SECOND_HOME = Message(
    "`{argument}`: {entity} already has a home on that day, {other} (since {since}), and can have only one at a time. Name "
    "that link in `remove`, or begin the new one after it ends."
)
EDITS_CONTRADICT = Message(
    "`{argument}` and `{other}` contradict each other: {entity} would have two of these links {relation} on one day. Leave one "
    "of them out."
)

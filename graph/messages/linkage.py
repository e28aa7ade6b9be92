"""Messages of questions about linkage."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

TOO_MANY_ENTITIES: Final = Message("`{argument}` names {count} entities; the maximum is {maximum}.", ErrorCode.BAD_ARGUMENT)
SAME_ENDS: Final = Message("`from` and `to` are the same entity. Name two different entities.", ErrorCode.BAD_ARGUMENT)
NUMBER_OUT_OF_RANGE: Final = Message("`{argument}` is {number}; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT)
NO_RELATIONS: Final = Message(
    "`relations` is empty, so no link is permitted. Name at least one relation, or leave the argument out.",
    ErrorCode.BAD_ARGUMENT,
)
NO_KINDS: Final = Message(
    "`kinds` is empty, so no entity can be listed. Name at least one kind, or leave the argument out.", ErrorCode.BAD_ARGUMENT
)
NEGATIVE_DEGREE: Final = Message("`maxDegree` of {kind} is {number}; it takes 0 or more.", ErrorCode.BAD_ARGUMENT)
TWO_RULES: Final = Message("`transit` has two rules for {kind}. Keep one of them.", ErrorCode.CONTRADICTORY_RULES)
BLOCKED_ENTITY: Final = Message(
    "{label} {code} is an end or a waypoint, and `transit` blocks its kind. Drop one of the two.", ErrorCode.CONTRADICTORY_RULES
)
AVOIDED_ENTITY: Final = Message(
    "{label} {code} is an end or a waypoint, and `avoid` names it too. Drop one of the two.", ErrorCode.CONTRADICTORY_RULES
)
NOT_VALID: Final = Message("{entity} does not exist on the as-of date. Ask for another `asOf`.", ErrorCode.NOT_ALIVE)
COMMUNITY_NOT_VALID: Final = Message(
    "The community does not exist on the as-of date. Ask for another `asOf`.", ErrorCode.NOT_ALIVE
)
TIME_LIMIT: Final = Message(
    "The search reached its time limit. Ask for fewer hops or relations, or raise LINKAGE_TIME.", ErrorCode.SEARCH_STOPPED
)
WORK_LIMIT: Final = Message(
    "The search reached its limit of visited entities. Ask for fewer hops or relations, or raise LINKAGE_BUDGET.",
    ErrorCode.SEARCH_STOPPED,
)
GRAPH_TOO_LARGE: Final = Message(
    "The graph needs more memory than LINKAGE_MEMORY allows. Raise it, and ask again.", ErrorCode.SEARCH_STOPPED
)
DAMAGED_CURSOR: Final = Message("The cursor is damaged. Leave `after` out to start again.", ErrorCode.BAD_CURSOR)
CURSOR_OF_OTHER_REVISION: Final = Message(
    "The data has changed since the cursor was returned. Leave `after` out to start again.", ErrorCode.DATA_CHANGED
)

"""Messages of questions about pairs of actors: correlations, regressions, pairings."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_OVERLAP: Final = Message(
    "`overlap: {value}` has no overlap of actors of kind {kind}. Projections that have one: {fitting}.", ErrorCode.BAD_ARGUMENT
)
NO_ACTORS: Final = Message(
    "`hops: {value}` has no actors of kind {kind}. Projections that have some: {fitting}.", ErrorCode.BAD_ARGUMENT
)
NOT_TIED: Final = Message(
    "`tied: {value}` joins no two entities of kind {kind}. Relations that do: {fitting}.", ErrorCode.BAD_ARGUMENT
)
NOT_SHARED: Final = Message(
    "`shared: {value}` has no end of kind {kind}. Relations that have one: {fitting}.", ErrorCode.BAD_ARGUMENT
)
SAME_KIND: Final = Message(
    "`same: KIND` is 1 for every pair, since all actors are of one kind. Name another grouping.", ErrorCode.BAD_ARGUMENT
)
NO_NUMBER: Final = Message(
    "`difference: {value}` is no number of kind {kind}. Numbers that it has: {fitting}.", ErrorCode.BAD_ARGUMENT
)
PERMUTATIONS_OUT_OF_RANGE: Final = Message("`permutations` is {permutations}; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT)
INDEPENDENTS_OUT_OF_RANGE: Final = Message(
    "`independents` has {number} variables; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT
)
TOO_MANY_ACTORS: Final = Message(
    "There are {size} actors; the pairs of up to {maximum} are compared. Ask for a smaller division.", ErrorCode.TOO_LARGE
)
TOO_MANY_ACTORS_FITS: Final = Message(
    "There are {size} actors; the pairs of up to {maximum} are compared. The largest division below that fits is {kind} {code}.",
    ErrorCode.TOO_LARGE,
)
PERMUTATIONS_TOO_LONG: Final = Message(
    "{permutations} permutations take too long for {size} actors; about {fits} fit the budget of {budget} seconds. Ask for fewer, raise "
    "`budget`, or ask for a smaller division.",
    ErrorCode.TOO_LARGE,
)
CAPACITY_OUT_OF_RANGE: Final = Message("`capacity` is {capacity}; it takes 1 or more.", ErrorCode.BAD_ARGUMENT)

"""Messages about ids, arguments, filters, sorting, pagination and cursors."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

BAD_ID = Message("{id!r} is not an id of this API. Use the `id` of a response.", ErrorCode.BAD_ID)
SIMULATED_ID = Message(
    "{id!r} names an entity after simulated edits, which are not stored. Use the id without `~` and what follows it.",
    ErrorCode.BAD_ID,
)
CONFLICTING_DATES = Message(
    "The arguments have two dates, {date} and {other}. Give one date: in `asOf`, in the ids, or in both.",
    ErrorCode.BAD_ARGUMENT,
)
DATED_ID_IN_UNDATED_FIELD = Message(
    'An id has the date {date}, but the root field has no explicit date. Give it `asOf: "{date}"`, or use an undated id.',
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_IDS = Message(
    "`ids` has {number} ids; up to {maximum} are allowed. Split it into several requests.", ErrorCode.BAD_ARGUMENT
)
NOT_VALID = Message("What `{argument}` names does not exist at that date. Choose another `asOf`.", ErrorCode.NOT_ALIVE)

FIRST_AND_LAST = Message(
    "Both `first` and `last` are given, but a page counts from one end. Leave one of them out.", ErrorCode.BAD_ARGUMENT
)
PAGE_SIZE = Message(
    "`{name}` is {size}; it takes 1 to {maximum}. Get the next pages with `after` or `before`.", ErrorCode.BAD_ARGUMENT
)
DAMAGED_CURSOR = Message(
    "The cursor is damaged. Use a cursor of this list (same field, same arguments, same date), or leave it out to start at the beginning.",
    ErrorCode.BAD_CURSOR,
)
FOREIGN_CURSOR = Message(
    "The cursor is damaged or belongs to another list. Use a cursor of this list (same field, same arguments, same date), or leave it out to "
    "start at the beginning.",
    ErrorCode.BAD_CURSOR,
)

NULL_FILTER = Message("`{path}` is null. Leave it out, or find missing values with `isNull: true`.", ErrorCode.BAD_ARGUMENT)
FILTER_TOO_DEEP = Message("`where` is nested deeper than {maximum} levels. Filter by less at once.", ErrorCode.BAD_ARGUMENT)
TOO_MANY_CONDITIONS = Message("`where` has more than {maximum} conditions. Filter by less at once.", ErrorCode.BAD_ARGUMENT)
TOO_MANY_VALUES = Message(
    "`{path}` has {number} values; up to {maximum} are allowed. Split it into several requests.", ErrorCode.BAD_ARGUMENT
)
SORT_TOO_DEEP = Message("`orderBy` is nested deeper than {maximum} levels. Sort by a nearer field.", ErrorCode.BAD_ARGUMENT)
TOO_MANY_SORT_KEYS = Message("`orderBy` has {number} keys; up to {maximum} are allowed.", ErrorCode.BAD_ARGUMENT)
TOO_MANY_GROUPS = Message(
    "`group` would return more than {maximum} rows. Group by a key with fewer values, or narrow the list with `where`.",
    ErrorCode.BAD_ARGUMENT,
)
INTERVAL_WITHOUT_DATE = Message(
    "`interval` is for dates, and {key} is none. Leave it out, or group by a date.", ErrorCode.BAD_ARGUMENT
)
NO_RELATIONS = Message(
    "`relations` is empty, so no link matches. Name at least one relation, or leave it out.", ErrorCode.BAD_ARGUMENT
)

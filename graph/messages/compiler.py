"""Messages about ids, arguments, filters, sorting, pagination and cursors."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

BAD_ID = Message(
    "{id!r} is not an id of this API. Use the `id` of a response.",
    "{id!r} 不是本接口的标识。请使用响应中的 `id`。",
    ErrorCode.BAD_ID,
)
SIMULATED_ID = Message(
    "{id!r} names an entity after simulated edits, which are not stored. Use the id without `~` and what follows it.",
    "{id!r} 指假设推演之后的实体，这样的实体不保存。请去掉 `~` 及其后的部分。",
    ErrorCode.BAD_ID,
)
CONFLICTING_DATES = Message(
    "The arguments have two dates, {date} and {other}. Give one date: in `asOf`, in the ids, or in both.",
    "参数中有两个日期：{date} 和 {other}。请只给一个日期，写在 `asOf` 或标识中，或者两处一致。",
    ErrorCode.BAD_ARGUMENT,
)
DATED_ID_IN_UNDATED_FIELD = Message(
    'An id has the date {date}, but the root field has no explicit date. Give it `asOf: "{date}"`, or use an undated id.',
    '标识带有日期 {date}，而根字段没有写明日期。请写 `asOf: "{date}"`，或者使用不带日期的标识。',
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_IDS = Message(
    "`ids` has {number} ids; up to {maximum} are allowed. Split it into several requests.",
    "`ids` 有 {number} 个标识，至多 {maximum} 个。请拆成几个请求。",
    ErrorCode.BAD_ARGUMENT,
)
ARGUMENT_NOT_VALID = Message(
    "What `{argument}` names does not exist at that date. Choose another `asOf`.",
    "`{argument}` 所指的实体在查询日期不存在。请改用其他 `asOf`。",
    ErrorCode.NOT_ALIVE,
)

FIRST_AND_LAST = Message(
    "Both `first` and `last` are given, but a page counts from one end. Leave one of them out.",
    "同时给出了 `first` 和 `last`，而一页只能从一端数起。请省略其中一个。",
    ErrorCode.BAD_ARGUMENT,
)
PAGE_SIZE = Message(
    "`{name}` is {size}; it takes 1 to {maximum}. Get the next pages with `after` or `before`.",
    "`{name}` 为 {size}，应为 1 至 {maximum}。请用 `after` 或 `before` 取其他页。",
    ErrorCode.BAD_ARGUMENT,
)
INVALID_CURSOR = Message(
    "The cursor is damaged or belongs to another list. Use a cursor of this list (same field, same arguments, same date), or leave it out to "
    "start at the beginning.",
    "游标已损坏，或者属于其他列表。请使用本列表的游标（字段、参数和日期都相同），或者省略游标从头开始。",
    ErrorCode.BAD_CURSOR,
)

NULL_FILTER = Message(
    "`{path}` is null. Leave it out, or find missing values with `isNull: true`.",
    "`{path}` 为 null。请省略，或者用 `isNull: true` 查找缺失的值。",
    ErrorCode.BAD_ARGUMENT,
)
FILTER_TOO_DEEP = Message(
    "`where` is nested deeper than {maximum} levels. Filter by less at once.",
    "`where` 嵌套超过 {maximum} 层。请减少一次筛选的内容。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_CONDITIONS = Message(
    "`where` has more than {maximum} conditions. Filter by less at once.",
    "`where` 的条件超过 {maximum} 个。请减少一次筛选的内容。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_VALUES = Message(
    "`{path}` has {number} values; up to {maximum} are allowed. Split it into several requests.",
    "`{path}` 有 {number} 个值，至多 {maximum} 个。请拆成几个请求。",
    ErrorCode.BAD_ARGUMENT,
)
SORT_TOO_DEEP = Message(
    "`orderBy` is nested deeper than {maximum} levels. Sort by a nearer field.",
    "`orderBy` 嵌套超过 {maximum} 层。请按更近的字段排序。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_SORT_KEYS = Message(
    "`orderBy` has {number} keys; up to {maximum} are allowed.",
    "`orderBy` 有 {number} 个排序键，至多 {maximum} 个。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_GROUPS = Message(
    "`group` would return more than {maximum} rows. Group by a key with fewer values, or narrow the list with `where`.",
    "`group` 将返回超过 {maximum} 行。请按取值较少的键分组，或者用 `where` 缩小列表。",
    ErrorCode.BAD_ARGUMENT,
)
ONE_DIVISOR = Message(
    "`ratio` takes one divisor: `per` (a number of the entity itself) or `perRelated` (a count or an aggregate of related entities).",
    "`ratio` 只取一个除数：`per`（实体自身的一个数值）或 `perRelated`（相关实体的个数或一个汇总）。",
    ErrorCode.BAD_ARGUMENT,
)
INTERVAL_WITHOUT_DATE = Message(
    "`interval` is for dates, and {key} is none. Leave it out, or group by a date.",
    "`interval` 只用于日期，而 {key} 不是日期。请省略，或者按日期分组。",
    ErrorCode.BAD_ARGUMENT,
)
NO_RELATIONS = Message(
    "`relations` is empty, so no link matches. Name at least one relation, or leave it out.",
    "`relations` 为空，没有关系会符合。请至少写一种关系类型，或者省略。",
    ErrorCode.BAD_ARGUMENT,
)
NO_KINDS = Message(
    "`kinds` is empty, so nothing can be found. Name at least one kind, or leave it out.",
    "`kinds` 为空，不会有结果。请至少写一个种类，或者省略。",
    ErrorCode.BAD_ARGUMENT,
)
NUMBER_OUT_OF_RANGE = Message(
    "`{argument}` is {number}; it takes 1 to {maximum}.",
    "`{argument}` 为 {number}，应为 1 至 {maximum}。",
    ErrorCode.BAD_ARGUMENT,
)

"""Messages of questions about linkage."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

TOO_MANY_ENTITIES: Final = Message(
    "`{argument}` names {count} entities; the maximum is {maximum}.",
    "`{argument}` 有 {count} 个实体，至多 {maximum} 个。",
    ErrorCode.BAD_ARGUMENT,
)
SAME_ENDS: Final = Message(
    "`from` and `to` are the same entity. Name two different entities.",
    "`from` 与 `to` 是同一实体。请写两个不同的实体。",
    ErrorCode.BAD_ARGUMENT,
)
NEGATIVE_DEGREE: Final = Message(
    "`maxDegree` of {kind} is {number}; it takes 0 or more.",
    "{kind} 的 `maxDegree` 为 {number}，应不小于 0。",
    ErrorCode.BAD_ARGUMENT,
)
TWO_RULES: Final = Message(
    "`transit` has two rules for {kind}. Keep one of them.",
    "`transit` 对 {kind} 有两条规则。请保留其中一条。",
    ErrorCode.CONTRADICTORY_RULES,
)
BLOCKED_ENTITY: Final = Message(
    "{label} {code} is an end or a waypoint, and `transit` blocks its kind. Drop one of the two.",
    "{label} {code} 是端点或必经实体，而 `transit` 禁止其种类通行。请去掉两者之一。",
    ErrorCode.CONTRADICTORY_RULES,
)
AVOIDED_ENTITY: Final = Message(
    "{label} {code} is an end or a waypoint, and `avoid` names it too. Drop one of the two.",
    "{label} {code} 是端点或必经实体，而 `avoid` 中也有它。请去掉两者之一。",
    ErrorCode.CONTRADICTORY_RULES,
)
NOT_VALID: Final = Message(
    "{entity} does not exist on the as-of date. Ask for another `asOf`.",
    "{entity} 在查询日期不存在。请改用其他 `asOf`。",
    ErrorCode.NOT_ALIVE,
)
COMMUNITY_NOT_VALID: Final = Message(
    "The community does not exist on the as-of date. Ask for another `asOf`.",
    "该社区在查询日期不存在。请改用其他 `asOf`。",
    ErrorCode.NOT_ALIVE,
)
TIME_LIMIT: Final = Message(
    "The search reached its time limit. Ask for fewer hops or relations, or raise LINKAGE_TIME.",
    "搜索已达时间限度。请减少步数或关系类型，或者调高 LINKAGE_TIME。",
    ErrorCode.SEARCH_STOPPED,
)
WORK_LIMIT: Final = Message(
    "The search reached its limit of visited entities. Ask for fewer hops or relations, or raise LINKAGE_BUDGET.",
    "搜索访问的实体数已达限度。请减少步数或关系类型，或者调高 LINKAGE_BUDGET。",
    ErrorCode.SEARCH_STOPPED,
)
GRAPH_TOO_LARGE: Final = Message(
    "The graph needs more memory than LINKAGE_MEMORY allows. Raise it, and ask again.",
    "图所需内存超过 LINKAGE_MEMORY。请调高后再问。",
    ErrorCode.TOO_LARGE,
)
CURSOR_OF_OTHER_REVISION: Final = Message(
    "The data has changed since the cursor was returned. Leave `after` out to start again.",
    "游标返回之后数据已变化。请省略 `after`，从头开始。",
    ErrorCode.DATA_CHANGED,
)

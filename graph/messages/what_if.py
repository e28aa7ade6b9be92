"""Messages about what-if questions."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

ONLY_WITH_POST = Message(
    "`simulate` needs POST. Send the operation with POST.",
    "`simulate` 需要 POST。请用 POST 发送操作。",
    ErrorCode.METHOD_NOT_ALLOWED,
)
TOO_MANY_EDITS = Message(
    "`add`, `remove` and `dissolve` have {number} items; up to {maximum} are allowed together.",
    "`add`、`remove` 和 `dissolve` 共有 {number} 项，合计至多 {maximum} 项。",
    ErrorCode.BAD_ARGUMENT,
)
LINK_TO_DISSOLVED = Message(
    "`{argument}` is dissolved by `{other}`. Leave out the link, or keep the entity.",
    "`{argument}` 的一端被 `{other}` 撤销。请去掉该关系，或者保留该实体。",
    ErrorCode.BAD_ARGUMENT,
)
DISSOLVED_SCOPE = Message(
    "`{argument}` dissolves {code}, the scope. Choose a division above it.",
    "`{argument}` 撤销了 {code}，而它是查询范围。请改用其上级区划。",
    ErrorCode.BAD_ARGUMENT,
)
DISSOLVED_WITH_CHILDREN = Message(
    "`{argument}`: {code} has divisions below it. Dissolve them too, or name their links ADMINISTERS in `remove`.",
    "`{argument}`：{code} 有下级区划。请一并撤销，或者在 `remove` 中写明它们的 ADMINISTERS 关系。",
    ErrorCode.BAD_ARGUMENT,
)
NO_SUCH_LINK = Message(
    "`{argument}`: no valid link {relation} joins the two entities on {as_of}. Query their `links`.",
    "`{argument}`：在 {as_of}，两个实体之间没有有效的 {relation} 关系。请查询它们的 `links`。",
    ErrorCode.BAD_ARGUMENT,
)
NO_SUCH_ENTITY = Message(
    "`{argument}`: there is no {label} {code}.", "`{argument}`：没有 {label} {code}。", ErrorCode.BAD_ARGUMENT
)
ENTITY_NOT_VALID = Message(
    "`{argument}`: {label} {code} does not exist on {as_of}. Choose another date.",
    "`{argument}`：{label} {code} 在 {as_of} 不存在。请改用其他日期。",
    ErrorCode.NOT_ALIVE,
)
WRONG_ENDS = Message(
    "`{argument}`: {relation} leads from {sources} to {targets}, not from {start} to {end}.",
    "`{argument}`：{relation} 是从 {sources} 到 {targets}，不是从 {start} 到 {end}。",
    ErrorCode.BAD_ARGUMENT,
)
LINK_WITH_SAME_ENDS = Message(
    "`{argument}`: a link joins two different entities.", "`{argument}`：关系连接两个不同的实体。", ErrorCode.BAD_ARGUMENT
)
REFUSED_EDITS = Message("{problems}", "{problems}", ErrorCode.BAD_ARGUMENT)
UNKNOWN_DAY = Message("an unknown day", "不明日期")
DUPLICATE_LINK = Message(
    "`{argument}`: {other} already has this link {relation} since {since}. Leave the edit out, or begin it on another day.",
    "`{argument}`：{other} 自 {since} 起已有该 {relation} 关系。请去掉此项改动，或者改用其他开始日期。",
)
WRONG_DIRECTION = Message(
    "`{argument}`: a {upper} administers divisions below its level, and a {lower} is not below it. Choose a division of a "
    "lower level for `to`.",
    "`{argument}`：{upper} 只管辖其下级区划，而 {lower} 不是它的下级。请在 `to` 中写较低层级的区划。",
)
WRONG_GRID_SIZE = Message(
    "`{argument}`: {relation} needs a grid of size {size}, and {entity} is none. Choose another grid.",
    "`{argument}`：{relation} 需要规模为 {size} 的网格，而 {entity} 不是。请改用其他网格。",
)
SECOND_PARENT = Message(
    "`{argument}`: {entity} already has a parent on that day, {other} (since {since}), and can have only one at a time. Name "
    "that link in `remove`, or begin the new one after it ends.",
    "`{argument}`：{entity} 在该日已有上级区划 {other}（自 {since} 起），同一时间只能有一个。请在 `remove` 中写明该关系，或者让新关系在其结束之后开始。",
)
SECOND_HOME = Message(
    "`{argument}`: {entity} already has a home on that day, {other} (since {since}), and can have only one at a time. Name "
    "that link in `remove`, or begin the new one after it ends.",
    "`{argument}`：{entity} 在该日已有归属区划 {other}（自 {since} 起），同一时间只能有一个。请在 `remove` 中写明该关系，或者让新关系在其结束之后开始。",
)
EDITS_CONTRADICT = Message(
    "`{argument}` and `{other}` contradict each other: {entity} would have two of these links {relation} on one day. Leave one "
    "of them out.",
    "`{argument}` 与 `{other}` 互相矛盾：{entity} 在同一天会有两条 {relation} 关系。请去掉其中一项。",
)

"""Messages about names and codes for which there is no entity, or several."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

SEVERAL_WITH_NAME: Final = Message(
    "`{argument}`: several entities of kind {kind} are named {name!r}: {codes}. Name one by its code.",
    "`{argument}`：种类 {kind} 中有几个实体名为 {name!r}：{codes}。请用编码指明。",
    ErrorCode.BAD_ARGUMENT,
)
DIVISION_AS_KIND: Final = Message("division", "区划")
NO_CODE: Final = Message(
    "`{argument}`: there is no {kind} with the code {code!r}.", "`{argument}`：没有编码为 {code!r} 的 {kind}。"
)
NO_NAME: Final = Message("`{argument}`: there is no {kind} named {name!r}.", "`{argument}`：没有名为 {name!r} 的 {kind}。")
NOT_VALID_THEN: Final = Message(
    "`{argument}`: {entity} does not exist on {day}; it existed {period}.",
    "`{argument}`：{entity} 在 {day} 不存在；其存在时间：{period}。",
)
EXISTED: Final = Message("{entity} existed {period}.", "{entity} 的存在时间：{period}。")
FROM_TO: Final = Message("from {start} until {end}", "{start} 起，至 {end} 止")
FROM: Final = Message("from {start} on", "{start} 起")
UNTIL: Final = Message("until {end}", "至 {end} 止")
ALWAYS: Final = Message("without known bounds", "起止不明")

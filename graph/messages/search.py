"""Messages about the arguments of a full-text search."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_KINDS: Final = Message(
    "`kinds` is empty, so nothing can be found. Name at least one kind, or omit the argument.",
    "`kinds` 为空，不会有结果。请至少写一个种类，或者省略该参数。",
    ErrorCode.BAD_ARGUMENT,
)
NOTHING_TO_SEARCH: Final = Message(
    "`text` has no letter, digit or character to search for.", "`text` 中没有可搜索的文字、字母或数字。", ErrorCode.BAD_ARGUMENT
)
TEXT_TOO_LONG: Final = Message(
    "`text` has {length} characters; the maximum is {maximum}.",
    "`text` 有 {length} 个字符，至多 {maximum} 个。",
    ErrorCode.BAD_ARGUMENT,
)

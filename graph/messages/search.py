"""Messages about the arguments of a full-text search."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NOTHING_TO_SEARCH: Final = Message(
    "`text` has no letter, digit or character to search for.", "`text` 中没有可搜索的文字、字母或数字。", ErrorCode.BAD_ARGUMENT
)
SEARCH_TEXT_TOO_LONG: Final = Message(
    "`text` has {length} characters; the maximum is {maximum}.",
    "`text` 有 {length} 个字符，至多 {maximum} 个。",
    ErrorCode.BAD_ARGUMENT,
)

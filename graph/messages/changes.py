"""Messages of the question about changes."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

CHANGES_TIME: Final = Message(
    "The changes of {number} dates were not found within {seconds} seconds. Ask for a shorter time, or for fewer kinds and relations.",
    "未能在 {seconds} 秒内查清 {number} 个日期的变化。请缩短时段，或者减少种类和关系类型。",
    ErrorCode.SEARCH_STOPPED,
)
SCOPE_NOT_VALID: Final = Message(
    "{scope} does not exist on any date from {start} to {end}. Ask for other dates.",
    "{scope} 在 {start} 至 {end} 之间的任何一天都不存在。请改问其他日期。",
    ErrorCode.NOT_ALIVE,
)

"""Why the value of a setting is not valid."""

from typing import Final

from graph.messages.message import Message

INVALID: Final = Message("{name}={value!r} is not valid: {reason}.", "{name}={value!r} 无效：{reason}。")
INVALID_REMEDY: Final = Message("Set it to a valid value.", "请设为有效的值。")
WHOLE_NUMBER: Final = Message("it should be a whole number", "应为整数")
NUMBER: Final = Message("it should be a number", "应为数字")
SWITCH: Final = Message("it should be true or false", "应为 true 或 false")
ONE_OF: Final = Message("it should be {expected}", "应为 {expected}")
GREATER_THAN: Final = Message("it should be greater than {gt}", "应大于 {gt}")
AT_LEAST: Final = Message("it should be at least {ge}", "应不小于 {ge}")
LESS_THAN: Final = Message("it should be less than {lt}", "应小于 {lt}")
AT_MOST: Final = Message("it should be at most {le}", "应不大于 {le}")
PATH: Final = Message("it should be the path of a file or folder", "应为文件或文件夹的路径")

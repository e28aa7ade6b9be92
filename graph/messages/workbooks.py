"""Texts that all workbooks have."""

from typing import Final

from graph.messages.message import Message

COVERAGE: Final = Message("Coverage", "覆盖情况")
CHECKUP: Final = Message("Check-up of the networks", "组织网络一键体检表")
SCOPE: Final = Message("Scope", "范围")
AS_OF: Final = Message("As of", "查询日期")
REVISION: Final = Message("Revision", "数据版本")
REVISION_OF_NUMBERS: Final = Message("Revision of the numbers; names may be later", "读取开始时的数据版本，名称可能更新")
LICENCE: Final = Message("Licence", "许可")
NO_ROWS: Final = Message(
    "There are no such units, or the measure is not defined.", "没有数据：没有这样的单位，或该网络指标无定义。"
)

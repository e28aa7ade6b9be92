"""Texts of the workbook of coverage: sheets, titles of tables, and the method below each."""

from typing import Final

from graph.messages.message import Message

SCORECARD: Final = Message("Scorecard", "成绩单")
DIVISIONS: Final = Message("Divisions", "区划")
RECEIPTS: Final = Message("Receipts", "核对表")
GAP: Final = Message("Gap", "缺口")
DEFINITIONS: Final = Message("Definitions", "指标定义")
ALL_INDICATORS: Final = Message("All indicators", "各项指标")
ALL_INDICATORS_METHOD: Final = Message(
    "Share is reached / (reached + not reached). Low counts unknown units as not reached, high as reached, both of the denominator. "
    "Reached, not reached and unknown sum to the denominator. A missing link is unknown unless the relation is surveyed.",
    "覆盖率 = 已覆盖 ÷（已覆盖 + 未覆盖）；下限把情况不明者算作未覆盖，上限算作已覆盖，二者的分母是应覆盖数。应覆盖 = 已覆盖 + 未覆盖 + 情况不明。没有登记完整的关系，缺少联系时是情况不明，不是未覆盖。",
)
SHARES_OF_DIVISIONS: Final = Message("Shares of the divisions of every level", "各级区划的覆盖率")
SHARES_OF_DIVISIONS_METHOD: Final = Message(
    "Each cell is the share of a division, reached / (reached + not reached); it is empty if that sum is 0. Indents show the levels.",
    "每格是该区划该项指标的覆盖率，已覆盖 ÷（已覆盖 + 未覆盖）；空格表示二者之和为零。缩进表示上下级。",
)
WHOLE: Final = Message("whole", "全部")
OWN: Final = Message("own", "本级")
ALL_NUMBERS: Final = Message("The numbers of every indicator in every division", "每项指标在每个区划的数目")
ALL_NUMBERS_METHOD: Final = Message(
    "The whole includes the divisions below; own are the units whose home is the division itself. Children and own sum to the whole.",
    "“全部”包括下级；“本级”只算归属该区划本身的单位。各下级与本级之和等于全部。",
)
UNITS_NOT_REACHED: Final = Message("Units not reached, with reasons", "未覆盖的单位及原因")
UNITS_NOT_REACHED_METHOD: Final = Message(
    "Each row is a unit that is not reached. The clauses are those of the definition that it does not satisfy; the smallest fix "
    "alone would make it reached, and * is any entity of that kind.",
    "每行是一个未覆盖的单位：未满足的条件是指标定义中缺少的步骤；补救办法是单独即可使其覆盖的最小一组联系或属性，* 表示任一该种类的实体。",
)
DEFINITIONS_AND_SOURCES: Final = Message("Definitions and sources of the indicators", "指标的定义与出处")
DEFINITIONS_AND_SOURCES_METHOD: Final = Message("The definitions are those of the API.", "定义与查询接口的相同。")

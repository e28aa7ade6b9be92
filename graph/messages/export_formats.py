"""What the formats of an export cannot represent."""

from typing import Final

from graph.messages.message import Message

LABELS_ARE_IDS: Final = Message("Labels are ids; names and other attributes are left out.", "只写编码，不写名称和其他属性。")
NO_ATTRIBUTES_OF_THE_NETWORK: Final = Message(
    "Dates, provenance and attributes of the whole network are left out.", "不写日期、来历和整个网络的属性。"
)
ONE_DIRECTION: Final = Message(
    "An undirected tie is written once; symmetrize after import.", "无向联系只写一次，导入后须对称化。"
)
NULL_IS_AN_EMPTY_CELL: Final = Message("Null is an empty cell.", "空值写为空单元格。")
NULL_IS_MISSING: Final = Message("Null is a missing value.", "空值写为缺失。")
NULL_IS_A_NUMBER: Final = Message("Null is 999999998.", "空值写为 999999998。")
DATES_ARE_TEXTS: Final = Message("Dates are texts.", "日期写为文本。")
DATES_ARE_START_AND_END: Final = Message(
    "Dates become start and end; the end is the last valid day.", "日期为起止日，终止日为有效的最后一天。"
)
ATTRIBUTES_IN_DESCRIPTION: Final = Message(
    "Attributes of the whole network stand in its description.", "整个网络的属性写在说明文字中。"
)
MEASURES_LEFT_OUT: Final = Message("Measures are left out.", "不写网络指标。")
RELATION_IS_LABEL: Final = Message("The relation is the label of a tie.", "关系写为联系的标签。")
PARTITIONS_AND_VECTORS: Final = Message(
    "Labels are ids; kind, mode, scope and provenance are partitions, measures are vectors, and the rest is left out.",
    "标签为编码；种类、模、范围和来历写为分类，网络指标写为向量，其余不写。",
)
CITATION_ONLY: Final = Message(
    "Dates are left out; of the whole network only the citation is written.", "不写日期；整个网络的属性只写出处。"
)
MODES_LEFT_OUT: Final = Message("Modes, relations and measures are left out.", "不写模、关系和网络指标。")
RELATIONS_LEFT_OUT: Final = Message("Relations and measures are left out.", "不写关系和网络指标。")
ALL_ACTORS_TWICE: Final = Message(
    "In a one-mode network all actors are both rows and columns, and an undirected tie is written once.",
    "单模网络的行与列都是全部行动者，无向联系只写一次。",
)
AT_MOST_2000_ROWS: Final = Message("At most 2,000 rows and 2,000 columns.", "至多 2,000 行、2,000 列。")
WEIGHTS_ONLY: Final = Message(
    "Weights only; ties between the same pair are added. Names and kinds have sheets of their own; dates, relations, provenance "
    "and measures are left out.",
    "只写权重，同一对之间的联系相加；名称和种类在另一表中，不写日期、关系、来历和网络指标。",
)
NUMBERS_OF_16_DIGITS: Final = Message(
    "Null is an empty cell; numbers have 16 digits.", "空值写为空单元格，数字为 16 位有效数字。"
)
LARGE_INTEGERS_ARE_REALS: Final = Message("Integers above 2,147,483,647 are reals.", "整数超过 2,147,483,647 写为实数。")

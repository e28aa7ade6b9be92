"""Messages about the files of a network that `python -m api measures` reads."""

from typing import Final

from graph.messages.message import Message

NOT_READABLE: Final = Message(
    "{file} cannot be read: {reason}. Name a CSV file in UTF-8.", "无法读取 {file}：{reason}。请给出 UTF-8 编码的 CSV 文件。"
)
NO_COLUMN: Final = Message(
    "{file}, line 1: there is no column `{column}`. The columns are: {columns}.",
    "{file} 第 1 行：没有列 `{column}`。现有的列：{columns}。",
)
WRONG_CELLS: Final = Message(
    "{file}, line {line}: there are {cells} cells, but {columns} columns.",
    "{file} 第 {line} 行：有 {cells} 个单元格，而列有 {columns} 个。",
)
EMPTY_CELL: Final = Message("{file}, line {line}: `{column}` is empty.", "{file} 第 {line} 行：`{column}` 为空。")
REPEATED_ACTOR: Final = Message(
    "{file}, line {line}: `{id}` is already in line {first}. Keep one of the two.",
    "{file} 第 {line} 行：`{id}` 已在第 {first} 行。请保留其中一行。",
)
UNKNOWN_ACTOR: Final = Message(
    "{file}, line {line}: `{id}` is not in the column `id` of {nodes}.",
    "{file} 第 {line} 行：`{id}` 不在 {nodes} 的列 `id` 中。",
)
SELF_TIE: Final = Message(
    "{file}, line {line}: `{id}` has a tie with itself. Remove the line.",
    "{file} 第 {line} 行：`{id}` 与自身有联系。请删去该行。",
)
BAD_WEIGHT: Final = Message(
    "{file}, line {line}: the weight `{weight}` is not a number above 0.",
    "{file} 第 {line} 行：权重 `{weight}` 不是大于 0 的数字。",
)
TWO_WEIGHTS: Final = Message(
    "{file}, line {line}: the tie is already in line {first} with another weight. Keep one of the two.",
    "{file} 第 {line} 行：该联系已在第 {first} 行，权重不同。请保留其中一行。",
)
BAD_MODE: Final = Message(
    "{file}, line {line}: the mode `{mode}` is none of 0, 1, ONE, TWO.",
    "{file} 第 {line} 行：模 `{mode}` 不是 0、1、ONE、TWO 之一。",
)
NO_MODE: Final = Message(
    "{file}, line {line}: `{id}` has no tie, so its mode is unknown. Add a column `mode` with 0 or 1.",
    "{file} 第 {line} 行：`{id}` 没有联系，因此不知其模。请增加取值为 0 或 1 的列 `mode`。",
)
BOTH_MODES: Final = Message(
    "{file}, line {line}: `{id}` is a source and a target. In a two-mode network sources have mode ONE and targets mode TWO; a column `mode` of the nodes says it too.",
    "{file} 第 {line} 行：`{id}` 既是起点又是终点。在双模网络中，起点的模是 ONE，终点的模是 TWO；也可由节点的列 `mode` 写明。",
)
WITHIN_MODE: Final = Message(
    "{file}, line {line}: both ends have mode {mode}. A tie of a two-mode network joins the two modes.",
    "{file} 第 {line} 行：两端的模都是 {mode}。双模网络的联系连接两个模。",
)
DIRECTED_TWO_MODE: Final = Message(
    "A two-mode network has no directions. Leave out `--directed` or `--two-mode`.",
    "双模网络没有方向。请去掉 `--directed` 或 `--two-mode`。",
)
BY_WITHOUT_NODES: Final = Message(
    "`--by {attribute}` needs the file of the nodes. Name it after the edges.",
    "`--by {attribute}` 需要节点的文件。请写在边的文件之后。",
)

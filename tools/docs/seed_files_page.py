"""The page about seed files."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import EnumMeta
from typing import Final, cast

from graph.model.declarations import Kind, Property, Relation, StoredEnum
from graph.model.divisions import DIVISIONS
from seeds.loader.cells import NAME_SEPARATOR
from seeds.loader.custom_indicators import CUSTOM_INDICATORS
from seeds.loader.errors import MAX_PROBLEMS_SHOWN
from seeds.loader.folders import FOLDERS
from seeds.loader.table_schemas import TABLES, Column, TableSchema

_INTRODUCTION: Final = f"""\
# Seed files 种子文件

一座城市是一个文件夹，里面是一些小的 CSV 表格：每类实体一个，每种关系一个；不会编程的人也可以用表格软件编辑。
A city is a folder of small CSV tables, one for each kind of entity and one for each relation, that anybody can edit.
Load it with `python -m api seed FOLDER`. `seeds/zhongwei` is the one that comes along; `python -m seeds.generation` writes it.

{{folders}}

## For every table 通则
- 第一行是列名，顺序不限；带 * 的列必须有，其余的列和用不到的文件可以没有。未列出的文件、列和取值会被拒绝。
  The first line names the columns, in any order. Those marked * must be there; other columns, and files that are not needed, may be
  left out. A file, column or value that is not listed here is refused.
- 空格表示“未登记”，不是 0，也不是“否”。 A blank cell means “not recorded”; it is neither 0 nor false.
- 日期写作 `2022-08-04`。 Days are written like this. A thing exists from its first day on, and no longer on its last one.
- 是否写作 `true`、`false`；几个曾用名之间用 `{NAME_SEPARATOR}` 隔开。 Yes and no are `true` and `false`; former names have
  `{NAME_SEPARATOR}` between them.
- 编码在同类中唯一，各级区划共用一套编码；编码不要改动，关系表靠它找到实体。 A code is unique within its kind, and divisions of all levels
  share one list. Links refer to it: never change one.
- 每条关系都要有 `since`：再次载入时，两端和这一天认出同一条关系。 Every link has its `since`: its ends and this day make it the same link
  when it is loaded again.
- 一个实体同一天只有一个上级、一个归属；变动时，旧关系在新关系开始的那天终止。 An entity has one parent and one home at a time; where it
  moves, end the one link on the day on which the other begins.
- `provenance` 留空即 `IMPORTED`。 In the bundled city `OFFICIAL` is the code list and `PUBLISHED` what a text says of this very thing; names,
  days and values that no text has are `ILLUSTRATIVE`. The populations of its communities are invented although the communities are
  official: only their sum was published.

## Posts, never people 只写岗位，不写人
任何单元格不得含有身份证号、电话号码、电子邮箱或住户门牌；岗位以职务命名（社区党组织书记），不写任职者。这样的行会被拒绝，提示中只显示打码后的内容。
No cell may hold an identity number, a telephone number, an e-mail address or the address of a flat, and a post is named by its office,
not by who holds it. Such a row is refused, and the message shows it masked.

## In Excel
用“数据 → 从文本/CSV”打开，选 UTF-8，并把每一列都设为“文本”；双击打开会把编码变成 `6.40502E+11`（位数就丢了）、把日期变成 `2022/8/4`。
保存时选“CSV UTF-8”。 Open a table by Data → From Text/CSV, choose UTF-8 and set every column to Text: a double click would turn codes into
numbers, whose digits are lost, and days into another form. Save as “CSV UTF-8”.

## When something is wrong 出错时
每一处错误都会列出文件、行、列、原值和应填的内容（先列 {MAX_PROBLEMS_SHOWN} 处，其余计数），此时什么也不会载入。
Every bad cell is listed with its file, line, column and value and with what was expected (the first {MAX_PROBLEMS_SHOWN}, and how many more), and
nothing at all is loaded. Loading the same files again changes nothing. Changed rows are changed in the database; what was taken out of
the files, and the old form of a link whose `since` was changed, stays there until it is ended by a day, or until
`python -m api seed FOLDER --reset` has loaded the folder anew.
"""
_INDICATORS: Final = """\
## Own indicators 自定指标

`{file}`：每行一个指标，不用编程；与内置指标一并列在 `indicators` 里，查询时写 `indicator: OWN, own: "名称"`。载入时检查。
One indicator a row, without programming. It is listed beside the built-in ones and asked for with `indicator: OWN, own: "NAME"`. It is
checked when it is loaded.

路径从统计单位出发，一步一条关系，方括号里是条件：`<-LOCATED_IN- ServiceStation <-RUNS- Alliance`，`<-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]`，
`<-HOME- Post` 表示归属在该区划的岗位。条件写作 `workers>=1`、`star_rating is known`，几个之间用逗号。
A path starts at the unit, one relation a step, conditions in square brackets; `<-HOME- Post` stands for the posts whose home a division
is. A condition compares a stored property (`= != >= <= > <`) or says that it `is known`; several have commas between them.

示例 For example: `COURIER_STATION`, unit `Community`, paths `<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch[sector=COURIER]`.
"""
_HEADING: Final = "| column | values | meaning |\n|---|---|---|"


def page() -> str:
    """Returns docs/seed-files.md, with a line break at the end."""
    folders = "\n".join(f"- `{name}/`: {meaning}" for name, meaning in FOLDERS.items())
    sections = [_INTRODUCTION.format(folders=folders)]
    sections += ["## Entities 实体", "Every table of entities has these columns 每个实体表都有：", _table(_common(Kind))]
    sections += [_section(table) for table in TABLES.values() if isinstance(table.declaration, Kind)]
    sections += ["## Links 关系", "Every table of links has these columns 每个关系表都有：", _table(_common(Relation))]
    sections += [_section(table) for table in TABLES.values() if isinstance(table.declaration, Relation)]
    sections += [_INDICATORS.format(file=CUSTOM_INDICATORS.file), _table(CUSTOM_INDICATORS.columns.values())]
    return "\n\n".join(section.strip("\n") for section in sections) + "\n"


def _common(of: type[Kind] | type[Relation]) -> Iterable[Column]:
    """Returns the columns that all tables of entities, or all tables of links, have."""
    tables = [table for table in TABLES.values() if isinstance(table.declaration, of)]
    shared = {name for table in tables for name in table.columns} - {name for table in tables for name in _own(table)}
    widest = max(tables, key=lambda table: len(shared & set(table.columns)))
    return (column for name, column in widest.columns.items() if name in shared)


def _own(table: TableSchema) -> set[str]:
    return {prop.name for prop in table.declaration.properties}


def _section(table: TableSchema) -> str:
    lines = [f"### `{table.file}`", _meaning(table)]
    columns = [column for column in table.columns.values() if column.name in _own(table)]
    return "\n\n".join([*lines, _table(columns)] if columns else lines)


def _table(columns: Iterable[Column]) -> str:
    rows = [
        f"| `{column.name}`{'*' if column.required else ''} | {_value(column.declaration)} | {column.declaration.meaning} |"
        for column in columns
    ]
    return "\n".join([_HEADING, *rows])


def _meaning(table: TableSchema) -> str:
    if isinstance(table.declaration, Kind):
        return table.declaration.meaning
    fact = " 事实，没有 `until`。 A fact: `until` stays blank." if table.declaration.open_ended else ""
    both_ways = " 无方向。 Read both ways." if table.declaration.undirected else ""
    return f"{table.declaration.meaning}{fact}{both_ways}\n\n`from`: {_labels(table.declaration.sources)}. `to`: {_labels(table.declaration.targets)}."


def _labels(kinds: Sequence[Kind]) -> str:
    if set(kinds) == set(DIVISIONS):
        return "any division"
    return ", ".join(kind.label for kind in kinds)


def _value(prop: Property) -> str:
    if isinstance(prop.type, EnumMeta):
        return ", ".join(f"`{member.name}`" for member in cast(type[StoredEnum], prop.type))
    return _TYPES[prop.type] + _bounds(prop)


def _bounds(prop: Property) -> str:
    bounds = [f"{word} {bound:g}" for word, bound in (("from", prop.minimum), ("to", prop.maximum)) if bound is not None]
    return f" {' '.join(bounds)}" if bounds else ""


_TYPES: Final = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "`true`, `false`",
    date: "day",
    list: f"names with `\\{NAME_SEPARATOR}` between them",
}

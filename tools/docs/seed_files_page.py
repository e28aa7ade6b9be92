"""The page about seed files."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import EnumMeta
from typing import Final, cast

from graph.model.common_properties import PROPERTY_PROVENANCES
from graph.model.declarations import INT32_MAX, Kind, Property, Relation, StoredEnum
from graph.model.divisions import DIVISIONS
from graph.model.text_rules import MAX_NAME_LENGTH, NAME_SEPARATOR
from seeds.loader.custom_indicators import CUSTOM_INDICATORS
from seeds.loader.errors import MAX_PROBLEMS_SHOWN
from seeds.loader.folders import FOLDERS
from seeds.loader.licences import LICENCES
from seeds.loader.table_schemas import TABLES, Column, TableSchema

_INTRODUCTION: Final = f"""\
# Seed files 种子文件

一座城市是一个文件夹，里面是一些小的 CSV 表格：每类实体一个，每种关系一个；不会编程的人也可以用表格软件编辑。
A city is a folder of small CSV tables, one for each kind of entity and one for each relation. Any spreadsheet program can edit them.
`python -m api seed FOLDER` loads it. `seeds/zhongwei` is the bundled city, which `python -m seeds.generation` writes.

{{folders}}

## For every table 通则
- 第一行是列名，顺序不限；带 * 的列必须有，其余的列和用不到的文件可以没有。未列出的文件、列和取值会被拒绝。
  The first line names the columns, in any order. Columns marked * are required; other columns and unneeded files are optional.
  The loader rejects files, columns and values that are not listed here.
- 空格表示“未登记”，不是 0，也不是“否”。 A blank cell means “not recorded”, which is neither 0 nor false.
- 日期写作 `2022-08-04`。 Dates have this form. An entity exists from `valid_from` on, and no longer on `valid_to`.
- 是否写作 `true`、`false`；几个曾用名之间用 `{NAME_SEPARATOR}` 隔开。 Booleans are `true` and `false`; `{NAME_SEPARATOR}` separates
  former names.
- 编码在同类中唯一，各级区划共用一套编码；编码不要改动，关系表靠它找到实体。 A code is unique within its kind; divisions of all levels
  share one list of codes. Links refer to codes, so that a code must not change.
- 编码的全角字符会变成普通字符。看不见的字符、乱码、表格软件的错误值（`#REF!`）、公式和撇号、合计行会被拒绝；名称至多 {MAX_NAME_LENGTH} 个
  字符，整数至多 {INT32_MAX}。 Full-width characters of codes become ordinary ones. The loader rejects invisible and broken characters,
  errors, formulas and apostrophes of spreadsheets, and rows of totals. A name has up to {MAX_NAME_LENGTH} characters, a whole number is at most
  {INT32_MAX}.
- 编码不得以“@日期”（如 `@2022-09-22`）结尾，也不得以 `~` 加 8 位十六进制数结尾：全局标识以此表示日期和假设推演。 A code must not end like `@2022-09-22`, nor
  in `~` and 8 hexadecimal digits: global ids mark dates and simulations so.
- 每条关系都要有 `since`：再次载入时，两端和这一天认出同一条关系。 Every link has a `since`: its ends and this date identify it
  when it is loaded again.
- 一个实体同一天只有一个上级、一个归属；变动时，旧关系在新关系开始的那天终止。 An entity has one parent and one home at a time. If it
  moves, the old link ends on the date on which the new one starts.
- `provenance` 留空即 `IMPORTED`；个别属性来历不同时写在 `provenances`，例如自带城市的社区来自官方编码表，人口却是生成的：`population=ILLUSTRATIVE`。
  A blank `provenance` is `IMPORTED`. In the bundled city, `OFFICIAL` is the code list and `PUBLISHED` what a published text says; other
  names, dates and values are `ILLUSTRATIVE`. `provenances` names the properties of another origin: the communities of the bundled city are
  official, but their populations are invented (`population=ILLUSTRATIVE`), because only their sum was published.

## Posts, never people 只写岗位，不写人
任何单元格不得含有身份证号、电话号码、电子邮箱或住户门牌；岗位以职务命名（社区党组织书记），不写任职者。这样的行会被拒绝，提示中只显示打码后的内容。
No cell may contain an identity number, a telephone number, an e-mail address or the address of a flat. A post has the name of its
office, not of a person. The loader rejects such a row and masks the value in its message.

## In Excel
用“数据 → 从文本/CSV”打开，选 UTF-8，并把每一列都设为“文本”；双击打开会把编码变成 `6.40502E+11`（位数就丢了）、把日期变成 `2022/8/4`。
保存时选“CSV UTF-8”。 Open a table with Data → From Text/CSV, choose UTF-8 and set every column to Text. A double click would turn codes
into numbers, which lose digits, and change the form of dates. Save as “CSV UTF-8”.

## When something is wrong 出错时
每一处错误都会列出文件、行、列、原值和应填的内容（先列 {MAX_PROBLEMS_SHOWN} 处，其余计数），此时什么也不会载入。
The loader lists every invalid cell with file, line, column, value and expected content (the first {MAX_PROBLEMS_SHOWN}, and the number of the rest), and
loads nothing. Loading unchanged files again changes nothing. A changed row updates the database. Rows that are removed from the files,
and links whose `since` has changed, stay in the database until an end date is loaded, or until
`python -m api seed FOLDER --reset` loads the folder into an empty database.
"""
_INDICATORS: Final = """\
## Custom indicators 自定指标

`{file}`：每行一个指标，不用编程；与内置指标一并列在 `indicators` 里，查询时写 `indicator: OWN, own: "名称"`。载入时检查。
One indicator a row, without programming. `indicators` lists it with the built-in ones; a query selects it with
`indicator: OWN, own: "NAME"`. The loader checks it.

路径从统计单位出发，一步一条关系，方括号里是条件：`<-LOCATED_IN- ServiceStation <-RUNS- Alliance`，`<-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]`，
`<-HOME- Post` 表示归属在该区划的岗位。条件写作 `workers>=1`、`star_rating is known`，几个之间用逗号。
A path starts at the unit. Each step is one relation, with conditions in square brackets; `<-HOME- Post` means the posts whose home is
the division. A condition compares a stored property (`= != >= <= > <`) or requires that it `is known`; commas separate conditions.

示例 For example: `COURIER_STATION`, unit `Community`, paths `<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch[sector=COURIER]`.
"""
_HEADING: Final = "| column | values | meaning |\n|---|---|---|"


_LICENCE: Final = """\
## Licence 许可

`{file}`：数据的许可。 The licence of the data.
"""


def page() -> str:
    folders = "\n".join(f"- `{name}/`: {meaning}" for name, meaning in FOLDERS.items())
    sections = [_INTRODUCTION.format(folders=folders)]
    sections += ["## Entities 实体", "Every table of entities has these columns 每个实体表都有：", _table(_common(Kind))]
    sections += [_section(table) for table in TABLES.values() if isinstance(table.declaration, Kind)]
    sections += ["## Links 关系", "Every table of links has these columns 每个关系表都有：", _table(_common(Relation))]
    sections += [_section(table) for table in TABLES.values() if isinstance(table.declaration, Relation)]
    sections += [_INDICATORS.format(file=CUSTOM_INDICATORS.file), _table(CUSTOM_INDICATORS.columns.values())]
    sections += [_LICENCE.format(file=LICENCES.file), _table(LICENCES.columns.values())]
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
    fact = " 没有终止日期。 Its links have no end: `until` stays blank." if table.declaration.open_ended else ""
    both_ways = " 无方向。 Undirected." if table.declaration.undirected else ""
    return f"{table.declaration.meaning}{fact}{both_ways}\n\n`from`: {_labels(table.declaration.sources)}. `to`: {_labels(table.declaration.targets)}."


def _labels(kinds: Sequence[Kind]) -> str:
    if set(kinds) == set(DIVISIONS):
        return "any division"
    return ", ".join(kind.label for kind in kinds)


def _value(prop: Property) -> str:
    if prop is PROPERTY_PROVENANCES:
        return f"`property=PROVENANCE`, with `\\{NAME_SEPARATOR}` between several"
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

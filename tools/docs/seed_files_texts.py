"""What the page about seed files says beyond the tables."""

from typing import Final

from graph.model.declarations import INT32_MAX
from graph.model.text_rules import MAX_NAME_LENGTH, NAME_SEPARATOR
from seeds.loader.errors import MAX_PROBLEMS_SHOWN

ENGLISH: Final = f"""\
A city is a folder of small CSV tables, one for each kind of entity and one for each relation. Any spreadsheet program can edit them.
`.venv/bin/python -m api seed FOLDER` loads it. `seeds/zhongwei` is the bundled city, which `python -m seeds.generation` writes.

{{folders}}

## For every table 通则

- The first line names the columns, in any order. Columns marked * are required; other columns and unneeded files are optional.
  The loader rejects files, columns and values that are not listed here.
- A blank cell means “not recorded”, which is neither 0 nor false.
- Dates have the form `2022-08-04`. An entity exists from `valid_from` on, and no longer on `valid_to`.
- Columns, values of lists, kinds and booleans may be in Chinese, as listed below: 名称 for `name`, 机关 for `GOVERNMENT_ORGAN`, 是 and 否 for
  `true` and `false`. Spaces, quotation marks and what is in parentheses, such as a unit, make no difference. Both languages may be mixed; a column
  in both is an error.
- Booleans are `true` and `false`; `{NAME_SEPARATOR}` separates former names.
- A code is unique within its kind; divisions of all levels share one list of codes. Links refer to codes, so that a code must not change.
- Full-width characters of codes become ordinary ones. The loader rejects invisible and broken characters, errors, formulas and apostrophes of
  spreadsheets, and rows of totals. A name has up to {MAX_NAME_LENGTH} characters, a whole number is at most {INT32_MAX}.
- A code must not end like `@2022-09-22`, nor in `~` and 8 hexadecimal digits: global ids mark dates and simulations so.
- Every link has a `since`: its ends and this date identify it when it is loaded again.
- An entity has one parent and one home at a time. If it moves, the old link ends on the date on which the new one starts.
- A blank `provenance` is `IMPORTED`. In the bundled city, `OFFICIAL` is the code list and `PUBLISHED` what a published text says; other
  names, dates and values are `ILLUSTRATIVE`. `provenances` names the properties of another origin: the communities of the bundled city are
  official, but their populations are invented (`population=ILLUSTRATIVE`), because only their sum was published.

## Posts, never people 只写岗位，不写人

No cell may contain an identity number, a telephone number, an e-mail address or the address of a flat. A post has the name of its
office, not of a person. The loader rejects such a row and masks the value in its message.

## In Excel

Open a table with Data → From Text/CSV, choose UTF-8 and set every column to Text. A double click would turn codes into numbers
(`6.40502E+11`), which lose digits, and change the form of dates (`2022/8/4`). Save as “CSV UTF-8”.

## When something is wrong 出错时

The loader lists every invalid cell with file, line, column, value and expected content (the first {MAX_PROBLEMS_SHOWN}, and the number of the rest), and
loads nothing. Loading unchanged files again changes nothing. A changed row updates the database. Rows that are removed from the files,
and links whose `since` has changed, stay in the database until an end date is loaded, or until
`.venv/bin/python -m api seed FOLDER --reset` loads the folder into an empty database.
"""
CHINESE: Final = f"""\
一座城市是一个文件夹，里面是一些小的 CSV 表格：每类实体一个，每种关系一个；不会编程的人也可以用表格软件编辑。`.venv/bin/python -m api seed FOLDER` 把它载入数据库。
`seeds/zhongwei` 是自带的城市，由 `python -m seeds.generation` 写出。

{{folders}}

## 通则

- 第一行是列名，顺序不限。带 * 的列必须有；其余的列和用不到的文件可以没有。未列出的文件、列和取值会被拒绝。
- 空格表示“未登记”，既不是 0，也不是“否”。
- 日期写作 `2022-08-04`。实体自 `valid_from` 起存在，到 `valid_to` 当日已不存在。
- 列名、可选的取值、种类和是否都可写中文，见下列各表：`name` 可写“名称”，`GOVERNMENT_ORGAN` 可写“机关”，`true`、`false` 可写“是”“否”。空格、引号和括号内的内容（如单位）不计。
  中英文可以混用；同一列两种写法都出现则报错。
- 是否写作 `true`、`false`；几个曾用名之间用 `{NAME_SEPARATOR}` 隔开。
- 编码在同类中唯一，各级区划共用一套编码。关系表靠编码找到实体，因此编码不要改动。
- 编码的全角字符会变成普通字符。看不见的字符、乱码、表格软件的错误值、公式和撇号、合计行会被拒绝。名称至多 {MAX_NAME_LENGTH} 个字符，整数至多 {INT32_MAX}。
- 编码不得以“@日期”（如 `@2022-09-22`）结尾，也不得以 `~` 加 8 位十六进制数结尾：全局标识以此表示日期和假设推演。
- 每条关系都要有 `since`：再次载入时，由两端和这一天认出同一条关系。
- 一个实体同一天只有一个上级、一个归属；变动时，旧关系在新关系开始的那天终止。
- `provenance` 留空即 `IMPORTED`。在自带的城市中，`OFFICIAL` 是官方代码表，`PUBLISHED` 是公开发表的材料所述；其余名称、日期和数值为 `ILLUSTRATIVE`。
  `provenances` 列出来历不同的属性：自带城市的社区来自官方代码表，人口却是生成的（`population=ILLUSTRATIVE`），因为公开的只有总数。

## 只写岗位，不写人

任何单元格不得含有身份证号、电话号码、电子邮箱或住户门牌。岗位以职务命名（社区党组织书记），不写任职者。这样的行会被拒绝，提示中只显示打码后的内容。

## 使用 Excel

用“数据 → 从文本/CSV”打开，选 UTF-8，并把每一列都设为“文本”。双击打开会把编码变成数字（`6.40502E+11`），位数就丢了，还会改变日期的写法（`2022/8/4`）。保存时选“CSV UTF-8”。

## 出错时

每一处错误都会列出文件、行、列、原值和应填的内容（先列 {MAX_PROBLEMS_SHOWN} 处，其余计数），此时什么也不会载入。再次载入未改动的文件，什么也不变；改动的行会更新数据库。
从文件中删去的行，以及 `since` 改动了的关系，仍留在数据库中，直到载入终止日期，或用 `.venv/bin/python -m api seed FOLDER --reset` 把文件夹载入清空的数据库。
"""
FOLDERS_CHINESE: Final = {
    "entities": "每类实体一个文件",
    "links": "每种关系一个文件",
    "indicators": "本市自定的覆盖指标",
    "figures": "公开发表的数字及得出它们的查询；不载入",
    "official": "编制其他文件所用的编码表；不载入",
}
INDICATORS: Final = (
    """\
## Custom indicators 自定指标

`{file}`: one indicator a row, without programming. `indicators` lists it with the built-in ones; a query selects it with
`indicator: OWN, own: "NAME"`. The loader checks it.

A path starts at the unit. Each step is one relation, with conditions in square brackets: `<-LOCATED_IN- ServiceStation <-RUNS- Alliance`,
`<-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]`. `<-HOME- Post` means the posts whose home is the division. A condition compares a stored
property (`= != >= <= > <`), as in `workers>=1`, or requires that it `is known`, as in `star_rating is known`; commas separate conditions.

For example: `COURIER_STATION`, unit `Community`, paths `<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch[sector=COURIER]`.
""",
    """\
## 自定指标

`{file}`：每行一个指标，不用编程。与内置指标一并列在 `indicators` 里，查询时写 `indicator: OWN, own: "名称"`。载入时检查。

路径从统计单位出发，一步一条关系，方括号里是条件：`<-LOCATED_IN- ServiceStation <-RUNS- Alliance`，
`<-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]`。`<-HOME- Post` 表示归属在该区划的岗位。条件比较存储的属性（`= != >= <= > <`），如 `workers>=1`；
或要求已有登记，如 `star_rating is known`；几个条件之间用逗号。

例如：`COURIER_STATION`，统计单位 `Community`，路径 `<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch[sector=COURIER]`。
""",
)
LICENCE: Final = (
    """\
## Licence 许可

`{file}`: the licence of the data. The `citation` of a network and exports state it.
""",
    """\
## 许可

`{file}`：数据的许可。网络的 `citation` 和导出文件会写出它。
""",
)
KIND_NAMES: Final = (
    "In `from_kind` and `to_kind`:",
    "用于 `from_kind` 和 `to_kind`：",
)

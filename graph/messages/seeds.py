"""Messages about seed folders: what is wrong in a file, and how to correct it."""

from typing import Final

from graph.messages.message import Message

# The report
NOTHING_LOADED: Final = Message(
    "Nothing was loaded. Problems in {source}: {count:,}.\n{problems}",
    "未载入任何数据。{source} 中的问题：{count:,} 个。\n{problems}",
)
PROBLEM_AT_PLACE: Final = Message("{place}: {message}", "{place}：{message}")
PROBLEM_WITH_VALUE: Final = Message("{place}: {value!r}: {message}", "{place}：{value!r}：{message}")
MORE_PROBLEMS: Final = Message("… and {count:,} more.", "……另有 {count:,} 个。")
LINE: Final = Message("line {line}", "第 {line} 行")
COLUMN: Final = Message("column {column}", "列 {column}")
FOLDER_AND_DATABASE: Final = Message("the folder combined with the database", "数据文件夹与数据库合并后")
SUGGESTION: Final = Message(" Did you mean {name}?", "是否应为 {name}？")

# Folders and files
NOT_A_SEED_FOLDER: Final = Message(
    "{folder} is not a seed folder: it has no folder {entities} with files such as communities.csv.",
    "{folder} 不是数据文件夹：其中没有存放 communities.csv 等文件的文件夹 {entities}。",
)
UNEXPECTED_FILE: Final = Message(
    "expected only the folders {folders}; files of rows belong in {entities} or {links}.",
    "只应有文件夹 {folders}；数据行的文件应放在 {entities} 或 {links} 中。",
)
UNKNOWN_FILE: Final = Message(
    "unknown file; expected one of {files}.{suggestion}", "未知的文件；应为 {files} 之一。{suggestion}"
)
UNREADABLE_FILE: Final = Message(
    "the file cannot be read: {error}. Check its permissions, and the target of a symbolic link.",
    "无法读取该文件：{error}。请检查其权限，以及符号链接指向何处。",
)
NOT_A_FILE: Final = Message(
    "expected a file of rows. Put the file here, or remove what has its name: a folder, or a symbolic link that leads to no file.",
    "应为存放数据行的文件。请在此放置该文件，或者删去占用其名称的文件夹，或不指向任何文件的符号链接。",
)
NOT_A_FOLDER: Final = Message("expected a folder of files.", "应为存放文件的文件夹。")
EMPTY_FILE: Final = Message(
    "the file is empty. Write a heading and rows, or remove the file if the city has none.",
    "文件为空。请写入表头和数据行；如果该城市没有此类数据，请删去该文件。",
)
BYTE_NOT_UTF8: Final = Message(
    "byte {place} of the line is not UTF-8 text. In Excel, save the file as “CSV UTF-8”.",
    "该行第 {place} 个字节不是 UTF-8 编码的文本。请在 Excel 中将文件存为“CSV UTF-8”。",
)
NOT_CSV: Final = Message(
    "the line is not valid CSV ({error}). Check for a stray quotation mark.",
    "该行不是有效的 CSV（{error}）。请检查是否有多余的引号。",
)

# Headings and rows
UNKNOWN_COLUMN: Final = Message(
    "unknown column; the file can have {columns}.{suggestion}", "未知的列；该文件可以有 {columns}。{suggestion}"
)
UNNAMED_COLUMN: Final = Message(
    "a column has no name; the file can have {columns}.", "有一列没有名称；该文件可以有 {columns}。"
)
DUPLICATE_COLUMN: Final = Message(
    "the heading has this column twice ({headings}); keep one.", "表头中该列出现两次（{headings}），请保留一列。"
)
NO_HEADING: Final = Message(
    "the first line names no column of the file. Begin with a heading that has {columns}, without a title above it.",
    "首行没有该文件的任何列名。请以含有 {columns} 的表头开始，其上不要有标题。",
)
OTHER_SEPARATOR: Final = Message(
    "the cells are separated by {separator!r}. Separate them by commas: in Excel, save the file as “CSV UTF-8”.",
    "单元格以 {separator!r} 隔开。请改用英文逗号：在 Excel 中将文件存为“CSV UTF-8”。",
)
REPEATED_HEADING: Final = Message("the line repeats the heading. Remove it.", "该行重复了表头。请删去。")
MISSING_COLUMN: Final = Message("the heading lacks this column, which every row needs.", "表头缺少该列，而每行都需要。")
TOO_MANY_CELLS: Final = Message(
    "expected {count} cells. Put a cell that contains a comma in quotation marks.",
    "应有 {count} 个单元格。含有英文逗号的单元格请加引号。",
)
DUPLICATE_CODE: Final = Message("line {line} of {file} already has this code.", "{file} 第 {line} 行已有该编码。")

# Cells
BLANK_CELL: Final = Message("the cell is blank; every row needs a value.", "单元格为空，而每行都要有值。")
BLANK_CODE: Final = Message("the cell is blank; every row needs a code.", "单元格为空，而每行都要有编码。")
BLANK_NAME: Final = Message("the cell is blank; every row needs a name.", "单元格为空，而每行都要有名称。")
BLANK_SINCE: Final = Message(
    "the cell is blank; every row needs the day from which the link is valid.", "单元格为空，而每行都要有关系生效的日期。"
)
INVALID_INTEGER: Final = Message(
    "expected a whole number{bounds}, without unit, comma or decimal point.", "应为整数{bounds}，不带单位、逗号和小数点。"
)
INVALID_NUMBER: Final = Message(
    "expected a number{bounds}, such as 62.5, without unit or percent sign.", "应为数字{bounds}，例如 62.5，不带单位和百分号。"
)
UP_TO: Final = Message(" up to {maximum:.15g}", "（不大于 {maximum:.15g}）")
OF_AT_LEAST: Final = Message(" of at least {minimum:.15g}", "（不小于 {minimum:.15g}）")
BETWEEN: Final = Message(" from {minimum:.15g} to {maximum:.15g}", "（{minimum:.15g} 至 {maximum:.15g}）")
INVALID_BOOLEAN: Final = Message(
    "expected true or false (or 是 or 否), or a blank cell if it is not recorded.",
    "应为 true 或 false（也可写“是”或“否”）；未登记时留空。",
)
INVALID_DATE: Final = Message(
    "expected a date as YYYY-MM-DD, such as 2022-08-04. In Excel, import the column as text.",
    "应为 YYYY-MM-DD 形式的日期，例如 2022-08-04。请在 Excel 中将该列作为文本导入。",
)
NO_SUCH_DATE: Final = Message(
    "the calendar has no such day. Expected a date as YYYY-MM-DD, such as 2022-08-04. In Excel, import the column as text.",
    "历法中没有这一天。应为 YYYY-MM-DD 形式的日期，例如 2022-08-04。请在 Excel 中将该列作为文本导入。",
)
BLANK_FORMER_NAME: Final = Message(
    "expected names separated by {separator!r}, such as 向阳居委会{separator}向阳社区.",
    "应为以 {separator!r} 隔开的名称，例如 向阳居委会{separator}向阳社区。",
)
VALUE_NOT_LISTED: Final = Message("expected one of {values}.{suggestion}", "应为 {values} 之一。{suggestion}")
FAULT_OF_NAME: Final = Message("{fault}", "{fault}")
UNKNOWN_PROVENANCE_PROPERTY: Final = Message(
    "expected a property and its provenance, such as population=ILLUSTRATIVE. The properties are {properties}.{suggestion}",
    "应为属性及其数据来历，例如 population=ILLUSTRATIVE。可用的属性：{properties}。{suggestion}",
)
INVALID_PROVENANCE: Final = Message(
    "expected {property} once, with one of {values}.", "{property} 只应出现一次，取值为 {values} 之一。"
)
UNKNOWN_DIVISION: Final = Message("expected the code of a division of this folder.", "应为本文件夹中某个区划的编码。")
DATE_ORDER: Final = Message("expected a date after {column}, which is {begin}.", "应为晚于 {column} 的日期，后者是 {begin}。")

# Personal data
PERSONAL_DATA: Final = Message(
    "this looks like {type}. Seed files describe posts and organisations, never people. Remove it from the file.",
    "疑似{type}。数据文件只描述岗位和组织，不写个人信息。请从文件中删去。",
)
PERSON_AS_POST: Final = Message(
    "A post is named by its office, never by a person. Write an office such as 社区党组织书记, and a place with its level, such as 宋庄村主任.",
    "岗位以职务命名，不写人名。请写职务，例如 社区党组织书记；地名请写全，例如 宋庄村主任。",
)
IDENTITY_NUMBER: Final = Message("a resident identity number", "居民身份号码")
MOBILE_NUMBER: Final = Message("a mobile number", "手机号码")
TELEPHONE_NUMBER: Final = Message("a telephone number", "电话号码")
EMAIL_ADDRESS: Final = Message("an e-mail address", "电子邮箱")
HOME_ADDRESS: Final = Message("the address of a flat", "住户地址")

# Links and their ends
OPEN_ENDED_RELATION: Final = Message(
    "{relation} is a fact: it is valid from `since` on and has no end. Leave the cell blank.",
    "{relation} 是既成事实：自 `since` 起有效，没有结束日期。请将该单元格留空。",
)
AMBIGUOUS_CODE: Final = Message(
    "entities of several kinds have this code ({kinds}). Name one of these kinds in the kind column of this end.",
    "有几个种类的实体使用该编码（{kinds}）。请在这一端的种类列中写明其中一个种类。",
)
UNKNOWN_ENTITY: Final = Message(
    "no entity has this code; expected an entity of kind {kinds}.", "没有实体使用该编码；应为种类 {kinds} 的实体。"
)
WRONG_KIND: Final = Message(
    "it is the code of a {actual}; expected an entity of kind {kinds}.", "这是 {actual} 的编码；应为种类 {kinds} 的实体。"
)
DUPLICATE_LINK_IN_FILE: Final = Message(
    "line {line} already has this link with the same first day. Remove one of them, or change its `since`.",
    "第 {line} 行已有起始日期相同的同一关系。请删去其中一行，或者改动其 `since`。",
)
SELF_LINK: Final = Message(
    "{relation} joins two different entities; this row joins an entity with itself.",
    "{relation} 连接两个不同的实体；该行连接的是同一实体。",
)
WRONG_DIRECTION_IN_FILE: Final = Message(
    "a {upper} administers divisions below its level, and a {lower} is not below it.",
    "{upper} 只管辖其下级区划，而 {lower} 不是它的下级。",
)
WRONG_GRID_SIZE_IN_FILE: Final = Message(
    "{relation} needs a grid of size {size} here; see the grid's row in grids.csv.",
    "此处的 {relation} 需要规模为 {size} 的网格；请看 grids.csv 中该网格的一行。",
)
SECOND_PARENT_IN_FILE: Final = Message(
    "{entity} already has a parent on that day, {other} (line {line}), and can have only one at a time. "
    "End that link with `until`, or begin this one later.",
    "{entity} 在该日已有上级区划 {other}（第 {line} 行），同一时间只能有一个。请用 `until` 结束该关系，或者推迟本关系的开始日期。",
)
SECOND_HOME_IN_FILE: Final = Message(
    "{entity} already has a home on that day, {other} (line {line}), and can have only one at a time. "
    "End that link with `until`, or begin this one later.",
    "{entity} 在该日已有归属区划 {other}（第 {line} 行），同一时间只能有一个。请用 `until` 结束该关系，或者推迟本关系的开始日期。",
)
SECOND_HOME_WITH_DATABASE: Final = Message(
    "it would have two homes on one day over {relation}: {first}, and {second} from {since} on. The database still has a link "
    "whose first day was changed in the files. End that link with `until`, or seed with --reset.",
    "按 {relation}，它在同一天会有两个归属区划：{first}，以及自 {since} 起的 {second}。数据库中仍有一条起始日期已在文件中改动的关系。请用 `until` 结束该关系，或者用 --reset 重新载入。",
)
TOO_MANY_PEOPLE: Final = Message(
    "with this row the communities have more than {maximum:,} residents in total, which no number of the API can show. Correct it.",
    "加上该行，各社区的居民总数超过 {maximum:,}，超出接口能表示的数字。请改正。",
)
TOO_MANY_PEOPLE_WITH_DATABASE: Final = Message(
    "with the ones in the database the communities would have {people:,} residents in total, and no number of the API can show more "
    "than {maximum:,}. Correct them, or seed with --reset.",
    "连同数据库中已有的，各社区的居民总数为 {people:,}，超出接口能表示的数字 {maximum:,}。请改正，或者用 --reset 重新载入。",
)
TOO_MANY_NAMES: Final = Message(
    "expected up to {maximum} former names, and these are {count}. Keep the ones that are still used.",
    "曾用名至多 {maximum} 个，而这里有 {count} 个。请保留仍在使用的。",
)
STORED_TEXTS_REFUSED: Final = Message(
    "The database has codes or names that a seed file may no longer contain; searches may not find them: {count:,}. Correct them in "
    "the files and seed with --reset.",
    "数据库中有数据文件不再允许的编码或名称，搜索可能找不到：{count:,} 个。请在文件中改正，并用 --reset 重新载入。",
)
STORED_TEXT: Final = Message("{entity}, {column} {value!r}: {reason}", "{entity}，{column} {value!r}：{reason}")
DUPLICATE_INDICATOR: Final = Message(
    "the file has this name twice; each indicator needs its own.", "文件中该名称出现两次；每个指标要有自己的名称。"
)

# Progress
DELETING: Final = Message("Deleting the {count:,} entities of the database.", "正在删除数据库中的 {count:,} 个实体。")
LOADING_ENTITIES: Final = Message("Loading entities", "正在载入实体")
LOADING_LINKS: Final = Message("Loading links", "正在载入关系")
ENTITIES: Final = Message("entities", "个实体")
LINKS: Final = Message("links", "条关系")

# Published figures
UNREADABLE_FIGURE: Final = Message(
    "Row {row!r} of {file} cannot be read: {error}.", "无法读取 {file} 中的一行 {row!r}：{error}。"
)
FIGURE_PATH_MISMATCH: Final = Message(
    "The path {path!r} does not match the response, which has the fields {fields}.",
    "路径 {path!r} 与响应不符，响应的字段有 {fields}。",
)
NOT_ONE_VALUE: Final = Message("Expected one value, got {count}.", "应为一个值，而有 {count} 个。")

# The generator
UNKNOWN_PROPERTY: Final = Message("{file} has no column {columns}.", "{file} 没有列 {columns}。")

"""Messages about characters and texts that data may not contain."""

from typing import Final

from graph.messages.message import Message

LINE_BREAK: Final = Message(
    "expected one line of text. Remove line breaks and tabs from the cell.", "应为一行文字。请去掉单元格中的换行和制表符。"
)
INVISIBLE_CHARACTER: Final = Message(
    "character {place} is invisible (U+{code}, {name}), so that a search would not find the text. Remove it.",
    "第 {place} 个字符不可见（U+{code}，{name}），会使搜索找不到该文字。请删去。",
)
BROKEN_CHARACTER: Final = Message(
    "character {place} stands for one that a program could not read (U+{code}). Type the text again, or save the file as “CSV UTF-8”.",
    "第 {place} 个字符代表程序未能读出的字符（U+{code}）。请重新输入，或者将文件存为“CSV UTF-8”。",
)
UNREADABLE_TEXT: Final = Message(
    "{text!r} stands for characters that were lost in another encoding. Type the text again, or save the file as “CSV UTF-8”.",
    "{text!r} 代表在其他编码中丢失的字符。请重新输入，或者将文件存为“CSV UTF-8”。",
)
PLACEHOLDER: Final = Message(
    "{text!r} stands for a missing value. Type the name, or leave out the row.",
    "{text!r} 表示没有值。请填写名称，或者去掉这一行。",
)
ERROR_OF_EXCEL: Final = Message(
    "{error} is an error of the spreadsheet. Correct its formula, or type the value.",
    "{error} 是电子表格的错误值。请改正其公式，或者直接输入值。",
)
FORMULA: Final = Message(
    "this is a formula of the spreadsheet. Copy the cells, and paste them as values.",
    "这是电子表格的公式。请复制单元格，并选择性粘贴为数值。",
)
APOSTROPHE_OF_EXCEL: Final = Message(
    "the apostrophe marks text in a spreadsheet and is no part of it. Remove it, and format the column as text.",
    "单引号在电子表格中表示文本，不是内容的一部分。请删去，并将该列设为文本格式。",
)
ROW_OF_TOTALS: Final = Message("this is a row of totals, not an entity. Remove the row.", "这是合计行，不是实体。请删去该行。")
NOTE: Final = Message(
    "this is a note below the table, not an entity. Remove the row.", "这是表格的注释行，不是实体。请删去该行。"
)
MARKUP: Final = Message(
    "{text!r} is markup of a page or a spreadsheet file. Type the character that it stands for, or remove it.",
    "{text!r} 是网页或电子表格文件的标记。请输入它代表的字符，或者删去。",
)
CODE_AS_NUMBER: Final = Message(
    "Excel has turned this code into a number, and its digits are lost. Type the code again in a column formatted as text.",
    "Excel 已将该编码变成数字，其数位已丢失。请将该列设为文本格式，再重新输入编码。",
)
INVALID_CODE: Final = Message(
    "expected a code: at most {maximum} letters, digits and marks, without spaces or {separator!r}.",
    "应为编码：至多 {maximum} 个字母、数字和符号，不含空格和 {separator!r}。",
)
CODE_ENDS_LIKE_ID: Final = Message(
    "a code must not end like a dated id (@2022-09-22), nor in ~ and 8 hexadecimal digits.",
    "编码不得以带日期标识的形式（@2022-09-22）结尾，也不得以 ~ 加 8 位十六进制数字结尾。",
)
FULL_WIDTH_CODE: Final = Message(
    "it has full-width characters, which the loader now writes as ordinary ones.", "含有全角字符，现在载入时会写成半角字符。"
)
NAME_TOO_LONG: Final = Message(
    "a name has up to {maximum} characters, and this one has {length:,}. Shorten it.",
    "名称至多 {maximum} 个字符，而这里有 {length:,} 个。请缩短。",
)
NAME_WITHOUT_LETTERS: Final = Message(
    "expected a name: it has no letter and no digit. Type the name.", "应为名称，而其中没有文字、字母或数字。请输入名称。"
)
TEXT_TOO_LONG: Final = Message(
    "a text has up to {maximum:,} characters, and this one has {length:,}. Shorten it.",
    "文字至多 {maximum:,} 个字符，而这里有 {length:,} 个。请缩短。",
)

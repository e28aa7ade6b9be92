"""Messages about characters and texts that data may not contain."""

from typing import Final

from graph.messages.message import Message

LINE_BREAK: Final = Message("expected one line of text. Remove line breaks and tabs from the cell.")
INVISIBLE_CHARACTER: Final = Message(
    "character {place} is invisible (U+{code}, {name}), so that a search would not find the text. Remove it."
)
BROKEN_CHARACTER: Final = Message(
    "character {place} stands for one that a program could not read (U+{code}). Type the text again, or save the file as “CSV UTF-8”."
)
UNREADABLE_TEXT: Final = Message(
    "{text!r} stands for characters that were lost in another encoding. Type the text again, or save the file as “CSV UTF-8”."
)
ERROR_OF_EXCEL: Final = Message("{error} is an error of the spreadsheet. Correct its formula, or type the value.")
FORMULA: Final = Message("this is a formula of the spreadsheet. Copy the cells, and paste them as values.")
APOSTROPHE_OF_EXCEL: Final = Message(
    "the apostrophe marks text in a spreadsheet and is no part of it. Remove it, and format the column as text."
)
ROW_OF_TOTALS: Final = Message("this is a row of totals, not an entity. Remove the row.")
CODE_AS_NUMBER: Final = Message(
    "Excel has turned this code into a number, and its digits are lost. Type the code again in a column formatted as text."
)
INVALID_CODE: Final = Message("expected a code: at most {maximum} letters, digits and marks, without spaces or {separator!r}.")
CODE_ENDS_LIKE_ID: Final = Message("a code must not end like a dated id (@2022-09-22), nor in ~ and 8 hexadecimal digits.")
FULL_WIDTH_CODE: Final = Message("it has full-width characters, which the loader now writes as ordinary ones.")
NAME_TOO_LONG: Final = Message("a name has up to {maximum} characters, and this one has {length:,}. Shorten it.")
NAME_WITHOUT_LETTERS: Final = Message("expected a name: it has no letter and no digit. Type the name.")
TEXT_TOO_LONG: Final = Message("a text has up to {maximum:,} characters, and this one has {length:,}. Shorten it.")

"""Recognises Chinese text that a program read in a wrong encoding, such as ä¸­å« or 瑗块晣."""

import codecs
import unicodedata
from typing import Final

_READ_AS: Final = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb2312"), ("cp1252", "gb2312"), ("gb18030", "utf-8"))
"""The wrong encoding and the right one."""
_MIN_LENGTH: Final = 3
"""Of a text in Chinese characters: two of them may also be valid UTF-8."""
UTF8_READ_AS_GB18030: Final = "".join(
    bytes((first, second)).decode("gb18030") for first in range(0xE4, 0xEA) for second in range(0x80, 0xC0)
)
"""The characters with which Chinese UTF-8 text begins if it is read in GB 18030."""


def is_read_in_another_encoding(text: str) -> bool:
    return not text.isascii() and any(_is_chinese(text, wrong, right) for wrong, right in _READ_AS)


def _is_chinese(text: str, wrong: str, right: str) -> bool:
    """Returns whether the bytes of the text are Chinese in the encoding ``right``."""
    if wrong == "gb18030" and (len(text.rstrip("?")) < _MIN_LENGTH or text[0] not in UTF8_READ_AS_GB18030):
        return False
    try:
        written = text.rstrip("?").encode(wrong)
        read = codecs.getincrementaldecoder(right)().decode(written, final=wrong != "gb18030")
    except UnicodeError:
        return False
    widths = [unicodedata.east_asian_width(each) for each in read if not each.isascii()]
    return set(widths) <= {"W", "A"} and widths.count("W") >= (2 if right == "gb2312" else 1)

"""What codes, names and other texts may contain, so that a text can be found by what it looks like."""

import re
import unicodedata
from typing import Final

from graph.messages import text as messages
from graph.messages.message import MessageError
from graph.model.id_suffix import is_dated, is_simulated

MAX_CODE_LENGTH: Final = 100
MAX_NAME_LENGTH: Final = 100
"""In characters. The pinyin of a name grows with the square of its length."""
MAX_TEXT_LENGTH: Final = 1_000
NAME_SEPARATOR: Final = "|"
_IDEOGRAPHIC_SPACE: Final = "\u3000"
_BROKEN: Final = "\ufffd\ufffc"
"""What replaces a character that a program could not read."""
_BLANK_LETTERS: Final = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
"""Letters and marks that show nothing. Unicode does not count them as control or format characters."""
_UNASSIGNED_IDEOGRAPHS: Final = range(0x20000, 0x40000)
"""Planes of ideographs: newer versions of Unicode assign more of them."""
_CODE: Final = re.compile(r"[^\s|]+")
_NUMBER_OF_EXCEL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]+\.0+")
_EXCEL_ERROR: Final = re.compile(
    r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!|GETTING_DATA)|#{3,}",
    re.IGNORECASE,
)
_MOJIBAKE: Final = re.compile(r"[?？]{2,}|锟斤拷|烫烫烫|屯屯屯")
"""What remains of Chinese text that was saved in an encoding without Chinese characters, or read in a wrong one."""
_FORMULA: Final = re.compile(r"[=＝]|[+＋@＠-][A-Za-z0-9.$!:]{0,40}\(|[+-][0-9.]+[-+*/][0-9.]+$")
_PLACEHOLDER: Final = re.compile(
    r"null|none|nan|undefined|n/?a|[+-]?inf(?:inity)?|true|false|无|暂无|空|待定|不详", re.IGNORECASE
)
_TOTALS: Final = re.compile(
    r".{0,8}(?:合\s*计|合\s*計|总\s*计|總\s*計|小\s*计|小\s*計|共\s*计|累\s*计)|汇\s*总|(?:grand|sub)?[\s-]*totals?|sum",
    re.IGNORECASE,
)
_TOTALS_END: Final = ":：=()（） 0123456789.,元人个户家名条"


class InvalidText(MessageError):
    """The text breaks a rule; the message states which one and what to write."""


def normalize_code(text: str) -> str:
    """Returns the code with full-width digits and letters as ordinary ones (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


def check_code(text: str) -> str:
    """Returns a normalised business key. Raises InvalidText, also if Excel has turned the code into a number."""
    code = normalize_code(text)
    _check_characters(code)
    if _NUMBER_OF_EXCEL.fullmatch(code):
        raise InvalidText(messages.CODE_AS_NUMBER)
    _check_spreadsheet(code)
    if not _CODE.fullmatch(code) or len(code) > MAX_CODE_LENGTH:
        raise InvalidText(messages.INVALID_CODE, separator=NAME_SEPARATOR, maximum=MAX_CODE_LENGTH)
    if is_dated(code) or is_simulated(code):
        raise InvalidText(messages.CODE_ENDS_LIKE_ID)
    return code


def check_name(text: str) -> str:
    """Returns the name. Raises InvalidText."""
    if len(text) > MAX_NAME_LENGTH:
        raise InvalidText(messages.NAME_TOO_LONG, length=len(text), maximum=MAX_NAME_LENGTH)
    name = check_text(text)
    if not any(map(str.isalnum, name)):
        raise InvalidText(messages.NAME_WITHOUT_LETTERS)
    if _TOTALS.fullmatch(name.rstrip(_TOTALS_END)):
        raise InvalidText(messages.ROW_OF_TOTALS)
    if _PLACEHOLDER.fullmatch(name):
        raise InvalidText(messages.PLACEHOLDER, text=name)
    return name


def check_text(text: str) -> str:
    """Returns the text, with every kind of space but the ideographic one as an ordinary space. Raises InvalidText."""
    if len(text) > MAX_TEXT_LENGTH:
        raise InvalidText(messages.TEXT_TOO_LONG, length=len(text), maximum=MAX_TEXT_LENGTH)
    _check_characters(text)
    _check_spreadsheet(text)
    return "".join(map(_ordinary_space, text))


def _ordinary_space(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" and character != _IDEOGRAPHIC_SPACE else character


def _check_characters(text: str) -> None:
    for place, character in enumerate(text, 1):
        if character in "\n\r\t":
            raise InvalidText(messages.LINE_BREAK)
        if _is_invisible(character):
            name = unicodedata.name(character, "a control or unknown character")
            raise InvalidText(messages.INVISIBLE_CHARACTER, name=name, code=f"{ord(character):04X}", place=place)
        if character in _BROKEN:
            raise InvalidText(messages.BROKEN_CHARACTER, code=f"{ord(character):04X}", place=place)


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        return ord(character) not in _UNASSIGNED_IDEOGRAPHS
    return category[0] == "C" or category in ("Zl", "Zp") or character in _BLANK_LETTERS or _is_variation_selector(character)


def _is_variation_selector(character: str) -> bool:
    return 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF


def _check_spreadsheet(text: str) -> None:
    if error := _EXCEL_ERROR.search(text):
        raise InvalidText(messages.ERROR_OF_EXCEL, error=error[0])
    if broken := _MOJIBAKE.search(text):
        raise InvalidText(messages.UNREADABLE_TEXT, text=broken[0])
    if _is_read_as_latin(text):
        raise InvalidText(messages.UNREADABLE_TEXT, text=text[:MAX_NAME_LENGTH])
    if text.startswith(("'", "＇")):
        raise InvalidText(messages.APOSTROPHE_OF_EXCEL)
    if _FORMULA.match(text):
        raise InvalidText(messages.FORMULA)
    if _TOTALS.fullmatch(text.rstrip(_TOTALS_END)):
        raise InvalidText(messages.ROW_OF_TOTALS)


def _is_read_as_latin(text: str) -> bool:
    """Returns whether the text is Chinese in UTF-8 that a program read in a Western encoding, such as ä¸­å«."""
    if text.isascii():
        return False
    for encoding in ("cp1252", "latin-1"):
        try:
            read = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return any(unicodedata.east_asian_width(each) == "W" for each in read)
    return False

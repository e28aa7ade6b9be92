"""The characters that codes, names and other texts may contain, so that a text is found by its looks."""

import re
import unicodedata
from typing import Final

from graph.messages import text as messages
from graph.messages.message import MessageError
from graph.model.id_suffix import is_dated, is_simulated
from graph.model.text_encodings import is_read_in_another_encoding

MAX_CODE_LENGTH: Final = 100
MAX_NAME_LENGTH: Final = 100
"""In characters. The pinyin of a name grows with the square of its length."""
MAX_TEXT_LENGTH: Final = 1_000
NAME_SEPARATOR: Final = "|"
_IDEOGRAPHIC_SPACE: Final = "\u3000"
_BROKEN: Final = frozenset("\ufffd\ufffc" + "".join(map(chr, range(0x2E80, 0x2F00))))
"""Replacements of an unreadable character, such as a radical in a copy from a PDF file."""
_BLANK_LETTERS: Final = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
"""Letters and marks that show nothing. Unicode does not count them as control or format characters."""
_UNASSIGNED_IDEOGRAPHS: Final = range(0x20000, 0x40000)
"""Planes of ideographs: newer versions of Unicode assign more of them."""
_CODE: Final = re.compile(r"[^\s|]+")
_NUMBER_OF_EXCEL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]+\.0+|[0-9]{1,3}(?:,[0-9]{3})+")
_EXCEL_ERROR: Final = re.compile(
    r"#(?:REF|VALUE|DIV/0|NAME|NULL|NUM|N/A|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|EXTERNAL|PYTHON|GETTING_DATA)\b[!?]?|#{3,}",
    re.IGNORECASE,
)
_LOST: Final = re.compile(r"[?]{2,}|锟斤拷|烫烫烫|屯屯屯")
"""Remains of Chinese text that was saved without Chinese characters, or read in a wrong encoding."""
_FORMULA: Final = re.compile(r"=|[+@-][A-Za-z0-9.$!:]{0,40}\(|[+-][0-9.]+(?:[-+*/][0-9.]+)?$")
_PLACEHOLDER: Final = re.compile(
    r"\\N|null|none|nan|undefined|n/?a|[+-]?inf(?:inity)?|true|false|无|暂无|空|待定|不详", re.IGNORECASE
)
_TOTALS: Final = re.compile(
    r".{0,8}(?:合\s*计|合\s*計|总\s*计|總\s*計|小\s*计|小\s*計|共\s*计|累\s*计|总\s*数|总\s*和|平\s*均|均\s*值)[数值]?|汇\s*总|其中|(?:grand|sub)?[\s-]*totals?|sum",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"(?:备\s*)?[注註]\s*[\d一二三]?\s*[:.、]|(?:说明|说\s明|数据来源|资料来源|制表|填表|审核)[人单位日期]*\s*(?::|$)|备\s*注$|note:",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#x?[0-9a-f]+);|</?[a-z][^<>]*>|_x00[0-9a-f]{2}_", re.IGNORECASE)
_QUOTES: Final = {"‘": "’", "’": "‘", "`": "`", "´": "´"}
"""Replacements of Excel's apostrophe, with the mark that shows a quotation."""
_LOOKALIKES: Final = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and compatibility ideographs, which look like ordinary ones. Copies from PDF files contain them."""
_TOTALS_END: Final = ":：=()（） 0123456789.,元人个户家名条"


class InvalidText(MessageError):
    """The message states the broken rule and what to write."""


def normalize_code(text: str) -> str:
    """Converts full-width digits and letters to ordinary ones (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


def check_code(text: str) -> str:
    """Returns a normalised business key. Raises InvalidText, also if Excel has turned the code into a number."""
    code = normalize_code(text)
    _check_characters(code)
    if code[:1] in _QUOTES:
        raise InvalidText(messages.APOSTROPHE_OF_EXCEL)
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
    if _NOTE.match(unicodedata.normalize("NFKC", name)):
        raise InvalidText(messages.NOTE)
    if _PLACEHOLDER.fullmatch(name):
        raise InvalidText(messages.PLACEHOLDER, text=name)
    return name


def check_text(text: str) -> str:
    """Replaces characters that look like ordinary ones. Raises InvalidText.

    Composes letters with their accents. Every kind of space but the ideographic one becomes an ordinary space.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise InvalidText(messages.TEXT_TOO_LONG, length=len(text), maximum=MAX_TEXT_LENGTH)
    _check_characters(text)
    _check_spreadsheet(text)
    return _composed("".join(map(_ordinary_space, text)))


def _composed(text: str) -> str:
    ordinary = _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", ordinary)


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


def without_invisible_characters(text: str) -> str:
    return "".join(each for each in text if not _is_invisible(each))


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        return ord(character) not in _UNASSIGNED_IDEOGRAPHS
    return category[0] == "C" or category in ("Zl", "Zp") or character in _BLANK_LETTERS or _is_variation_selector(character)


def _is_variation_selector(character: str) -> bool:
    return 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF


def _check_spreadsheet(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    if error := _EXCEL_ERROR.search(plain):
        raise InvalidText(messages.ERROR_OF_EXCEL, error=error[0])
    if (lost := _LOST.search(plain)) or is_read_in_another_encoding(text):
        raise InvalidText(messages.UNREADABLE_TEXT, text=lost[0] if lost else text[:MAX_NAME_LENGTH])
    if plain.startswith("'") or (text[:1] in _QUOTES and _QUOTES[text[0]] not in text[1:]):
        raise InvalidText(messages.APOSTROPHE_OF_EXCEL)
    if markup := _MARKUP.search(plain):
        raise InvalidText(messages.MARKUP, text=markup[0][:MAX_NAME_LENGTH])
    if _FORMULA.match(plain):
        raise InvalidText(messages.FORMULA)
    if _TOTALS.fullmatch(plain.rstrip(_TOTALS_END)):
        raise InvalidText(messages.ROW_OF_TOTALS)

"""Cells: the text of one cell read as the value that its property stores."""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from enum import EnumMeta
from typing import Final, cast

from graph.model.declarations import Property, StoredEnum
from seeds.loader.records import Value

NAME_SEPARATOR: Final = "|"
EXCEL_FLOAT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]+\.0+")
DATE_EXPECTED: Final = "a day as YYYY-MM-DD, such as 2022-08-04 (in Excel, import the column as text)"
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE: Final = re.compile(r"[^\s\x00-\x1f|]{1,100}")
_BOOLEANS: Final = {"true": True, "false": False}


class InvalidCell(Exception):
    """The text is not a value of the column; the sentence says what was expected."""


def value_of(text: str, prop: Property) -> Value | None:
    """The value that ``text`` stands for; None for a blank cell. Raises CellRefused."""
    if not text:
        return None
    if isinstance(prop.type, EnumMeta):
        return _vocabulary(text, prop)
    return _READERS[prop.type](text, prop)


def _text(text: str, prop: Property) -> str:
    if any(character < " " for character in text):
        raise InvalidCell("expected one line of text; take the line breaks and tabs out of the cell.")
    return text


def code_of(text: str) -> str:
    """A business key. Raises CellRefused where Excel has made a number of it."""
    if EXCEL_FLOAT.fullmatch(text):
        raise InvalidCell(
            "Excel has turned this code into a number, and its digits are lost; type the code again in a column formatted as text."
        )
    if not _CODE.fullmatch(text):
        raise InvalidCell(f"expected a code: at most 100 letters, digits and marks, without spaces or {NAME_SEPARATOR!r}.")
    return text


def _whole_number(text: str, prop: Property) -> int:
    if not _WHOLE.fullmatch(text) or not _within(int(text), prop):
        raise InvalidCell(f"expected a whole number{_bounds(prop)}, without unit, comma or decimal point.")
    return int(text)


def _number(text: str, prop: Property) -> float:
    if not _DECIMAL.fullmatch(text) or not _within(float(text), prop):
        raise InvalidCell(f"expected a number{_bounds(prop)}, such as 62.5, without unit or percent sign.")
    return float(text)


def _boolean(text: str, prop: Property) -> bool:
    if text.lower() not in _BOOLEANS:
        raise InvalidCell("expected true or false, or a blank cell where it is not recorded.")
    return _BOOLEANS[text.lower()]


def _day(text: str, prop: Property) -> date:
    if not _DAY.fullmatch(text):
        raise InvalidCell(f"expected {DATE_EXPECTED}.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidCell(f"there is no such day in the calendar; expected {DATE_EXPECTED}.") from None


def _names(text: str, prop: Property) -> tuple[str, ...]:
    names = tuple(_text(name.strip(), prop) for name in text.split(NAME_SEPARATOR))
    if not all(names):
        raise InvalidCell(f"expected names with {NAME_SEPARATOR!r} between them, such as 向阳居委会{NAME_SEPARATOR}向阳社区.")
    return names


def _vocabulary(text: str, prop: Property) -> str:
    names = [member.name for member in cast(type[StoredEnum], prop.type)]
    if text not in names:
        raise InvalidCell(f"expected one of {', '.join(names)}{did_you_mean(text.upper(), names)}.")
    return text


def did_you_mean(text: str, names: list[str]) -> str:
    close = get_close_matches(text, names, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _within(number: float, prop: Property) -> bool:
    return (prop.minimum is None or prop.minimum <= number) and (prop.maximum is None or number <= prop.maximum)


def _bounds(prop: Property) -> str:
    lowest, highest = (None if bound is None else f"{bound:g}" for bound in (prop.minimum, prop.maximum))
    if lowest is None:
        return "" if highest is None else f" up to {highest}"
    return f" from {lowest} on" if highest is None else f" from {lowest} to {highest}"


_READERS: Final[dict[type, Callable[[str, Property], Value]]] = {
    str: _text,
    int: _whole_number,
    float: _number,
    bool: _boolean,
    date: _day,
    list: _names,
}

"""Parses a cell into the value that its property stores."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import EnumMeta
from typing import Final, cast

from graph.messages import seeds as messages
from graph.messages.language import EMPTY, BilingualText, listing
from graph.messages.message import MessageError
from graph.model.chinese_names import english_name, names_of_values
from graph.model.declarations import INT32_MAX, INT32_MIN, Property
from graph.model.text_rules import NAME_SEPARATOR, check_name, check_text
from seeds.loader.records import PropertyValue

MAX_FORMER_NAMES: Final = 20
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS: Final = {"true": True, "false": False, "是": True, "否": False}


class InvalidCell(MessageError):
    """The message states the expected values of the column."""


def parse_value(text: str, prop: Property) -> PropertyValue | None:
    """Returns None for a blank cell. Raises InvalidCell or InvalidText."""
    if not text:
        return None
    if isinstance(prop.type, EnumMeta):
        return _parse_enum(text, prop)
    return _PARSERS[prop.type](text, prop)


def _parse_text(text: str, prop: Property) -> str:
    return check_name(text) if prop.name == "name" else check_text(text)


def _parse_integer(text: str, prop: Property) -> int:
    if not _INTEGER.fullmatch(text) or not _is_within_bounds(int(text), prop):
        raise InvalidCell(messages.INVALID_INTEGER, bounds=_bounds(prop))
    return int(text)


def _parse_number(text: str, prop: Property) -> float:
    if not _DECIMAL.fullmatch(text) or not _is_within_bounds(float(text), prop):
        raise InvalidCell(messages.INVALID_NUMBER, bounds=_bounds(prop))
    return float(text) + 0.0  # -0 is 0


def _parse_boolean(text: str, prop: Property) -> bool:
    if text.lower() not in _BOOLEANS:
        raise InvalidCell(messages.INVALID_BOOLEAN)
    return _BOOLEANS[text.lower()]


def _parse_date(text: str, prop: Property) -> date:
    if not _DATE.fullmatch(text):
        raise InvalidCell(messages.INVALID_DATE)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidCell(messages.NO_SUCH_DATE) from None


def _parse_names(text: str, prop: Property) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(NAME_SEPARATOR)]
    if not all(names):
        raise InvalidCell(messages.BLANK_FORMER_NAME, separator=NAME_SEPARATOR)
    if len(names) > MAX_FORMER_NAMES:
        raise InvalidCell(messages.TOO_MANY_NAMES, count=len(names), maximum=MAX_FORMER_NAMES)
    return tuple(map(check_name, names))


def _parse_enum(text: str, prop: Property) -> str:
    return parse_name(text, names_of_values(cast(EnumMeta, prop.type)), text.upper())


def parse_name(text: str, names: Mapping[str, tuple[str, ...]], similar: str) -> str:
    """Returns the name that a text is or means in Chinese. Raises InvalidCell, which suggests a name like `similar`."""
    found = english_name(text, names)
    if found is None:
        values = listing(with_chinese(name, chinese) for name, chinese in names.items())
        raise InvalidCell(messages.VALUE_NOT_LISTED, values=values, suggestion=suggestion(similar, names))
    return found


def with_chinese(name: str, chinese: Sequence[str]) -> BilingualText:
    return BilingualText(name, f"{name}（{chinese[0]}）")


def suggestion(text: str, names: Mapping[str, Sequence[str]] | Sequence[str]) -> BilingualText:
    """Returns a sentence with the most similar name, after a space; empty if none is similar.

    `names`: with the Chinese names of each, if they have some.
    """
    chinese = [each for others in names.values() for each in others] if isinstance(names, Mapping) else []
    close = get_close_matches(text, [*names, *chinese], n=1)
    return messages.SUGGESTION.format(name=close[0]) if close else EMPTY


def _bounds_of(prop: Property) -> tuple[float | None, float | None]:
    """Bounds a whole number by GraphQL's Int, which has 32 bits."""
    least, greatest = (INT32_MIN, INT32_MAX) if prop.type is int else (None, None)
    return least if prop.minimum is None else prop.minimum, greatest if prop.maximum is None else prop.maximum


def _is_within_bounds(number: float, prop: Property) -> bool:
    minimum, maximum = _bounds_of(prop)
    return (minimum is None or minimum <= number) and (maximum is None or number <= maximum)


def _bounds(prop: Property) -> BilingualText:
    match _bounds_of(prop):
        case None, None:
            return EMPTY
        case None, maximum:
            return messages.UP_TO.format(maximum=maximum)
        case minimum, None:
            return messages.OF_AT_LEAST.format(minimum=minimum)
        case minimum, maximum:
            return messages.BETWEEN.format(minimum=minimum, maximum=maximum)


_PARSERS: Final[dict[type, Callable[[str, Property], PropertyValue]]] = {
    str: _parse_text,
    int: _parse_integer,
    float: _parse_number,
    bool: _parse_boolean,
    date: _parse_date,
    list: _parse_names,
}

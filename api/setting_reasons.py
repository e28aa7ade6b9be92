"""Why a setting is invalid, in both languages; pydantic says so in English only."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from graph.messages import settings as messages
from graph.messages.language import BilingualText
from graph.messages.message import Message

_REASONS: Final[Mapping[str, Message]] = {
    "int_parsing": messages.WHOLE_NUMBER,
    "int_type": messages.WHOLE_NUMBER,
    "int_from_float": messages.WHOLE_NUMBER,
    "int_parsing_size": messages.WHOLE_NUMBER,
    "float_parsing": messages.NUMBER,
    "float_type": messages.NUMBER,
    "finite_number": messages.NUMBER,
    "bool_parsing": messages.SWITCH,
    "bool_type": messages.SWITCH,
    "literal_error": messages.ONE_OF,
    "greater_than": messages.GREATER_THAN,
    "greater_than_equal": messages.AT_LEAST,
    "less_than": messages.LESS_THAN,
    "less_than_equal": messages.AT_MOST,
    "path_type": messages.PATH,
}
"""By pydantic's name of the error, whose context has the values of the message."""


def invalid_setting(error: ValidationError) -> BilingualText:
    """Takes the first invalid setting."""
    first = error.errors()[0]
    return messages.INVALID.format(name=str(first["loc"][0]).upper(), value=first["input"], reason=_reason(first))


def _reason(error: Any) -> BilingualText:
    message = _REASONS.get(error["type"])
    return BilingualText.untranslated(error["msg"]) if message is None else message.format(**error.get("ctx", {}))

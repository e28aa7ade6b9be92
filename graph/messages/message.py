"""A message to a user: a text in two languages with named values in braces, and the error code that it carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.error_codes import ErrorCode
from graph.messages.language import BilingualText, Language, in_language


@dataclass(frozen=True)
class Message:
    """One entry of the catalogue. Both texts name the same values. `code` is set if the message is an error of the GraphQL API."""

    english: str
    chinese: str
    code: ErrorCode | None = None

    def format(self, **values: Any) -> BilingualText:
        """Returns the text with its values filled in; those that are texts, in its language. Raises KeyError for a missing value."""
        return BilingualText(
            self.english.format_map(_values_in(values, Language.ENGLISH)),
            self.chinese.format_map(_values_in(values, Language.CHINESE)),
        )


class MessageError(Exception):
    """An error whose text is a message of the catalogue."""

    def __init__(self, message: Message, /, **values: Any) -> None:
        self.message = message.format(**values)
        super().__init__(self.message)


def _values_in(values: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {name: in_language(value, language) for name, value in values.items()}

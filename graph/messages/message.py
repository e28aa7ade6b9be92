"""A message to a user: an English text with named values in braces, and the error code that it carries."""

from dataclasses import dataclass
from typing import Any

from graph.error_codes import ErrorCode


@dataclass(frozen=True)
class Message:
    """One entry of the catalogue. `code` is set if the message is an error of the GraphQL API."""

    text: str
    code: ErrorCode | None = None

    def format(self, **values: Any) -> str:
        """Returns the text with its values filled in. Raises KeyError for a missing value."""
        return self.text.format_map(values)


class MessageError(Exception):
    """An error whose text is a message of the catalogue."""

    def __init__(self, message: Message, /, **values: Any) -> None:
        super().__init__(message.format(**values))

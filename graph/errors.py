"""Errors of the caller."""

from collections.abc import Mapping
from typing import Any, Self

from graph.error_codes import ErrorCode as ErrorCode
from graph.messages.message import Message


class UserError(Exception):
    """An error of the caller. `message` and `extensions` are shown; `code` is `extensions.code`."""

    def __init__(self, code: ErrorCode, message: str, extensions: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.extensions = dict(extensions or {})

    @classmethod
    def of(cls, message: Message, extensions: Mapping[str, Any] | None = None, **values: Any) -> Self:
        """Returns the error for a message of the catalogue, which must have a code."""
        assert message.code is not None
        return cls(message.code, message.format(**values), extensions)

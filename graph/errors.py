"""Errors of the caller."""

from collections.abc import Mapping
from typing import Any

from graph.messages.message import Message


class UserError(Exception):
    """An error of the caller. `message` and `extensions` are shown; `code` is `extensions.code`."""

    def __init__(self, message: Message, extensions: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """`message` must have a code; `values` fill in its text."""
        assert message.code is not None
        self.code = message.code
        self.message = message.format(**values)
        self.extensions = dict(extensions or {})
        super().__init__(self.message)

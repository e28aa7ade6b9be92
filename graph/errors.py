"""Errors of the caller."""

from collections.abc import Mapping
from typing import Any

from graph.messages.message import Message


class UserError(Exception):
    """An error of the caller. `message` and `extensions` are shown; `code` is `extensions.code`."""

    def __init__(self, message: Message, extensions: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Fills `values` into the text of `message`, which must have a code."""
        assert message.code is not None
        self.code = message.code
        self.message = message.format(**values)
        self.extensions = dict(extensions or {})
        super().__init__(self.message)

    def explained(self, sentence: str, extensions: Mapping[str, Any]) -> "UserError":
        """Returns the same error with another sentence and more extensions."""
        error = UserError.__new__(UserError)
        error.code, error.message, error.extensions = self.code, f"{self.message} {sentence}", {**self.extensions, **extensions}
        error.args = (error.message,)
        return error

    @property
    def formatted(self) -> dict[str, Any]:
        """The error as an entry of a response's `errors`."""
        return {"message": self.message, "extensions": {"code": self.code.name, **self.extensions}}

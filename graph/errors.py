"""Errors of the caller."""

from collections.abc import Mapping
from typing import Any

from graph.messages.language import BilingualText, Language, in_language, sentences
from graph.messages.message import Message


class UserError(Exception):
    """An error that the client of a request can act on.

    `message` and `extensions` are shown in the language of the request; `code` is `extensions.code`.
    """

    def __init__(self, message: Message, extensions: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Fills `values` into the texts of `message`, which must have a code."""
        assert message.code is not None
        self.code = message.code
        self.message = message.format(**values)
        self.extensions = dict(extensions or {})
        super().__init__(self.message)

    def explained(self, sentence: BilingualText, extensions: Mapping[str, Any]) -> "UserError":
        """Returns the same error with another sentence and more extensions."""
        error = UserError.__new__(UserError)
        error.code, error.message = self.code, sentences(self.message, sentence)
        error.extensions = {**self.extensions, **extensions}
        error.args = (error.message,)
        return error

    def formatted(self, language: Language) -> dict[str, Any]:
        """Returns an entry of a response's `errors`."""
        extensions = {"code": self.code.name, **in_language(self.extensions, language)}
        return {"message": self.message.in_language(language), "extensions": extensions}

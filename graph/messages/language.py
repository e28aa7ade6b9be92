"""The two languages of messages, and a text in both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Self, cast


class Language(Enum):
    """The value is the primary subtag of a language tag (RFC 5646)."""

    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True, order=True)
class BilingualText:
    """A text in both languages. The edge that shows it chooses one; logs are in English."""

    english: str
    chinese: str

    def __str__(self) -> str:
        return self.english

    def in_language(self, language: Language) -> str:
        return self.chinese if language is Language.CHINESE else self.english

    @classmethod
    def untranslated(cls, text: str) -> Self:
        """Returns a text that is the same in both languages, such as the reason that a library gives."""
        return cls(text, text)

    @property
    def both(self) -> str:
        """The Chinese text and the English one, as data show them."""
        return f"{self.chinese} {self.english}"

    def prefixed(self, prefix: str) -> "BilingualText":
        return self.mapped(lambda text: prefix + text)

    def mapped(self, function: Callable[[str], str]) -> "BilingualText":
        return BilingualText(function(self.english), function(self.chinese))


EMPTY: Final = BilingualText("", "")


def in_language(value: Any, language: Language) -> Any:
    """Returns a value of JSON with each text in one language."""
    if isinstance(value, BilingualText):
        return value.in_language(language)
    if isinstance(value, dict):
        return {name: in_language(each, language) for name, each in cast(dict[str, Any], value).items()}
    if isinstance(value, list):
        return [in_language(each, language) for each in cast(list[Any], value)]
    return value


def sentences(*texts: BilingualText) -> BilingualText:
    """Returns texts one after the other; Chinese ones have no space between them."""
    return joined(texts, " ", "")


def lines(*texts: BilingualText) -> BilingualText:
    """Returns texts one below the other."""
    return joined(texts, "\n", "\n")


def listing(items: Iterable[object]) -> BilingualText:
    """Returns the items of a list, separated as each language does."""
    texts = [each if isinstance(each, BilingualText) else BilingualText.untranslated(str(each)) for each in items]
    return joined(texts, ", ", "、")


def joined(texts: Iterable[BilingualText], english: str, chinese: str) -> BilingualText:
    """Returns texts with a separator of each language between them."""
    found = list(texts)
    return BilingualText(english.join(each.english for each in found), chinese.join(each.chinese for each in found))

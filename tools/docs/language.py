"""The language of a page, and the part of a bilingual text in it."""

from enum import Enum

_BOUNDARY = "。 "
"""Ends the Chinese sentences of a description; the English ones follow."""


class PageLanguage(Enum):
    """The value is the ending of the names of its pages."""

    ENGLISH = ".md"
    CHINESE = ".zh.md"

    def of(self, english: str, chinese: str) -> str:
        return english if self is PageLanguage.ENGLISH else chinese

    def part(self, description: str) -> str:
        """Returns the sentences of this language; a description has the Chinese ones first. A text in one language is for both."""
        chinese, boundary, english = description.partition(_BOUNDARY)
        return self.of(english, f"{chinese}。") if boundary else description

    def link(self, page: str) -> str:
        """Leads to the page in the other language."""
        return self.of(f"[中文]({page}.zh.md)", f"[English]({page}.md)")

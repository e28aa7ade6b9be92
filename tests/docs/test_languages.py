"""A guide has equal sections, tables and code blocks in both languages."""

import re
from collections.abc import Iterator

import pytest
from product_server import ROOT

GUIDES = [
    "README",
    *(
        f"docs/{name}"
        for name in (
            "clients", "coverage", "errors", "figures", "http", "linkage", "model", "network", "network-measures", "operations", "page",
            "querying", "seed-files", "settings",
        )
    ),
]  # fmt: skip
"""For users. Other pages are for developers, or have a column in each language."""
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"(?:^|\s)(?:#|//|/\*\*).*$", re.MULTILINE)


def text_of(guide: str, ending: str) -> str:
    return (ROOT / f"{guide}{ending}").read_text("utf-8")


def code_of(text: str) -> list[str]:
    """Omits comments."""
    return [COMMENT.sub("", block) for block in CODE.findall(text)]


def headings_of(text: str) -> list[int]:
    return [len(level) for level in re.findall(r"^(#+) ", CODE.sub("", text), re.MULTILINE)]


def tables_of(text: str) -> Iterator[int]:
    for table in re.findall(r"(?:^\|.*\n)+", CODE.sub("", text), re.MULTILINE):
        yield table.count("\n")


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_are_in_step(guide: str) -> None:
    english, chinese = text_of(guide, ".md"), text_of(guide, ".zh.md")
    assert headings_of(chinese) == headings_of(english)
    assert code_of(chinese) == code_of(english)
    assert list(tables_of(chinese)) == list(tables_of(english))


@pytest.mark.parametrize("guide", GUIDES)
def test_each_language_links_to_the_other(guide: str) -> None:
    name = guide.rpartition("/")[2]
    assert f"[中文]({name}.zh.md)" in text_of(guide, ".md")
    assert f"[English]({name}.md)" in text_of(guide, ".zh.md")


def test_a_difference_is_found() -> None:
    page = "# A\n\n```sh\nmake serve  # here\n```\n\n| a |\n|---|\n"
    assert code_of(page) == code_of(page.replace("# here", "# 这里"))
    assert code_of(page) != code_of(page.replace("serve", "seed"))
    assert headings_of(page) != headings_of(page.replace("# A", "## A"))
    assert list(tables_of(page)) != list(tables_of(page + "| b |\n"))

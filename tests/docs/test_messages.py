"""Each use of a message gives the values that its text names, and no error has a literal text."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from product_server import ROOT

import graph.messages
from graph.messages.message import Message

SOURCES: Final = [file for name in ("api", "graph", "schema", "seeds") for file in sorted((ROOT / name).rglob("*.py"))]
CATALOGUE: Final[dict[str, Message]] = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(graph.messages.__path__)
    for name, value in vars(importlib.import_module(f"graph.messages.{module.name}")).items()
    if isinstance(value, Message)
}
ERRORS: Final = {
    "UserError",
    "DatabaseError",
    "LocalNeo4jError",
    "InvalidCell",
    "InvalidText",
    "InvalidTrustedDocument",
    "InvalidManifest",
    "SettingsError",
    "BuildFailed",
    "PortInUse",
    "ModelError",
}
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
LATIN_PUNCTUATION: Final = re.compile("[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\\.(?![a-z])")
SAME_IN_BOTH: Final = re.compile(r"[^A-Za-z]*|HTTP|MB|PersistedQueryNotSupported|CONCOR|Jaccard|QAP|R²|z")
"""Texts that, without their values, have nothing to translate."""


def _placeholders(message: Message) -> set[str]:
    return _values_of(message.english)


def _values_of(text: str) -> set[str]:
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(text) if name}


def _formats_of(text: str) -> list[tuple[str, str | None]]:
    return sorted((name, specification) for _, name, specification, _ in Formatter().parse(text) if name)


def _words_of(text: str) -> str:
    """Removes values and codes."""
    return re.sub(r"`[^`]*`", "", "".join(literal for literal, _, _, _ in Formatter().parse(text))).strip()


def test_a_message_has_the_same_values_in_both_languages() -> None:
    for name, message in CATALOGUE.items():
        assert set(_formats_of(message.english)) == set(_formats_of(message.chinese)), name


def test_a_message_has_an_english_and_a_chinese_text() -> None:
    for name, message in CATALOGUE.items():
        english, chinese = _words_of(message.english), _words_of(message.chinese)
        if not SAME_IN_BOTH.fullmatch(english):
            assert CHINESE.search(chinese), name
            assert english != chinese, name
        assert not LATIN_PUNCTUATION.search(chinese), name


def test_a_text_in_english_has_no_chinese_sentence() -> None:
    assert [name for name, message in CATALOGUE.items() if re.search("[\u4e00-\u9fff]。", message.english)] == []


def test_a_constant_has_one_name_in_the_catalogue() -> None:
    names = Counter(name.partition(".")[2] for name in CATALOGUE)
    assert [name for name, number in names.items() if number > 1] == []


def test_no_two_messages_have_one_text() -> None:
    texts = Counter((message.english, message.chinese) for message in CATALOGUE.values() if _words_of(message.english))
    assert [english for (english, _), number in texts.items() if number > 1] == []


@cache
def _nodes(file: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(file.read_text("utf-8"))))


def _calls(file: Path) -> list[ast.Call]:
    return [node for node in _nodes(file) if isinstance(node, ast.Call)]


def _message_modules(nodes: list[ast.AST]) -> dict[str, str]:
    """Returns the catalogue module of each import alias."""
    return {
        alias.asname or alias.name: alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "graph.messages"
        for alias in node.names
    }


def _uses(file: Path) -> Iterator[tuple[int, str, set[str]]]:
    """Yields line, message and keywords of each call that formats a message with keywords only."""
    modules = _message_modules(_nodes(file))
    for call in _calls(file):
        keywords = {keyword.arg for keyword in call.keywords}
        name = _formatted(call, modules)
        if name is not None and None not in keywords:
            yield call.lineno, name, {keyword for keyword in keywords if keyword}


def _formatted(call: ast.Call, modules: dict[str, str]) -> str | None:
    """Returns the message of `Error(messages.NAME, ...)` or `messages.NAME.format(...)`."""
    if isinstance(call.func, ast.Name) and call.func.id in ERRORS and call.args:
        return _constant(call.args[0], modules)
    if isinstance(call.func, ast.Attribute) and call.func.attr == "format":
        return _constant(call.func.value, modules)
    return None


def _constant(node: ast.expr, modules: dict[str, str]) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
        return f"{modules[node.value.id]}.{node.attr}"
    return None


@cache
def _all_uses() -> list[tuple[str, int, str, set[str]]]:
    return [(file.relative_to(ROOT).as_posix(), *use) for file in SOURCES for use in _uses(file)]


def test_the_catalogue_is_used() -> None:
    assert len(_all_uses()) > 100


def test_a_message_gets_the_values_that_it_names() -> None:
    wrong = [f"{file}:{line}" for file, line, name, values in _all_uses() if values != _placeholders(CATALOGUE[name])]
    assert wrong == []


def test_every_message_is_used() -> None:
    text = "\n".join(file.read_text("utf-8") for file in SOURCES if "messages" not in file.parts)
    assert [name for name in CATALOGUE if name.partition(".")[2] not in text] == []


def test_no_error_has_a_literal_text() -> None:
    literal = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in SOURCES
        for node in _calls(file)
        if isinstance(node.func, ast.Name) and node.func.id in ERRORS
        if not node.args or isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert literal == []


def _sentences_with_values(source: str) -> Iterator[int]:
    """Yields the lines of f-strings with Chinese words: a text with values is a message of the catalogue."""
    for node in ast.walk(ast.parse(source)) if CHINESE.search(source) else ():
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(each, ast.Constant) and CHINESE.search(str(each.value)) for each in node.values
        ):
            yield node.lineno


def test_no_text_with_values_stands_outside_the_catalogue() -> None:
    outside = [
        file for name in ("api", "graph") for file in sorted((ROOT / name).rglob("*.py")) if "messages" not in file.parts
    ]
    found = [f"{file.relative_to(ROOT)}:{line}" for file in outside for line in _sentences_with_values(file.read_text("utf-8"))]
    assert [each for each in found if not each.startswith("graph/pinyin.py:")] == []
    assert list(_sentences_with_values('x = f"共 {size} 步"\ny = f"{size} steps"')) == [1]

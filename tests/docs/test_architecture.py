"""docs/architecture.md lists the imports of each folder; files that the docs name exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from product_server import ROOT

PACKAGES = ("api", "seeds", "schema", "graph")
EVERYWHERE = ("graph/errors", "graph/error_codes", "graph/reasons", "graph/search_text", "graph/messages/")
PAGES = [ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md")] + sorted((ROOT / "docs").rglob("*.md"))


def documented_imports() -> dict[str, tuple[str, ...]]:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_/]+/)` \| [^|]+ \|([^|]*)\|$", page, re.MULTILINE)
    return {
        folder: tuple(re.findall(r"`([a-z_/]+/)`", imports)) for folder, imports in rows if folder.split("/")[0] in PACKAGES
    }


def imported_modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.replace(".", "/") + "/"
        elif isinstance(node, ast.Import):
            yield from (name.name.replace(".", "/") + "/" for name in node.names)


@pytest.mark.parametrize("folder", documented_imports())
def test_a_folder_imports_only_what_the_table_lists(folder: str) -> None:
    allowed = (folder, *documented_imports()[folder], *EVERYWHERE)
    for file in (ROOT / folder).rglob("*.py"):
        imported = [module for module in imported_modules(file) if module.split("/")[0] in PACKAGES]
        assert all(module.startswith(allowed) for module in imported), f"{file}: {imported}"


def test_every_folder_with_code_is_in_the_table() -> None:
    folders = {
        f"{path.relative_to(ROOT)}/"
        for name in ("schema", "graph")
        for path in (ROOT / name).iterdir()
        if list(path.glob("*.py"))
    }
    assert folders <= set(documented_imports())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_exist(page: Path) -> None:
    folders = "api|benchmarks|docs|examples|graph|schema|seeds|tests|tools|web"
    named = set(re.findall(rf"(?<![\w/])(?:{folders})/[\w./-]*\w", re.sub(r"New file `[^`]+`", "", page.read_text("utf-8"))))
    generated = {"web/dist"}
    missing = sorted(name for name in named - generated if not (ROOT / name).exists())
    assert not missing

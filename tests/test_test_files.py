"""Rules for the test files."""

import ast
from pathlib import Path

from product_server import ROOT


def test_no_test_file_imports_from_another() -> None:
    """Shared code is in other modules; pytest imports conftest.py by itself."""
    for file in (ROOT / "tests").rglob("*.py"):
        for module in _imported_modules(file):
            last = module.rpartition(".")[2]
            assert last != "conftest", f"{file} imports {module}"
            assert not last.startswith("test_"), f"{file} imports {module}"


def _imported_modules(file: Path) -> list[str]:
    tree = ast.walk(ast.parse(file.read_text("utf-8")))
    names: list[str] = []
    for node in tree:
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names if alias.name == "conftest")]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names

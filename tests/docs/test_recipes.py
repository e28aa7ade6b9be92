"""The recipes of README and CONTRIBUTING work as they are printed: pasted at their places, they pass `make check` and the tests they name.

A recipe is a code block below a line that names its place: "New file `path`:", or "In `path`, before `line`:" (or after), where `line` is
the beginning of one line of the file.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from product_server import ROOT

PAGES = ("README.md", "CONTRIBUTING.md")
BLOCK = re.compile(
    r"^(?:New file|In) `(?P<path>[^`]+)`(?:, (?P<side>before|after) `(?P<line>[^`]+)`)?:\n\n```\w*\n(?P<text>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
IGNORED = shutil.ignore_patterns(".git", ".venv", ".tiaokuai", "node_modules", "dist", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Recipe:
    """A block of code and its place: a new file, or before or after a line of a file."""

    path: str
    side: str | None
    line: str | None
    text: str

    def paste(self, root: Path) -> None:
        file = root / self.path
        if self.line is None:
            assert not file.exists(), f"{self.path} exists"
            file.write_text(self.text, "utf-8")
            return
        lines = file.read_text("utf-8").splitlines(keepends=True)
        found = [number for number, line in enumerate(lines) if line.strip().startswith(self.line)]
        assert len(found) == 1, f"{self.path} has {len(found)} lines that begin with {self.line}"
        lines.insert(found[0] + (self.side == "after"), self.text)
        file.write_text("".join(lines), "utf-8")


def recipes() -> list[Recipe]:
    pages = [(ROOT / name).read_text("utf-8") for name in PAGES]
    return [Recipe(**match.groupdict()) for page in pages for match in BLOCK.finditer(page)]


def named_tests() -> list[str]:
    """Returns the test files that the section Recipes names."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Recipes")[2]
    return sorted(set(re.findall(r"`(tests/\w+/test_\w+\.py)`", section)))


def run(root: Path, *command: str) -> None:
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}\n{result.stderr}"


def make(root: Path, target: str) -> None:
    """Runs a target of the Makefile in the environment of this test."""
    installed = [f"{sys.prefix}/installed", f"{sys.prefix}/installed-dev"]
    run(root, "make", f"VENV={sys.prefix}", *(f"--old-file={file}" for file in installed), target)


def test_the_recipes_work(tmp_path: Path) -> None:
    root = tmp_path / "tiaokuai"
    shutil.copytree(ROOT, root, ignore=IGNORED, symlinks=True)
    (root / ".tiaokuai").mkdir()
    (root / ".tiaokuai" / "jars").symlink_to(ROOT / ".tiaokuai" / "jars")
    found = recipes()
    assert len(found) >= 10
    for recipe in found:
        recipe.paste(root)
    make(root, "docs")
    make(root, "check")
    run(root, sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-k", "not cypher_of_a_definition", *named_tests())

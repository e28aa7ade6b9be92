"""The recipes of README and CONTRIBUTING, pasted at their places, pass `make check` and the tests that they name.

A recipe is a code block below its place: "New file `path`:", "At the end of `path`:", or "In `path`, before `line`:" (or after). `line` is
the beginning of one line of the file.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from product_server import ROOT, login_environment

from graph.database.login import Login

PAGES = ("README.md", "CONTRIBUTING.md")
BLOCK = re.compile(
    r"^(?P<place>New file|At the end of|In) `(?P<path>[^`]+)`(?:, (?P<side>before|after) `(?P<line>[^`]+)`)?:\n\n```\w*\n(?P<text>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
IGNORED = shutil.ignore_patterns(".git", ".venv", ".tiaokuai", "node_modules", "dist", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Recipe:
    place: str
    path: str
    side: str | None
    line: str | None
    text: str

    def paste(self, root: Path) -> None:
        file = root / self.path
        if self.line is None:
            assert file.exists() == (self.place != "New file"), f"{self.place} {self.path}"
            with file.open("a", encoding="utf-8") as opened:
                opened.write(self.text)
            return
        lines = file.read_text("utf-8").splitlines(keepends=True)
        found = [number for number, line in enumerate(lines) if line.strip().startswith(self.line)]
        assert len(found) == 1, f"{self.path} has {len(found)} lines that begin with {self.line}"
        lines.insert(found[0] + (self.side == "after"), self.text)
        file.write_text("".join(lines), "utf-8")


def recipes() -> list[Recipe]:
    pages = [(ROOT / name).read_text("utf-8") for name in PAGES]
    return [Recipe(**match.groupdict()) for page in pages for match in BLOCK.finditer(page)]


def selected_tests() -> list[str]:
    """Returns each NAME of `make test K=NAME` in the recipes."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Recipes")[2]
    return re.findall(r"`make test K=(\w+)`", section)


def run(root: Path, *command: str, **environment: str) -> str:
    """Returns what it prints."""
    environment = {**os.environ, **environment}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def make(root: Path, target: str) -> None:
    """Installs no packages."""
    run(root, "make", "--old-file=.venv/installed", "--old-file=.venv/installed-dev", target)


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    """Returns a copy of the repository with all recipes pasted."""
    root = tmp_path / "tiaokuai"
    shutil.copytree(ROOT, root, ignore=IGNORED, symlinks=True)
    (root / ".venv").symlink_to(sys.prefix)
    found = recipes()
    assert len(found) >= 10
    for recipe in found:
        recipe.paste(root)
    return root


def test_the_recipes_fit_their_places(pasted: Path) -> None:
    schema = run(pasted, sys.executable, "-m", "api", "schema")
    for added in ("divisionByName(", "LENDS_ROOM_TO"):
        assert added in schema


@pytest.mark.slow
def test_the_recipes_pass_make_check(pasted: Path) -> None:
    make(pasted, "docs")
    make(pasted, "check")


@pytest.mark.slow
@pytest.mark.usefixtures("modifies_data")
def test_the_tests_that_the_recipes_name_pass(pasted: Path, neo4j_login: Login) -> None:
    tests = " or ".join(selected_tests())
    database = {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    run(pasted, sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-k", tests, **database)

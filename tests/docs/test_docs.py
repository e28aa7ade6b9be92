"""Docs: commands exist, queries return what is printed below them, links have targets, settings are complete."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from product_server import ROOT

from api.cli import COMMANDS
from api.settings import Settings

PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
READMES = PAGES[:2]
page_ids = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.mark.parametrize(
    "page",
    [
        *READMES,
        *(
            ROOT / "docs" / name
            for name in ("querying.md", "linkage.md", "network.md", "querying.zh.md", "linkage.zh.md", "network.zh.md")
        ),
    ],
    ids=lambda page: page.name,
)
def test_documented_queries_return_the_printed_result(page: Path, execute: Callable[..., Any], zhongwei: None) -> None:
    pairs = re.findall(r"```graphql\n(.*?)```\s*```json\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert pairs
    for query, answer in pairs:
        assert execute(query) == json.loads(answer)


@page_ids
def test_commands_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    commands = set(re.findall(r"python -m api ([a-z]+)", text))
    assert commands <= {command.name for command in COMMANDS.registered_commands}


@page_ids
def test_links_in_docs_have_targets(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", ["settings.md", "settings.zh.md"])
def test_every_setting_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert all(f"| `{name.upper()}` |" in text for name in Settings.model_fields)


def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [line.split()[0] for line in said.splitlines()] == targets

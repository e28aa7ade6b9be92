"""Docs: commands exist, queries return the printed results, links have targets, settings are complete."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

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


def anchors_of(page: Path) -> set[str]:
    """Makes anchors as GitHub does: letters of any script, digits, `_`, and hyphens for spaces."""
    found: dict[str, int] = {}
    anchors: set[str] = set()
    for heading in re.findall(
        r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    ):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        anchor = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        repeated = found[anchor] = found.get(anchor, -1) + 1
        anchors.add(f"{anchor}-{repeated}" if repeated else anchor)
    return anchors


@page_ids
def test_anchors_in_links_exist(page: Path) -> None:
    for file, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", page.read_text("utf-8")):
        target = page.parent / file if file else page
        assert unquote(anchor) in anchors_of(target), f"{file}#{anchor}"


def test_anchors_are_those_of_github(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A (b), `c_d` 查询\n## 标识与日期\n```sh\n# none\n```\n## A `x`\n## A x\n", "utf-8")
    assert anchors_of(page) == {"a-b-c_d-查询", "标识与日期", "a-x", "a-x-1"}


@pytest.mark.parametrize("page", ["settings.md", "settings.zh.md"])
def test_every_setting_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert all(f"| `{name.upper()}` |" in text for name in Settings.model_fields)


def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [line.split()[0] for line in said.splitlines()] == targets

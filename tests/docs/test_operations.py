"""The pages about operations name existing metrics and settings, and both languages have one configuration."""

import re
from pathlib import Path

import httpx
import pytest
from product_server import ROOT, Server

from api.settings import Settings
from graph.error_codes import ErrorCode

PAGES = [ROOT / "docs" / name for name in ("operations.md", "operations.zh.md")]
OF_THE_TERMINAL = ("LANG", "LC_ALL", "LC_MESSAGES")
OF_A_LOCAL_NEO4J = {"tiaokuai_neo4j_restarts_total", "tiaokuai_disk_free_bytes"}
page_names = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@page_names
def test_named_metrics_are_exported(page: Path, server: Server, zhongwei: None) -> None:
    server.post("{ nobody }")
    exported = set(re.findall(r"^# TYPE (\w+) ", httpx.get(f"{server.url}/metrics").text, re.MULTILINE))
    named = set(re.findall(r"\b((?:tiaokuai|process)_\w+)\b", page.read_text("utf-8")))
    assert len(named) > 15
    assert named - exported == OF_A_LOCAL_NEO4J


@page_names
def test_named_settings_and_codes_exist(page: Path) -> None:
    names = {name.upper() for name in Settings.model_fields} | {code.name for code in ErrorCode} | set(OF_THE_TERMINAL)
    assert set(re.findall(r"`([A-Z][A-Z0-9]*_?[A-Z0-9_]+)`", page.read_text("utf-8"))) <= names


def test_both_pages_have_the_same_configuration() -> None:
    first, second = (re.findall(r"```(\w+)\n(.*?)```", page.read_text("utf-8"), re.DOTALL) for page in PAGES)
    assert first == second
    assert [language for language, _ in first] == ["yaml", "sh", "nginx"]

"""What the tests of the local Neo4j share: folders as users have them, processes as the system sees them."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString, cast

import neo4j
import psutil

from graph.database.login import Login
from graph.local import NoProgress
from graph.local.jars import fetch_missing, locked_jars

JARS = Path(__file__).parent.parent / ".tiaokuai" / "jars"
NAME = "条块 的 data (1)"
"""Of a folder: with spaces, brackets and Chinese characters."""


def ask(login: Login, statement: str, **parameters: Any) -> list[list[Any]]:
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.username, login.password)) as driver:
        return [
            list(row)
            for row in driver.execute_query(cast(LiteralString, statement), parameters, database_=login.database).records
        ]


def until(true: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def javas(home: Path) -> list[int]:
    """The Neo4j processes that work on a folder."""
    return [
        p.pid
        for p in psutil.process_iter()
        if f"--home-dir={home / 'neo4j'}" in command_line_of(p) and "java" in command_line_of(p)[0]
    ]


def command_line_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline() or [""]
    except psutil.Error:
        return [""]


def linked_jars(folder: Path) -> Path:
    """The jars in a folder of their own, to be spoilt; the files are shared, so they are removed, not written into."""
    fetch_missing(JARS, NoProgress())
    folder.mkdir()
    for jar in locked_jars():
        os.link(JARS / jar.name, folder / jar.name)
    return folder

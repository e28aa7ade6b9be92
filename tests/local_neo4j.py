"""Data folders and processes for tests of the local Neo4j."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString, cast

import neo4j
import psutil

from graph.database.login import Login
from graph.local import NoProgress
from graph.local.jar import locked_jars
from graph.local.jars import fetch_missing

JARS = Path(__file__).parent.parent / ".tiaokuai" / "jars"
NAME = "条块 的 data (1)"
"""With spaces, brackets and Chinese characters."""
SHORT_LIVED = ("-XX:TieredStopAtLevel=1",)
"""C2 would take about 33 % of the CPU time of a Neo4j that runs a few statements, and never pay off."""


def run_cypher(login: Login, statement: str, **parameters: Any) -> list[list[Any]]:
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


def neo4j_processes(home: Path) -> list[int]:
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


def linked_jars(folder: Path, *, with_archive: bool = False) -> Path:
    """Links the jars, and the CDS archive if there is one. The files are shared, so tests remove them instead of writing into them."""
    fetch_missing(JARS, NoProgress())
    folder.mkdir()
    archives = [each.name for each in JARS.glob("classes-*.jsa")] if with_archive else []
    for name in [*(jar.name for jar in locked_jars()), *archives]:
        os.link(JARS / name, folder / name)
    return folder

"""uvloop, orjson and the other accelerators are used if installed, and are optional."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import httpx
from product_server import login_environment, serving

from graph.database.login import Login

WHEELS: Final = ("uvloop", "httptools", "neo4j._rust")
USED: Final = "import asyncio, importlib; from api.cli import event_loop_factory; print(event_loop_factory() is not None, {})"


def test_accelerators_are_used(tmp_path: Path) -> None:
    used = ", ".join(f"importlib.import_module({name!r}) is not None" for name in WHEELS)
    answered = subprocess.run([sys.executable, "-c", USED.format(used)], capture_output=True, text=True, check=True).stdout
    assert answered.split() == ["True"] * 4


def test_the_server_runs_without_accelerators(neo4j_login: Login, zhongwei: None, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules.update(dict.fromkeys({WHEELS!r}))\n")
    without = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    there = subprocess.run(
        [sys.executable, "-c", "import uvloop"], env={**os.environ, **without}, capture_output=True, check=False
    )
    assert b"ModuleNotFoundError" in there.stderr
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), **without}, own_interpreter=True) as url:
        answer = httpx.post(f"{url}/graphql", json={"query": '{ city(code: "6405") { name } }'}, timeout=60)
    assert answer.json() == {"data": {"city": {"name": "中卫市"}}}

"""Example clients: TypeScript generated from our SDL, Python, and pandas, each used as in a real project."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from node import run_node, run_npm
from product_server import ROOT, Server

TYPESCRIPT = ROOT / "examples" / "typescript"
PYTHON = ROOT / "examples" / "python"
pytestmark = pytest.mark.usefixtures("zhongwei")


@pytest.fixture(scope="module")
def typescript() -> Path:
    """Installs the client's packages once and generates its types."""
    installed, lock = TYPESCRIPT / "node_modules" / "installed", (TYPESCRIPT / "package-lock.json").read_text()
    if not installed.is_file() or installed.read_text() != lock:
        run_npm("ci", "--loglevel=error", folder=TYPESCRIPT)
        installed.write_text(lock)
    generator = TYPESCRIPT / "node_modules" / "@graphql-codegen" / "cli" / "cjs" / "bin.js"
    run_node(generator, "--config", "codegen.ts", folder=TYPESCRIPT)
    return TYPESCRIPT


def _type_check(folder: Path) -> str:
    return run_node(folder / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit", folder=folder)


def test_the_typescript_client_type_checks(typescript: Path) -> None:
    assert _type_check(typescript) == ""


def test_the_type_checker_rejects_an_unknown_field(typescript: Path) -> None:
    wrong = typescript / "source" / "wrong.ts"
    text = (typescript / "source" / "communities.ts").read_text("utf-8")
    wrong.write_text(text.replace("({ name }) => name", "({ nam }) => nam"))
    try:
        with pytest.raises(AssertionError, match="Property 'nam' does not exist"):
            _type_check(typescript)
    finally:
        wrong.unlink()


def test_the_typescript_client_pages_through_a_connection(server: Server, typescript: Path) -> None:
    said = json.loads(run_node(typescript / "source" / "communities.ts", f"{server.url}/graphql", folder=typescript))
    assert (said["pages"], said["communities"]) == (3, 68)


def _python(example: str, server: Server) -> str:
    command = [sys.executable, str(PYTHON / example), f"{server.url}/graphql"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def test_the_python_client(server: Server) -> None:
    assert "向阳巷居委会 47" in _python("communities.py", server).splitlines()
    lines = (PYTHON / "communities.py").read_text("utf-8").split('"""', 2)[2].split()
    assert len([line for line in (PYTHON / "communities.py").read_text("utf-8").splitlines()[1:] if line]) <= 10
    assert "gql" in " ".join(lines)


def test_pandas_in_one_line(server: Server) -> None:
    assert re.search(r"count +6\d\.0+ +68\.0", _python("table.py", server))
    text = (PYTHON / "table.py").read_text("utf-8")
    assert len(re.findall(r"\bpd\.", text)) == 1

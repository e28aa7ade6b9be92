"""The commands of the READMEs, as printed, in a checkout with its own home, on free ports."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import httpx
import pytest
from local_neo4j import JARS
from product_server import ROOT

BLOCKS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
COPIED = ("Makefile", "requirements.txt")
LINKED = ("api", "graph", "schema", "seeds", "tests", ".venv", "web")
DEADLINE = 240
pytestmark = pytest.mark.slow


def block_with(text: str) -> str:
    (block,) = [block for block in BLOCKS if text in block]
    return block


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Checkout:
    """Runs commands in a copy of this checkout as printed, except for the ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {"8000": str(free_port()), "8001": str(free_port())}
        for name in COPIED:
            shutil.copy2(ROOT / name, folder / name)
        for name in LINKED:
            (folder / name).symlink_to((ROOT / name).resolve())
        for home in (".tiaokuai", ".tiaokuai/tiny"):
            (folder / home).mkdir()
            (folder / home / "jars").symlink_to(JARS)
        self.environment = {**os.environ, "PORT": self.ports["8000"], "PAGE": "false", "WARM_UP": "false", "COLUMNS": "200"}

    def started(self, command: str, output: TextIO) -> "subprocess.Popen[str]":
        for printed, free in self.ports.items():
            command = command.replace(printed, free)
        return subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, command: str) -> str:
        """Returns the output of a successful command."""
        with tempfile.TemporaryFile("w+") as output:
            status = self.started(command, output).wait(DEADLINE)
            assert status == 0, _read(output)
            return _read(output)

    @contextmanager
    def serving(self, command: str, port: str) -> Generator[str]:
        with tempfile.TemporaryFile("w+") as output:
            process, url = self.started(command, output), f"http://127.0.0.1:{self.ports[port]}"
            try:
                deadline = time.monotonic() + DEADLINE
                while not _is_ready(url):
                    assert process.poll() is None, _read(output)
                    assert time.monotonic() < deadline, f"the server is not ready in time: {_read(output)}"
                    time.sleep(0.2)
                yield url
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGTERM)
                process.wait(60)


def _read(output: TextIO) -> str:
    output.seek(0)
    return output.read()


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return Checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def server(checkout: Checkout) -> Generator[str]:
    with checkout.serving(BLOCKS[0], "8000") as url:
        yield url


def test_the_first_command_serves(server: str) -> None:
    assert BLOCKS[0] == "make serve\n"
    assert httpx.get(f"{server}/livez", timeout=60).status_code == 200


def test_the_query_and_the_doctor(checkout: Checkout, server: str) -> None:
    output = checkout.run(block_with("curl"))
    assert '"name":"向阳巷居委会"' in output
    assert "Neo4j" in output


def test_the_files(checkout: Checkout, server: str) -> None:
    checkout.run(block_with("api export"))
    assert "<graphml" in (checkout.folder / "overlap.graphml").read_text("utf-8")
    assert (checkout.folder / "schema.graphql").read_text("utf-8").strip() == (ROOT / "schema" / "schema.graphql").read_text(
        "utf-8"
    ).strip()


def test_the_city_is_read_again(checkout: Checkout, server: str) -> None:
    assert "Loaded" in checkout.run(block_with("make seed"))
    answer = httpx.post(f"{server}/graphql", json={"query": "{ communities { totalCount } }"}, timeout=60).json()
    assert answer["data"]["communities"]["totalCount"] == 68


def test_a_second_city(checkout: Checkout) -> None:
    with checkout.serving(block_with("tests/cities/tiny"), "8001") as url:
        answer = httpx.post(f"{url}/graphql", json={"query": "{ cities { nodes { code } } }"}, timeout=60).json()
        assert answer["data"]["cities"]["nodes"] == [{"code": "99"}]


def test_every_block_is_run() -> None:
    for text in ("curl", "api export", "tests/cities/tiny", "make seed"):
        assert block_with(text)
    assert len(BLOCKS) == 5

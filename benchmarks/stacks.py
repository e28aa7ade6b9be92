"""The measured servers, each with its queries for the same data."""

import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import orjson

from api.explorer.build import NODE, NPM
from benchmarks import peer_operations
from benchmarks.operations import CITY, COMMUNITY, OVERVIEW, POINT, TREE
from benchmarks.serving import Served, environment, running
from graph.cypher.validity import today
from graph.database.login import Login

ROOT: Final = Path(__file__).parent.parent
PEER_FOLDER: Final = ROOT / "benchmarks" / "peer"
OPERATIONS: Final = ("overview", "tree", "point")


class NpmOutOfReach(Exception):
    """The peer's packages cannot be installed on this machine."""


@dataclass(frozen=True, eq=False)
class Stack:
    """A server with its query per operation. `variables`: besides `code`."""

    command: tuple[str | Path, ...]
    queries: Mapping[str, str]
    path: str = "/graphql"
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def running(self, login: Login, loop: str = "") -> Generator["Running"]:
        """Runs the server during the block. `loop`: the event loop of the other Python servers."""
        with running(self.command, self.folder, {**environment(login), "LOOP": loop, **self.environment}) as served:
            yield Running(self, served)


@dataclass(frozen=True, eq=False)
class Running:
    stack: Stack
    served: Served

    def url(self, operation: str) -> str:
        return self.served.url + self.stack.path.format(operation=operation)

    def body(self, operation: str) -> bytes:
        variables = {"code": COMMUNITY if operation == "point" else CITY, **self.stack.variables}
        return orjson.dumps({"query": self.stack.queries[operation], "variables": variables})

    def data(self, operation: str) -> Any:
        """Raises AssertionError for any error."""
        headers = {"Content-Type": "application/json"}
        response = httpx.post(self.url(operation), content=self.body(operation), headers=headers, timeout=60)
        content = response.json()
        assert (response.status_code, content.get("errors")) == (200, None), response.text[:3000]
        return content["data"]


OURS: Final = Stack(
    (sys.executable, "-m", "api", "serve"),
    {"overview": OVERVIEW, "tree": TREE, "point": POINT},
    environment={"PORT": "0", "PAGE": "false", "MAX_COST": "1000000000"},
)
BARE: Final = Stack((sys.executable, "-m", "benchmarks.bare_asgi"), dict.fromkeys(OPERATIONS, ""), path="/{operation}")
DATALOADERS: Final = Stack(
    (sys.executable, "-m", "benchmarks.dataloaders"),
    {
        "overview": """query ($code: String!) { city(code: $code) { name communities {
  id code name formerNames population provenance validFrom validTo
  jointCommittee { memberUnits { code name type partyMembers provenance } } } } }""",
        "tree": """query ($code: String!) { city(code: $code) { name counties { name townships { name
  communities { name grids { code workers } } } } } }""",
    },
)
PEER: Final = Stack(
    (NODE, "server.mjs"),
    {
        "overview": peer_operations.OVERVIEW,
        "tree": peer_operations.TREE,
        "point": peer_operations.POINT,
        "overview without valid time": peer_operations.OVERVIEW_WITHOUT_VALID_TIME,
        "tree without valid time": peer_operations.TREE_WITHOUT_VALID_TIME,
    },
    path="/",
    folder=PEER_FOLDER,
    environment={"NODE_ENV": "production"},
    variables={"day": str(today("Asia/Shanghai"))},
)


def install_peer() -> None:
    """Installs the peer's packages, once per lock file. Raises NpmOutOfReach."""
    lock, installed = (PEER_FOLDER / "package-lock.json").read_text(), PEER_FOLDER / "node_modules" / "installed"
    if installed.is_file() and installed.read_text() == lock:
        return
    command = [NODE, NPM, "ci", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=PEER_FOLDER, check=False, timeout=240, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        raise NpmOutOfReach("npm could not install the packages of benchmarks/peer within four minutes.") from None
    if done.returncode != 0:
        raise NpmOutOfReach(f"npm could not install the packages of benchmarks/peer: {done.stderr.strip()[:300]}")
    installed.write_text(lock)

"""A plain query passes through few functions of this code between the view and the driver."""

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import neo4j
import pytest
from in_process_server import InProcessServer
from product_server import ROOT

from graph.database.database import Database
from graph.database.login import Login

MAX_FRAMES: Final = 10
VIEW: Final = ROOT / "api" / "graphql" / "view.py"
FOLDERS: Final = ("api", "schema", "graph")
QUERY: Final = '{ community(code: "9901001") { name jointCommittee { name } } }'


@pytest.fixture
def in_process(neo4j_login: Login, tiny: None) -> Iterator[InProcessServer[Database]]:
    in_process = InProcessServer(Database, neo4j_login)
    yield in_process
    in_process.close()


def test_frames_between_the_view_and_the_driver(in_process: InProcessServer[Database], monkeypatch: pytest.MonkeyPatch) -> None:
    stacks: list[list[str]] = []
    run: Any = neo4j.AsyncSession.run

    async def recorded(self: Any, query: Any, *arguments: Any, **named: Any) -> Any:
        if "Community" in str(getattr(query, "text", query)):
            stacks.append(own_frames())
        return await run(self, query, *arguments, **named)

    monkeypatch.setattr(neo4j.AsyncSession, "run", recorded)
    for _ in range(2):
        assert in_process.post(QUERY)["data"]["community"]
    assert stacks
    for stack in stacks:
        assert 0 < len(stack) <= MAX_FRAMES, "\n".join(stack)


def own_frames() -> list[str]:
    frames: list[str] = []
    for frame in traceback.extract_stack():
        path = Path(frame.filename)
        if path == VIEW:
            frames.clear()
        elif path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in FOLDERS:
            frames.append(f"{path.relative_to(ROOT)}:{frame.lineno} {frame.name}")
    return frames

"""Few own frames lie between the view and the driver, and plans contain no values of a request."""

import gc
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final, TypeVar

import pytest
from in_process_server import InProcessServer
from product_server import ROOT

from graph.compiler.selections import Variables
from graph.database.commits import TRANSACTIONS
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import CHECK_REVISION, Statement

T = TypeVar("T")
MAX_FRAMES: Final = 10
QUERY: Final = "query ($code: String!) { community(code: $code) { name } }"
PACKAGES: Final = (*(str(ROOT / name) for name in ("api", "graph", "schema")), __file__)


class RecordingDatabase(Database):
    """Records the call stack below the view when a statement goes to the driver."""

    frames: tuple[str, ...] = ()

    async def _run(self, statement: Statement, timeout: float) -> tuple[list[list[Any]], str]:
        if statement not in (CHECK_REVISION, TRANSACTIONS):
            self.frames = tuple(_frames_below_the_view(inspect.currentframe()))
        return await super()._run(statement, timeout)


def _frames_below_the_view(frame: FrameType | None) -> Iterator[str]:
    """Yields own functions between the driver and the view. `_run` of the test stands for the database's."""
    while frame is not None and not frame.f_code.co_qualname.startswith("GraphQLView."):
        if frame.f_code.co_filename.startswith(PACKAGES):
            yield f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_qualname}"
        frame = frame.f_back


@pytest.fixture(scope="module")
def caller(neo4j_login: Login) -> Iterator[InProcessServer[RecordingDatabase]]:
    caller = InProcessServer(RecordingDatabase, neo4j_login)
    yield caller
    caller.close()


def test_few_frames_between_the_view_and_the_driver(caller: InProcessServer[RecordingDatabase], zhongwei: None) -> None:
    assert caller.post(QUERY, {"code": "640502100002"})["data"]["community"]["name"]
    assert caller.database.frames
    assert len(caller.database.frames) <= MAX_FRAMES, "\n".join(caller.database.frames)


def test_the_first_and_a_later_execution_take_one_path(caller: InProcessServer[RecordingDatabase], zhongwei: None) -> None:
    query = QUERY.replace("name", "name population")
    caller.post(query, {"code": "640502100002"})
    first = caller.database.frames
    caller.post(query, {"code": "640502100006"})
    assert caller.database.frames == first


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize(
    "query",
    [
        "query ($text: String!) { search(text: $text, first: 3) { totalCount nodes { name } } }",
        "query ($text: String!) { communities(where: { name: { contains: $text } }) { totalCount nodes { name grids { totalCount } } } }",
        "query ($text: String!) { coverage(scope: $text, indicator: SERVICE_STATION) { reached definition { nameEn } } }",
    ],
    ids=["search", "filter", "resolver"],
)
def test_cached_plans_keep_no_variables(caller: InProcessServer[RecordingDatabase], zhongwei: None, query: str) -> None:
    before = _living_variables()
    assert "data" in caller.post(query, {"text": "阳" * 100})
    assert _living_variables() == before


def _living_variables() -> int:
    """Counts the non-empty ones."""
    gc.collect()
    is_variables: Callable[[object], bool] = lambda each: type(each) is Variables and bool(each)  # noqa: E731
    return sum(map(is_variables, gc.get_objects()))

"""Query plans of statements: label scans, sorts of many rows, and store hits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from neo4j import AsyncGraphDatabase

from benchmarks.cases import Case
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement, StatementResult

_SCANS: Final = ("NodeByLabelScan", "AllNodesScan", "NodeIndexScan", "UnionNodeByLabelsScan", "DirectedAllRelationshipsScan")
_LARGE_SORT_ROWS: Final = 1_000


@dataclass(frozen=True)
class ProfiledPlan:
    hits: int
    notable: tuple[str, ...]
    """Scans and large sorts."""


class Recording:
    def __init__(self, database: Database) -> None:
        self.statements: list[Statement] = []
        self.latest_revision = database.latest_revision
        self.changed_recently = self.shows_commits = False
        self.rollback_transaction = database.rollback_transaction
        self._database = database

    async def read(self, statement: Statement) -> StatementResult:
        self.statements.append(statement)
        answer = await self._database.read(statement)
        self.latest_revision = answer.revision
        return answer


async def plan_of(login: Login, statement: Statement) -> ProfiledPlan:
    async with (
        AsyncGraphDatabase.driver(login.uri, auth=(login.username, login.password)) as driver,
        driver.session() as session,
    ):
        result = await session.run(f"PROFILE {statement.text}", dict(statement.parameters))  # pyright: ignore[reportArgumentType]
        profile = (await result.consume()).profile
    operators = list(_operators(profile or {}))
    return ProfiledPlan(sum(each["args"].get("DbHits", 0) for each in operators), tuple(filter(None, map(_notable, operators))))


def _notable(operator: Mapping[str, Any]) -> str:
    name, rows = operator["operatorType"].partition("@")[0], operator["args"].get("Rows", 0)
    is_large_sort = name in ("Sort", "Top", "PartialSort", "PartialTop") and rows > _LARGE_SORT_ROWS
    return f"{name} of {rows:,}" if is_large_sort or name in _SCANS else ""


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children", ()):
            yield from _operators(child)


async def plans_of(login: Login, recording: Recording, case: Case) -> tuple[list[ProfiledPlan], list[ProfiledPlan]]:
    """Returns the plans of both sides. The case must use `recording` as its database."""
    sides: list[list[ProfiledPlan]] = []
    for side in (case.ours, case.raw):
        recording.statements.clear()
        await side()
        sides.append([await plan_of(login, statement) for statement in list(recording.statements)])
    return sides[0], sides[1]

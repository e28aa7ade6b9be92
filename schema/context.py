"""What one operation carries along: the database, the day it is, and the revisions that its root fields saw."""

import time
from dataclasses import dataclass, field
from datetime import date

from graph.database import Answer, Database
from graph.revisions import Revisions
from graph.statements import Statement
from schema.limits import Cost, Limits


@dataclass
class Context:
    """Made afresh for each operation. ``today`` is fixed once, so that all of an answer speaks of one day."""

    database: Database
    today: date
    revisions: Revisions
    limits: Limits = field(default_factory=Limits)
    seen: set[str] = field(default_factory=set[str])
    operation: str | None = None
    cost: Cost | None = None
    rows: int = 0
    database_seconds: float = 0

    async def read(self, statement: Statement) -> Answer:
        began = time.perf_counter()
        try:
            answer = await self.database.read(statement)
        finally:
            self.database_seconds += time.perf_counter() - began
        self.rows += len(answer.rows)
        self.seen.add(answer.revision)
        return answer

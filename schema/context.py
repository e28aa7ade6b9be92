"""What one operation carries along: the database, the day it is, and the revisions that its root fields saw."""

from dataclasses import dataclass, field
from datetime import date

from graph.database import Answer, Database
from graph.linkage.snapshots import Snapshots
from graph.revisions import Revisions
from graph.statements import Statement


@dataclass
class Context:
    """Made afresh for each operation. ``today`` is fixed once, so that all of an answer speaks of one day."""

    database: Database
    today: date
    revisions: Revisions
    snapshots: Snapshots
    seen: set[str] = field(default_factory=set[str])

    async def read(self, statement: Statement) -> Answer:
        answer = await self.database.read(statement)
        self.seen.add(answer.revision)
        return answer

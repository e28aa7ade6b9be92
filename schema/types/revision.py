"""The state of the data that a response is based on."""

from datetime import UTC
from typing import Self

import strawberry

from graph.database.database import Database
from graph.database.revisions import Revisions, bookmark_of
from schema.execution.context import Context

SCHEMA_VERSION = "0.1.0"


@strawberry.type(description="数据的一个状态。 One state of the data.")
class Revision:
    id: str = strawberry.field(
        description="数据每次提交修改后都会改变的标记。 An identifier that changes with each committed change of the data, and only then."
    )
    at: str = strawberry.field(
        description="本进程首次读到该状态的时刻（UTC）。 When this process first read it, in ISO 8601, UTC."
    )
    database: str = strawberry.field(description="数据库名称与版本。 Name and version of the database.")
    schema_version: str = strawberry.field(description="接口模式的版本。 The version of the schema.")

    @classmethod
    def of(cls, revision: str, revisions: Revisions, database: Database) -> Self:
        at = revisions.first_seen(revision).astimezone(UTC).isoformat(timespec="milliseconds")
        return cls(id=bookmark_of(revision), at=at, database=database.version, schema_version=SCHEMA_VERSION)


def revision_of(context: Context, earlier: str | None = None) -> Revision:
    """Requires that all statements have run. `earlier`: the revision of an earlier part."""
    return Revision.of(earlier or context.revision, context.revisions, context.database)

"""Which state of the data an answer speaks of."""

from datetime import UTC
from typing import Self

import strawberry

from schema.execution.context import Context

SCHEMA_VERSION = "0.1.0"


@strawberry.type(description="数据的一个状态。 One state of the data.")
class Revision:
    id: str = strawberry.field(
        description="有人提交修改时才会改变的标记。 A mark that changes exactly when somebody has committed a change."
    )
    at: str = strawberry.field(
        description="本进程首次见到该状态的时刻（UTC）。 When this process first saw it, ISO 8601 in UTC."
    )
    database: str = strawberry.field(description="数据库名称与版本。 Name and version of the database.")
    schema_version: str = strawberry.field(description="接口模式的版本。 The version of the schema.")

    @classmethod
    def of(cls, revision: str, context: Context) -> Self:
        at = context.revisions.first_seen(revision).astimezone(UTC).isoformat(timespec="milliseconds")
        return cls(id=revision, at=at, database=context.database.version, schema_version=SCHEMA_VERSION)

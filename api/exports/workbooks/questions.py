"""Asks the GraphQL schema for what a workbook shows, all of it at one revision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graphql import GraphQLError

from api.exports.exporter import read_at_one_revision
from graph.database.statement import Statement
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import network as messages
from graph.messages.message import Message
from graph.network.questions.citation import licence_text
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_reading import MeasuredNetwork, read_measured
from graph.network.questions.measure_request import MeasureRequest
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits

PAGE: Final = 100
_LICENCES: Final = Statement(
    "MATCH (n:Licence) WITH n.licence AS licence ORDER BY n.division RETURN collect(DISTINCT licence) AS licences"
)
UNBOUNDED: Final = 10**9
LIMITS: Final = Limits(document_length=UNBOUNDED, tokens=UNBOUNDED, aliases=UNBOUNDED, fields=UNBOUNDED, cost=UNBOUNDED)
"""The documents are those of this folder, and the numbers of rows have bounds of their own."""


class UnexpectedAnswer(Exception):
    """An error that is no error of the caller."""


@dataclass
class Questions:
    """`executor`: has the limits above. `context`: makes the context of one operation. `revisions`: those of all answers so far."""

    executor: Executor
    context: Callable[[], Context]
    scope: str
    day: date
    revisions: set[str] = field(default_factory=set[str])

    async def wait_for_columns(self) -> None:
        """Makes coverage be counted on columns, instead of by many statements at once while they are fetched."""
        await self.context().columns(patient=True)

    async def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Returns the data; the query takes `$scope` and `$asOf`. Raises UserError for its first error."""
        context = self.context()
        given = {"scope": self.scope, "asOf": self.day.isoformat(), **variables}
        result = await self.executor.execute(query, given, context=context)
        self.revisions |= {context.revision_before, context.revision} if context.is_torn else {context.revision}
        if result.errors:
            raise _user_error(result.errors[0])
        return result.data or {}

    async def nodes(self, query: str, *path: str, most: int, **variables: Any) -> list[Any]:
        """Returns the nodes of the connection at a path, page after page, at most `most`. The query takes `$first` and `$after`."""
        found: list[Any] = []
        after = None
        while len(found) < most:
            connection = await self.answer(query, first=min(PAGE, most - len(found)), after=after, **variables)
            for name in path:
                connection = connection[name]
            found += connection["nodes"]
            if not connection["pageInfo"]["hasNextPage"]:
                break
            after = connection["pageInfo"]["endCursor"]
        return found

    async def licence(self) -> str:
        """Returns what the loaded cities say about the licence of their data."""
        result = await self.context().read(_LICENCES)
        return licence_text(each for (licences,) in result.rows for each in licences)

    async def network(self, projection: str, measures: Sequence[str], others: Sequence[MeasureRequest] = ()) -> MeasuredNetwork:
        """Returns a network with measures of its actors, and the results of other requests."""
        parameters = {"scope": self.scope, "asOf": self.day.isoformat(), "measures": ",".join(measures)}
        question, context = ExportQuestion.of(projection, parameters, self.day), self.context()
        found = await read_at_one_revision(context, lambda source: read_measured(source, question, others))
        self.revisions.add(context.revision)
        return found


def _user_error(error: GraphQLError) -> UserError:
    """Raises UnexpectedAnswer for an error that is no error of the caller."""
    extensions = dict(error.extensions or {})
    code = extensions.pop("code", ErrorCode.UNEXPECTED.name)
    if code in (ErrorCode.UNEXPECTED.name, ErrorCode.GRAPHQL_VALIDATION_FAILED.name):
        raise UnexpectedAnswer(error.message)
    return UserError(Message("{message}", ErrorCode[code]), extensions, message=error.message)


def no_such_scope(scope: str) -> UserError:
    return UserError(messages.NO_SUCH_SCOPE, scope=scope)

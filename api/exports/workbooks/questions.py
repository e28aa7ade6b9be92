"""Reads the numbers of a workbook through the GraphQL schema, from one snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graphql import GraphQLError

from api.exports.exporter import read_at_one_revision
from api.exports.read_at import ReadAt
from graph.errors import UserError
from graph.messages import network as messages
from graph.messages.language import BilingualText
from graph.network.projection.network_columns import LICENCES, licences_of
from graph.network.questions.citation import licence_names
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_reading import MeasuredNetwork, measured, read_named
from graph.network.questions.measure_request import MeasureRequest
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits

PAGE: Final = 100
UNBOUNDED: Final = 10**9
LIMITS: Final = Limits(document_length=UNBOUNDED, tokens=UNBOUNDED, aliases=UNBOUNDED, fields=UNBOUNDED, cost=UNBOUNDED)
"""Not needed: the documents are those of this folder, and the numbers of rows have their own bounds."""


class UnexpectedAnswer(Exception):
    """An error that the caller did not cause."""


@dataclass
class Questions:
    """Asks the API about one scope on one day. `context` makes the context of one operation. `revisions`: those of all answers so far."""

    executor: Executor
    context: Callable[[], Context]
    scope: str
    day: date
    revisions: list[str] = field(default_factory=list[str])

    @property
    def is_torn(self) -> bool:
        return len(set(self.revisions)) > 1

    @property
    def read_at(self) -> ReadAt:
        first, last = self.revisions[0], self.revisions[-1]
        return ReadAt(last, first if set(self.revisions) != {last} else None)

    async def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Takes a query of `$scope` and `$asOf`. Raises its first error as UserError."""
        context = self.context()
        given = {"scope": self.scope, "asOf": self.day.isoformat(), **variables}
        result = await self.executor.execute(query, given, context=context)
        self.revisions += [context.revision_before, context.revision]
        if result.errors:
            raise _user_error(result.errors[0])
        return result.data or {}

    async def of_scope(self, query: str, field: str, **variables: Any) -> Any:
        """Raises UserError (NOT_FOUND) if the root field is null: the scope may have been deleted meanwhile."""
        found = (await self.answer(query, **variables))[field]
        if found is None:
            raise no_such_scope(self.scope)
        return found

    async def nodes(self, query: str, *path: str, most: int, **variables: Any) -> list[Any]:
        """Returns at most `most` nodes, page by page. The query takes `$first` and `$after`."""
        found: list[Any] = []
        after = None
        while len(found) < most:
            root, *below = path
            connection = await self.of_scope(query, root, first=min(PAGE, most - len(found)), after=after, **variables)
            for name in below:
                connection = connection[name]
            found += connection["nodes"]
            if not connection["pageInfo"]["hasNextPage"]:
                break
            after = connection["pageInfo"]["endCursor"]
        return found

    async def licence(self) -> BilingualText:
        return licence_names(licences_of((await self.context().read(LICENCES)).rows))

    async def network(self, projection: str, measures: Sequence[str], others: Sequence[MeasureRequest] = ()) -> MeasuredNetwork:
        """Returns a network with measures of its actors, and the results of other requests."""
        parameters = {"scope": self.scope, "asOf": self.day.isoformat(), "measures": ",".join(measures)}
        question, context = ExportQuestion.of(projection, parameters, self.day), self.context()
        named = await read_at_one_revision(context, lambda source: read_named(source, question))
        self.revisions += [context.revision_before, context.revision]
        return await measured(named, question, context.networks, context.board, others)


def _user_error(error: GraphQLError) -> UserError:
    if not isinstance(error.original_error, UserError):
        raise UnexpectedAnswer(error.message)
    return error.original_error


def no_such_scope(scope: str) -> UserError:
    return UserError(messages.NO_SUCH_SCOPE, scope=scope)

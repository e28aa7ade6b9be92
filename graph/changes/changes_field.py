"""The root field `changes`: what began or ended in a division between two dates, with counts by kind and relation."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, ClassVar, Final

from graph.changes.change_page import ENTITIES, LINKS, LISTS, ChangeList, ChangePage, change_page
from graph.changes.change_period import ChangePeriod
from graph.changes.scope_changes import ChangesQuestion, ScopeChanges, changes_of
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec, ListQuestion
from graph.compiler.result_coercion import ResultCoercionError
from graph.compiler.result_projection import DatedEntity, ProjectedResult, ResultProjection
from graph.compiler.selections import SelectedField
from graph.coverage.columns.divisions import find_division
from graph.cypher.labels import EVERY_KIND
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.linkage.questions.path_objects import FieldReader, object_reader, value_reader
from graph.linkage.search_budget import CancellationToken
from graph.messages import changes as messages
from graph.messages import linkage as linkage_messages
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.projections import Boundary
from graph.network.questions.network_source import network_columns
from graph.snapshot.snapshot import GraphTooLarge, Snapshot, int_to_date


class ChangesField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (BAD_ARGUMENT, TOO_LARGE, SEARCH_STOPPED; NOT_ALIVE if it
        exists on none of the dates).
        """
        arguments = context.arguments(selected)
        question, snapshot = _question(arguments), await context.snapshot()
        if isinstance(snapshot, GraphTooLarge):
            raise UserError(linkage_messages.GRAPH_TOO_LARGE)
        scope = find_division(snapshot, arguments["scope"])
        if scope is None or not _exists_in(snapshot, scope, question.period):
            await context.read_at(READ_REVISION, snapshot.revision)
        if scope is None:
            return None
        if not _exists_in(snapshot, scope, question.period):
            values = {"start": arguments["from"], "end": arguments["to"]}
            raise UserError(messages.SCOPE_NOT_VALID, scope=snapshot.display_name(scope), **values)
        columns = await network_columns(context, snapshot)
        changes = await _in_thread(columns, scope, question)
        return await _answer(context, selected, changes)


def _question(arguments: Mapping[str, Any]) -> ChangesQuestion:
    """Raises UserError (BAD_ARGUMENT)."""
    boundary = arguments.get("boundary")
    return ChangesQuestion(
        ChangePeriod.of(arguments),
        Boundary[boundary.value] if boundary else Boundary.ANCHOR,
        _numbers(ENTITIES, arguments),
        _numbers(LINKS, arguments),
    )


def _numbers(listed: ChangeList, arguments: Mapping[str, Any]) -> frozenset[int]:
    named = arguments.get(listed.argument)
    return frozenset(range(len(listed.names)) if named is None else (listed.names.index(each.value) for each in named))


def _exists_in(snapshot: Snapshot, scope: int, period: ChangePeriod) -> bool:
    return bool(snapshot.valid_from[scope] <= period.end and period.start < snapshot.valid_to[scope])


async def _in_thread(columns: NetworkColumns, scope: int, question: ChangesQuestion) -> ScopeChanges:
    """Raises UserError (SEARCH_STOPPED). Cancelling the task stops the thread."""
    cancellation = CancellationToken()
    try:
        return await asyncio.to_thread(changes_of, columns.columns, scope, question, cancellation)
    finally:
        cancellation.cancelled = True


async def _answer(context: FieldContext, selected: SelectedField, changes: ScopeChanges) -> Any:
    compiled = context.compiled((selected,), "changes", lambda compiler: ChangesReader(compiler, selected))
    found = await asyncio.to_thread(_with_pages, context, selected, compiled.plan.lists, changes)
    statement = compiled.plan.projection.statement(found, context.variables, context.as_of(selected))
    rows = await context.read_at(statement, changes.snapshot.revision)
    return context.complete(compiled, lambda reader: reader.read(found, rows))


@dataclass(frozen=True)
class ChangesResult:
    """The changes of a scope. `pages`: for each selected list, by response key, its page or the error of its arguments."""

    changes: ScopeChanges
    pages: Mapping[str, ChangePage | UserError]

    @property
    def snapshot(self) -> Snapshot:
        return self.changes.snapshot

    def seen(self, key: str) -> Iterable[DatedEntity]:
        """Returns a page's entities or links, each with the date of its projection."""
        page = self.pages[key]
        if isinstance(page, UserError):
            return []
        return zip(page.rows.item.tolist(), page.rows.shown.tolist(), strict=True)


def _with_pages(
    context: FieldContext, selected: SelectedField, lists: Iterable[SelectedField], changes: ScopeChanges
) -> ChangesResult:
    def page(each: SelectedField) -> ChangePage | UserError:
        cursors = CursorCodec(ListQuestion((selected, each)).digest(context.variables), "")
        try:
            return change_page(changes, LISTS[each.name], context.arguments(each), cursors)
        except UserError as error:
            return error

    return ChangesResult(changes, {each.key: page(each) for each in lists})


@dataclass
class ChangesReader:
    """Compiled from a selection. At most one statement follows: it projects entities and links, each at its own date."""

    compiler: Compiler
    selected: SelectedField
    projection: ResultProjection = field(init=False)
    lists: list[SelectedField] = field(default_factory=list[SelectedField])

    def __post_init__(self) -> None:
        self.projection = ResultProjection(self.compiler)
        self._read = object_reader(self.compiler, self.selected, self._field)

    def read(self, result: ChangesResult, rows: list[list[Any]]) -> Any:
        return self._read(self.projection.decode(result, rows), result)

    def _field(self, selected: SelectedField) -> FieldReader:
        if selected.name not in LISTS:
            read = object_reader(self.compiler, selected, partial(value_reader, _COUNT))
            return lambda projected, result: [read(projected, row) for row in _summary(result.changes)]
        self.lists.append(selected)
        read_page = object_reader(self.compiler, selected, partial(self._connection_field, selected.key))
        for_resolvers = self.compiler.for_resolvers

        def read_list(projected: ProjectedResult, result: ChangesResult) -> Any:
            """Returns the page, or its error for graphql-core to place."""
            page = result.pages[selected.key]
            if not isinstance(page, UserError):
                return read_page(projected, page)
            if for_resolvers:
                return page
            raise ResultCoercionError from page

        return read_list

    # ------------------------------------------------------------------------------------------------ connections
    def _connection_field(self, key: str, selected: SelectedField) -> FieldReader:
        match selected.name:
            case "nodes":
                read = self._change_reader(key, selected)
                return lambda projected, page: [read(projected, (page, place)) for place in range(len(page.rows))]
            case "edges":
                read = object_reader(self.compiler, selected, partial(self._edge_field, key))
                return lambda projected, page: [read(projected, (page, place)) for place in range(len(page.rows))]
            case "pageInfo":
                return object_reader(self.compiler, selected, partial(value_reader, _PAGE_INFO))
            case "aggregate":
                return object_reader(self.compiler, selected, partial(value_reader, {"count": lambda page: page.total}))
            case _:
                return lambda _, page: page.total

    def _edge_field(self, key: str, selected: SelectedField) -> FieldReader:
        if selected.name == "cursor":
            return lambda _, row: row[0].cursor(row[1])
        return self._change_reader(key, selected)

    def _change_reader(self, key: str, selected: SelectedField) -> FieldReader:
        return object_reader(self.compiler, selected, partial(self._change_field, key))

    def _change_field(self, key: str, selected: SelectedField) -> FieldReader:
        match selected.name:
            case "entity":
                read = self.projection.dated_entities(selected, lambda result: result.seen(key), EVERY_KIND)
            case "link":
                read = self.projection.dated_links(selected, lambda result: result.seen(key))
            case _:
                return value_reader(_CHANGE, selected)
        return lambda projected, row: read(projected, (int(row[0].rows.item[row[1]]), int(row[0].rows.shown[row[1]])))


def _summary(changes: ScopeChanges) -> list[dict[str, Any]]:
    """Counts changes by kind, then by relation, without zeros."""
    return [
        {"kind": None, "relation": None, listed.argument[:-1]: listed.names[number], "began": began, "ended": ended}
        for listed in (ENTITIES, LINKS)
        for number, began, ended in _counts(changes, listed)
    ]


def _counts(changes: ScopeChanges, listed: ChangeList) -> list[tuple[int, int, int]]:
    rows = listed.rows(changes)
    numbers: list[int] = listed.number(changes.snapshot)[rows.item].tolist()
    counts = Counter(zip(numbers, rows.began.tolist(), strict=True))
    return [(number, counts[number, True], counts[number, False]) for number in sorted(set(numbers))]


_COUNT: Final[Mapping[str, Callable[[dict[str, Any]], Any]]] = {
    "kind": itemgetter("kind"),
    "relation": itemgetter("relation"),
    "began": itemgetter("began"),
    "ended": itemgetter("ended"),
}
_CHANGE: Final[Mapping[str, Callable[[tuple[ChangePage, int]], Any]]] = {
    "day": lambda row: str(int_to_date(int(row[0].rows.day[row[1]]))),
    "began": lambda row: bool(row[0].rows.began[row[1]]),
}
_PAGE_INFO: Final[Mapping[str, Callable[[ChangePage], Any]]] = {
    "hasNextPage": lambda page: page.has_next,
    "hasPreviousPage": lambda page: page.start > 0,
    "startCursor": lambda page: page.cursor_at(0),
    "endCursor": lambda page: page.cursor_at(-1),
}

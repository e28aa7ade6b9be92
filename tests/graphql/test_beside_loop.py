"""The event loop serves other requests during long work. No database is needed."""

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import Any, Final, TypeVar, cast

from graphql import get_introspection_query
from product_schema import SCHEMA

from graph.compiler.sized_cache import SizedCache
from schema.execution.completion import complete_with_graphql_core
from schema.execution.context import Context
from schema.execution.documents import Document
from schema.execution.executor import Executor
from schema.execution.limits import Limits
from schema.execution.prepared_operation import BoundOperation

AGAIN_AND_AGAIN: Final = "{ communities { nodes { " + "parent { code } " * 200 + "unknown } } }"
TURNS: Final = 5
"""Without a thread, the event loop turns once or twice."""
T = TypeVar("T")


async def turns_during(work: Coroutine[Any, Any, T]) -> tuple[int, T]:
    """Returns the number of turns of the event loop, and the result of the work."""
    task, turns = asyncio.create_task(work), 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0.001)
    return turns, await task


def test_a_long_document_is_validated_beside_the_event_loop() -> None:
    executor = Executor(SCHEMA.graphql_schema)
    context = Context(cast(Any, None), date(2022, 9, 22))
    turns, result = asyncio.run(turns_during(executor.execute(AGAIN_AND_AGAIN, context=context)))
    assert turns > TURNS
    assert result.errors


def test_introspection_runs_beside_the_event_loop() -> None:
    document = Document(SCHEMA.graphql_schema, get_introspection_query(descriptions=True), Limits(), SizedCache(0))
    bound = document.operation(None).bind({}, Limits())
    assert isinstance(bound, BoundOperation)
    context = Context(cast(Any, None), date(2022, 9, 22))
    completion = complete_with_graphql_core(
        SCHEMA.graphql_schema,
        document.node,
        bound.operation.node,
        bound.variables,
        {},
        context,
        introspects=bound.root.introspects,
    )
    turns, result = asyncio.run(turns_during(completion))
    assert turns > TURNS
    assert result.data

"""Runs common queries once after start: Neo4j plans a statement at its first run, which takes up to a second.

The queries run one after the other, and wait while requests execute.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import structlog
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_required_argument,
)

from api.state import AppState
from graph.coverage.indicator_question import OWN
from graph.database.database import Database
from schema.execution.executor import Executor

LOG: Final[structlog.typing.FilteringBoundLogger] = structlog.get_logger()
ROOT: Final = Path(__file__).parent.parent
DELAY_SECONDS: Final = 1.0
"""From ready until the warm-up, so that the first requests do not wait behind statements that are being planned."""
PAUSE_SECONDS: Final = 0.05
"""Between checks whether requests execute."""
_QUERY_BLOCK: Final = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
_INDICATOR_QUERY: Final = """
{ coverage(scope: "-", indicator: %s) { gap { totalCount nodes { unit { id name } why { failing fixes { links { relation } } } } } } }"""


@dataclass(frozen=True)
class WarmUp:
    queries: Iterable[str]
    executor: Executor
    state: AppState

    async def run(self, database: Database) -> None:
        """Executes each query once. Failures are only logged."""
        await asyncio.sleep(DELAY_SECONDS)
        count = 0
        for query in self.queries:
            while self.state.admission.executing:
                await asyncio.sleep(PAUSE_SECONDS)
            result = await self.executor.execute(query, context=self.state.context(database))
            for error in result.errors or ():
                LOG.debug("warm-up query failed", error=error.message)
            count += 1
        LOG.info("warm-up finished", queries=count)


def common_queries(schema: GraphQLSchema) -> Iterator[str]:
    """Yields the examples of the page, the queries of the documentation, one of each kind and list, and the gap of each indicator."""
    yield from (path.read_text("utf-8") for path in sorted((ROOT / "web" / "examples").glob("*.graphql")))
    for page in (*ROOT.glob("README.md"), *sorted((ROOT / "docs").glob("*.md"))):
        yield from _QUERY_BLOCK.findall(page.read_text("utf-8"))
    yield from _queries_of_kinds(schema)
    indicators = cast(GraphQLEnumType, schema.type_map["Indicator"])
    yield from (_INDICATOR_QUERY % name for name in indicators.values if name != OWN)


def _lists_entities(schema: GraphQLSchema, field: GraphQLField) -> bool:
    listed = schema.type_map.get(str(cast(Any, field.type)).rstrip("!").removesuffix("Connection"))
    return isinstance(listed, GraphQLObjectType | GraphQLInterfaceType) and "code" in listed.fields


def _queries_of_kinds(schema: GraphQLSchema) -> Iterator[str]:
    """Yields a query of each root field that finds an entity by code, or lists entities."""
    assert schema.query_type is not None
    for name, field in schema.query_type.fields.items():
        required = {argument for argument, each in field.args.items() if is_required_argument(each)}
        if required == {"code"}:
            yield f'{{ {name}(code: "-") {{ id code name }} }}'
        elif not required and _lists_entities(schema, field):
            yield f"{{ {name} {{ totalCount nodes {{ id code name }} pageInfo {{ hasNextPage endCursor }} }} }}"

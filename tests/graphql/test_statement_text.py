"""The order and the aliases of fields do not change the statement, so Neo4j plans it once."""

import asyncio
import random
from datetime import date
from typing import Any, Final, cast

import pytest
from generators.operations import Operations
from graphql import DocumentNode, FieldNode, NameNode, SelectionSetNode, Visitor, parse, print_ast, visit
from neo4j import AsyncDriver
from product_schema import SCHEMA

from graph.database.database import Database
from graph.database.statement import Statement, StatementResult
from graph.errors import UserError
from graph.messages import database as messages
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits

TODAY: Final = date(2026, 11, 27)
EXECUTOR: Final = Executor(SCHEMA.graphql_schema, Limits(cost=10**9, aliases=10_000, fields=10_000))
OPERATIONS: Final = 40


class DisconnectedDatabase(Database):
    def __init__(self) -> None:
        super().__init__(cast(AsyncDriver, None), "neo4j", 1)
        self.texts: list[str] = []

    async def read(self, statement: Statement) -> StatementResult:
        self.texts.append(statement.text)
        raise UserError(messages.SERVER_TIMEOUT)  # an unavailable database would end the request at its first statement


def _statements(query: str, variables: dict[str, Any]) -> list[str]:
    database = DisconnectedDatabase()
    asyncio.run(EXECUTOR.execute(query, variables, context=Context(database, TODAY)))
    return sorted(database.texts)


class Rewrite(Visitor):
    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self._rng = rng

    def leave_selection_set(self, node: SelectionSetNode, *_: object) -> SelectionSetNode:
        return SelectionSetNode(selections=tuple(self._rng.sample(node.selections, len(node.selections))))

    def leave_field(self, node: FieldNode, *_: object) -> FieldNode:
        key = (node.alias or node.name).value
        return FieldNode(
            alias=NameNode(value=f"r_{key}"),
            name=node.name,
            arguments=node.arguments,
            directives=node.directives,
            selection_set=node.selection_set,
        )


@pytest.mark.parametrize("seed", range(OPERATIONS))
def test_order_and_aliases_do_not_change_the_statement(seed: int) -> None:
    rng = random.Random(seed)
    query, variables = Operations(SCHEMA.graphql_schema, rng).operation()
    rewritten = cast(DocumentNode, visit(parse(query), Rewrite(rng)))
    assert _statements(print_ast(rewritten), variables) == _statements(query, variables)


def test_a_field_under_two_aliases_is_read_once() -> None:
    once = _statements('{ community(code: "1") { name population } }', {})
    assert _statements('{ community(code: "1") { b: population a: name n: name population } }', {}) == once
    assert len(once) == 1


def test_another_selection_has_another_statement() -> None:
    one, other = (_statements(f'{{ community(code: "1") {{ {name} }} }}', {}) for name in ("name", "population"))
    assert one != other


def test_a_list_that_all_kinds_select_is_read_once() -> None:
    query = '{ responsibilityChain(community: "1") { division { locatedAlliances { totalCount } %s } } }'
    (alone,), (with_fragment,) = (_statements(query % each, {}) for each in ("", "... on County { validTo }"))
    assert with_fragment.count("LOCATED_IN") == alone.count("LOCATED_IN") > 0

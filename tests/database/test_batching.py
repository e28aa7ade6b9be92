"""Short statements of concurrent callers run as one statement, with the result of each alone."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from datetime import date
from typing import Any, Final, TypeVar

import pytest
from bolt_proxy import BoltProxy
from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type, is_leaf_type
from product_schema import SCHEMA

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.root_fields import ByCode
from graph.database.batching import MAX_BATCH_SIZE, MAX_WAIT_SECONDS, ReadBatcher
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import BATCH_ROW, Statement, StatementResult
from graph.error_codes import ErrorCode
from graph.errors import UserError
from schema.execution.context import Context
from schema.execution.executor import Executor

T = TypeVar("T")
Cypher = Callable[..., list[list[Any]]]
CALLERS: Final = 16
CASES: Final = 100
EXPLAINING: Final = 3
"""The maximum number of statements that explain one null."""
ENDLESS: Final = 10**11
COUNTED: Final = "UNWIND range(1, $numbers) AS number WITH count(number) AS found RETURN found AS answer"
FOUND: Final = "MATCH (n:Community {code: $code}) RETURN [n.name, $asOf] AS answer"
DIVIDED: Final = "RETURN 12 / $by AS answer"


EXECUTOR: Final = Executor(SCHEMA.graphql_schema)


def _batchable(text: Any, parameters: dict[str, Any]) -> Statement:
    return Statement(text, parameters, batch_text=text.replace("$", f"{BATCH_ROW}."))


class Callers:
    def __init__(self, login: Login, wire: BoltProxy) -> None:
        self.wire = wire
        self.runner = asyncio.Runner()
        self.database = self.run(Database.connect(Login(wire.uri, login.username, login.password, login.database)))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    async def read(self, text: Any, **parameters: Any) -> StatementResult:
        return await self.database.read(_batchable(text, parameters))

    def at_once(self, *asking: Coroutine[Any, Any, T]) -> list[T | BaseException]:
        async def gathered() -> list[T | BaseException]:
            return await asyncio.gather(*asking, return_exceptions=True)

        return self.run(gathered())


@pytest.fixture(scope="module")
def callers(neo4j_login: Login) -> Iterator[Callers]:
    with BoltProxy(neo4j_login.uri) as wire:
        callers = Callers(neo4j_login, wire)
        yield callers
        callers.run(callers.database.close())
        callers.runner.close()


def test_each_caller_gets_its_own_result(callers: Callers, zhongwei: None, cypher: Cypher) -> None:
    names = dict(cypher("MATCH (c:Community) RETURN c.code, c.name ORDER BY c.code LIMIT $most", most=2 * MAX_BATCH_SIZE))
    query_arguments = [(code, date(2020, 1, 1 + place % 28)) for place, code in enumerate([*names, "nobody", *names, "no one"])]
    with callers.wire.counting() as counting:
        answers = callers.at_once(*(callers.read(FOUND, code=code, asOf=day) for code, day in query_arguments))
    actual: Any = [
        [[_days(each) for each in row] for row in answer.rows] for answer in answers if isinstance(answer, StatementResult)
    ]
    assert actual == [[[[names[code], day]]] if code in names else [] for code, day in query_arguments]
    # The first runs at once; the others follow in batches of the maximal size.
    assert counting.runs <= 2 + len(query_arguments) // MAX_BATCH_SIZE


def _days(value: Any) -> Any:
    return [each if isinstance(each, str) else each.to_native() for each in value]


def test_sequential_callers_are_not_batched(callers: Callers, zhongwei: None) -> None:
    with callers.wire.counting() as counting:
        for number in range(5):
            assert callers.run(callers.read(COUNTED, numbers=number)).rows == [[number]]
    assert counting.runs == 5


def test_an_error_in_a_batch_reaches_its_caller_only(callers: Callers, zhongwei: None) -> None:
    divisors = [1, 2, 0, 3, 0, 4]
    answers = callers.at_once(*(callers.read(DIVIDED, by=by) for by in divisors))
    for by, answer in zip(divisors, answers, strict=True):
        if by == 0:
            assert "by zero" in str(answer)
        else:
            assert isinstance(answer, StatementResult)
            assert answer.rows == [[12 // by]]


def test_an_error_of_an_unbatched_read_reaches_its_caller(callers: Callers, zhongwei: None) -> None:
    first, second = callers.at_once(callers.read(DIVIDED, by=1), callers.read(DIVIDED, by=0))
    assert isinstance(first, StatementResult)
    assert "by zero" in str(second)


def test_a_slow_statement_does_not_delay_other_callers(callers: Callers, zhongwei: None) -> None:
    """Further callers of the same text run without it."""

    async def read_all() -> list[StatementResult]:
        slow = asyncio.create_task(callers.read(COUNTED, numbers=ENDLESS))
        await asyncio.sleep(10 * MAX_WAIT_SECONDS)
        found = [await callers.read(COUNTED, numbers=1) for _ in range(3)]
        found += await asyncio.gather(*(callers.read(COUNTED, numbers=2) for _ in range(3)))
        assert not slow.done()
        slow.cancel()
        return found

    assert [answer.rows for answer in callers.run(read_all())] == [*[[[1]]] * 3, *[[[2]]] * 3]


def test_a_cancelled_read_does_not_affect_its_batch(callers: Callers, zhongwei: None) -> None:
    """Cancelled while they wait, or while their batch runs."""

    async def read_all(pause: float) -> list[StatementResult | BaseException]:
        query_arguments = [asyncio.create_task(callers.read(COUNTED, numbers=200_000 + number)) for number in range(CALLERS)]
        await asyncio.sleep(pause)
        for each in query_arguments[::2]:
            each.cancel()
        return await asyncio.gather(*query_arguments, return_exceptions=True)

    for pause in (0, MAX_WAIT_SECONDS / 2, 2 * MAX_WAIT_SECONDS):
        answers = callers.run(read_all(pause))
        rows = [answer.rows for answer in answers[1::2] if isinstance(answer, StatementResult)]
        assert rows == [[[200_000 + number]] for number in range(1, CALLERS, 2)]
    assert callers.run(callers.read(COUNTED, numbers=1)).rows == [[1]]


def test_abandoned_statements_are_cancelled(callers: Callers, zhongwei: None, cypher: Cypher) -> None:
    async def read_all() -> None:
        query_arguments = [asyncio.create_task(callers.read(COUNTED, numbers=ENDLESS)) for _ in range(4)]
        await asyncio.sleep(0.3)
        assert len(_under_way(cypher)) == 2, "the first, and the others together"
        for each in query_arguments:
            each.cancel()
        await asyncio.gather(*query_arguments, return_exceptions=True)

    callers.run(read_all())
    callers.run(_until(lambda: not _under_way(cypher)))


def test_a_cancelled_queued_read_does_not_block_later_ones(callers: Callers, zhongwei: None) -> None:
    """Cancelled when the previous batch returns."""

    async def read_all() -> StatementResult:
        answered, back = asyncio.Event(), asyncio.Event()

        async def read(statement: Statement) -> StatementResult:
            answer = await callers.database.read(statement)
            answered.set()
            await back.wait()
            return answer

        coalescing, statement = ReadBatcher(read), Statement("RETURN 1 AS answer", {}, batch_text="RETURN 1 AS answer")
        first = asyncio.create_task(coalescing.read(statement))
        await answered.wait()
        others = [asyncio.create_task(coalescing.read(statement)) for _ in range(3)]
        await asyncio.sleep(0)
        back.set()
        for each in others:
            each.cancel()
        await asyncio.gather(first, *others, return_exceptions=True)
        await asyncio.sleep(0)
        # If a statement were still counted as in flight, the next caller would wait for it.
        assert not coalescing._queues  # pyright: ignore[reportPrivateUsage]
        return await coalescing.read(statement)

    assert callers.run(read_all()).rows == [[1]]


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.05)


def _under_way(cypher: Cypher) -> list[list[Any]]:
    return cypher(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'count(number)' AND NOT currentQuery STARTS WITH 'SHOW' "
        "RETURN currentQuery"
    )


def test_a_read_sees_commits_before_it(callers: Callers, zhongwei: None, modifies_data: None, cypher: Cypher) -> None:
    """It does not share the result of a statement in flight."""
    code = "640502100002"

    async def read_during_a_read() -> StatementResult:
        first = asyncio.create_task(callers.read(FOUND, code=code, asOf=date(2020, 1, 1)))
        await asyncio.sleep(0)
        cypher("MATCH (n:Community {code: $code}) SET n.name = $name", code=code, name="新的名字")
        second = await callers.read(FOUND, code=code, asOf=date(2020, 1, 1))
        await first
        return second

    assert callers.run(read_during_a_read()).rows[0][0][0] == "新的名字"


def test_a_lost_database_is_an_error_for_every_caller_of_the_batch(neo4j_login: Login, zhongwei: None) -> None:
    with BoltProxy(neo4j_login.uri) as wire:
        callers = Callers(neo4j_login, wire)
        callers.run(callers.database.close())
        answers = callers.at_once(*(callers.read(DIVIDED, by=1) for _ in range(4)))
        assert {each.code if isinstance(each, UserError) else each for each in answers} == {ErrorCode.DATABASE_UNAVAILABLE}
        callers.runner.close()


# ---------------------------------------------------------------------------------------------------- operations of the schema
def test_random_operations_in_batches(callers: Callers, zhongwei: None, cypher: Cypher, share_of_cases: float) -> None:
    """Any properties, root field of one entity, and as-of date: equal results with fewer statements. Statements that explain a null are not
    batched.
    """
    rng = random.Random(20261126)
    found, nulls, statements = 0, 0, 0
    for _ in range(max(1, round(CASES * share_of_cases))):
        query, variables = _operation(rng, cypher)
        alone = [callers.run(_executed(callers, query, each)) for each in variables]
        with callers.wire.counting() as counting:
            together = callers.at_once(*(_executed(callers, query, each) for each in variables))
        assert together == alone, query
        without_entity = sum(None in data.values() for data, _ in alone)
        found, nulls, statements = found + len(alone) - without_entity, nulls + without_entity, statements + counting.runs
    assert statements <= found / 4 + EXPLAINING * nulls


def _operation(rng: random.Random, cypher: Cypher) -> tuple[str, list[dict[str, Any]]]:
    """Returns an operation on one entity, and each caller's values of its variables; some match no entity."""
    name = rng.choice(_found_by_code())
    field = SCHEMA.graphql_schema.query_type.fields[name]  # pyright: ignore[reportOptionalMemberAccess]
    found = get_named_type(field.type)
    leaves = [each for each, definition in found.fields.items() if is_leaf_type(get_named_type(definition.type))]
    selected = " ".join(rng.sample(leaves, rng.randint(1, min(6, len(leaves)))))
    label = found.name
    codes: list[str | None] = [code for (code,) in cypher(f"MATCH (n:{label}) RETURN n.code ORDER BY n.code LIMIT 300")]
    days = [None, "2018-01-01", "2022-09-22", "2030-01-01"]
    variables = [{"code": rng.choice([*codes, "nothing"]), "day": rng.choice(days)} for _ in range(CALLERS)]
    return f"query ($code: String!, $day: Date) {{ {name}(code: $code, asOf: $day) {{ {selected} }} }}", variables


def _found_by_code() -> list[str]:
    query = SCHEMA.graphql_schema.query_type
    assert isinstance(query, GraphQLObjectType)
    return [
        name
        for name, each in query.fields.items()
        if {"code"} == {given for given, argument in each.args.items() if isinstance(argument.type, GraphQLNonNull)}
        and isinstance(each.extensions.get(FIELD_COMPILER), ByCode)
    ]


async def _executed(callers: Callers, query: str, variables: dict[str, Any]) -> Any:
    context = Context(callers.database, date(2026, 11, 26))
    result = await EXECUTOR.execute(query, variables, context=context)
    return result.data, [each.message for each in result.errors or ()]

"""A question and its handwritten counterpart."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, cast

import orjson

from benchmarks.cases import Case
from benchmarks.product import TODAY, Product
from graph.database.database import Database
from graph.database.statement import Statement

ByHand = Callable[[], Awaitable[Any]]
"""Returns the value of the root field."""
MakeByHand = Callable[[Database], Awaitable[ByHand]]
"""Prepares what a person would prepare once, such as a graph in memory."""


def unchanged(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class QuestionComparison:
    """A question, and how a careful person would answer it by hand.

    `comparable`: the part of the root field's value that the handwritten side computes.
    """

    name: str
    query: str
    variables: Mapping[str, Any]
    make_by_hand: MakeByHand
    target: float
    rounds: int = 60
    comparable: Callable[[Any], Any] = unchanged

    async def case(self, product: Product) -> Case:
        """Raises AssertionError unless both sides return equal values."""
        by_hand = await self.make_by_hand(product.database)

        async def to_json() -> bytes:
            return orjson.dumps(await by_hand())

        case = Case(self.name, product.run(self.query, self.variables), to_json, self.target, self.rounds)
        (value,) = orjson.loads(cast(bytes, await case.ours())).values()
        other = orjson.loads(await to_json())
        assert value is not None, self.name
        assert self.comparable(value) == other, f"{self.name}: {self.comparable(value)} is not {other}"
        return case


def cypher(text: LiteralString, parameters: Mapping[str, Any]) -> MakeByHand:
    """Runs one statement and takes its first value."""
    statement = Statement(text, {"day": TODAY, **parameters})

    async def make(database: Database) -> ByHand:
        async def run() -> Any:
            return (await database.read(statement)).rows[0][0]

        return run

    return make

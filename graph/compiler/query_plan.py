"""Query plans: a compiled statement, its parameters as functions of the variables, and the decoder of its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString, cast

from graph.compiler.selections import Variables
from graph.cypher.variables import AS_OF_NAME
from graph.database.statement import Statement

ParameterResolver = Callable[[Variables], Any]
"""Returns the value of a parameter from the variables of the operation."""


@dataclass(frozen=True)
class QueryPlan:
    """A compiled statement. Holds no value of a request, so that it can be cached.

    `batchable`: the statement is short and returns at most one row, with the one column `answer`. `batch_text` is the same statement with
    its parameters read from the variable `BATCH_ROW`.
    """

    text: str
    parameters: Mapping[str, ParameterResolver]
    decode: Callable[[list[list[Any]]], Any]
    batchable: bool = False
    batch_text: str | None = None

    def statement(self, variables: Variables, today: date) -> Statement:
        """Returns the statement for these variables. Raises UserError for an argument out of range."""
        values = {name: resolve(variables) for name, resolve in self.parameters.items()}
        values[AS_OF_NAME] = values.get(AS_OF_NAME) or today
        # The only place that casts a generated text: it consists of the model's names and our own.
        return Statement(cast(LiteralString, self.text), values, cast(LiteralString | None, self.batch_text))

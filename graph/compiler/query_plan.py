from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph.compiler.as_of import AsOf
from graph.compiler.selections import Variables
from graph.cypher.variables import AS_OF_NAME, ID_SUFFIX_NAME
from graph.database.statement import Statement

ParameterResolver = Callable[[Variables], Any]


@dataclass(frozen=True)
class QueryPlan:
    """A compiled statement. It contains no values of a request, so it can be cached.

    `batchable`: the statement is short and returns at most one row, with the column `answer`. `batch_text` reads its parameters from
    `BATCH_ROW`. `shown_text`: the text in a response, which `decode_rows` takes with the rows.
    """

    text: str
    parameters: Mapping[str, ParameterResolver]
    decode_rows: Callable[[list[list[Any]], str], Any]
    batchable: bool = False
    batch_text: str | None = None
    shown_text: str | None = None

    def decode(self, rows: list[list[Any]]) -> Any:
        return self.decode_rows(rows, self.shown_text or self.text)

    def statement(self, variables: Variables, as_of: AsOf) -> Statement:
        """Raises UserError if an argument is out of range."""
        values = parameter_values(self.parameters, variables, as_of)
        # The only cast of generated text: it consists of names of the model and fixed text.
        return Statement(cast(LiteralString, self.text), values, cast(LiteralString | None, self.batch_text))


def parameter_values(parameters: Mapping[str, ParameterResolver], variables: Variables, as_of: AsOf) -> dict[str, Any]:
    """Raises UserError if an argument is out of range."""
    values = {name: resolve(variables) for name, resolve in parameters.items()}
    values[AS_OF_NAME] = as_of.day
    if ID_SUFFIX_NAME in values:
        values[ID_SUFFIX_NAME] = as_of.id_suffix
    return values

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.coverage.definition import definition_reader
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.database.statement import READ_REVISION


@dataclass(frozen=True)
class IndicatorList:
    """Executes `Query.indicators`."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        await context.read(READ_REVISION)
        questions = self._questions(await context.custom_indicators())
        compiled = context.compiled((selected,), (), lambda compiler: definition_reader(compiler, selected))
        return context.complete(compiled, lambda read: [read(question) for question in questions])

    def _questions(self, custom: Mapping[str, Indicator]) -> list[IndicatorQuestion]:
        names = self.catalogue.indicators
        return [
            *map(self.catalogue.built_in, names),
            *(IndicatorQuestion(name, each, is_custom=True) for name, each in custom.items()),
        ]

"""The root field `coverages`: receipts of one indicator for several divisions, in the order of the argument."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.coverage.indicator_question import Catalogue
from graph.coverage.receipt_fields import receipt_of
from graph.coverage.receipt_numbers import columns_for
from graph.errors import UserError
from graph.messages import coverage as messages

MAX_SCOPES: Final = 50


@dataclass(frozen=True)
class CoveragesField:
    """A division that does not exist is null; one that fails is null with its error."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Raises UserError (BAD_ARGUMENT) for too many divisions or a repeated one."""
        scopes = context.arguments(selected)["scopes"]
        if len(scopes) > MAX_SCOPES:
            raise UserError(messages.TOO_MANY_SCOPES, number=len(scopes), maximum=MAX_SCOPES)
        if len(set(scopes)) < len(scopes):
            raise UserError(messages.DUPLICATE_SCOPES)
        question = await self.catalogue.question(context, selected)
        columns = await columns_for(context, [question.indicator])

        async def receipts(context: FieldContext) -> list[Any]:
            return await asyncio.gather(*(receipt(context, scope) for scope in scopes))

        async def receipt(context: FieldContext, scope: str) -> Any:
            variables = context.variables.with_argument(selected, "scope", scope)
            try:
                return await receipt_of(replace(context, variables=variables), selected, columns, question)
            except UserError as error:
                return error

        return await context.complete_list(receipts, nullable=True)

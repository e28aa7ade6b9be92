import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import GraphQLError

from graph.compiler.selections import SelectedField, Selections, Variables
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.references.explanations import Explanations
from graph.references.mentions import fields_with_mentions, names_below
from schema.execution.context import Context

LOG: Final = logging.getLogger(__name__)


async def explain(
    context: Context,
    selections: Selections,
    variables: Variables,
    roots: Sequence[SelectedField],
    data: Mapping[str, Any] | None,
    errors: list[GraphQLError],
) -> list[GraphQLError]:
    """Explains null fields in `extensions.hints`, and errors NOT_ALIVE by the dates of existence.

    Returns the errors. If explanations cannot be read, this is logged, and the response stays as it is.
    """
    if not errors and not (data is not None and (None in data.values() or any(map(names_below, roots)))):
        return errors
    explanations = Explanations(context.read, selections, variables, context.today)
    try:
        if data is not None:
            failed = {tuple(each.path or ()) for each in errors if not _is_not_alive(each)}
            context.hints = await explanations.hints(roots, data, failed)
        return [await _explained(explanations, selections, roots, each) for each in errors]
    except Exception:
        LOG.warning("null fields and errors could not be explained", exc_info=True)
        return errors


async def _explained(
    explanations: Explanations, selections: Selections, roots: Sequence[SelectedField], error: GraphQLError
) -> GraphQLError:
    cause = error.original_error
    if not _is_not_alive(error) or not isinstance(cause, UserError):
        return error
    keys = tuple(error.path or ())
    paths = [path for root in roots if root.key == keys[0] for path in fields_with_mentions(selections, root)]
    path = max((path for path in paths if tuple(each.key for each in path) == keys[: len(path)]), key=len)
    explained = await explanations.with_periods(cause, path)
    return GraphQLError(str(explained), error.nodes, error.source, error.positions, error.path, original_error=explained)


def _is_not_alive(error: GraphQLError) -> bool:
    cause = error.original_error
    return isinstance(cause, UserError) and cause.code is ErrorCode.NOT_ALIVE and bool(error.path)

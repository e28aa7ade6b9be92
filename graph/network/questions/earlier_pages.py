"""Further pages of a network of an earlier revision, found by cursor, with entities of the current data."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final, LiteralString

from graph.compiler.context import FieldContext
from graph.compiler.cursors import content_of
from graph.compiler.selections import SelectedField
from graph.database.statement import Statement
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.projection.network_question import NetworkQuestion
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.lists import CursorContent
from graph.network.questions.network_execution import NetworkExecution

# Keys: [the entity's index, its label, its code].
_NODE_IDS: Final[LiteralString] = """
UNWIND $keys AS key MATCH (n:Entity {code: key[2]}) WHERE key[1] IN labels(n)
RETURN collect([key[0], id(n)])
"""


def earlier_network(context: FieldContext, lists: Iterable[SelectedField], question: NetworkQuestion) -> KeptNetwork | None:
    """Returns the cached network of the first cursor of an earlier revision."""
    for selected in lists:
        after = _after(context, selected)
        content = None if not after else content_of(after, CursorContent)
        kept = None if content is None else context.networks.continued(content[0], question)
        if kept is not None and not context.is_latest(kept.network.snapshot.revision):
            return kept
    return None


def _after(context: FieldContext, selected: SelectedField) -> str | None:
    with suppress(UserError):  # the list shows the error
        return context.arguments(selected).get("after")
    return None


async def find_again(context: FieldContext, execution: NetworkExecution) -> None:
    """Sets current node ids. Raises UserError (DATA_CHANGED) if an entity of the page is gone."""
    entities, snapshot = sorted(execution.deferred_entities), execution.network.snapshot
    keys = [[entity, *snapshot.key(entity)] for entity in entities]
    ((found,),) = (await context.read(Statement(_NODE_IDS, {"keys": keys}))).rows
    node_ids = {int(entity): int(node_id) for entity, node_id in found}
    if len(node_ids) < len(entities):
        raise UserError(messages.ENTITY_OF_PAGE_GONE)
    execution.renumber(node_ids)

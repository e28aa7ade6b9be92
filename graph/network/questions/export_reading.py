"""Reads a network for an export: all of it at one revision, before the file begins."""

import asyncio
from typing import Final

from graph.compiler.context import RevisionChanged
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.exports.export_network import ExportNetwork
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_tables import ActorNames, export_tables, names_statement
from graph.network.questions.measuring import Measuring
from graph.network.questions.network_source import NetworkSource, kept_network

BUDGET_SECONDS: Final = 60
"""The time for the measures of an export."""


async def read_export(source: NetworkSource, question: ExportQuestion) -> ExportNetwork:
    """Raises UserError (NOT_FOUND, NOT_ALIVE, TOO_LARGE, TIME_BUDGET), and RevisionChanged."""
    kept = await kept_network(source, question.network)
    if kept is None:
        raise UserError(messages.NO_SUCH_SCOPE, scope=question.network.scope)
    network = kept.network
    requests = {name: question.request_of(name) for name in question.measures}
    results = await Measuring(kept, source.networks.workers, BUDGET_SECONDS).results(requests.values())
    for result in results.values():
        if isinstance(result, UserError):
            raise result
    rows = await source.read(names_statement(network))
    if rows.revision != network.snapshot.revision:
        raise RevisionChanged
    by_name = {name: results[request] for name, request in requests.items()}
    names = ActorNames.of(network.arrays.size, rows.rows)
    return await asyncio.to_thread(export_tables, question, network, names, by_name)

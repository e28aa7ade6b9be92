"""Reads a network for an export: all of it at one revision, before the file begins."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.compiler.context import RevisionChanged
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.exports.export_network import ExportNetwork
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_tables import ActorNames, export_tables, names_statement
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.measuring import Measuring
from graph.network.questions.network_source import NetworkSource, kept_network


@dataclass(frozen=True)
class MeasuredNetwork:
    """`results`: by request, or the UserError that takes the place of a result. Positions in arrays are those of the actors."""

    network: ExportNetwork
    results: Mapping[MeasureRequest, Any]

    @property
    def errors(self) -> list[UserError]:
        return [result for result in self.results.values() if isinstance(result, UserError)]


async def read_export(source: NetworkSource, question: ExportQuestion) -> ExportNetwork:
    """Raises UserError (NOT_FOUND, NOT_ALIVE, TOO_LARGE, TIME_BUDGET), and RevisionChanged."""
    found = await read_measured(source, question)
    for error in found.errors:
        raise _error_of_export(error, source.networks.limits.export_seconds)
    return found.network


def _error_of_export(error: UserError, seconds: float) -> UserError:
    """Returns the error with the way out that an export has, which takes no budget."""
    if error.code is ErrorCode.TIME_BUDGET:
        return UserError(messages.EXPORT_TIME_BUDGET, error.extensions, seconds=f"{seconds:g}")
    if error.code is ErrorCode.TOO_LARGE:
        return UserError(messages.EXPORT_TOO_LARGE, error.extensions, problem=error.message, seconds=f"{seconds:g}")
    return error


async def read_measured(
    source: NetworkSource, question: ExportQuestion, others: Sequence[MeasureRequest] = ()
) -> MeasuredNetwork:
    """Returns the network without the measures that have an error, and `others` among the results. Raises UserError, RevisionChanged."""
    kept = await kept_network(source, question.network)
    if kept is None:
        raise UserError(messages.NO_SUCH_SCOPE, scope=question.network.scope)
    network = kept.network
    requests = {name: question.request_of(name) for name in question.measures}
    results = await Measuring(kept, source.networks.workers, source.networks.limits.export_seconds).results(
        [*requests.values(), *others]
    )
    by_name = {name: results[each] for name, each in requests.items() if not isinstance(results[each], UserError)}
    rows = await source.read(names_statement(network))
    if rows.revision != network.snapshot.revision:
        raise RevisionChanged
    names = ActorNames.of(network.arrays.size, rows.rows)
    computed = replace(question, measures=tuple(by_name))
    return MeasuredNetwork(await asyncio.to_thread(export_tables, computed, network, names, by_name), results)

"""Reads a network for an export before the file begins, and then computes measures."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.formats import Format
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_tables import ActorNames, export_tables, names_statement
from graph.network.questions.format_limit import require_format_holds
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.measuring import Measuring
from graph.network.questions.network_source import NetworkSource, kept_network
from graph.network.questions.network_store import NetworkStore
from graph.network.workers.progress_board import ProgressBoard


@dataclass(frozen=True)
class MeasuredNetwork:
    """A network for an export with its measures. `results`: for each request its result, in the order of the actors, or a UserError."""

    network: ExportNetwork
    results: Mapping[MeasureRequest, Any]

    @property
    def errors(self) -> list[UserError]:
        return [result for result in self.results.values() if isinstance(result, UserError)]


@dataclass(frozen=True)
class NamedNetwork:
    """All that an export reads. `read_until`: the last revision, if the data changed."""

    kept: KeptNetwork
    names: ActorNames
    read_until: str | None = None


async def read_named(source: NetworkSource, question: ExportQuestion, of_format: Format | None = None) -> NamedNetwork:
    """Raises UserError (NOT_FOUND, NOT_ALIVE, TOO_LARGE, also if the format cannot hold the network) and RevisionChanged."""
    kept = await kept_network(source, question.network)
    if kept is None:
        raise UserError(messages.NO_SUCH_SCOPE, scope=question.network.scope)
    if of_format is not None:
        await asyncio.to_thread(require_format_holds, of_format, kept.network)
    rows = await source.read_at(names_statement(kept.network), kept.network.snapshot.revision)
    return NamedNetwork(kept, ActorNames.of(kept.network.arrays.size, rows))


async def export_of(
    named: NamedNetwork, question: ExportQuestion, networks: NetworkStore, board: ProgressBoard
) -> ExportNetwork:
    """Raises UserError (TOO_LARGE, TIME_BUDGET)."""
    found = await measured(named, question, networks, board)
    for error in found.errors:
        raise _error_of_export(error, networks.limits.export_seconds)
    return found.network


def _error_of_export(error: UserError, seconds: float) -> UserError:
    """Returns the error with the way out for exports, which take no budget."""
    if error.code is ErrorCode.TIME_BUDGET:
        return UserError(messages.EXPORT_TIME_BUDGET, error.extensions, seconds=f"{seconds:g}")
    if error.code is ErrorCode.TOO_LARGE:
        return UserError(messages.EXPORT_TOO_LARGE, error.extensions, problem=error.message, seconds=f"{seconds:g}")
    return error


async def measured(
    named: NamedNetwork,
    question: ExportQuestion,
    networks: NetworkStore,
    board: ProgressBoard,
    others: Sequence[MeasureRequest] = (),
) -> MeasuredNetwork:
    """Returns the network without failed measures; `others` are among the results. Reads nothing."""
    requests = {name: question.request_of(name) for name in question.measures}
    measuring = Measuring(named.kept, networks.workers, networks.limits.export_seconds, board)
    results = await measuring.results([*requests.values(), *others])
    by_name = {name: results[each] for name, each in requests.items() if not isinstance(results[each], UserError)}
    computed = replace(question, measures=tuple(by_name))
    tables = await asyncio.to_thread(export_tables, computed, named.kept.network, named.names, by_name, named.read_until)
    return MeasuredNetwork(tables, results)

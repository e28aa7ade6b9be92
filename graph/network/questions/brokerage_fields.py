from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.network.measures.brokerage import ROLES, TOTAL, BrokerageRole, BrokerageUnit
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.measures.rounding import rounded_or_none
from graph.network.measures.triads import Triad, triads, two_mode_triads
from graph.network.questions.actor_fields import actor_keys, find_actor
from graph.network.questions.grouped_measures import BrokerageResult
from graph.network.questions.lists import ListOf, connection_reader
from graph.network.questions.measure_fields import enum_name
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader

DEFAULT_EXAMPLES: Final = 3
MAX_EXAMPLES: Final = 100


def brokerage_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    reader.needs(lambda arguments: [_request(arguments(selected))])
    read = reader.object(selected, partial(_BrokerageFields(reader, selected).field))
    return lambda execution, _: read(execution, execution.result(_request(execution.arguments(selected))))


def _request(arguments: Mapping[str, Any]) -> MeasureRequest:
    unit = enum_name(arguments, "unit") or "PAIRS"
    return MeasureRequest.of("brokerage", by=enum_name(arguments, "by"), mode=enum_name(arguments, "mode"), unit=unit)


@dataclass(frozen=True)
class _Broker:
    """A broker. `row`: its row in the scores. `actor`: its position in the network."""

    result: BrokerageResult
    row: int
    actor: int


@dataclass(frozen=True)
class _BrokerageFields:
    reader: SelectionReader
    brokerage: SelectedField

    def field(self, selected: SelectedField) -> NetworkFieldReader:
        match selected.name:
            case "totals":
                read = self.reader.object(selected, partial(value_reader, _SCORE))
                return lambda execution, found: [read(execution, score) for score in found.scores.totals()]
            case "brokers":
                return self._brokers(selected)
            case "method":
                return method_reader(self.reader, selected, lambda _: NETWORK_MEASURES["brokerage"].exact_method())
            case _:
                return lambda execution, _: enum_name(execution.arguments(self.brokerage), "by")

    def _brokers(self, selected: SelectedField) -> NetworkFieldReader:
        """Reads actors that broker at all, or in the role of the argument."""
        keys = ListOf(
            lambda execution, found: _listed(found, enum_name(execution.arguments(selected), "role")),
            lambda execution, row: actor_keys(execution, self._broker(execution, row).actor),
            self._find,
            lambda _, __: "",
            self._broker_object,
            (self.brokerage,),
        )
        return connection_reader(self.reader, selected, keys)

    def _broker(self, execution: NetworkExecution, row: int) -> _Broker:
        result: BrokerageResult = execution.result(_request(execution.arguments(self.brokerage)))
        return _Broker(result, row, row if result.overlap is None else int(result.overlap.actors[row]))

    def _find(self, execution: NetworkExecution, keys: list[str]) -> int | None:
        result: BrokerageResult = execution.result(_request(execution.arguments(self.brokerage)))
        actor = find_actor(execution, keys)
        if actor is None or result.overlap is None:
            return actor
        rows = np.flatnonzero(result.overlap.actors == actor)
        return int(rows[0]) if len(rows) else None

    def _broker_object(self, selected: SelectedField) -> NetworkFieldReader:
        read = self.reader.object(selected, self._broker_field)
        return lambda execution, row: read(execution, self._broker(execution, row))

    def _broker_field(self, selected: SelectedField) -> NetworkFieldReader:
        match selected.name:
            case "entity":
                return self.reader.entity(selected, lambda execution, broker: int(execution.network.actors[broker.actor]))
            case "roles":
                read = self.reader.object(selected, partial(value_reader, _SCORE))
                return lambda execution, broker: [read(execution, each) for each in broker.result.scores.scores(broker.row)]
            case "examples":
                read = self.reader.object(selected, partial(_triad_field, self.reader))
                return lambda execution, broker: [read(execution, triad) for triad in self._triads(selected, execution, broker)]
            case _:
                return value_reader(_BROKER, selected)

    def _triads(self, selected: SelectedField, execution: NetworkExecution, broker: _Broker) -> list[Triad]:
        """Raises UserError (BAD_ARGUMENT) if `first` is out of range."""
        arguments, arrays, result = execution.arguments(selected), execution.network.arrays, broker.result
        role, first = enum_name(arguments, "role"), arguments.get("first")
        first = DEFAULT_EXAMPLES if first is None else first
        if not 1 <= first <= MAX_EXAMPLES:
            raise UserError(messages.NUMBER_OUT_OF_RANGE, argument="first", number=first, maximum=MAX_EXAMPLES)
        wanted = None if role is None else BrokerageRole[role]
        if result.overlap is None:
            return triads(arrays, result.groups, broker.row, wanted, first)
        unit = BrokerageUnit[enum_name(execution.arguments(self.brokerage), "unit") or "PAIRS"]
        return two_mode_triads(arrays, result.overlap, result.groups, broker.row, wanted, first, unit)


def _listed(result: BrokerageResult, role: str | None) -> Any:
    """Returns the rows with a count, by total, then by kind and code."""
    raw = result.scores.raw
    column = TOTAL if role is None else ROLES.index(BrokerageRole[role])
    rows = np.flatnonzero(raw[:, column] > 0)
    return rows[np.lexsort((rows, -raw[rows, TOTAL]))]


def _triad_field(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "from":
            return reader.entity(selected, lambda execution, triad: int(execution.network.actors[triad.start]))
        case "to":
            return reader.entity(selected, lambda execution, triad: int(execution.network.actors[triad.end]))
        case "broker":
            return reader.entity(selected, lambda execution, triad: int(execution.network.actors[triad.broker]))
        case "through":
            return reader.entities(selected, lambda execution, triad: execution.network.actors[list(triad.through)].tolist())
        case _:
            return lambda _, triad: triad.role.name


_SCORE: Final[Mapping[str, NetworkFieldReader]] = {
    "role": lambda _, score: None if score.role is None else score.role.name,
    "raw": lambda _, score: score.raw,
    "expected": lambda _, score: rounded_or_none(score.expected),
    "sd": lambda _, score: rounded_or_none(score.sd),
    "z": lambda _, score: rounded_or_none(score.z),
}
_BROKER: Final[Mapping[str, NetworkFieldReader]] = {
    "group": lambda _, broker: broker.result.groups.names[int(broker.result.groups.number[broker.row])],
    "total": lambda _, broker: int(broker.result.scores.raw[broker.row, TOTAL]),
}

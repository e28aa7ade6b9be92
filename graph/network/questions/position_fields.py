from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.network.measures.concor import MAX_SPLITS, Positions
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.actor_fields import actors_reader
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader

DEFAULT_SPLITS: Final = 2
PositionBlock = tuple[Positions, int]
"""Positions, and the number of a block."""


def positions_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads null without ties or with ties between all."""
    reader.needs(lambda arguments: [_request(arguments(selected))])
    read = reader.object(selected, partial(_field, reader, selected))

    def read_positions(execution: NetworkExecution, _: Any) -> Any:
        found = execution.result(_request(execution.arguments(selected)))
        return None if found is None else read(execution, found)

    return read_positions


def _request(arguments: Mapping[str, Any]) -> MeasureRequest:
    """Raises UserError (BAD_ARGUMENT)."""
    splits = arguments.get("splits")
    if splits is not None and not 1 <= splits <= MAX_SPLITS:
        raise UserError(messages.NUMBER_OUT_OF_RANGE, argument="splits", number=splits, maximum=MAX_SPLITS)
    return MeasureRequest.of("positions", splits=DEFAULT_SPLITS if splits is None else splits)


def _field(reader: SelectionReader, positions: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "blocks":
            read = reader.object(selected, partial(_block_field, reader, positions))
            return lambda execution, found: [read(execution, (found, number + 1)) for number in range(found.count)]
        case "method":
            return method_reader(reader, selected)
        case _:
            return value_reader(_POSITIONS, selected)


def _block_field(reader: SelectionReader, positions: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    if selected.name == "actors":
        return actors_reader(reader, selected, _members, lambda _, block: f"block {block[1]}", (positions,))
    return value_reader(_BLOCK, selected)


def _members(_: NetworkExecution, block: PositionBlock) -> Any:
    found, number = block
    return np.flatnonzero(found.block == number)


_POSITIONS: Final[Mapping[str, NetworkFieldReader]] = {
    "densities": lambda _, found: [[rounded_or_none(density) for density in row] for row in found.densities],
    "rSquared": lambda _, found: rounded_or_none(found.r_squared),
}
_BLOCK: Final[Mapping[str, NetworkFieldReader]] = {
    "number": lambda _, block: block[1],
    "size": lambda execution, block: len(_members(execution, block)),
    "density": lambda _, block: rounded_or_none(block[0].densities[block[1] - 1][block[1] - 1]),
}

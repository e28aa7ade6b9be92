from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.actor_fields import actors_reader
from graph.network.questions.measure_request import MeasureRequest, seed_of
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader


def core_periphery_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads null without ties or with ties between all."""
    reader.needs(lambda arguments: [_request(arguments(selected))])
    read = reader.object(selected, partial(_field, reader, selected))

    def read_core(execution: NetworkExecution, _: Any) -> Any:
        found = execution.result(_request(execution.arguments(selected)))
        return None if found is None else read(execution, found)

    return read_core


def _request(arguments: Mapping[str, Any]) -> MeasureRequest:
    """Raises UserError (BAD_ARGUMENT)."""
    model = arguments.get("model")
    return MeasureRequest.of("corePeriphery", model=model.value if model else "BLOCKS", seed=seed_of(arguments))


def _field(reader: SelectionReader, core_periphery: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "core":
            return actors_reader(reader, selected, _core, lambda _, __: "core", (core_periphery,))
        case "method":
            return method_reader(reader, selected)
        case _:
            return value_reader(_VALUES, selected)


def _core(_: NetworkExecution, found: Any) -> Any:
    return np.flatnonzero(found.core)


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "fit": lambda _, found: rounded_or_none(found.fit),
    "coreSize": lambda _, found: int(found.core.sum()),
    "densities": lambda _, found: [[rounded_or_none(density) for density in row] for row in found.densities],
}

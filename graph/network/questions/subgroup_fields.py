from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.measures.rounding import rounded_or_none
from graph.network.measures.subgroups import Partition, group_density
from graph.network.questions.actor_fields import actors_reader
from graph.network.questions.measure_request import MeasureRequest, seed_of
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader

Group = tuple[Partition, int]
"""A partition, and the number of a group."""


def subgroups_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    reader.needs(lambda arguments: [_request(arguments(selected))])
    read = reader.object(selected, partial(_partition_field, reader, selected))
    return lambda execution, _: read(execution, execution.result(_request(execution.arguments(selected))))


def _request(arguments: Mapping[str, Any]) -> MeasureRequest:
    """Raises UserError (BAD_ARGUMENT)."""
    method, seed, resolution = arguments.get("method"), seed_of(arguments), arguments.get("resolution")
    resolution = 1.0 if resolution is None else float(resolution)
    if not resolution > 0:
        raise UserError(messages.RESOLUTION_OUT_OF_RANGE, resolution=resolution)
    return MeasureRequest.of("subgroups", method=method.value if method else "LEIDEN", resolution=resolution, seed=seed)


def _partition_field(reader: SelectionReader, subgroups: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "groups":
            read = reader.object(selected, partial(_group_field, reader, subgroups))
            return lambda execution, found: [read(execution, (found, number + 1)) for number in range(found.count)]
        case "method":
            return method_reader(reader, selected)
        case _:
            return value_reader(_PARTITION, selected)


def _group_field(reader: SelectionReader, subgroups: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    if selected.name == "actors":
        return actors_reader(reader, selected, _members, lambda _, group: f"group {group[1]}", (subgroups,))
    return value_reader(_GROUP, selected)


def _members(_: NetworkExecution, group: Group) -> Any:
    partition, number = group
    return np.flatnonzero(partition.group == number)


_PARTITION: Final[Mapping[str, NetworkFieldReader]] = {
    "modularity": lambda _, found: rounded_or_none(found.modularity),
    "count": lambda _, found: found.count,
}
_GROUP: Final[Mapping[str, NetworkFieldReader]] = {
    "number": lambda _, group: group[1],
    "size": lambda execution, group: len(_members(execution, group)),
    "density": lambda execution, group: rounded_or_none(group_density(execution.network.arrays, *group)),
}

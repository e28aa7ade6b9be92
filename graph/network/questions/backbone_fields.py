"""Fields of a backbone; in a two-mode network, of the overlap of a mode."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.measures.backbone import DEFAULT_ALPHA, Backbone
from graph.network.questions.lists import ListOf, connection_reader
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.methods import method_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.network.questions.tie_fields import EDGE_BETWEENNESS, find_tie, tie_keys, tie_reader
from graph.snapshot.array_types import IndexArray


@dataclass(frozen=True)
class KeptTies:
    """The ties of a backbone with p below `alpha`."""

    backbone: Backbone
    alpha: float
    ties: IndexArray


def backbone_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads null if the model is not defined on this kind of network."""
    reader.needs(lambda arguments: _requests(reader, arguments(selected)))
    read = reader.object(selected, partial(_field, reader, selected))

    def read_backbone(execution: NetworkExecution, _: Any) -> Any:
        arguments = execution.arguments(selected)
        alpha, found = _alpha(arguments), execution.result(_request("backbone", arguments))
        if found is None:
            return None
        kept = KeptTies(found, alpha, np.flatnonzero(found.kept(alpha)))
        return read(_of_overlap(reader, execution, arguments), kept)

    return read_backbone


def _requests(reader: SelectionReader, arguments: Mapping[str, Any]) -> list[MeasureRequest]:
    names = ["backbone", "overlapNetwork"]
    if "NetworkTie.edgeBetweenness" in reader.selected_names:
        names.append("overlapEdgeBetweenness")
    return [_request(name, arguments) for name in names]


def _request(name: str, arguments: Mapping[str, Any]) -> MeasureRequest:
    model, mode = arguments.get("model"), arguments.get("mode")
    options: dict[str, Any] = {"mode": mode.value if mode else "ONE"}
    if name == "backbone":
        options["model"] = model.value if model else "SDSM"
    return MeasureRequest.of(name, **options)


def _alpha(arguments: Mapping[str, Any]) -> float:
    """Raises UserError (BAD_ARGUMENT)."""
    alpha = arguments.get("alpha")
    if alpha is not None and not 0 < alpha <= 1:
        raise UserError(messages.ALPHA_OUT_OF_RANGE, alpha=alpha)
    return DEFAULT_ALPHA if alpha is None else float(alpha)


def _of_overlap(reader: SelectionReader, execution: NetworkExecution, arguments: Mapping[str, Any]) -> NetworkExecution:
    """Returns an execution on a two-mode network's overlap; others remain."""
    network = execution.result(_request("overlapNetwork", arguments))
    if network is None:
        return execution
    results = dict(execution.results)
    if "NetworkTie.edgeBetweenness" in reader.selected_names:
        results[EDGE_BETWEENNESS] = results[_request("overlapEdgeBetweenness", arguments)]
    return replace(execution, network=network, results=results)


def _field(reader: SelectionReader, backbone: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "ties":
            listed = ListOf(_kept, tie_keys, find_tie, lambda _, __: "", partial(_tie_reader, reader, backbone), (backbone,))
            return connection_reader(reader, selected, listed)
        case "method":
            return method_reader(reader, selected, lambda found: found.backbone.method)
        case _:
            return value_reader(_VALUES, selected)


def _kept(_: NetworkExecution, found: KeptTies) -> IndexArray:
    return found.ties


def _tie_reader(reader: SelectionReader, backbone: SelectedField, selected: SelectedField) -> NetworkFieldReader:
    def compile_field(field: SelectedField) -> NetworkFieldReader:
        match field.name:
            case "tie":
                return tie_reader(reader, field)
            case "p":
                return lambda execution, tie: _p(execution, backbone, tie)
            case _:
                return value_reader({}, field)

    return reader.object(selected, compile_field)


def _p(execution: NetworkExecution, backbone: SelectedField, tie: int) -> float:
    found: Backbone = execution.result(_request("backbone", execution.arguments(backbone)))
    return float(found.p[tie])


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "alpha": lambda _, found: found.alpha,
    "kept": lambda _, found: len(found.ties),
    "of": lambda _, found: len(found.backbone.p),
}

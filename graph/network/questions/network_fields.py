from functools import partial
from typing import Any, Final

from graph.compiler.compiler import Compiler
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_DIVISION
from graph.errors import UserError
from graph.network.exports.formats import FORMATS
from graph.network.measures.actor_values import MethodUsed
from graph.network.questions.actor_fields import all_actors_reader, one_actor_reader
from graph.network.questions.backbone_fields import backbone_reader
from graph.network.questions.brokerage_fields import brokerage_reader
from graph.network.questions.citation import citation
from graph.network.questions.core_fields import core_periphery_reader
from graph.network.questions.export_links import EXPORT_VALUES
from graph.network.questions.measure_fields import MEASURE_READERS
from graph.network.questions.methods import METHOD_VALUES, distinct, exact_method
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.network_values import MODE_VALUES, NETWORK_VALUES, PROVENANCE_VALUES
from graph.network.questions.position_fields import positions_reader
from graph.network.questions.selection_reader import CompileNetworkField, NetworkFieldReader, SelectionReader, value_reader
from graph.network.questions.subgroup_fields import subgroups_reader
from graph.network.questions.tie_fields import all_ties, ties_reader


class NetworkReader:
    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.selection = SelectionReader(compiler, selected)
        self._read = self.selection.object(selected, self._field)

    def read(self, execution: NetworkExecution) -> Any:
        return self._read(execution, None)

    def _field(self, field: SelectedField) -> NetworkFieldReader:
        reader = self.selection
        if field.name in NETWORK_LISTS:
            values, fields = NETWORK_VALUES[field.name], NETWORK_LISTS[field.name]
            read = reader.object(field, fields)
            return lambda execution, _: [read(execution, each) for each in values(execution.network)]
        if field.name in NETWORK_VALUES:
            value = NETWORK_VALUES[field.name]
            return lambda execution, _: value(execution.network)
        match field.name:
            case "scope":
                return reader.entity(field, lambda execution, _: execution.network.scope, EVERY_DIVISION)
            case "actors":
                return all_actors_reader(reader, field)
            case "actor":
                return one_actor_reader(reader, field)
            case "ties":
                return ties_reader(reader, field, lambda execution, _: all_ties(execution, field))
            case "exports":
                read = reader.object(field, partial(value_reader, EXPORT_VALUES))
                return lambda execution, _: [read(execution, of_format) for of_format in FORMATS]
            case "methods":
                read = reader.object(field, partial(value_reader, METHOD_VALUES))
                return lambda execution, _: [read(execution, method) for method in self._methods(execution)]
            case "revision":
                return lambda execution, _: execution.network.snapshot.revision if execution.is_earlier else None
            case "citation":
                return lambda execution, _: citation(execution.network).english
            case "subgroups":
                return subgroups_reader(reader, field)
            case "positions":
                return positions_reader(reader, field)
            case "backbone":
                return backbone_reader(reader, field)
            case "corePeriphery":
                return core_periphery_reader(reader, field)
            case "brokerage":
                return brokerage_reader(reader, field)
            case name if name in MEASURE_READERS:
                return MEASURE_READERS[name](reader, field)
            case _:
                return value_reader({}, field)

    def _methods(self, execution: NetworkExecution) -> list[MethodUsed]:
        failed = {request.name for request, result in execution.results.items() if isinstance(result, UserError)}
        names = (name for name in self.selection.selected_names if name.partition(".")[2] not in failed)
        exact = (exact_method(name) for name in names)
        of_results = (getattr(result, "method", None) for result in execution.results.values())
        return distinct(method for method in (*exact, *of_results) if method is not None)


NETWORK_LISTS: Final[dict[str, CompileNetworkField]] = {
    "modes": partial(value_reader, MODE_VALUES),
    "byProvenance": partial(value_reader, PROVENANCE_VALUES),
}

"""The field `provenances` of an entity: the properties whose origin differs from that of the record."""

from dataclasses import dataclass

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import NO_PROPERTIES, Expression, decode_lists
from graph.compiler.selections import SelectedField
from graph.model.common_properties import PROPERTY_PROVENANCES


class PropertyProvenances:
    """Compiles the field. A node stores each of these properties as a text, such as `population=ILLUSTRATIVE`."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        text, stored = compiler.name("text"), PROPERTY_PROVENANCES.name
        projected = compiler.project(Binding.of(text, binding.kinds), selected.type, selected.nodes)
        cypher = f"[{text} IN coalesce({binding.node}.{stored}, []) | {projected.cypher}]"
        return Expression.from_column_decoder(cypher, decode_lists(projected), frozenset({stored}))


@dataclass(frozen=True)
class PropertyProvenancePart:
    """The field of the property (0), or its provenance (1)."""

    index: int

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"split({binding.node}, '=')[{self.index}]", properties=NO_PROPERTIES)

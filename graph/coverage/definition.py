"""The fields of IndicatorDefinition."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import OWN, IndicatorQuestion
from graph.coverage.units import counts_subquery
from graph.cypher.variables import AS_OF, StatementNames
from graph.model.declarations import Kind

DefinitionReader = Callable[[IndicatorQuestion], ObjectValue]


def definition_reader(compiler: Compiler, selected: SelectedField) -> DefinitionReader:
    """Computes only selected fields: the statement and the example take as long as a short receipt."""
    object_type = cast(GraphQLObjectType, selected.type)
    fields = compiler.selections.of(object_type, selected.nodes)
    values = in_canonical_order(fields, lambda field: (field.key, DEFINITION_VALUES[field.name]))
    return lambda question: ObjectValue.of(object_type.name, [(key, value(question)) for key, value in values])


def definition_cypher(indicator: Indicator) -> str:
    """Returns a statement that counts the units of a division. Parameters: `$scope` (code), `$asOf` (date or text)."""
    return f"MATCH (scope:Division {{code: $scope}}) CALL (scope) {{ {counts_subquery(_Literals(), indicator, 'scope', people=indicator.counts_people)} }} RETURN counts"


class _Literals(StatementNames):
    """Writes values as literals."""

    def __init__(self) -> None:
        super().__init__()
        self.as_of = f"date({AS_OF})"

    def constant(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, date):
            return f"date('{value}')"
        return json.dumps(value, ensure_ascii=False)


def _example(indicator: Indicator) -> dict[str, Any]:
    example = indicator.example
    return {
        "nodes": [
            {"code": code, "kind": kind.name, **_as_seen(kind, properties)}
            for code, (kind, properties) in example.nodes.items()
        ],
        "links": [{"link": link, **example.properties.get(link, {})} for link in example.links],
        "answer": {
            "REACHED": list(example.reached),
            "NOT_REACHED": list(example.not_reached),
            "UNKNOWN": list(example.unknown),
        },
    }


def _as_seen(kind: Kind, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the properties by field name, such as trainingKind."""
    fields = {prop.name: prop.field for prop in kind.properties}
    return {fields[name]: value for name, value in properties.items()}


DEFINITION_VALUES: Final[Mapping[str, Callable[[IndicatorQuestion], Any]]] = {
    "indicator": lambda question: OWN if question.is_custom else question.name,
    "own": lambda question: question.name if question.is_custom else None,
    "nameZh": lambda question: question.indicator.name_zh,
    "nameEn": lambda question: question.indicator.name_en,
    "unit": lambda question: question.indicator.kind.name,
    "weights": lambda question: ["UNITS", "PEOPLE"] if question.indicator.counts_people else ["UNITS"],
    "numerator": lambda question: question.indicator.numerator,
    "denominator": lambda question: question.indicator.denominator,
    "unknownWhen": lambda question: question.indicator.unknown_when,
    "source": lambda question: question.indicator.source,
    "cypher": lambda question: definition_cypher(question.indicator),
    "example": lambda question: _example(question.indicator),
    "__typename": lambda _: "IndicatorDefinition",
}

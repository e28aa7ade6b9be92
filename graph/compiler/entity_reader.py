"""Reads the fields of an entity that a snapshot has, without a statement."""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.model.declarations import Kind
from graph.snapshot.snapshot import Snapshot

EntityReader = Callable[[Snapshot, int], ObjectValue]


def entity_reader(compiler: Compiler, field: SelectedField, kinds: frozenset[Kind]) -> EntityReader | None:
    """Returns None if a field is selected that snapshots do not have. The reader needs a snapshot with names."""
    by_kind = {kind: _fields(compiler, kind, field) for kind in kinds}
    if not all(name in _VALUES for fields in by_kind.values() for _, name in fields):
        return None

    def read(snapshot: Snapshot, entity: int) -> ObjectValue:
        kind = snapshot.kind_of(entity)
        return ObjectValue.of(kind.label, [(key, _VALUES[name](snapshot, entity)) for key, name in by_kind[kind]])

    return read


def _fields(compiler: Compiler, kind: Kind, field: SelectedField) -> list[tuple[str, str]]:
    object_type = cast(GraphQLObjectType, compiler.selections.schema.get_type(kind.label))
    return [(each.key, each.name) for each in compiler.selections.of(object_type, field.nodes)]


def _name(snapshot: Snapshot, entity: int) -> str:
    assert snapshot.names is not None
    return snapshot.names[entity]


_VALUES: Final[Mapping[str, Callable[[Snapshot, int], Any]]] = {
    "code": lambda snapshot, entity: snapshot.codes[entity],
    "name": _name,
    "kind": lambda snapshot, entity: snapshot.kind_of(entity).name,
    "__typename": lambda snapshot, entity: snapshot.kind_of(entity).label,
}

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Compiler, is_resolved
from graph.compiler.expressions import ObjectValue
from graph.compiler.result_projection import ProjectedResult, ResultProjection
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.snapshot.snapshot import MAX_DATE, RELATION_NAMES

FieldReader = Callable[[ProjectedResult, Any], Any]
"""Reads a field from the result and a source value, such as a path."""
CompileField = Callable[[SelectedField], FieldReader]
PathSelector = Callable[[Any], Iterable[Sequence[int]]]
EntityPair = tuple[int, int]


def is_selected(compiler: Compiler, field: SelectedField, *names: str) -> bool:
    """Returns whether the field at this path below `field` is selected."""
    if not names:
        return True
    below: Any = compiler.selections.of(field.type, field.nodes)  # pyright: ignore[reportArgumentType]
    return any(is_selected(compiler, selected, *names[1:]) for selected in below if selected.name == names[0])


def object_reader(compiler: Compiler, field: SelectedField, compile_field: CompileField) -> FieldReader:
    object_type = cast(GraphQLObjectType, field.type)
    fields = compiler.selections.of(object_type, field.nodes)
    readers = in_canonical_order(
        fields, lambda selected: (selected.key, _field_reader(compiler, object_type, selected, compile_field))
    )

    def read(projected: ProjectedResult, source: Any) -> ObjectValue:
        value = ObjectValue.of(object_type.name)
        for key, read_field in readers:
            value[key] = read_field(projected, source)
        return value

    return read


def _field_reader(
    compiler: Compiler, object_type: GraphQLObjectType, field: SelectedField, compile_field: CompileField
) -> FieldReader:
    if field.definition is None:
        return _typename_reader(object_type)
    if is_resolved(field.definition):
        compiler.defer_to_resolver()
    return compiler.coercion.coerce_one(compile_field(field), cast(Any, field.definition).type)


def _typename_reader(object_type: GraphQLObjectType) -> FieldReader:
    return lambda _, __: object_type.name


def value_reader(values: Mapping[str, Callable[[Any], Any]], field: SelectedField) -> FieldReader:
    """Reads a value without projection; null for fields with their own resolver."""
    value = values.get(field.name, lambda _: None)
    return lambda _, source: value(source)


def paths_reader(
    compiler: Compiler, projection: ResultProjection, field: SelectedField, path_selector: PathSelector
) -> FieldReader:
    return object_reader(compiler, field, partial(_path_field, compiler, projection, path_selector))


def _path_field(
    compiler: Compiler, projection: ResultProjection, path_selector: PathSelector, field: SelectedField
) -> FieldReader:
    match field.name:
        case "entities":
            read_entity = projection.entities(
                field, lambda result: (entity for path in path_selector(result) for entity in path)
            )
            return lambda projected, path: [read_entity(projected, entity) for entity in path]
        case "steps":
            read_step = _step_reader(compiler, projection, field, lambda result: _pairs(path_selector(result)))
            return lambda projected, path: [read_step(projected, pair) for pair in pairwise(path)]
        case _:
            return lambda _, path: len(path) - 1


def _pairs(paths: Iterable[Sequence[int]]) -> Iterable[EntityPair]:
    return (pair for path in paths for pair in pairwise(path))


def _step_reader(
    compiler: Compiler, projection: ResultProjection, field: SelectedField, pairs: Callable[[Any], Iterable[EntityPair]]
) -> FieldReader:
    return object_reader(compiler, field, partial(_step_field, projection, pairs))


def _step_field(
    projection: ResultProjection, pairs: Callable[[Any], Iterable[EntityPair]], field: SelectedField
) -> FieldReader:
    if field.name == "links":
        read_link = projection.links(
            field, lambda result: (link for pair in pairs(result) for link in _links_of(result.graph, pair))
        )
        return lambda projected, pair: [read_link(projected, link) for link in _links_of(projected.result.graph, pair)]
    side = 0 if field.name == "from" else 1
    read_entity = projection.entities(field, lambda result: (pair[side] for pair in pairs(result)))
    return lambda projected, pair: read_entity(projected, pair[side])


def _links_of(graph: SimpleGraph, pair: EntityPair) -> list[int]:
    return sorted(graph.links_between(*pair), key=partial(link_order, graph))


def link_order(graph: SimpleGraph, link: int) -> tuple[Any, ...]:
    """Orders links by relation, source, since (unknown last), until, internal id."""
    snapshot = graph.snapshot
    return (
        RELATION_NAMES[int(snapshot.relation[link])],
        int(snapshot.source[link]),
        int(snapshot.since[link]) or MAX_DATE,
        int(snapshot.until[link]),
        int(snapshot.link_id[link]),
    )

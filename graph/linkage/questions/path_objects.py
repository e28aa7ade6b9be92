"""The shapes that linkage answers in: paths, their steps, and the links of a step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import FIELD_COMPILER, Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.linkage.questions.projection import ProjectedResult, Projection
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import RELATION_NAMES

FieldReader = Callable[[ProjectedResult, Any], Any]
"""Reads one field of an object, from what was drawn and from what the object stands for."""
Compile = Callable[[SelectedField], FieldReader]
PathsOf = Callable[[Any], Iterable[Sequence[int]]]
"""The paths of a finding."""
Pair = tuple[int, int]


def is_selected(compiler: Compiler, field: SelectedField, *names: str) -> bool:
    """Whether somewhere below the field the field of that path of names is selected."""
    if not names:
        return True
    below: Any = compiler.selections.of(field.type, field.nodes)  # pyright: ignore[reportArgumentType]
    return any(is_selected(compiler, each, *names[1:]) for each in below if each.name == names[0])


def object_reader(compiler: Compiler, field: SelectedField, compile_field: Compile) -> FieldReader:
    """Reads the object that ``field`` selects, field by field."""
    object_type = cast(GraphQLObjectType, field.type)
    fields = compiler.selections.of(object_type, field.nodes)
    readers = [(each.key, _field_reader(compiler, object_type, each, compile_field)) for each in fields]

    def read(drawn: ProjectedResult, standing_for: Any) -> ObjectValue:
        record = ObjectValue.of(object_type.name)
        for key, read_field in readers:
            record[key] = read_field(drawn, standing_for)
        return record

    return read


def _field_reader(
    compiler: Compiler, object_type: GraphQLObjectType, field: SelectedField, compile_field: Compile
) -> FieldReader:
    if field.definition is None:
        return _typename(object_type)
    if FIELD_COMPILER not in field.definition.extensions:
        compiler.defer_to_resolver()
    return compiler.coercion.coerce_one(compile_field(field), cast(Any, field.definition).type)


def _typename(object_type: GraphQLObjectType) -> FieldReader:
    return lambda _, __: object_type.name


def value_reader(values: Mapping[str, Callable[[Any], Any]], field: SelectedField) -> FieldReader:
    """Reads a field that needs nothing of the database, by its name; one with a resolver of its own is left to it."""
    value = values.get(field.name, lambda _: None)
    return lambda _, standing_for: value(standing_for)


def paths_reader(compiler: Compiler, projection: Projection, field: SelectedField, paths_of: PathsOf) -> FieldReader:
    """Reads one path (a list of entities) of those that the finding has."""
    return object_reader(compiler, field, partial(_path_field, compiler, projection, paths_of))


def _path_field(compiler: Compiler, projection: Projection, paths_of: PathsOf, field: SelectedField) -> FieldReader:
    match field.name:
        case "entities":
            draw = projection.entities(field, lambda finding: (each for path in paths_of(finding) for each in path))
            return lambda drawn, path: [draw(drawn, each) for each in path]
        case "steps":
            read = steps_reader(compiler, projection, field, lambda finding: _pairs(paths_of(finding)))
            return lambda drawn, path: [read(drawn, pair) for pair in pairwise(path)]
        case _:
            return lambda _, path: len(path) - 1


def _pairs(paths: Iterable[Sequence[int]]) -> Iterable[Pair]:
    return (pair for path in paths for pair in pairwise(path))


def steps_reader(
    compiler: Compiler, projection: Projection, field: SelectedField, pairs: Callable[[Any], Iterable[Pair]]
) -> FieldReader:
    """Reads a step (two entities) of those that the finding has."""
    return object_reader(compiler, field, partial(_step_field, projection, pairs))


def _step_field(projection: Projection, pairs: Callable[[Any], Iterable[Pair]], field: SelectedField) -> FieldReader:
    if field.name == "links":
        draw_link = projection.links(
            field, lambda finding: (link for pair in pairs(finding) for link in links_of(finding.network, pair))
        )
        return lambda drawn, pair: [draw_link(drawn, link) for link in links_of(drawn.result.network, pair)]
    side = 0 if field.name == "from" else 1
    draw = projection.entities(field, lambda finding: (pair[side] for pair in pairs(finding)))
    return lambda drawn, pair: draw(drawn, pair[side])


def links_of(network: Network, pair: Pair) -> list[int]:
    """The living, permitted links between two entities: by relation, where they begin, and since when."""
    return sorted(network.links_between(*pair), key=partial(link_order, network))


def link_order(network: Network, link: int) -> tuple[Any, ...]:
    snapshot = network.snapshot
    since = int(snapshot.since[link]) or 99_999_999
    return (
        RELATION_NAMES[int(snapshot.relation[link])],
        int(snapshot.source[link]),
        since,
        int(snapshot.until[link]),
        int(snapshot.identity[link]),
    )

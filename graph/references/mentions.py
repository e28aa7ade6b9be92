"""Finds references in arguments: entities by id, code or name, and divisions by official code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, cast

from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLObjectType, get_named_type

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.global_ids import GlobalIdParts
from graph.compiler.root_fields import ByCode
from graph.compiler.selections import SelectedField, Selections
from graph.errors import UserError
from graph.model.declarations import Kind
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME, KINDS

NAMED: Final = "named"
"""The field of EntityRef for a name."""
OF_ITEMS: Final = ("nodes", "coverages")
"""Root fields with a list whose items have their own references."""
_REFERENCE: Final = "EntityRef"
_IDS: Final = ("id", "ids")
_ANY_DIVISION: Final = frozenset(DIVISIONS)
_BY_CODE: Final = {
    "scope": _ANY_DIVISION,
    "scopes": _ANY_DIVISION,
    "within": _ANY_DIVISION,
    "community": frozenset({COMMUNITY}),
}
"""Arguments for the official code of a division."""
_KIND_BY_FIELD: Final = {kind.singular: kind for kind in KINDS}


@dataclass(frozen=True)
class Mention:
    """A reference to an entity of one of `kinds`, by code or name. `path`: its place, the argument first. `day`: the date in
    its id.
    """

    path: tuple[str | int, ...]
    kinds: frozenset[Kind]
    code: str = ""
    name: str | None = None
    day: date | None = None

    @property
    def argument(self) -> str:
        """Its place, such as `add[0].from`."""
        return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in self.path).removeprefix(".")


def mentions_of(selected: SelectedField, arguments: Mapping[str, Any]) -> Iterator[Mention]:
    """Yields the references in coerced arguments. Skips malformed ids, which are errors of the field."""
    definition = cast(Any, selected.definition)
    for name, argument in definition.args.items():
        value = arguments.get(argument.out_name or name)
        if value is not None:
            yield from _mentions(selected, (name,), argument.type, value)


def _mentions(selected: SelectedField, path: tuple[str | int, ...], of_type: Any, value: Any) -> Iterator[Mention]:
    if isinstance(of_type, GraphQLNonNull):
        yield from _mentions(selected, path, cast(Any, of_type).of_type, value)
    elif isinstance(of_type, GraphQLList):
        for index, each in enumerate(value):
            yield from _mentions(selected, (*path, index), cast(Any, of_type).of_type, each)
    elif isinstance(of_type, GraphQLInputObjectType):
        yield from (
            mentions_of_reference(path, value) if of_type.name == _REFERENCE else _of_input(selected, path, of_type, value)
        )
    elif path[0] in _IDS:
        yield from _of_id(path, value)
    elif isinstance(value, str) and (kinds := kinds_by_code(selected, str(path[0]))):
        yield Mention(path, kinds, code=value)


def _of_input(
    selected: SelectedField, path: tuple[str | int, ...], of_type: GraphQLInputObjectType, value: Any
) -> Iterator[Mention]:
    if is_reference(of_type):
        for name, field in of_type.fields.items():
            if value.get(field.out_name or name) is not None:
                yield from _mentions(selected, (*path, name), field.type, value[field.out_name or name])


def mentions_of_reference(path: tuple[str | int, ...], reference: Mapping[str, Any]) -> Iterator[Mention]:
    ((field, value),) = reference.items()
    if field == NAMED:
        yield Mention(path, frozenset({KIND_BY_NAME[value["kind"].value]}), name=value["name"])
    elif field == "id":
        yield from _of_id(path, value)
    else:
        yield Mention(path, frozenset({_KIND_BY_FIELD[field]}), code=value)


def _of_id(path: tuple[str | int, ...], global_id: str) -> Iterator[Mention]:
    try:
        parts = GlobalIdParts.of(global_id)
    except UserError:
        return
    yield Mention(path, frozenset({KIND_BY_LABEL[parts.label]}), code=parts.code, day=parts.date)


def kinds_by_code(selected: SelectedField, argument: str) -> frozenset[Kind]:
    """Returns the kinds of which the argument takes a code."""
    if argument == "code":
        execution = cast(Any, selected.definition).extensions.get(FIELD_COMPILER)
        return execution.kinds if isinstance(execution, ByCode) else frozenset()
    return _BY_CODE.get(argument, frozenset())


def is_reference(of_type: Any) -> bool:
    """Returns whether an input is a reference to an entity, or contains one directly."""
    named = _named(of_type)
    if not isinstance(named, GraphQLInputObjectType):
        return False
    return named.name == _REFERENCE or any(_named(field.type).name == _REFERENCE for field in named.fields.values())


def _named(of_type: Any) -> Any:
    return cast(Any, get_named_type)(of_type)


def fields_with_mentions(selections: Selections, root: SelectedField) -> list[tuple[SelectedField, ...]]:
    """Returns the paths of a root field, and of fields directly below it if they can refer to entities."""
    found: list[tuple[SelectedField, ...]] = [(root,)]
    if root.name not in OF_ITEMS and names_below(root):
        below = selections.of(cast(GraphQLObjectType, root.type), root.nodes)
        found += [(root, each) for each in below if each.definition is not None]
    return found


def names_below(root: SelectedField) -> bool:
    """Returns whether items or fields below a root field can be null because they refer to nothing."""
    return root.name in OF_ITEMS or (isinstance(root.type, GraphQLObjectType) and _has_references(root.type))


@cache
def _has_references(of_type: GraphQLObjectType) -> bool:
    return any(is_reference(argument.type) for field in of_type.fields.values() for argument in field.args.values())

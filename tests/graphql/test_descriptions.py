"""Every element of the SDL is described in Chinese and in English."""

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)
from product_schema import SCHEMA


def _described() -> Iterator[tuple[str, str | None]]:
    for name, named in SCHEMA.graphql_schema.type_map.items():
        if is_introspection_type(named) or is_specified_scalar_type(named):
            continue
        yield name, named.description
        if isinstance(named, GraphQLEnumType):
            yield from ((f"{name}.{value}", each.description) for value, each in named.values.items())
        elif isinstance(named, GraphQLInputObjectType):
            yield from ((f"{name}.{field}", each.description) for field, each in named.fields.items())
        elif isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for field, each in named.fields.items():
                yield f"{name}.{field}", each.description
                yield from ((f"{name}.{field}({key})", argument.description) for key, argument in each.args.items())


def test_descriptions_are_in_both_languages() -> None:
    assert [name for name, text in _described() if not _bilingual(text or "")] == []


def _bilingual(text: str) -> bool:
    """Checks for a Chinese sentence followed by an English one."""
    chinese, separator, english = text.partition("。 ")
    return bool(separator) and any("\u4e00" <= each <= "\u9fff" for each in chinese) and english.rstrip().endswith(".")

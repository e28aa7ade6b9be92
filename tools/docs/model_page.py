"""The diagram of the model and its page."""

from collections.abc import Collection, Iterator

from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.declarations import Kind, Property, Relation, StoredEnum
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS


def picture() -> str:
    """Returns a Mermaid flowchart of all kinds and relations. The five levels of divisions are one box."""
    lines = ["flowchart LR", '  Division["Province → City → County → Township → Community"]']
    for relation in RELATIONS.values():
        arrow = "---" if relation.undirected else "-->"
        pairs = {(source, target) for source in _boxes(relation.sources) for target in _boxes(relation.targets)}
        lines += [f"  {source} {arrow}|{relation.name}| {target}" for source, target in sorted(pairs)]
    return "\n".join(lines)


def _boxes(kinds: Collection[Kind]) -> list[str]:
    if set(_bodies()) <= set(kinds):  # A post can be in any body, which would fill the diagram with arrows.
        kinds = DIVISIONS
    return sorted({"Division" if kind in DIVISIONS else kind.label for kind in kinds})


def _bodies() -> tuple[Kind, ...]:
    """Returns the kinds, other than divisions, that a post can be in."""
    return tuple(kind for kind in RELATIONS["POST_IN"].targets if kind not in DIVISIONS)


def page() -> str:
    return "\n".join(
        [
            "# The model 数据模型",
            "",
            "Generated from `graph/model` by `make docs`. A stored property is snake_case, its GraphQL field camelCase.",
            "",
            f"Every kind has {_names(ENTITY_PROPERTIES)}; every link has {_names(LINK_PROPERTIES)}.",
            "",
            "```mermaid",
            picture(),
            "```",
            "",
            f"Not drawn: POST_IN also leads to {', '.join(kind.label for kind in _bodies())}.",
            "",
            "## Kinds",
            "",
            *_kinds(),
            "## Relations",
            "",
            *_relations(),
            "## Enums",
            "",
            *_enums(),
        ]
    )


def _names(properties: Collection[Property]) -> str:
    return ", ".join(f"`{prop.name}`" for prop in properties)


def _kinds() -> Iterator[str]:
    for kind in KINDS:
        home = f" Home: {kind.home}." if kind.home else ""
        yield from (f"### {kind.label}", "", f"{kind.meaning}{home}", "")
        yield from _properties(kind.properties)


def _relations() -> Iterator[str]:
    for relation in RELATIONS.values():
        yield from (f"### {relation.name}", "", f"{relation.meaning} {_ends(relation)}{_traits(relation)}", "")
        yield from _properties(relation.properties)


def _ends(relation: Relation) -> str:
    return f"{_either(relation.sources)} → {_either(relation.targets)}."


def _either(kinds: tuple[Kind, ...]) -> str:
    if kinds == DIVISIONS:
        return "a division"
    return ", ".join(kind.label for kind in kinds)


def _traits(relation: Relation) -> str:
    return (" Its links have no end." if relation.open_ended else "") + (" Undirected." if relation.undirected else "")


def _properties(properties: tuple[Property, ...]) -> Iterator[str]:
    if properties:
        yield from ("| stored | field | type | meaning |", "|---|---|---|---|")
        yield from (f"| `{prop.name}` | `{prop.field}` | {_type(prop)} | {prop.meaning} |" for prop in properties)
        yield ""


def _type(prop: Property) -> str:
    bounds = [f"{bound:g}" if bound is not None else "" for bound in (prop.minimum, prop.maximum)]
    return prop.type.__name__ + (f" {bounds[0]}–{bounds[1]}" if any(bounds) else "")


def _enums() -> Iterator[str]:
    declarations = (*KINDS, *RELATIONS.values())
    properties = (*ENTITY_PROPERTIES, *LINK_PROPERTIES, *(prop for each in declarations for prop in each.properties))
    for enum in dict.fromkeys(prop.type for prop in properties if issubclass(prop.type, StoredEnum)):
        yield from (f"### {enum.__name__}", "", f"{enum.__doc__}", "", "| value | meaning |", "|---|---|")
        yield from (f"| `{member.name}` | {member.value} |" for member in enum)
        yield ""

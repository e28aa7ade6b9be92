"""The picture of the model and its tables, drawn from the declaration."""

from collections.abc import Collection, Iterator

from graph.model.declarations import (
    DIVISIONS,
    ENTITY_PROPERTIES,
    KINDS,
    LINK_PROPERTIES,
    LOCATED,
    ORGANISATIONS,
    RELATIONS,
    Kind,
    Property,
    Relation,
)
from graph.model.vocabularies import StoredEnum


def picture() -> str:
    """A Mermaid flowchart of all kinds and relations. The five levels are drawn as one box."""
    lines = ["flowchart LR", '  Division["Province → City → County → Township → Community"]']
    for relation in RELATIONS.values():
        arrow = "---" if relation.undirected else "-->"
        pairs = {(source, target) for source in _boxes(relation.sources) for target in _boxes(relation.targets)}
        lines += [f"  {source} {arrow}|{relation.name}| {target}" for source, target in sorted(pairs)]
    return "\n".join(lines)


def _boxes(kinds: Collection[Kind]) -> list[str]:
    if set(ORGANISATIONS) <= set(kinds):  # a post can be in any body: the picture would be all arrows
        kinds = DIVISIONS
    return sorted({"Division" if kind in DIVISIONS else kind.label for kind in kinds})


def page() -> str:
    """Every kind, relation, property and vocabulary, with its meaning in both languages."""
    return "\n".join(
        [
            "# The model 数据模型",
            "",
            "Generated from `graph/model/declarations.py` by `make docs`. A stored property is snake_case, its GraphQL field camelCase.",
            "",
            f"Every kind has {_names(ENTITY_PROPERTIES)}; every link has {_names(LINK_PROPERTIES)}.",
            "",
            "```mermaid",
            picture(),
            "```",
            "",
            f"Not drawn: POST_IN also leads to {', '.join(kind.label for kind in ORGANISATIONS)}.",
            "",
            "## Kinds",
            "",
            *_kinds(),
            "## Relations",
            "",
            *_relations(),
            "## Vocabularies",
            "",
            *_vocabularies(),
        ]
    )


def _names(properties: Collection[Property]) -> str:
    return ", ".join(f"`{prop.name}`" for prop in properties)


def _kinds() -> Iterator[str]:
    for kind, declared in KINDS.items():
        home = f" Home: {declared.home}." if declared.home else ""
        yield from (f"### {kind.label}", "", f"{declared.meaning}{home}", "")
        yield from _properties(declared.properties)


def _relations() -> Iterator[str]:
    for relation in RELATIONS.values():
        yield from (f"### {relation.name}", "", f"{relation.meaning} {_ends(relation)}{_manner(relation)}", "")
        yield from _properties(relation.properties)


def _ends(relation: Relation) -> str:
    return f"{_either(relation.sources)} → {_either(relation.targets)}."


def _either(kinds: tuple[Kind, ...]) -> str:
    if kinds == DIVISIONS:
        return "a division"
    if kinds == LOCATED:
        return "what has a location (" + ", ".join(kind.label for kind in kinds) + ")"
    return ", ".join(kind.label for kind in kinds)


def _manner(relation: Relation) -> str:
    return (" A fact: it has no end." if relation.open_ended else "") + (" Read both ways." if relation.undirected else "")


def _properties(properties: tuple[Property, ...]) -> Iterator[str]:
    if properties:
        yield from ("| stored | field | type | meaning |", "|---|---|---|---|")
        yield from (f"| `{prop.name}` | `{prop.field}` | {_type(prop)} | {prop.meaning} |" for prop in properties)
        yield ""


def _type(prop: Property) -> str:
    bounds = [f"{bound:g}" if bound is not None else "" for bound in (prop.minimum, prop.maximum)]
    return prop.type.__name__ + (f" {bounds[0]}–{bounds[1]}" if any(bounds) else "")


def _vocabularies() -> Iterator[str]:
    for vocabulary in StoredEnum.__subclasses__():
        yield from (f"### {vocabulary.__name__}", "", f"{vocabulary.__doc__}", "", "| value | meaning |", "|---|---|")
        yield from (f"| `{member.name}` | {member.value} |" for member in vocabulary)
        yield ""

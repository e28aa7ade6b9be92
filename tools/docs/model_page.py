"""The diagram of the model and its page."""

from collections.abc import Collection, Iterator

from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES, PROPERTY_PROVENANCES
from graph.model.declarations import Kind, Property, Relation, StoredEnum
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS
from tools.docs.language import PageLanguage


def picture() -> str:
    """Draws a Mermaid flowchart, in which the five levels of divisions are one box."""
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


def page(language: PageLanguage) -> str:
    bodies = ", ".join(kind.label for kind in _bodies())
    common, of_links = _names((*ENTITY_PROPERTIES, PROPERTY_PROVENANCES)), _names(LINK_PROPERTIES)
    return "\n".join(
        [
            language.of("# The model 数据模型", "# 数据模型"),
            "",
            language.link("model"),
            "",
            language.of(
                "Generated from `graph/model` by `make docs`. A stored property is snake_case, its GraphQL field camelCase.",
                "由 `make docs` 从 `graph/model` 生成。存储的属性用下划线命名，其 GraphQL 字段用驼峰命名。",
            ),
            "",
            language.of(
                f"Every kind has {common}; every link has {of_links}.", f"每个种类都有 {common}；每条关系都有 {of_links}。"
            ),
            "",
            "```mermaid",
            picture(),
            "```",
            "",
            language.of(f"Not drawn: POST_IN also leads to {bodies}.", f"图中未画：POST_IN 还指向 {bodies}。"),
            "",
            language.of("## Kinds", "## 种类"),
            "",
            *_kinds(language),
            language.of("## Relations", "## 关系类型"),
            "",
            *_relations(language),
            language.of("## Enums", "## 枚举"),
            "",
            *_enums(language),
        ]
    )


def _names(properties: Collection[Property]) -> str:
    return ", ".join(f"`{prop.name}`" for prop in properties)


def _kinds(language: PageLanguage) -> Iterator[str]:
    for kind in KINDS:
        home = language.of(f" Home: {kind.home}.", f"归属：{kind.home}。") if kind.home else ""
        yield from (f"### {kind.label}", "", f"{language.part(kind.meaning)}{home}", "")
        yield from _properties(kind.properties, language)


def _relations(language: PageLanguage) -> Iterator[str]:
    for relation in RELATIONS.values():
        space = language.of(" ", "")
        yield from (
            f"### {relation.name}",
            "",
            f"{language.part(relation.meaning)}{space}{_ends(relation, language)}{_traits(relation, language)}",
            "",
        )
        yield from _properties(relation.properties, language)


def _ends(relation: Relation, language: PageLanguage) -> str:
    return f"{_either(relation.sources, language)} → {_either(relation.targets, language)}{language.of('.', '。')}"


def _either(kinds: tuple[Kind, ...], language: PageLanguage) -> str:
    if kinds == DIVISIONS:
        return language.of("a division", "区划")
    return language.of(", ", "、").join(kind.label for kind in kinds)


def _traits(relation: Relation, language: PageLanguage) -> str:
    endless = language.of(" Its links have no end.", "没有终止日期。") if relation.open_ended else ""
    return endless + (language.of(" Undirected.", "无方向。") if relation.undirected else "")


def _properties(properties: tuple[Property, ...], language: PageLanguage) -> Iterator[str]:
    if properties:
        yield from (language.of("| stored | field | type | meaning |", "| 存储名 | 字段 | 类型 | 含义 |"), "|---|---|---|---|")
        yield from (
            f"| `{prop.name}` | `{prop.field}` | {_type(prop)} | {language.part(prop.meaning)} |" for prop in properties
        )
        yield ""


def _type(prop: Property) -> str:
    bounds = [f"{bound:g}" if bound is not None else "" for bound in (prop.minimum, prop.maximum)]
    return prop.type.__name__ + (f" {bounds[0]}–{bounds[1]}" if any(bounds) else "")


def _enums(language: PageLanguage) -> Iterator[str]:
    declarations = (*KINDS, *RELATIONS.values())
    properties = (*ENTITY_PROPERTIES, *LINK_PROPERTIES, *(prop for each in declarations for prop in each.properties))
    for enum in dict.fromkeys(prop.type for prop in properties if issubclass(prop.type, StoredEnum)):
        head = language.of("| value | meaning |", "| 取值 | 含义 |")
        yield from (f"### {enum.__name__}", "", language.part(f"{enum.__doc__}"), "", head, "|---|---|")
        yield from (f"| `{member.name}` | {language.part(member.value)} |" for member in enum)
        yield ""

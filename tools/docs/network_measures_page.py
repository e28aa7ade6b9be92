"""The page of the measures of network analysis, from their catalogues."""

from collections.abc import Iterator
from typing import Any, Final

from graph.network.measures.backbone import BackboneModel
from graph.network.measures.brokerage import BrokerageRole
from graph.network.measures.catalogue import MEASURES
from graph.network.measures.concor import DEFINITION as CONCOR
from graph.network.measures.core_periphery import CoreModel
from graph.network.measures.measure import MeasureDefinition, NetworkKind
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.measures.subgroups import SubgroupMethod
from schema.types.network.enums import BackboneModelEnum, BrokerageRoleEnum, CoreModelEnum, SubgroupMethodEnum
from tools.docs.language import PageLanguage
from tools.docs.network_measures_texts import ALGORITHMS, CHINESE_CONCOR, COSTS, HEAD, KINDS, PERMUTATION_TESTS

_TABLE: Final = {3: "|---|---|---|", 5: "|---|---|---|---|---|"}


def page(language: PageLanguage) -> str:
    return "\n".join(
        [
            language.of("# Network measures 网络指标", "# 网络指标"),
            "",
            language.link("network-measures"),
            "",
            language.of(*HEAD),
            "",
            language.of("## Of an actor 行动者", "## 行动者"),
            "",
            language.of("| field | meaning | defined on | algorithm | work |", "| 字段 | 含义 | 适用于 | 算法 | 计算量 |"),
            _TABLE[5],
            *(_row(definition, language) for definition in MEASURES.values()),
            "",
            language.of("## Of a network 网络", "## 网络"),
            "",
            language.of("| field | meaning | algorithm |", "| 字段 | 含义 | 算法 |"),
            _TABLE[3],
            *(
                f"| `{each.name}` | {language.of(each.english, each.chinese)} | {_algorithm(each.algorithm, language)} |"
                for each in NETWORK_MEASURES.values()
            ),
            "",
            language.of("## Subgroups 子群", "## 子群"),
            "",
            *_members(language, SubgroupMethod, SubgroupMethodEnum),
            "",
            language.of("## Models 模型", "## 模型"),
            "",
            language.of("| field | model | definition |", "| 字段 | 模型 | 定义 |"),
            _TABLE[3],
            *_models("corePeriphery", language, CoreModel, CoreModelEnum, " (Borgatti and Everett 1999)"),
            f"| `positions` | | {language.of(CONCOR, CHINESE_CONCOR)} |",
            *_models("backbone", language, BackboneModel, BackboneModelEnum),
            *(f"| `{name}` | | {language.of(*texts)} |" for name, texts in PERMUTATION_TESTS.items()),
            "",
            language.of("## Brokerage roles 中间人角色", "## 中间人角色"),
            "",
            language.of(
                "The groups of a, the broker and b on a path a → broker → b without a → b:",
                "路径 a → 中间人 → b（没有 a → b）上，a、中间人、b 所属的组：",
            ),
            "",
            *_members(language, BrokerageRole, BrokerageRoleEnum),
            "",
        ]
    )


def _row(definition: MeasureDefinition, language: PageLanguage) -> str:
    texts = filter(None, (definition.description, definition.normalized_description))
    meaning = language.of(" ", "").join(language.part(text) for text in texts)
    kinds = language.of(", ", "、").join(language.of(*KINDS[kind]) for kind in NetworkKind if kind in definition.kinds)
    work = language.of(definition.cost.value, COSTS[definition.cost])
    return f"| `{definition.name}` | {meaning} | {kinds} | {_algorithm(definition.algorithm, language)} | {work} |"


def _algorithm(text: str, language: PageLanguage) -> str:
    return language.of(text, ALGORITHMS.get(text, text))


def _texts(language: PageLanguage, declared: Any, of_schema: Any) -> Iterator[tuple[str, str]]:
    """Yields the names of an enum with its definitions: those of the catalogue, in Chinese those of the schema."""
    chinese = {each.name: language.part(each.description) for each in of_schema.__strawberry_definition__.values}
    for member in declared:
        yield member.name, language.of(str(member.value), chinese[member.name])


def _members(language: PageLanguage, declared: Any, of_schema: Any) -> Iterator[str]:
    for name, text in _texts(language, declared, of_schema):
        yield language.of(f"- `{name}`: {text}", f"- `{name}`：{text}")


def _models(field: str, language: PageLanguage, declared: Any, of_schema: Any, paper: str = "") -> Iterator[str]:
    for name, text in _texts(language, declared, of_schema):
        yield f"| `{field}` | `{name}` | {text}{language.of(paper, '')} |"

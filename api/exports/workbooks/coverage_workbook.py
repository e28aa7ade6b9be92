"""The workbook of coverage: the scorecard, the tree of divisions, and the gap with reasons."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api.exports.workbooks.questions import Questions, no_such_scope
from api.exports.workbooks.sheets import Cell, Column, Sheet, Table, Words, columns_of, values_at
from graph.errors import UserError
from graph.messages import network as messages

MAX_ROWS: Final = 100_000
"""Per sheet."""
INDICATORS: Final = 25
_DIVISIONS: Final = """
query ($scope: String!, $asOf: Date!) {
  division(code: $scope, asOf: $asOf) { code }
  communities(within: $scope, asOf: $asOf) { totalCount }
  townships(within: $scope, asOf: $asOf) { totalCount }
}
"""
_RECEIPTS: Final = """
query ($scope: String!, $asOf: Date!) {
  scorecard(scope: $scope, asOf: $asOf) {
    definition { indicator own nameZh nameEn unit numerator denominator unknownWhen source }
    shareLow shareHigh homeless
    ...tree children { ...tree children { ...tree children { ...tree children { ...tree } } } }
  }
}
fragment tree on Coverage { ...numbers own { ...numbers } }
fragment numbers on Coverage { scope { code name kind } denominator reached notReached unknown share }
"""
_GAP: Final = """
query ($scope: String!, $asOf: Date!, $indicator: Indicator!, $own: String, $first: Int!, $after: String) {
  coverage(scope: $scope, asOf: $asOf, indicator: $indicator, own: $own) {
    gap(first: $first, after: $after) {
      nodes {
        unit { kind code name }
        home { code name }
        why { failing fixes { links { relation fromKind toKind from { kind code } to { kind code } } properties } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
_NUMBERS: Final = ("denominator", "reached", "notReached", "unknown", "share")
_NUMBER_COLUMNS: Final = columns_of(
    ("应覆盖", "Denominator", "integer"),
    ("已覆盖", "Reached", "integer"),
    ("未覆盖", "Not reached", "integer"),
    ("情况不明", "Unknown", "integer"),
    ("覆盖率", "Share", "share"),
)


async def coverage_sheets(questions: Questions) -> list[Sheet]:
    """Raises UserError (NOT_FOUND, TOO_LARGE)."""
    counts = await questions.answer(_DIVISIONS)
    if counts["division"] is None:
        raise no_such_scope(questions.scope)
    divisions = counts["communities"]["totalCount"] + counts["townships"]["totalCount"]
    _require_fits(divisions * INDICATORS)
    receipts: list[Any] = await questions.of_scope(_RECEIPTS, "scorecard")
    _require_fits(sum(receipt["notReached"] for receipt in receipts))
    return [
        Sheet(Words("成绩单", "Scorecard"), [_scorecard(receipts)]),
        Sheet(Words("区划", "Divisions"), [_tree(receipts)]),
        Sheet(Words("核对表", "Receipts"), [_receipts(receipts)]),
        Sheet(Words("缺口", "Gap"), [await _gap(questions, receipts)]),
        Sheet(Words("指标定义", "Definitions"), [_definitions(receipts)]),
    ]


def _require_fits(rows: int) -> None:
    if rows > MAX_ROWS:
        raise UserError(messages.WORKBOOK_TOO_LARGE, rows=rows, maximum=MAX_ROWS)


def _name(receipt: Any) -> str:
    """Returns the name of an indicator as arguments take it."""
    return receipt["definition"]["own"] or receipt["definition"]["indicator"]


def _scorecard(receipts: list[Any]) -> Table:
    columns = columns_of(
        ("指标代码", "Code", "general"),
        ("指标", "Name in Chinese", "general"),
        ("英文名称", "Indicator", "general"),
        ("单位", "Unit", "general"),
    )
    columns += _NUMBER_COLUMNS
    columns += columns_of(("下限", "Low", "share"), ("上限", "High", "share"), ("全库无归属", "Without a home", "integer"))
    paths = ("definition.nameZh", "definition.nameEn", "definition.unit", *_NUMBERS, "shareLow", "shareHigh", "homeless")
    return Table(
        Words("各项指标", "All indicators"),
        columns,
        [[_name(receipt), *values_at(receipt, *paths)] for receipt in receipts],
        Words(
            "覆盖率 = 已覆盖 ÷（已覆盖 + 未覆盖）；下限把情况不明者算作未覆盖，上限算作已覆盖，二者的分母是应覆盖数。"
            "应覆盖 = 已覆盖 + 未覆盖 + 情况不明。没有登记完整的关系，缺少联系时是情况不明，不是未覆盖。",
            "Share is reached / (reached + not reached). Low counts unknown units as not reached, high as reached, both of the denominator. "
            "Reached, not reached and unknown sum to the denominator. A missing link is unknown unless the relation is surveyed.",
        ),
    )


# ---------------------------------------------------------------------------------------------------- the tree of divisions
def _rows(receipt: Any, level: int = 0) -> Iterator[tuple[int, Any]]:
    """Yields a receipt and those below it with their levels, depth first."""
    yield level, receipt
    for child in receipt.get("children", ()):
        yield from _rows(child, level + 1)


def _tree(receipts: list[Any]) -> Table:
    columns = columns_of(("区划代码", "Code", "general"), ("区划", "Division", "general"), ("级别", "Level", "general"))
    columns += [Column(Words(each["definition"]["nameZh"], each["definition"]["nameEn"]), "share") for each in receipts]
    shares: list[dict[str, Cell]] = [
        {receipt["scope"]["code"]: receipt["share"] for _, receipt in _rows(each)} for each in receipts
    ]
    rows: list[list[Cell]] = []
    for level, receipt in _rows(receipts[0]) if receipts else ():
        scope = receipt["scope"]
        name = "　" * level + (scope["name"] or scope["code"])
        rows.append([scope["code"], name, scope["kind"], *(by_code.get(scope["code"]) for by_code in shares)])
    return Table(
        Words("各级区划的覆盖率", "Shares of the divisions of every level"),
        columns,
        rows,
        Words(
            "每格是该区划该项指标的覆盖率，已覆盖 ÷（已覆盖 + 未覆盖）；空格表示二者之和为零。缩进表示上下级。",
            "Each cell is the share of a division, reached / (reached + not reached); it is empty if that sum is 0. Indents show the levels.",
        ),
    )


def _receipts(receipts: list[Any]) -> Table:
    columns = columns_of(
        ("指标代码", "Indicator", "general"),
        ("指标", "Name in Chinese", "general"),
        ("区划代码", "Code", "general"),
        ("区划", "Division", "general"),
        ("级别", "Level", "general"),
        ("范围", "Part", "general"),
    )
    rows: list[list[Cell]] = []
    for each in receipts:
        head = [_name(each), each["definition"]["nameZh"]]
        for _, receipt in _rows(each):
            parts: Mapping[str, Any] = {"全部 whole": receipt, "本级 own": receipt.get("own")}
            rows += [
                [*head, *values_at(receipt, "scope.code", "scope.name", "scope.kind"), part, *values_at(numbers, *_NUMBERS)]
                for part, numbers in parts.items()
                if numbers is not None and (part == "全部 whole" or numbers["denominator"])
            ]
    return Table(
        Words("每项指标在每个区划的数目", "The numbers of every indicator in every division"),
        [*columns, *_NUMBER_COLUMNS],
        rows,
        Words(
            "“全部”包括下级；“本级”只算归属该区划本身的单位。各下级与本级之和等于全部。",
            "The whole includes the divisions below; own are the units whose home is the division itself. Children and own sum to the whole.",
        ),
    )


# ---------------------------------------------------------------------------------------------------- the gap
async def _gap(questions: Questions, receipts: list[Any]) -> Table:
    columns = columns_of(
        ("指标代码", "Indicator", "general"),
        ("指标", "Name in Chinese", "general"),
        ("单位种类", "Kind", "general"),
        ("单位编码", "Code", "general"),
        ("单位", "Unit", "general"),
        ("归属代码", "Code of its home", "general"),
        ("归属", "Home", "general"),
        ("未满足的条件", "Unsatisfied clauses", "general"),
        ("补齐办法", "Smallest fix", "general"),
    )
    rows: list[list[Cell]] = []
    paths = ("unit.kind", "unit.code", "unit.name", "home.code", "home.name")
    for receipt in receipts:
        if not receipt["notReached"]:
            continue
        definition = receipt["definition"]
        given = {"indicator": definition["indicator"], "own": definition["own"]}
        for node in await questions.nodes(_GAP, "coverage", "gap", most=MAX_ROWS, **given):
            reasons = "; ".join(node["why"]["failing"])
            fixes = node["why"]["fixes"]
            row = [_name(receipt), definition["nameZh"], *values_at(node, *paths), reasons]
            rows.append([*row, _fix(fixes[0]) if fixes else None])
    return Table(
        Words("未覆盖的单位及原因", "Units not reached, with reasons"),
        columns,
        rows,
        Words(
            "每行是一个未覆盖的单位：未满足的条件是指标定义中缺少的步骤；补齐办法是单独即可使其覆盖的最小一组联系或属性，* 表示任一该种类的实体。",
            "Each row is a unit that is not reached. The clauses are those of the definition that it does not satisfy; the smallest fix alone "
            "would make it reached, and * is any entity of that kind.",
        ),
    )


def _fix(fix: Any) -> str:
    links = [
        f"{_end(link['from'], link['fromKind'])} -{link['relation']}-> {_end(link['to'], link['toKind'])}"
        for link in fix["links"]
    ]
    properties = [f"{owner}: {values}" for owner, values in fix["properties"].items()]
    return "; ".join([*links, *properties])


def _end(entity: Any, kind: str) -> str:
    return f"{kind} {'*' if entity is None else entity['code']}"


def _definitions(receipts: list[Any]) -> Table:
    columns = columns_of(
        ("指标代码", "Indicator", "general"),
        ("指标", "Name in Chinese", "general"),
        ("英文名称", "Name", "general"),
        ("分子", "Reached", "general"),
        ("分母", "Counted", "general"),
        ("何时不明", "Unknown", "general"),
        ("出处", "Source", "general"),
    )
    paths = [f"definition.{name}" for name in ("nameZh", "nameEn", "numerator", "denominator", "unknownWhen", "source")]
    return Table(
        Words("指标的定义与出处", "Definitions and sources of the indicators"),
        columns,
        [[_name(receipt), *values_at(receipt, *paths)] for receipt in receipts],
        Words("定义与查询接口的相同。", "The definitions are those of the API."),
    )

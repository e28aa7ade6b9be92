"""The workbook of coverage: the scorecard, the tree of divisions, and the gap with reasons."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api.exports.workbooks.questions import Questions, no_such_scope
from api.exports.workbooks.sheets import Cell, Column, Sheet, Table, cells_at, columns_of
from graph.errors import UserError
from graph.messages import coverage_workbook as messages
from graph.messages import headings
from graph.messages import network as network_messages
from graph.messages.language import BilingualText

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
_WHOLE: Final = messages.WHOLE.format().both
_OWN: Final = messages.OWN.format().both
_NUMBERS: Final = ("denominator", "reached", "notReached", "unknown", "share")
_NUMBER_COLUMNS: Final = columns_of(
    (headings.DENOMINATOR, "integer"),
    (headings.REACHED, "integer"),
    (headings.NOT_REACHED, "integer"),
    (headings.UNKNOWN, "integer"),
    (headings.SHARE, "share"),
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
        Sheet(messages.SCORECARD.format(), [_scorecard(receipts)]),
        Sheet(messages.DIVISIONS.format(), [_tree(receipts)]),
        Sheet(messages.RECEIPTS.format(), [_receipts(receipts)]),
        Sheet(messages.GAP.format(), [await _gap(questions, receipts)]),
        Sheet(messages.DEFINITIONS.format(), [_definitions(receipts)]),
    ]


def _require_fits(rows: int) -> None:
    if rows > MAX_ROWS:
        raise UserError(network_messages.WORKBOOK_TOO_LARGE, rows=rows, maximum=MAX_ROWS)


def _name(receipt: Any) -> str:
    """Returns the name of an indicator as arguments take it."""
    return receipt["definition"]["own"] or receipt["definition"]["indicator"]


def _scorecard(receipts: list[Any]) -> Table:
    columns = columns_of(
        (headings.INDICATOR_CODE, "general"),
        (headings.NAME_IN_CHINESE, "general"),
        (headings.INDICATOR_IN_ENGLISH, "general"),
        (headings.UNIT, "general"),
    )
    columns += _NUMBER_COLUMNS
    columns += columns_of((headings.LOW, "share"), (headings.HIGH, "share"), (headings.WITHOUT_A_HOME, "integer"))
    paths = ("definition.nameZh", "definition.nameEn", "definition.unit", *_NUMBERS, "shareLow", "shareHigh", "homeless")
    return Table(
        messages.ALL_INDICATORS.format(),
        columns,
        [[_name(receipt), *cells_at(receipt, *paths)] for receipt in receipts],
        messages.ALL_INDICATORS_METHOD.format(),
    )


# ---------------------------------------------------------------------------------------------------- the tree of divisions
def _rows(receipt: Any, level: int = 0) -> Iterator[tuple[int, Any]]:
    """Yields a receipt and those below it with their levels, depth first."""
    yield level, receipt
    for child in receipt.get("children", ()):
        yield from _rows(child, level + 1)


def _tree(receipts: list[Any]) -> Table:
    columns = columns_of((headings.DIVISION_CODE, "general"), (headings.DIVISION, "general"), (headings.LEVEL, "general"))
    columns += [Column(BilingualText(each["definition"]["nameEn"], each["definition"]["nameZh"]), "share") for each in receipts]
    shares: list[dict[str, Cell]] = [
        {receipt["scope"]["code"]: receipt["share"] for _, receipt in _rows(each)} for each in receipts
    ]
    rows: list[list[Cell]] = []
    for level, receipt in _rows(receipts[0]) if receipts else ():
        scope = receipt["scope"]
        name = "　" * level + (scope["name"] or scope["code"])
        rows.append([scope["code"], name, scope["kind"], *(by_code.get(scope["code"]) for by_code in shares)])
    return Table(
        messages.SHARES_OF_DIVISIONS.format(),
        columns,
        rows,
        messages.SHARES_OF_DIVISIONS_METHOD.format(),
    )


def _receipts(receipts: list[Any]) -> Table:
    columns = columns_of(
        (headings.INDICATOR, "general"),
        (headings.NAME_IN_CHINESE, "general"),
        (headings.DIVISION_CODE, "general"),
        (headings.DIVISION, "general"),
        (headings.LEVEL, "general"),
        (headings.PART, "general"),
    )
    rows: list[list[Cell]] = []
    for each in receipts:
        head = [_name(each), each["definition"]["nameZh"]]
        for _, receipt in _rows(each):
            parts: Mapping[str, Any] = {_WHOLE: receipt, _OWN: receipt.get("own")}
            rows += [
                [*head, *cells_at(receipt, "scope.code", "scope.name", "scope.kind"), part, *cells_at(numbers, *_NUMBERS)]
                for part, numbers in parts.items()
                if numbers is not None and (part == _WHOLE or numbers["denominator"])
            ]
    return Table(
        messages.ALL_NUMBERS.format(),
        [*columns, *_NUMBER_COLUMNS],
        rows,
        messages.ALL_NUMBERS_METHOD.format(),
    )


# ---------------------------------------------------------------------------------------------------- the gap
async def _gap(questions: Questions, receipts: list[Any]) -> Table:
    columns = columns_of(
        (headings.INDICATOR, "general"),
        (headings.NAME_IN_CHINESE, "general"),
        (headings.UNIT_KIND, "general"),
        (headings.UNIT_CODE, "general"),
        (headings.UNIT, "general"),
        (headings.HOME_CODE, "general"),
        (headings.HOME, "general"),
        (headings.UNSATISFIED_CLAUSES, "general"),
        (headings.SMALLEST_FIX, "general"),
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
            row = [_name(receipt), definition["nameZh"], *cells_at(node, *paths), reasons]
            rows.append([*row, _fix(fixes[0]) if fixes else None])
    return Table(
        messages.UNITS_NOT_REACHED.format(),
        columns,
        rows,
        messages.UNITS_NOT_REACHED_METHOD.format(),
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
        (headings.INDICATOR, "general"),
        (headings.NAME_IN_CHINESE, "general"),
        (headings.NAME_IN_ENGLISH, "general"),
        (headings.NUMERATOR, "general"),
        (headings.COUNTED, "general"),
        (headings.UNKNOWN_WHEN, "general"),
        (headings.SOURCE, "general"),
    )
    paths = [f"definition.{name}" for name in ("nameZh", "nameEn", "numerator", "denominator", "unknownWhen", "source")]
    return Table(
        messages.DEFINITIONS_AND_SOURCES.format(),
        columns,
        [[_name(receipt), *cells_at(receipt, *paths)] for receipt in receipts],
        messages.DEFINITIONS_AND_SOURCES_METHOD.format(),
    )

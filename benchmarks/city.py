"""Operations on Zhongwei against handwritten Cypher, both in this process and up to JSON bytes."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

import orjson

from benchmarks.cases import Case, Run
from benchmarks.operations import (
    CITY,
    COMMUNITY,
    DAY,
    FILTERED,
    FILTERED_RAW,
    GAP,
    GAP_RAW,
    OVERVIEW,
    OVERVIEW_RAW,
    POINT,
    POINT_RAW,
    RECEIPT,
    RECEIPT_RAW,
    TREE,
    TREE_RAW,
)
from benchmarks.product import TODAY, Product
from graph.database.database import Database
from graph.database.statement import Statement

ROUNDS: Final = 200


def cases(product: Product) -> list[Case]:
    database = product.database
    city, today_parameter = {"code": CITY}, {"day": TODAY}
    return [
        Case(
            "one community, 5 fields",
            product.run(POINT, {"code": COMMUNITY}),
            raw(database, POINT_RAW, {"code": COMMUNITY} | today_parameter),
            1.1,
            ROUNDS,
        ),
        Case(
            "city overview: 68 communities, 448 units",
            product.run(OVERVIEW, city),
            raw(database, OVERVIEW_RAW, city | today_parameter),
            1.0,
            ROUNDS,
        ),
        Case(
            "filtered, ordered, 20 with their total, 2022",
            product.run(FILTERED, {"day": str(DAY)}),
            raw(database, FILTERED_RAW, {"day": DAY}),
            1.1,
            ROUNDS,
        ),
        Case("tree of five levels", product.run(TREE, city), raw(database, TREE_RAW, city | today_parameter), 1.05, ROUNDS),
        Case(
            "coverage of the city to its communities",
            product.run(RECEIPT, city),
            raw(database, RECEIPT_RAW, city | today_parameter),
            1.2,
            ROUNDS,
        ),
        Case("gap, first page", product.run(GAP, city), raw(database, GAP_RAW, city | today_parameter), 1.2, ROUNDS),
    ]


def raw(database: Database, text: LiteralString, parameters: Mapping[str, Any]) -> Run:
    async def run() -> object:
        return orjson.dumps((await database.read(Statement(text, parameters))).rows[0][0])

    return run

"""A city's own indicators: declared in its seed folder, kept in the database, listed beside the built-in ones.

They are written in the notation of ``graph/coverage/path_pattern.py`` and of nothing else: a unit, paths, and conditions with values as
parameters. So none can reach outside the query that it describes.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, LiteralString

from graph.coverage.indicator import Indicator
from graph.database.statement import Statement
from graph.model.declarations import ModelError

LABEL: Final = "OwnIndicator"
COLUMNS: Final = ("name", "name_zh", "name_en", "unit", "paths", "test", "numerator", "denominator", "unknown_when", "source")
SEPARATOR: Final = ";"
"""Between the paths in a cell."""
_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,59}")
_READ: Final[LiteralString] = "MATCH (n:OwnIndicator) WITH n ORDER BY n.name RETURN collect(properties(n)) AS own"


class BadColumn(ModelError):
    """A value of a row that no indicator can have, and the column in which it stands."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def own_indicator(values: Mapping[str, Any], taken: Sequence[str] = ()) -> Indicator:
    """The indicator that the values of a row describe; ``taken``: the names that are not free. Raises BadColumn with what is wrong."""
    with _at("name"):
        _check_name(values["name"], taken)
    paths = tuple(path.strip() for path in (values.get("paths") or "").split(SEPARATOR) if path.strip())
    indicator = Indicator(
        name_zh=values["name_zh"],
        name_en=values["name_en"],
        unit=values["unit"],
        paths=paths,
        test=values.get("test") or "",
        numerator=values.get("numerator") or _numerator(paths, values.get("test")),
        denominator=values.get("denominator") or values["unit"],
        unknown_when=values.get("unknown_when")
        or "起决定作用的关系在当地未登记，或属性未登记。 A relation that decides is not kept there, or a property is not recorded.",
        source=values.get("source") or "本市自定。 The city's own.",
    )
    for column, part in (("unit", "pattern"), ("paths", "steps"), ("test", "tests")):
        with _at(column):
            _ = getattr(indicator, part)
    with _at("paths"):
        indicator.check()
    return indicator


def _check_name(name: str, taken: Sequence[str]) -> None:
    if not _NAME.fullmatch(name):
        raise ModelError("the name is written in capitals, digits and underscores, such as COURIER_STATION.")
    if name in taken:
        raise ModelError(f"{name} is the name of a built-in indicator; choose another.")


@contextmanager
def _at(column: str) -> Generator[None]:
    """What is wrong in the block is wrong in this column."""
    try:
        yield
    except ModelError as error:
        raise BadColumn(column, str(error)) from error


def _numerator(paths: Sequence[str], test: str | None) -> str:
    return " 或 or ".join(paths) + (f" [{test}]" if test else "")


def read_own() -> Statement:
    """The statement that tells them; ``own_from`` reads its rows."""
    return Statement(_READ)


def own_from(rows: list[list[Any]]) -> dict[str, Indicator]:
    """The city's own indicators by name."""
    return {values["name"]: own_indicator(values) for values in rows[0][0]}

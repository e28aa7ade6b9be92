"""The dates of a series' points."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from graph.errors import UserError
from graph.messages import coverage as messages

MONTHS: Final = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
MAX_POINTS: Final = 600


def dates_of_points(arguments: Mapping[str, Any]) -> list[date]:
    """Returns the dates from `from` to `to` at intervals of `step`. Raises UserError (BAD_ARGUMENT)."""
    start, end = arguments["from"], arguments["to"]
    if start > end:
        raise UserError(messages.DATES_REVERSED, start=start, end=end)
    step = arguments.get("step")
    days: list[date] = []
    for day in _every(MONTHS[step.value if step else "MONTH"], start):
        if day > end:
            break
        if len(days) == MAX_POINTS:
            raise UserError(messages.TOO_MANY_POINTS, maximum=MAX_POINTS)
        days.append(day)
    return days


def _every(months: int, start: date) -> Iterator[date]:
    """Yields the day of `start` in each month, or the last day of a shorter month."""
    for number in range(MAX_POINTS + 1):
        month = start.year * 12 + start.month - 1 + number * months
        if month // 12 > date.max.year:
            return
        yield _in_month(month // 12, month % 12 + 1, start.day)


def _in_month(year: int, month: int, day: int) -> date:
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, min(day, last))
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")

"""Reads the lines of a CSV file, or reports why it cannot be read."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graph.messages import seeds as messages
from graph.reasons import csv_reason, system_reason
from seeds.loader.errors import SeedProblem, file_problem, masked_problem
from seeds.loader.records import RowLocation

_BYTE_ORDER_MARK: Final = "\ufeff"


def read_lines(folder: Path, file: str, problems: list[SeedProblem]) -> Iterator[tuple[int, list[str]]]:
    """Yields the cells of each line with its number. Adds a problem if the file cannot be read to its end."""
    text = _read_text(folder, file, problems)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(masked_problem(RowLocation(file, line), "", "", messages.NOT_CSV.format(error=csv_reason(error))))


def _read_text(folder: Path, file: str, problems: list[SeedProblem]) -> str | None:
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        problems.append(file_problem(file, messages.UNREADABLE_FILE.format(error=system_reason(error))))
        return None
    try:
        text = data.decode("utf-8-sig").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(
            masked_problem(RowLocation(file, line), "", "", messages.BYTE_NOT_UTF8.format(place=_place(data, error.start)))
        )
        return None
    if not text.strip():
        problems.append(file_problem(file, messages.EMPTY_FILE.format()))
        return None
    return text


def _place(data: bytes, at: int) -> int:
    """Returns a byte's position in its line, from 1."""
    return at - data.rfind(b"\n", 0, at)

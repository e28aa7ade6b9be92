"""Reads UCINET's edgelist2, which no open library does. Written from UCINET's description of its data language."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class TwoModeMatrix:
    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], float]


def read_edgelist2(text: str) -> TwoModeMatrix:
    """Returns the labelled cells that are not 0. Raises ValueError for other text."""
    head = re.match(r"dl\s+nr\s*=\s*(\d+)[\s,]+nc\s*=\s*(\d+)\s+format\s*=\s*edgelist2\s", text, re.IGNORECASE)
    if head is None:
        raise ValueError("There is no head of edgelist2.")
    sections = re.split(r"^(?:row labels|column labels|data):\s*$", text[head.end() :], flags=re.IGNORECASE | re.MULTILINE)
    rows, columns, data = sections[1:]
    row_labels, column_labels = _labels(rows, int(head[1])), _labels(columns, int(head[2]))
    cells: dict[tuple[str, str], float] = {}
    for line in data.split("\n"):
        if line.strip():
            row, column, value = line.split()
            key = row_labels[int(row) - 1], column_labels[int(column) - 1]
            cells[key] = cells.get(key, 0) + float(value)
    return TwoModeMatrix(row_labels, column_labels, cells)


def _labels(text: str, number: int) -> list[str]:
    """Splits labels at spaces, commas, equals signs or new lines outside quotation marks."""
    labels = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|([^\s,="]+)', text)]
    if len(labels) != number:
        raise ValueError(f"There are {len(labels)} labels for {number} rows or columns.")
    return labels

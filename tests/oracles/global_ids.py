"""Checks and removes the dates in global ids, so that a response compares with an oracle that does not know them."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from oracles.graph import ROOT_FIELDS, label_of

Execute = Callable[..., Any]
LABELS: Final = "|".join(label_of(kind) for kind in ROOT_FIELDS)
GLOBAL_ID: Final = re.compile(rf"(?P<undated>(?:{LABELS}):.+?)(?P<suffix>(?:@\d{{4}}-\d\d-\d\d)?(?:~[0-9a-f]{{8}})?)")


AFTER_EDITS: Final = frozenset({"after", "gained", "linkage"})
"""The fields of `simulate` whose ids carry the edits."""


def undated(data: Any, suffix: str = "") -> Any:
    """Undates ids, values and keys. Fails if an id has another suffix."""
    return _undated(data, re.escape(suffix))


def _undated(data: Any, suffix: str, *, simulated: bool = False) -> Any:
    """Removes suffixes that match the regular expression `suffix`. `simulated`: whether the data is below `simulate`."""
    if isinstance(data, dict):
        values: dict[str, Any] = {}
        for key, value in data.items():
            ending = suffix + "~[0-9a-f]{8}" if simulated and key in AFTER_EDITS else suffix
            below = (simulated and ending == suffix) or key == "simulate"
            values[_without_suffix(key, suffix)] = _undated(value, ending, simulated=below)
        return values
    if isinstance(data, list):
        return [_undated(value, suffix, simulated=simulated) for value in data]
    return _without_suffix(data, suffix) if isinstance(data, str) else data


def _without_suffix(text: str, suffix: str) -> str:
    found = GLOBAL_ID.fullmatch(text)
    if found is None:
        return text
    assert re.fullmatch(suffix, found["suffix"]), (text, suffix)
    return found["undated"]


def undating(execute: Execute) -> Execute:
    """Adds to `execute` a check of the date of all ids, the variable `asOf`, and removes it."""

    def data(query: str, **variables: Any) -> Any:
        day = variables.get("asOf")
        return undated(execute(query, **variables), f"@{day}" if day else "")

    return data


def suffixes(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from suffixes(value)
    elif isinstance(data, list):
        for value in data:
            yield from suffixes(value)
    elif isinstance(data, str) and (found := GLOBAL_ID.fullmatch(data)):
        yield found["suffix"]

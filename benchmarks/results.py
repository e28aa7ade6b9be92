"""The results in `benchmarks/results.json`."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.cases import Outcome


def merge_results(
    earlier: Sequence[dict[str, Any]], measured: Mapping[str, Sequence[Outcome]], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Keeps earlier results of groups that were not run. Sorts by group. `titles`: by name of the group."""
    results: list[dict[str, Any]] = []
    for name, title in titles.items():
        new = [_result(title, each) for each in measured.get(name, ())]
        results += new or [each for each in earlier if each["group"] == title]
    return results


def _result(group: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "group": group,
        "name": outcome.promise.name,
        "ratio": round(outcome.ratio, 2),
        "spread": [round(each, 2) for each in outcome.spread],
        "target": outcome.promise.target,
        "better": outcome.promise.better,
        "holds": outcome.holds,
        "rounds": outcome.promise.rounds,
        "unit": outcome.promise.unit,
        "ours": round(outcome.ours, 2),
        "other": round(outcome.raw, 2),
    }

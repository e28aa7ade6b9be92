"""The benchmark table of the READMEs: all results with a promised ratio."""

import json
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).parent.parent.parent / "benchmarks" / "results.json"


def table() -> str:
    content: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    rows = [_row(each) for each in content["results"] if each["target"] is not None]
    return "\n".join([f"{content['machine']}.", "", "| | ours / other | promised |", "|---|---|---|", *rows])


def _row(result: dict[str, Any]) -> str:
    bound = "≤" if result["better"] == "less" else "≥"
    missed = "" if result["holds"] else " ✗"
    return f"| {result['group']}: {result['name']} | {result['ratio']:.2f} × | {bound} {result['target']} ×{missed} |"

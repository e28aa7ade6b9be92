"""The page of error codes."""

from graph.error_codes import ErrorCode


def page() -> str:
    rows = [f"| `{code.name}` | {code.value} |" for code in ErrorCode]
    head = ["# Errors 错误", "", "Generated from `graph/error_codes.py` by `make docs`.", "", "| code | meaning |", "|---|---|"]
    return "\n".join([*head, *rows, ""])

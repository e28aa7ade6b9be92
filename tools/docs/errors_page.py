"""The catalogue of error codes."""

from graph.errors import ErrorCode


def page() -> str:
    """Every code of ``extensions.code`` with what happened and the way out."""
    rows = [f"| `{code.name}` | {code.value} |" for code in ErrorCode]
    head = ["# Errors 错误", "", "Generated from `graph/errors.py` by `make docs`.", "", "| code | meaning |", "|---|---|"]
    return "\n".join([*head, *rows, ""])

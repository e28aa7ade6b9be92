"""Schemathesis imports this file in its own environment: errors have a code, and the server never fails."""

import json
from typing import Any

import schemathesis  # pyright: ignore[reportMissingImports]


@schemathesis.check  # pyright: ignore[reportUntypedFunctionDecorator, reportUnknownMemberType]
def errors_have_a_code(context: Any, response: Any, case: Any) -> None:
    """Accepts errors with a code: that of an unknown division, for example, is a correct response to a generated operation."""
    assert response.status_code < 500, response.text
    for error in json.loads(response.content).get("errors", []):
        code = error.get("extensions", {}).get("code")
        assert code not in (None, "UNEXPECTED"), error

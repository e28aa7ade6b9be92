"""The check of Schemathesis, which imports this file in its own environment: errors have a code, and the server never fails."""

import json
from typing import Any

import schemathesis  # pyright: ignore[reportMissingImports]


@schemathesis.check  # pyright: ignore[reportUntypedFunctionDecorator, reportUnknownMemberType]
def errors_have_a_code(context: Any, response: Any, case: Any) -> None:
    """An error of a generated operation, such as an unknown code, is a correct response if it says so."""
    assert response.status_code < 500, response.text
    for error in json.loads(response.content).get("errors", []):
        code = error.get("extensions", {}).get("code")
        assert code not in (None, "UNEXPECTED"), error

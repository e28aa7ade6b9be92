"""Lists in queries, which tests of cursors page through and replay elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from product_server import Server

Execute = Callable[..., Any]
DAY: Final = "2022-09-22"
OTHER_DAY: Final = "2022-09-23"
PAGE: Final = "totalCount edges { cursor } pageInfo { hasNextPage endCursor }"


@dataclass(frozen=True)
class ListPlace:
    """A query with `(PAGE)` for the arguments of a list and `AS_OF` for the date, and the path to the list in the response."""

    query: str
    path: tuple[str, ...]
    arguments: str = ""

    def text(self, page: str, as_of: str = "") -> str:
        given = f"({page} {self.arguments})"
        return self.query.replace("(PAGE)", given).replace("AS_OF", as_of)

    def page_of(self, data: Any) -> Any:
        for step in self.path:
            data = data[int(step)] if step.isdecimal() else data[step]
        return data


def walk(execute: Execute, place: ListPlace, as_of: str = "") -> tuple[list[str], str | None]:
    """Checks that the pages continue exactly. Returns the cursors of all rows, and the cursor after the first page."""
    whole = place.page_of(execute(f"{{ root: {place.text('first: 100', as_of)} }}"))
    expected = [edge["cursor"] for edge in whole["edges"]]
    size = max(1, len(expected) // 3)
    found: list[str] = []
    first, after = None, ""
    while True:
        page = place.page_of(execute(f'{{ root: {place.text(f"""first: {size} after: "{after}" """, as_of)} }}'))
        found += [edge["cursor"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        first = first or after
        if not page["pageInfo"]["hasNextPage"] or len(found) >= 100:
            break
    assert found[:100] == expected[: len(found)], place
    assert len(found) >= len(expected) or whole["totalCount"] > 100
    return expected, first


def codes(server: Server, selections: list[str]) -> list[str]:
    answer = server.post("{ " + " ".join(f"r{number}: {text}" for number, text in enumerate(selections)) + " }")
    by_field = {error["path"][0]: error["extensions"]["code"] for error in answer.get("errors", [])}
    return [by_field.get(f"r{number}", "none") for number in range(len(selections))]

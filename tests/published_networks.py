"""The published networks in tests/network/published, and their report by the command line."""

import json
from functools import cache
from typing import Any, Final

from product_server import ROOT

from graph.network.files.network_files import FileNetwork, read_network
from graph.network.files.report import report

FOLDER: Final = ROOT / "tests" / "network" / "published"
EXPECTED: Final[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
DIRECTED: Final = ("hightech_advice", "hightech_friends", "hightech_reports")
TWO_MODE: Final = ("davis",)


@cache
def published(name: str) -> FileNetwork:
    return read_network(
        FOLDER / f"{name}.edges.csv",
        FOLDER / f"{name}.nodes.csv",
        directed=name in DIRECTED,
        two_mode=name in TWO_MODE,
    )


@cache
def published_report(name: str, by: str | None = None) -> dict[str, Any]:
    return report(published(name), by)

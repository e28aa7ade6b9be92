"""`make bench`, or `python -m benchmarks GROUP…`: compares this product with handwritten Cypher, other servers and graph libraries.

Starts its own Neo4j and writes `benchmarks/results.json` and `docs/benchmarks.md`. Groups that are not run keep their earlier results.
`--quick` runs two rounds of each case and writes nothing.
"""

import argparse
import asyncio
import json
import os
import platform
from collections.abc import Collection
from pathlib import Path
from typing import Final

from api.process_tuning import freeze_objects, tune_process
from benchmarks.groups import ROOT, TITLES, measure
from benchmarks.page import page
from benchmarks.results import merge_results
from benchmarks.stacks import NpmOutOfReach, install_peer

RESULTS: Final = Path(__file__).parent / "results.json"
PAGE: Final = ROOT / "docs" / "benchmarks.md"


async def main(names: Collection[str], *, quick: bool) -> None:
    tune_process()
    freeze_objects()
    measured = await measure(names, quick=quick)
    if quick:
        return
    content = json.loads(RESULTS.read_text("utf-8"))
    content["machine"] = _machine(measured.content.pop("version"))
    content |= measured.content
    content["results"] = merge_results(content["results"], measured.outcomes, TITLES)
    RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(page(content), "utf-8")


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


def _arguments() -> argparse.Namespace:
    """Omits `peer` if its packages cannot be installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures all groups, or some.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(TITLES)}")
    parser.add_argument("--quick", action="store_true", help="run two rounds of each case, print the ratios and write nothing")
    arguments = parser.parse_args()
    arguments.names = arguments.names or list(TITLES)
    if unknown := set(arguments.names) - set(TITLES):
        parser.error(f"There is no group {', '.join(sorted(unknown))}. Choose from {', '.join(TITLES)}.")
    if "peer" in arguments.names:
        try:
            install_peer()
        except NpmOutOfReach as error:
            print(f"{error} @neo4j/graphql is skipped and keeps its earlier results.")
            arguments.names.remove("peer")
    return arguments


if __name__ == "__main__":
    given = _arguments()
    asyncio.run(main(given.names, quick=given.quick))

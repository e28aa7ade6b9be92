"""Node.js for the tests: the packages of ``web/``, with those that only tests need, and programs that run on them."""

import asyncio
import subprocess
from functools import cache
from pathlib import Path

from api.explorer.build import NODE, NPM, WEB, PageBuild


@cache
def page_build() -> PageBuild:
    """The page, built, and the packages installed; the second time nothing is fetched."""
    build = PageBuild()
    asyncio.run(build.run(with_tools=True))
    return build


def run_node(program: Path, *arguments: str, folder: Path = WEB, timeout: float = 300) -> str:
    """What the program prints. Raises AssertionError with what it said where it fails."""
    command = [str(NODE), str(program), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def run_npm(*arguments: str, folder: Path) -> str:
    return run_node(NPM, *arguments, folder=folder)

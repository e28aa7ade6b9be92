"""Node.js for the tests: the packages of `web/`, and running programs."""

import asyncio
import subprocess
from functools import cache
from pathlib import Path

from api.explorer.build import NODE, NPM, WEB, PageBuild


@cache
def page_build() -> PageBuild:
    build = PageBuild()
    asyncio.run(build.run(with_tools=True))
    return build


def run_node(program: Path, *arguments: str, folder: Path = WEB, timeout: float = 300) -> str:
    """Returns the program's output. Raises AssertionError with the output if it fails."""
    command = [str(NODE), str(program), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def run_npm(*arguments: str, folder: Path) -> str:
    return run_node(NPM, *arguments, folder=folder)

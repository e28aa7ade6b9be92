"""Generates the types of the operations in `web/source`, and runs tsc and oxlint, unless the sources have not changed since the last
success.
"""

import asyncio
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from api.explorer.build import NODE, WEB, BuildFailed, PageBuild

SDL: Final = WEB.parent / "schema" / "schema.graphql"
STAMP: Final = WEB / "node_modules" / "checked"
STEPS: Final = (
    ("operation-types.js",),
    ("node_modules/typescript/bin/tsc", "--project", "."),
    ("node_modules/oxlint/bin/oxlint", "--deny-warnings", "source"),
)


def main() -> int:
    digest = _digest()
    if STAMP.is_file() and STAMP.read_text() == digest and (WEB / "source" / "generated").is_dir():
        return 0
    try:
        asyncio.run(PageBuild().install_tools())
    except BuildFailed as error:
        print(error)
        return 1
    for step in STEPS:
        done = subprocess.run([NODE, *step], cwd=WEB, check=False)
        if done.returncode != 0:
            return done.returncode
    STAMP.write_text(digest)
    return 0


def _digest() -> str:
    names = ("package-lock.json", "tsconfig.json", ".oxlintrc.json", "operation-types.js")
    files = [SDL, *(WEB / name for name in names), *_sources()]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _sources() -> list[Path]:
    found = (path for path in (WEB / "source").rglob("*") if path.is_file() and path.parent.name != "generated")
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main())

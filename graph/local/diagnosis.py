"""Why Neo4j did not start, from what it wrote."""

import re
from pathlib import Path
from typing import Final

from graph.local.folder import Folder

# What went wrong first of all, then Neo4j's own line, then those of a Java that did not get as far as a log.
_SIGNS: Final = (
    re.compile(r"^Caused by: (?:[\w.$]+: )?(.+)$", re.MULTILINE),
    re.compile(r"^\S+ \S+ ERROR +(.+)$", re.MULTILINE),
    re.compile(r'^Exception in thread "main" (?:[\w.$]+: )?(.+)$', re.MULTILINE),
    re.compile(r"^(?:ERROR |Error: |Error occurred during initialization of VM\n)(.+)$", re.MULTILINE),
)


class StartupDiagnosis:
    """What is written from now on, by Neo4j to its logs and by Java to its console."""

    def __init__(self, folder: Folder) -> None:
        self._read = {path: _size(path) for path in (folder.log, folder.debug_log)} | {folder.console: 0}
        self._log = folder.log

    def reason(self) -> str:
        """The last error, and where to read on."""
        for path, start in self._read.items():
            if error := _last_error(path, start):
                return f"{error} (more in {path})"
        return f"it said no reason; see {self._log}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _last_error(path: Path, start: int) -> str:
    written = path.read_bytes() if path.exists() else b""
    text = written[start if start <= len(written) else 0 :].decode(errors="replace")
    found = next(filter(None, (sign.findall(text) for sign in _SIGNS)), [""])
    return found[-1].strip().rstrip(".")

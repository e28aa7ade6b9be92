"""Finds in the logs why Neo4j did not start."""

import re
from pathlib import Path
from typing import Final

from graph.local.folder import Folder
from graph.messages import local as messages
from graph.messages.language import BilingualText

# In order of precedence: root cause, Neo4j's error line, errors of a Java that ended before logging.
_ERROR_PATTERNS: Final = (
    re.compile(r"^Caused by: (?:[\w.$]+: )?(.+)$", re.MULTILINE),
    re.compile(r"^\S+ \S+ ERROR +(.+)$", re.MULTILINE),
    re.compile(r'^Exception in thread "main" (?:[\w.$]+: )?(.+)$', re.MULTILINE),
    re.compile(r"^Terminating due to (.+)$", re.MULTILINE),
    re.compile(r"^(?:ERROR |Error: |Error occurred during initialization of VM\n)(.+)$", re.MULTILINE),
)


class StartupDiagnosis:
    """Reads only what was logged after this object was created."""

    def __init__(self, folder: Folder) -> None:
        self._offsets = {path: _size(path) for path in (folder.log, folder.debug_log)} | {folder.console: 0}
        self._log = folder.log

    def reason(self) -> BilingualText:
        """Returns the last error and its log's path."""
        for path, offset in self._offsets.items():
            if error := _last_error(path, offset):
                return messages.REASON_IN_LOG.format(error=error, log=path)
        return messages.NO_REASON.format(log=self._log)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _last_error(path: Path, offset: int) -> str:
    content = path.read_bytes() if path.exists() else b""
    text = content[offset if offset <= len(content) else 0 :].decode(errors="replace")
    errors = next(filter(None, (pattern.findall(text) for pattern in _ERROR_PATTERNS)), [""])
    return errors[-1].strip().rstrip(".")

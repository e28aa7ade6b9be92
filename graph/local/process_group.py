"""The Java of a server that was killed, or whose guard was: it is waited for, and ended where it does not end by itself."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock, LockHeld

_PATIENCE: Final = 30.0
_SIGNALS: Final = ((0.0, signal.SIGTERM), (10.0, signal.SIGKILL))  # after how many seconds which


def terminate_orphans(running_lock: Path, say: Callable[[str], None]) -> FileLock:
    """Takes the lock on the data as soon as no Java works on it any more. Raises LocalNeo4jError after half a minute."""
    started = time.monotonic()
    signals = iter(_SIGNALS)
    due = next(signals)
    while True:
        try:
            return FileLock.acquire(running_lock)
        except LockHeld as held:
            waited = time.monotonic() - started
            if waited > _PATIENCE:
                raise _does_not_end(held.pid, running_lock) from None
            if due and waited >= due[0]:
                say("Waiting for the Neo4j of an earlier run to end")
                _send(held.pid, due[1])
                due = next(signals, None)
        time.sleep(0.05)


def _send(pid: str, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        if pid.isdecimal():
            os.kill(int(pid), number)


def _does_not_end(pid: str, running_lock: Path) -> LocalNeo4jError:
    who = f"process {pid}" if pid else f"see `lsof '{running_lock}'`"
    return LocalNeo4jError(
        f"The Neo4j of an earlier run still works on {running_lock.parent} ({who}) and does not end. End it, then start again."
    )

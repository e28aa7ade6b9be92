"""Waits for the Java of a killed server, and terminates it if necessary."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock, LockHeld
from graph.messages import local as messages
from graph.messages.language import BilingualText

_MAX_WAIT_SECONDS: Final = 30.0
_SIGNALS: Final = ((0.0, signal.SIGTERM), (10.0, signal.SIGKILL))
"""Seconds waited, signal sent."""


def terminate_orphans(running_lock: Path, report_step: Callable[[BilingualText], None]) -> FileLock:
    """Returns the data's lock once no Java uses it. Raises LocalNeo4jError after 30 seconds."""
    started = time.monotonic()
    signals = iter(_SIGNALS)
    next_signal = next(signals)
    while True:
        try:
            return FileLock.acquire(running_lock)
        except LockHeld as held:
            waited = time.monotonic() - started
            if waited > _MAX_WAIT_SECONDS:
                raise _still_running(held.pid, running_lock) from None
            if next_signal and waited >= next_signal[0]:
                report_step(messages.WAITING_FOR_EARLIER_RUN.format())
                _send_signal(held.pid, next_signal[1])
                next_signal = next(signals, None)
        time.sleep(0.05)


def _send_signal(pid: str, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        if pid.isdecimal():
            os.kill(int(pid), number)


def _still_running(pid: str, running_lock: Path) -> LocalNeo4jError:
    process = messages.PROCESS.format(pid=pid) if pid else messages.FIND_PROCESS.format(path=running_lock)
    return LocalNeo4jError(messages.EARLIER_RUN_STILL_RUNNING, folder=running_lock.parent, process=process)

"""The program of a worker process: python -m graph.network.workers.worker PARENT MEGABYTES.

It reads tasks from standard input and writes results, after shares of the task done, to standard output, each as length and
pickle. It ends when its input ends, when its parent dies (Linux), a second after a task's deadline, and if a task needs more
than MEGABYTES of memory (Linux).
"""

import ctypes
import os
import pickle
import resource
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from graph.network.measures.progress import LISTENER

LENGTH: Final = struct.Struct(">Q")
NICENESS: Final = 5
"""Requests have priority over workers."""
GRACE: Final = 1.0
"""Seconds after a deadline when a worker ends itself, if its parent has not."""
PR_SET_PDEATHSIG: Final = 1
NO_MEMORY: Final = 12
"""Exit code at the limit of memory."""
SHARE_SECONDS: Final = 0.25

WorkerTask = tuple[Callable[..., Any], tuple[Any, ...], float]


def main() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # its threads wait for each other on a busy machine
    parent, megabytes = int(sys.argv[1]), float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    _die_with(parent)
    _limit_memory(megabytes)
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the results
    LISTENER.set(_Shares(results).tell)
    try:
        while (frame := read_frame(tasks)) is not None:
            results.write(_answer(frame))
            results.flush()
    except MemoryError:
        os._exit(NO_MEMORY)


class _Shares:
    """Writes the share of a task done, at most every SHARE_SECONDS."""

    def __init__(self, results: BinaryIO) -> None:
        self._results = results
        self._told = -SHARE_SECONDS

    def tell(self, share: float) -> None:
        now = time.monotonic()
        if now - self._told >= SHARE_SECONDS:
            self._told = now
            self._results.write(frame_of(share))
            self._results.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Returns None at the end of the stream."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def frame_of(value: object) -> bytes:
    body = pickle.dumps(value, protocol=5)
    return LENGTH.pack(len(body)) + body


def _answer(frame: bytes) -> bytes:
    try:
        function, arguments, seconds = _task(frame)
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)  # its default action ends the process, also in native code
        answer = frame_of((function(*arguments), None))
    except MemoryError:
        raise
    except Exception:
        answer = frame_of((None, traceback.format_exc()))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return answer


def _task(frame: bytes) -> WorkerTask:
    return pickle.loads(frame)


def _limit_memory(megabytes: float) -> None:
    """Makes the kernel refuse more memory: Python and NumPy raise MemoryError, other native code aborts."""
    if sys.platform == "linux":
        limit = int(megabytes * 1_000_000)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _die_with(parent: int) -> None:
    """Makes the kernel kill this process when its parent dies; exits if it has died already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(0)


if __name__ == "__main__":
    main()

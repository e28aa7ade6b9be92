"""Stands between the product and Java, so that Java never outlives the product. Run by its path, with the seconds of patience and Java's
command line as arguments.

It holds a pipe from its parent as stdin. When the pipe ends, in whatever way the parent ended, or on SIGTERM, it ends Java: SIGTERM, so
much patience, SIGKILL. When Java ends, it ends with Java's exit status. It writes Java's pid to stdout, one line; Java writes to its stderr.
It lives as long as Java, and imports as little as that takes.
"""

import os
import select
import signal
import sys
import time

PR_SET_PDEATHSIG = 1


def main(patience: float, command: list[str]) -> int:
    wakeups = wake_on_signals()
    java = start(command)
    os.write(1, f"{java}\n".encode())
    os.close(1)
    while True:
        ready, _, _ = select.select([0, wakeups], [], [])
        if 0 in ready or (wakeups in ready and signal.SIGTERM in os.read(wakeups, 64)):
            return end(java, patience)
        if (status := ended(java)) is not None:
            return status


def wake_on_signals() -> int:
    """A file that can be read from when SIGTERM or SIGCHLD has come: one byte each, the signal's number."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, woken)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    return reading


def woken(_number: int, _frame: object) -> None:
    """Its coming is written to the pipe; there is nothing else to do."""


def start(command: list[str]) -> int:
    """Starts Java; answers its pid. What the parent passed on (the lock of the data) is passed on to Java."""
    guard = os.getpid()
    if child := os.fork():
        return child
    try:
        _become(command, guard)
    finally:
        os._exit(127)


def _become(command: list[str], guard: int) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    if sys.platform == "linux":
        _end_with_the_guard(guard)
    try:
        os.execv(command[0], command)
    except OSError as error:
        os.write(2, f"ERROR {command[0]}: {error.strerror}\n".encode())


def _end_with_the_guard(guard: int) -> None:
    """A guard that is killed cannot end Java any more: Linux then sends Java SIGTERM."""
    try:
        import ctypes  # in the child only, before it becomes Java: the guard stays small
    except ImportError:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != guard:  # killed before that
        os._exit(143)


def ended(java: int) -> int | None:
    """Java's exit status as a shell would say it, or None while it runs."""
    pid, status = os.waitpid(java, os.WNOHANG)
    if not pid:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def end(java: int, patience: float) -> int:
    os.kill(java, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while (status := ended(java)) is None:
        if time.monotonic() > deadline:
            os.kill(java, signal.SIGKILL)
        time.sleep(0.02)
    return status


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))

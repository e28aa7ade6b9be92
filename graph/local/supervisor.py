"""Supervises Java, so that it never outlives this process's parent.

Script arguments: termination timeout in seconds, Java's command line. Ends Java on SIGTERM or when the pipe on stdin closes, and kills it
after the timeout. Writes Java's pid to stdout and exits with Java's status. Java writes to stderr. Imports little, because it runs as long
as Java.
"""

import os
import select
import signal
import sys
import time

PR_SET_PDEATHSIG = 1


def main(termination_timeout: float, command: list[str]) -> int:
    wakeups = open_signal_pipe()
    java = start(command)
    os.write(1, f"{java}\n".encode())
    os.close(1)
    while True:
        ready, _, _ = select.select([0, wakeups], [], [])
        if 0 in ready or (wakeups in ready and signal.SIGTERM in os.read(wakeups, 64)):
            return terminate(java, termination_timeout)
        if (status := exit_status(java)) is not None:
            return status


def open_signal_pipe() -> int:
    """Returns a descriptor that receives each SIGTERM and SIGCHLD as one byte, its number."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, ignore_signal)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    return reading


def ignore_signal(_number: int, _frame: object) -> None:
    """Ignores the signal, which Python has already written to the pipe."""


def start(command: list[str]) -> int:
    """Returns Java's pid. Java inherits the lock of the data."""
    supervisor = os.getpid()
    if child := os.fork():
        return child
    try:
        _exec(command, supervisor)
    finally:
        os._exit(127)


def _exec(command: list[str], supervisor: int) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    if sys.platform == "linux":
        _end_with_supervisor(supervisor)
    try:
        os.execv(command[0], command)
    except OSError as error:
        os.write(2, f"ERROR {command[0]}: {error.strerror}\n".encode())


def _end_with_supervisor(supervisor: int) -> None:
    """Asks Linux to send SIGTERM when the supervisor dies."""
    try:
        import ctypes  # in the child only: the supervisor stays small
    except ImportError:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:  # the supervisor died earlier
        os._exit(143)


def exit_status(java: int) -> int | None:
    """Returns the status as a shell reports it, or None while Java runs."""
    pid, status = os.waitpid(java, os.WNOHANG)
    if not pid:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def terminate(java: int, timeout: float) -> int:
    os.kill(java, signal.SIGTERM)
    deadline = time.monotonic() + timeout
    while (status := exit_status(java)) is None:
        if time.monotonic() > deadline:
            os.kill(java, signal.SIGKILL)
        time.sleep(0.02)
    return status


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))

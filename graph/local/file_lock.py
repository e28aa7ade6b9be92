"""File locks, which the operating system releases when their last owner exits."""

import fcntl
import os
from pathlib import Path
from typing import Self


class LockHeld(Exception):
    """``pid`` is empty until the owner has written it."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


class FileLock:
    """An exclusive lock. Children that inherit ``descriptor`` own it too."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Raises LockHeld without waiting."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeld(_read_and_close(descriptor)) from None
        os.ftruncate(descriptor, 0)  # never name (or kill) an earlier owner
        return cls(descriptor)

    @classmethod
    def acquire_blocking(cls, path: Path) -> Self:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return cls(descriptor)

    def write_owner(self, pid: int) -> None:
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(pid).encode(), 0)

    def release(self) -> None:
        """Releases the lock for this process only, not for children."""
        os.close(self.descriptor)


def _read_and_close(descriptor: int) -> str:
    try:
        return os.pread(descriptor, 32, 0).decode(errors="replace")
    finally:
        os.close(descriptor)

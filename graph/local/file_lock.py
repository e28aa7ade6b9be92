"""File locks, which the operating system releases when their last owner has exited or was killed."""

import fcntl
import os
from pathlib import Path
from typing import Self


class LockHeld(Exception):
    """Another process owns the lock. ``pid``: its process id, empty if it has not written it yet."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


class FileLock:
    """An exclusive lock. A child process that inherits ``descriptor`` owns it too; it is free when all have closed it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Returns the lock, or raises LockHeld without waiting."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeld(_read_and_close(descriptor)) from None
        os.ftruncate(descriptor, 0)  # an earlier owner must not be named, let alone killed
        return cls(descriptor)

    @classmethod
    def acquire_blocking(cls, path: Path) -> Self:
        """Waits until the lock is free and returns it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return cls(descriptor)

    def write_owner(self, pid: int) -> None:
        """Writes the owner's process id into the file."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(pid).encode(), 0)

    def release(self) -> None:
        """Releases it for this process; a child that inherited it still owns it."""
        os.close(self.descriptor)


def _read_and_close(descriptor: int) -> str:
    try:
        return os.pread(descriptor, 32, 0).decode(errors="replace")
    finally:
        os.close(descriptor)

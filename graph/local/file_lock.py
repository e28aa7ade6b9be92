"""Locks on files, which the operating system takes back when their last holder has ended, however it ended."""

import fcntl
import os
from pathlib import Path
from typing import Self


class LockHeld(Exception):
    """Another process holds the lock; ``pid`` says which one, empty where it has not written it yet."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


class FileLock:
    """An exclusive lock. A child process that is given ``descriptor`` holds it too: it is free when all of them have closed it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Takes the lock, or raises HeldElsewhere at once."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeld(_read_and_close(descriptor)) from None
        os.ftruncate(descriptor, 0)  # who held it before is nobody to be named, let alone ended
        return cls(descriptor)

    @classmethod
    def acquire_blocking(cls, path: Path) -> Self:
        """Takes the lock as soon as nobody else holds it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return cls(descriptor)

    def write_owner(self, pid: int) -> None:
        """Writes into the file who holds it."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(pid).encode(), 0)

    def release(self) -> None:
        """Lets go of it here; a child that was given it still holds it."""
        os.close(self.descriptor)


def _read_and_close(descriptor: int) -> str:
    try:
        return os.pread(descriptor, 32, 0).decode(errors="replace")
    finally:
        os.close(descriptor)

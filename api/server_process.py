"""A further process of the server: python -m api.server_process DESCRIPTOR. The first process starts it and passes its listening socket."""

import asyncio
import socket
import sys

from api.process_tuning import tune_process

tune_process()

from api.cli import USER_ERRORS, event_loop_factory  # noqa: E402
from api.daemon_thread import run_in_daemon_thread  # noqa: E402
from api.server import serve_beside  # noqa: E402
from api.settings import Settings  # noqa: E402


async def _serve(descriptor: int) -> None:
    await serve_beside(Settings(), socket.socket(fileno=descriptor), run_in_daemon_thread(_wait_for_end_of_input))


def _wait_for_end_of_input() -> None:
    sys.stdin.buffer.read()


def main() -> None:
    try:
        with asyncio.Runner(loop_factory=event_loop_factory()) as runner:
            runner.run(_serve(int(sys.argv[1])))
    except USER_ERRORS as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

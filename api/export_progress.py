"""Shows the long work of an export on the terminal."""

import asyncio
from typing import Final

from api.progress import TerminalProgress
from graph.messages import api as messages
from graph.network.workers.progress_board import ProgressBoard

EVERY_SECONDS: Final = 1.0
PERCENT: Final = 100


async def show_progress(board: ProgressBoard, terminal: TerminalProgress, every: float = EVERY_SECONDS) -> None:
    """Prints a line for each measure whose share is unknown, and a bar for the others, until it is cancelled."""
    named, bars = set[str](), set[str]()
    try:
        while True:
            await asyncio.sleep(every)
            running = {work.measure: work for work in board.running}
            for name in bars - running.keys():
                _advance(terminal, name, PERCENT)
            bars &= running.keys()
            for name, work in running.items():
                if name not in named:
                    named.add(name)
                    terminal.step(messages.MEASURING.format(measure=name, seconds=f"{work.seconds_left:.0f}"))
                if work.share is not None:
                    bars.add(name)
                    _advance(terminal, name, min(int(work.share * PERCENT), PERCENT - 1))
    finally:
        for name in bars:
            _advance(terminal, name, PERCENT)


def _advance(terminal: TerminalProgress, measure: str, percent: int) -> None:
    terminal.advance(messages.MEASURE_NAME.format(measure=measure), percent, PERCENT, messages.PERCENT.format())

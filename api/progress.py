"""Progress of long work on the terminal."""

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

CONSOLE = Console(stderr=True, highlight=False, markup=False)


class TerminalProgress:
    """Shows lines, and a bar if the number of steps is known. Without a terminal, a bar is one line at its start and end."""

    def __init__(self, console: Console = CONSOLE) -> None:
        self._console = console
        self._tasks: dict[str, TaskID] = {}
        self._bars: Progress | None = None

    def step(self, sentence: str) -> None:
        self._console.print(sentence)

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        bars = self._open_bars()
        if what not in self._tasks:
            self._tasks[what] = bars.add_task(what, total=total, unit=unit)
        bars.update(self._tasks[what], completed=done, total=total)
        if done >= total:
            self._close_task(what, bars)

    def _open_bars(self) -> Progress:
        if self._bars is None:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:,.0f}/{task.total:,.0f} {task.fields[unit]}"),
                TimeRemainingColumn(),
            )
            self._bars = Progress(*columns, console=self._console)
            self._bars.start()
        return self._bars

    def _close_task(self, what: str, bars: Progress) -> None:
        del self._tasks[what]
        if not self._tasks:
            bars.stop()
            self._bars = None
